import type { PoolClient } from "pg";
import { createApiKey } from "../../../hotel/access/api_keys.ts";
import type { Database } from "../../../hotel/database/database.ts";
import { inTransaction } from "../../../hotel/database/transaction.ts";
import { lockRoomTypes } from "../../../hotel/inventory/under_admission.ts";
import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import { editRateNights } from "../../../hotel/rates/nights/edit_rate_nights.ts";
import type { EditBody } from "../../../hotel/rates/nights/schemas.ts";
import { changeRateBook } from "../../../hotel/rates/plans/change_rate_book.ts";
import { createRatePlan } from "../../../hotel/rates/plans/create_rate_plan.ts";
import type { NewRatePlan } from "../../../hotel/rates/plans/schemas.ts";
import { systemActor } from "../../../hotel/vocabulary/actor.ts";
import { formatNight, type Night } from "../../../hotel/vocabulary/night.ts";
import type { Decision } from "../../../hotel/vocabulary/refusal.ts";
import { closingFrom, fixedRules, type ContestedRates, type FixedRule } from "./contested_rates.ts";

const ACTOR = systemActor("chaos");

const FLEXIBLE: NewRatePlan = {
  code: "flexible",
  name: "Flexible with breakfast",
  meal_plan: "breakfast",
  prices: [{ amount: 16 }, { weekdays: ["fri", "sat"], percent: 15 }],
  occupancy: { included_adults: 1, extra_adult: 22.5, children: [] },
  cancellation: { kind: "free_until", before_days: 1, late_fee: { kind: "first_night" } },
};

/** Enters a rate book, two plans, prices and restrictions of single nights, and a key for the hotel's manager. */
export function enterRates(
  database: Database,
  hotel: { readonly hotelId: number; readonly roomTypeIds: readonly number[]; readonly firstNight: Night },
): Promise<ContestedRates> {
  const { hotelId, roomTypeIds, firstNight } = hotel;
  return inTransaction(database, async (tx) => {
    await enterTaxes(tx, hotelId);
    const flexible = await enterPlan(tx, hotelId, FLEXIBLE);
    const saver = await enterPlan(tx, hotelId, {
      code: "saver",
      name: "Non-refundable",
      basis: { kind: "derived", rate_plan_id: flexible, percent: -12.5 },
      cancellation: { kind: "non_refundable" },
      payment: { kind: "prepay" },
    });
    const changes = { default_rate_plan_id: flexible };
    accepted(await changeRateBook(tx, { hotelId, version: 3, changes, by: ACTOR }, lockRoomTypes));
    const fixed = fixedRules(roomTypeIds, firstNight, saver);
    const prices = { ...nightsFrom(firstNight + 1, 2), rate_plan_ids: [0, flexible], set: { price: 133.35 } };
    const edits = [...fixed.map(editOf), { ...prices, room_type_ids: "all" as const }];
    let version = 4;
    for (const body of edits) {
      version = accepted(await editRateNights(tx, { hotelId, version, body, by: ACTOR }, lockRoomTypes)).version;
    }
    const managerKey = await enterManager(tx, hotelId);
    return { flexible, saver, fixed, closingFrom: closingFrom(firstNight), managerKey };
  });
}

async function enterTaxes(tx: PoolClient, hotelId: number): Promise<void> {
  const taxes = [
    { kind: "vat" as const, code: "vat", name: "VAT 6 %", percent: 6, products: ["room" as const], included: true },
    { kind: "city_tax" as const, code: "city_tax", name: "City tax", per_person_night: 2.25, from_age: 13 },
  ];
  accepted(await changeRateBook(tx, { hotelId, version: 0, changes: { taxes }, by: ACTOR }, lockRoomTypes));
}

async function enterPlan(tx: PoolClient, hotelId: number, plan: NewRatePlan): Promise<number> {
  return accepted(await createRatePlan(tx, { hotelId, plan, by: ACTOR }, lockRoomTypes)).rate_plan_id;
}

async function enterManager(tx: PoolClient, hotelId: number): Promise<string> {
  const text = "SELECT organisation_id AS id FROM hotel WHERE hotel_id = $1";
  const { rows } = await tx.query<{ id: number }>(text, [hotelId]);
  const draft = { organisationId: rows[0]?.id ?? 0, hotelId, name: "Manager", scopes: ["rates.write"] };
  return (await createApiKey(tx, draft)).secret;
}

function editOf({ roomTypeId, night, rule, value, ratePlanId }: FixedRule): EditBody {
  return {
    ...nightsFrom(night, 1),
    room_type_ids: [roomTypeId],
    rate_plan_ids: ratePlanId === EVERY_PLAN ? "every_plan" : [ratePlanId],
    set: { [rule]: rule === "closed_to_arrival" ? true : value },
  };
}

function nightsFrom(night: Night, nights: number): Pick<EditBody, "start_date" | "end_date"> {
  return { start_date: formatNight(night), end_date: formatNight(night + nights) };
}

function accepted<Value>(decision: Decision<Value>): Value {
  if (!decision.accepted) throw new Error(`the rates were not entered: ${decision.refusal.message}`);
  return decision.value;
}
