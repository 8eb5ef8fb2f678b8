import { formatNight } from "../../../hotel/vocabulary/night.ts";
import { integersIn, nightsIn } from "./parameters.ts";
import { pairsOf } from "./read_statements.ts";
import { isBeingWritten, lockRow, selected, wrote, type Answer, type Call, type Waiting } from "./statement.ts";
import type { RateBookCells, RateNightCells } from "./tables.ts";
import { newest, put, seen, type Row, type Transaction } from "./transaction.ts";

/** `rate_book_stamps`: every change of a book writes its row, so its version tells the writer as well as the writer's number does. */
export function rateBookStamps(call: Call): Answer {
  const { guards } = call.store;
  return selected(
    booksOf(call, integersIn(call.values[0])).map(({ hotelId, version }) => {
      return { hotel_id: hotelId, stamp: guards.bookStamps ? String(version) : "1" };
    }),
  );
}

/** `rate_books`: each with its plans, in one snapshot. */
export function readRateBooks(call: Call): Answer {
  const { store, transaction } = call;
  const rows = booksOf(call, integersIn(call.values[0])).map(({ hotelId, version, defaultRatePlanId }) => {
    const plans = [...store.tables.ratePlans.all()].flatMap((row) => seen(row, transaction) ?? []);
    return {
      hotel_id: hotelId,
      version,
      default_rate_plan_id: defaultRatePlanId,
      standard_plan_sold: true,
      child_bands: [],
      taxes: [],
      extras: [],
      restrictions: [],
      plans: plans
        .filter((plan) => plan.hotelId === hotelId)
        .toSorted((one, other) => one.ratePlanId - other.ratePlanId)
        .map((plan) => ({
          rate_plan_id: plan.ratePlanId,
          code: `plan_${plan.ratePlanId}`,
          name: `Plan ${plan.ratePlanId}`,
          parent_rate_plan_id: plan.parentRatePlanId,
          terms: plan.terms,
          status: "active",
          version: plan.version,
        })),
    };
  });
  return selected(rows);
}

function booksOf({ store, transaction }: Call, hotelIds: readonly number[]): RateBookCells[] {
  return hotelIds.flatMap((hotelId) => {
    const row = store.tables.rateBooks.find(String(hotelId));
    return (row === undefined ? undefined : seen(row, transaction)) ?? [];
  });
}

/** `rate_nights`: of a stay also its day of departure. */
export function readRateNights(call: Call): Answer {
  const { store, transaction, values } = call;
  const [from, to] = [nightsIn(values[2]), nightsIn(values[3])];
  const touches = pairsOf(values).map((pair, index) => ({ ...pair, from: from[index] ?? 0, to: to[index] ?? 0 }));
  const nights = [...store.tables.rateNights.all()].flatMap((row) => seen(row, transaction) ?? []);
  const isTouched = (one: RateNightCells): boolean =>
    touches.some(
      (touch) =>
        touch.hotelId === one.hotelId &&
        touch.roomTypeId === one.roomTypeId &&
        touch.from <= one.night &&
        one.night <= touch.to,
    );
  return selected(nights.filter(isTouched).map(rateNightRow));
}

function rateNightRow(cells: RateNightCells): object {
  return {
    hotel_id: cells.hotelId,
    room_type_id: cells.roomTypeId,
    night: formatNight(cells.night),
    rate_plan_id: cells.ratePlanId,
    channel: "",
    price_minor: cells.priceMinor,
    closed: cells.closed,
    ...NEVER_SET,
    sell_limit: cells.sellLimit,
  };
}

const NEVER_SET = {
  closed_to_arrival: null,
  closed_to_departure: null,
  min_stay_arrival: null,
  max_stay_arrival: null,
  min_stay_through: null,
  max_stay_through: null,
  min_advance_days: null,
  max_advance_days: null,
  same_day_cutoff_hour: null,
  stay_pattern: null,
};

/** `read_rates_version`. */
export function readRatesVersion(call: Call): Answer {
  return selected(booksOf(call, [Number(call.values[0])]).map(({ version }) => ({ version })));
}

/** The row of the book, unless it is there: after whoever is writing it, who might take it away. Who only locks it is not waited for. */
export function* makeBook(call: Call): Waiting {
  const { store, transaction, values } = call;
  const hotelId = Number(values[0]);
  const row = store.tables.rateBooks.row(String(hotelId));
  while (isBeingWritten(row, transaction)) yield row.holder as Transaction;
  if (newest(row, transaction) !== undefined) return wrote("INSERT", 0);
  put(row, transaction, { hotelId, version: 0, defaultRatePlanId: 0 });
  return wrote("INSERT", 1);
}

/** Locks the book; its version is the newest. */
export function* lockBook(call: Call): Waiting {
  const row = seenBook(call);
  if (row === undefined) return selected([]);
  yield* lockRow(row as Row<never>, call.transaction);
  const cells = newest(row, call.transaction);
  return selected(cells === undefined ? [] : [{ version: cells.version }]);
}

/** Raises the version of the book, if it is still the one that was read. */
export function* raiseBook(call: Call): Waiting {
  const { store, transaction, values } = call;
  const row = seenBook(call);
  if (row === undefined || seen(row, transaction)?.version !== values[1]) return wrote("UPDATE", 0);
  yield* lockRow(row as Row<never>, transaction);
  const cells = newest(row, transaction);
  if (cells === undefined || cells.version !== values[1]) return wrote("UPDATE", 0);
  put(row, transaction, { ...cells, version: cells.version + 1 });
  return { command: "UPDATE", rows: [{ version: cells.version + 1, at: new Date(store.now) }], rowCount: 1 };
}

function seenBook({ store, transaction, values }: Call): Row<RateBookCells> | undefined {
  const row = store.tables.rateBooks.find(String(values[0]));
  return row === undefined || seen(row, transaction) === undefined ? undefined : row;
}
