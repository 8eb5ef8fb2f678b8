import type { Client, PoolClient } from "pg";
import { appendEvents } from "../../../hotel/events/outbox.ts";
import { lockRoomTypes } from "../../../hotel/inventory/under_admission.ts";
import { changeRates } from "../../../hotel/rates/nights/changing_rates.ts";
import type { Answer } from "../../../hotel/reservations/admission/command.ts";
import { accept, type Decision } from "../../../hotel/vocabulary/refusal.ts";
import { formatNight } from "../../../hotel/vocabulary/night.ts";
import type { RateSetting } from "../requests.ts";
import { cellsOf, flexibleTerms, PLANS } from "./planned_rates.ts";

/** A change of a hotel's rates, as somebody asks for it. */
export interface RateSettingAsked {
  readonly hotelId: number;
  /** Those of the hotel. */
  readonly roomTypeIds: readonly number[];
  readonly setting: RateSetting;
  readonly requestId: string;
  readonly at: Date;
}

/** The version of the rates, as whoever changes them reads it before. */
export const READ_VERSION = "SELECT version FROM rate_book WHERE hotel_id = $1";

/** Sets a night, in place of what was set for it. */
export const WRITE_NIGHT = `
  INSERT INTO rate_night (hotel_id, room_type_id, night, rate_plan_id, price_minor, closed, sell_limit)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (hotel_id, room_type_id, night, rate_plan_id, channel)
  DO UPDATE SET price_minor = excluded.price_minor, closed = excluded.closed, sell_limit = excluded.sell_limit`;

/** Sets the terms of a plan. */
export const WRITE_PLAN =
  "UPDATE rate_plan SET terms = $3, version = version + 1 WHERE hotel_id = $1 AND rate_plan_id = $2";

/**
 * Changes rates by the product's protocol ({@link changeRates}), with a work of its own: reads the version, and in one transaction locks,
 * writes, and tells of it. Rejects when the connection is lost or a lock is not to be had: whether it was done is not known then.
 *
 * @param locks false as a control: the room types are not locked
 */
export async function setRates(client: Client, asked: RateSettingAsked, locks: boolean): Promise<Answer> {
  const { hotelId, roomTypeIds, setting } = asked;
  const read = { name: "read_rates_version", text: READ_VERSION, values: [hotelId] };
  const { rows } = await client.query<{ version: number }>(read);
  await client.query("BEGIN");
  const change = {
    hotelId,
    roomTypeIds: "night" in setting ? [setting.night.roomTypeId] : roomTypeIds,
    version: rows[0]?.version ?? 0,
    lock: locks ? lockRoomTypes : () => Promise.resolve(),
  };
  const decision = await changeRates(client as PoolClient, change, (version) => write(client, asked, version));
  await client.query(decision.accepted ? "COMMIT" : "ROLLBACK");
  if (!decision.accepted) return decision;
  return { accepted: true, reply: { status: 200, body: { version: decision.value } }, replayed: false };
}

async function write(
  client: Client,
  { hotelId, setting, requestId, at }: RateSettingAsked,
  version: number,
): Promise<Decision<{ changed: boolean; value: number }>> {
  if ("night" in setting) {
    const { roomTypeId, night, ratePlanId, priceMinor, closed, sellLimit } = cellsOf(hotelId, setting.night);
    const values = [hotelId, roomTypeId, formatNight(night), ratePlanId, priceMinor, closed, sellLimit];
    await client.query({ name: "write_rate_night", text: WRITE_NIGHT, values });
  } else {
    const values = [hotelId, PLANS.flexible, JSON.stringify(flexibleTerms(setting.surchargeMinor))];
    await client.query({ name: "write_rate_plan", text: WRITE_PLAN, values });
  }
  const actor = { who: "staff", via: "desk", requestId } as const;
  await appendEvents(client, [{ hotelId, type: "rate_nights.changed", data: { version }, actor, at }]);
  return accept({ changed: true, value: version });
}
