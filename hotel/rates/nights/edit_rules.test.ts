import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StayDates } from "../../vocabulary/night.ts";
import { EVERY_DAY, weekdayOf } from "../book/scope.ts";
import type { CellValues } from "./cell.ts";
import { cellsOf, changesIn, partsOf, type CellChange, type NightEdit } from "./edit_rules.ts";

const FIRST = 21_000;

type Calendar = ReadonlyMap<string, CellValues>;

const few = fc.integer({ min: 1, max: 5 });
const values: fc.Arbitrary<CellValues> = fc
  .record(
    {
      priceMinor: fc.integer({ min: 0, max: 50_000 }),
      closed: fc.constant(true),
      minStayArrival: few,
      maxStayThrough: few,
      sellLimit: fc.nat(9),
      stayPattern: fc.constantFrom("Y", "NY"),
    },
    { requiredKeys: [] },
  )
  .map((drawn) => drawn as CellValues);
const nights: fc.Arbitrary<StayDates> = fc
  .tuple(fc.nat(10), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]) => ({ arrival: FIRST + from, departure: FIRST + from + length }));
const edit: fc.Arbitrary<NightEdit> = fc.record({
  nights,
  weekdays: fc.integer({ min: 1, max: EVERY_DAY }),
  roomTypeIds: fc.constantFrom([1], [1, 2], [2, 3]),
  ratePlanIds: fc.constantFrom([0], [0, 4], [4, 7, 9]),
  channel: fc.constant(""),
  set: values,
  clear: fc.subarray(["closedToArrival", "minAdvanceDays"] as const),
});
const calendar: fc.Arbitrary<Calendar> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.nat(20), fc.constantFrom(0, 4, 7, 9), values), { maxLength: 40 })
  .map((cells) => new Map(cells.map(([type, night, plan, cell]) => [nameOf(type, FIRST + night, plan), cell])));

function nameOf(roomTypeId: number, night: number, ratePlanId: number): string {
  return `${roomTypeId}/${night}/${ratePlanId}`;
}

function changesOf(given: NightEdit, before: Calendar, mostCells = 1_000): CellChange[] {
  return partsOf(given, mostCells).flatMap((part) => {
    const found = changesIn(given, part, (night, plan) => before.get(nameOf(part.roomTypeId, night, plan)));
    if (!found.accepted) throw new Error(found.refusal.message);
    return found.value;
  });
}

function applied(given: NightEdit, before: Calendar): Calendar {
  const after = new Map(before);
  for (const { roomTypeId, night, ratePlanId, after: cell } of changesOf(given, before)) {
    const name = nameOf(roomTypeId, night, ratePlanId);
    if (Object.keys(cell).length === 0) after.delete(name);
    else after.set(name, cell);
  }
  return after;
}

/** The same edit for one night, one room type and one plan at a time. */
function oneByOne({ nights: { arrival, departure }, ...rest }: NightEdit): NightEdit[] {
  return Array.from({ length: departure - arrival }, (_, index) => arrival + index)
    .filter((night) => (rest.weekdays & weekdayOf(night)) !== 0)
    .flatMap((night) =>
      rest.roomTypeIds.flatMap((type) =>
        rest.ratePlanIds.map((plan) => ({
          ...rest,
          nights: { arrival: night, departure: night + 1 },
          roomTypeIds: [type],
          ratePlanIds: [plan],
        })),
      ),
    );
}

describe("an edit of many cells", () => {
  test("is the same as editing each cell alone", () => {
    fc.assert(
      fc.property(edit, calendar, (drawn, before) => {
        const alone = oneByOne(drawn).reduce((state, single) => applied(single, state), before);
        expect(applied(drawn, before)).toEqual(alone);
        expect(cellsOf(drawn)).toBe(oneByOne(drawn).length);
      }),
    );
  });

  test("changes nothing the second time", () => {
    fc.assert(
      fc.property(edit, calendar, (drawn, before) => {
        expect(changesOf(drawn, applied(drawn, before))).toEqual([]);
      }),
    );
  });

  test("comes to the same in parts of any size", () => {
    fc.assert(
      fc.property(edit, calendar, fc.integer({ min: 1, max: 40 }), (drawn, before, most) => {
        expect(changesOf(drawn, before, most)).toEqual(changesOf(drawn, before));
        for (const part of partsOf(drawn, most)) {
          const length = part.nights.departure - part.nights.arrival;
          expect(length * drawn.ratePlanIds.length).toBeLessThanOrEqual(Math.max(most, drawn.ratePlanIds.length));
        }
      }),
    );
  });

  test("names a cell only when it becomes different, and with what it was", () => {
    fc.assert(
      fc.property(edit, calendar, (drawn, before) => {
        for (const change of changesOf(drawn, before)) {
          const { roomTypeId, night, ratePlanId } = change;
          expect(change.before).toEqual(before.get(nameOf(roomTypeId, night, ratePlanId)) ?? {});
          expect(change.after).not.toEqual(change.before);
        }
      }),
    );
  });
});

describe("a change of prices", () => {
  const base: NightEdit = {
    nights: { arrival: FIRST, departure: FIRST + 1 },
    weekdays: EVERY_DAY,
    roomTypeIds: [1],
    ratePlanIds: [0],
    channel: "",
    set: {},
    clear: [],
  };
  const withPrice = (priceMinor: number): Calendar => new Map([[nameOf(1, FIRST, 0), { priceMinor }]]);

  test.each([
    [{ basisPoints: 1_000 }, 10_005, 11_006],
    [{ basisPoints: -1_000 }, 10_005, 9_004],
    [{ basisPoints: -10_000 }, 10_005, 0],
    [{ amountMinor: -5 }, 10_005, 10_000],
  ])("by %j makes %i %i", (change, before, after) => {
    expect(changesOf({ ...base, change }, withPrice(before))).toMatchObject([{ after: { priceMinor: after } }]);
  });

  test("leaves nights without a price of their own alone", () => {
    expect(
      changesOf({ ...base, change: { basisPoints: 500 } }, new Map([[nameOf(1, FIRST, 0), { closed: true }]])),
    ).toEqual([]);
  });

  test("below nothing is refused and not sold for nothing", () => {
    const [part] = partsOf({ ...base, change: { amountMinor: -10_006 } }, 10);
    const refused =
      part && changesIn({ ...base, change: { amountMinor: -10_006 } }, part, () => ({ priceMinor: 10_005 }));
    expect(refused).toMatchObject({
      accepted: false,
      refusal: { detail: { errors: [{ field: "/change", rule: "price" }] } },
    });
  });

  test("a least above the most is refused, also with what was set before", () => {
    const given: NightEdit = { ...base, set: { minStayArrival: 4 } };
    const [part] = partsOf(given, 10);
    expect(part && changesIn(given, part, () => ({ maxStayArrival: 3 }))).toMatchObject({
      accepted: false,
      refusal: { code: "invalid_request", message: expect.stringContaining("max_stay_arrival 3") as string },
    });
  });
});
