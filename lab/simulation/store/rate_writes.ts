import { nightOf } from "../../../hotel/vocabulary/night.ts";
import { lockRow, upsertRow, wrote, type Call, type Waiting } from "./statement.ts";
import { nameOf } from "./names.ts";
import { newest, put, seen, type Row } from "./transaction.ts";

/** `write_rate_night`: in place of what was set for the night. */
export function* writeRateNight(call: Call): Waiting {
  const [hotelId, roomTypeId, night, ratePlanId, priceMinor, closed, sellLimit] = call.values;
  const cells = {
    hotelId: Number(hotelId),
    roomTypeId: Number(roomTypeId),
    night: nightOf(String(night)),
    ratePlanId: Number(ratePlanId),
    priceMinor: priceMinor as number | null,
    closed: closed as boolean | null,
    sellLimit: sellLimit as number | null,
  };
  yield* upsertRow(call.store.tables.rateNights, nameOf.rateNight(cells), cells, call);
  return wrote("INSERT", 1);
}

/** `write_rate_plan`. */
export function* writeRatePlan(call: Call): Waiting {
  const { store, transaction, values } = call;
  const row = store.tables.ratePlans.find(nameOf.ratePlan(Number(values[0]), Number(values[1])));
  if (row === undefined || seen(row, transaction) === undefined) return wrote("UPDATE", 0);
  yield* lockRow(row as Row<never>, transaction);
  const cells = newest(row, transaction);
  if (cells === undefined) return wrote("UPDATE", 0);
  const terms = JSON.parse(String(values[2])) as object;
  put(row, transaction, { ...cells, terms, version: cells.version + 1 });
  return wrote("UPDATE", 1);
}
