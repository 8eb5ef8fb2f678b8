import { expect, test } from "vitest";
import type { Anomaly } from "../anomaly.ts";
import type { LedgerEvent } from "../ledger/events.ts";
import type { Operation } from "../operation.ts";
import type { Quoted, RuleInTheWay, SeenPrice } from "../rates/told_rates.ts";
import { checkAcknowledged } from "./acknowledged.ts";
import { checkInvented } from "./invented.ts";
import { LimitCheck } from "./limits.ts";
import { checkPrices, checkStoredPrices } from "./prices.ts";
import { checkRefusals } from "./refusals.ts";
import { RestrictionCheck } from "./restrictions.ts";
import { GIVEN, NIGHT, RATED, sampleEpoch, sampleEvent, sampleOperation, sampleSeen } from "./sample_epoch.ts";

const messages = (anomalies: readonly Anomaly[]): string[] => anomalies.map(({ message }) => message);

const line = (name: string, amountMinor: number, isAdded = true) => ({ name, amountMinor, isAdded });
const PRICE: SeenPrice = {
  totalMinor: 10_225,
  lines: [line("1 1970-04-11", 10_000), line("1 city_tax", 225), line("1 vat", 566, false)],
  plans: [1],
};
const QUOTE: Quoted = { quoteId: "q", price: PRICE, expiresAt: 5_000 };

test.each<[string, Partial<Operation>, string[]]>([
  ["the sum of its lines", {}, []],
  ["a cent more", { seen: priced({ totalMinor: 10_226 }) }, ["the total is 10226, its lines come to 10225"]],
  ["as quoted", { quote: QUOTE }, []],
  [
    "another total than quoted",
    { quote: { ...QUOTE, price: { ...PRICE, totalMinor: 9_000 } } },
    ["quoted at 9000, booked at 10225"],
  ],
  [
    "under another plan than quoted",
    { quote: { ...QUOTE, price: { ...PRICE, plans: [2] } } },
    ["booked on other lines or plans than were quoted"],
  ],
  ["by a quote that had run out", { quote: QUOTE, invokedAt: 8_000 }, ["the quote had run out when it was sent"]],
  ["a repeat after it had run out", { quote: QUOTE, invokedAt: 8_000, replayed: true }, []],
])("booked at %s", (_how, differing, found) => {
  const booking = sampleOperation(1, [1, 2], { seen: priced({}), invokedAt: 1_000, ...differing });
  expect(messages(checkPrices(sampleEpoch([booking], []).epoch))).toEqual(found);
});

test("a quote whose lines do not come to its total", () => {
  const quoted = { ...QUOTE, price: { ...PRICE, totalMinor: 1 } };
  const quote = sampleOperation(1, [1, 2], { kind: "quote", quoted });
  expect(messages(checkPrices(sampleEpoch([quote], []).epoch))).toEqual(["the total is 1, its lines come to 10225"]);
});

test("a price that was told, and another one in the row", () => {
  const row = { reservationId: "a", status: "confirmed", version: 1, nights: [GIVEN], usedAs: ["sold"], totalMinor: 1 };
  const { epoch } = sampleEpoch([sampleOperation(1, [1, 2], { seen: priced({}) })], []);
  const found = (version: number): Anomaly[] =>
    checkStoredPrices(epoch, {
      reservations: new Map([["a", { ...row, version }]]),
      nights: [],
      soldUnder: [],
      count: 1,
    });
  expect(messages(found(1))).toEqual(["told to cost 10225, the row has 1"]);
  expect(found(2)).toEqual([]);
});

test.each([
  ["arrives where nobody may", { from: 101, to: 103 }, ["sold against closed_to_arrival 1"]],
  ["stays there without arriving", { from: 100, to: 102 }, []],
  ["stays too short", { from: 102, to: 103 }, ["sold against min_stay_arrival 2"]],
  ["stays long enough", { from: 102, to: 104 }, []],
])("a guest %s", (_who, dates, found) => {
  const event = sampleEvent(1, 1, { stays: [{ ...GIVEN, ...dates }] });
  expect(restrictionsBroken([], [event])).toEqual(found);
});

const closing = change(1, true);
const opening = change(2, false);
const inClosed: Partial<LedgerEvent> = { stays: [{ ...GIVEN, from: 105, to: 106 }] };

test.each<[string, readonly Operation[], readonly LedgerEvent[], string[]]>([
  ["after it was closed", [closing], [closed(1, 1), sampleEvent(2, 3, inClosed)], ["1/5/105 is sold and was closed"]],
  ["before it was closed", [closing], [sampleEvent(1, 3, inClosed), closed(2, 1)], []],
  ["opened again", [closing, opening], [closed(1, 1), closed(2, 2), sampleEvent(3, 3, inClosed)], []],
  [
    "closed, by a quote",
    [closing, sampleOperation(3, [3, 4], { quote: QUOTE })],
    [closed(1, 1), sampleEvent(2, 3, inClosed)],
    [],
  ],
])("a night is sold %s", (_when, operations, events, found) => {
  expect(restrictionsBroken(operations, events)).toEqual(found);
});

test("a limit of two: the third guest is one too many, unless a hold was about to run out", () => {
  const guest = (place: number, differing: Partial<LedgerEvent> = {}): LedgerEvent =>
    sampleEvent(place, place, { reservationId: `${place}`, stays: [{ ...GIVEN, roomId: place }], ...differing });
  const held = guest(1, { type: "reservation.held", expiresAt: 2_000 });
  const exceeded = ["1/5/100 sells 2 of all plans, and sold 3"];
  expect(limitsExceeded([guest(1), guest(2)])).toEqual([]);
  expect(limitsExceeded([guest(1), guest(2), guest(3)])).toEqual(exceeded);
  expect(limitsExceeded([held, guest(2), guest(3)])).toEqual([]);
  expect(limitsExceeded([{ ...held, expiresAt: 60_000 }, guest(2), guest(3)])).toEqual(exceeded);
});

test("a limit of one for a plan, by the rows", () => {
  const check = new LimitCheck(RATED);
  const { epoch } = sampleEpoch([], [], RATED);
  const soldUnder = [
    { name: "1/5/103", ratePlanId: 2, rooms: 2 },
    { name: "1/5/103", ratePlanId: 1, rooms: 1 },
  ];
  expect(messages(check.check(epoch, { soldUnder }))).toEqual(["1/5/103 sells 1 of plan 2, and sold 2"]);
  expect(check.check(epoch, { soldUnder: soldUnder.slice(1) })).toEqual([]);
});

const LIMIT: RuleInTheWay = { night: 100, rule: "sell_limit", value: 2, ratePlanId: undefined };

test.each<[string, Partial<Operation>, string[]]>([
  ["without a rule", {}, ["restricted, and no rule is named"]],
  ["by a limit that nobody had reached", { inTheWay: [LIMIT] }, ["sell_limit 2 was never in the way"]],
  ["by a limit that the booking itself passes", { inTheWay: [LIMIT], rooms: [NIGHT, NIGHT, NIGHT] }, []],
  [
    "by a limit that does not stand there",
    { inTheWay: [{ ...LIMIT, value: 3 }] },
    ["sell_limit 3 was never in the way"],
  ],
  [
    "because nobody may arrive",
    { inTheWay: [rule("closed_to_arrival", 101, true)], rooms: [{ ...NIGHT, from: 101, to: 103 }] },
    [],
  ],
  [
    "because nobody may arrive on another day",
    { inTheWay: [rule("closed_to_arrival", 101, true)], rooms: [{ ...NIGHT, from: 100, to: 102 }] },
    ["closed_to_arrival true was never in the way"],
  ],
  [
    "for a night that nobody had closed",
    { inTheWay: [rule("closed", 100, true)] },
    ["closed true was never in the way"],
  ],
])("refused %s", (_why, differing, found) => {
  const refused = sampleOperation(1, [1, 2], { outcome: "refused", code: "restricted", ...differing });
  expect(messages(checkRefusals(sampleEpoch([refused], [], RATED).epoch, RATED))).toEqual(found);
});

test("refused for a night that was just being opened", () => {
  const rooms = [{ ...NIGHT, from: 105, to: 106 }];
  const inTheWay = [rule("closed", 105, true)];
  const refused = (invoked: number, completed: number): Operation =>
    sampleOperation(3, [invoked, completed], { outcome: "refused", code: "restricted", rooms, inTheWay });
  const found = (operation: Operation): string[] => {
    const { epoch } = sampleEpoch([closing, opening, operation], [closed(1, 1), closed(2, 2)], RATED);
    return messages(checkRefusals(epoch, RATED));
  };
  expect(found(refused(3, 6))).toEqual([]);
  expect(found(refused(7, 8))).toEqual(["closed true was never in the way"]);
});

test.each([
  ["had run out", 5_000, []],
  ["had not run out", 500, ["the quote had not run out"]],
])("refused by a quote that %s", (_how, completedAt, found) => {
  const refused = { outcome: "refused", code: "quote_expired", quote: QUOTE, completedAt } as const;
  expect(messages(checkRefusals(sampleEpoch([sampleOperation(1, [1, 2], refused)], []).epoch))).toEqual(found);
});

test("a change of rates is lost, or made though it was refused", () => {
  const { epoch } = sampleEpoch([closing], []);
  expect(messages(checkAcknowledged(epoch))).toEqual(["an acknowledged change of rates is lost"]);
  expect(checkAcknowledged(sampleEpoch([{ ...closing, version: 1 }], []).epoch)).toEqual([]);
  const refused = sampleEpoch([{ ...closing, outcome: "refused" }], [closed(1, 1)]);
  expect(messages(checkInvented(refused.epoch))).toEqual(["refused, and done all the same"]);
});

function priced(differing: Partial<SeenPrice>): ReturnType<typeof sampleSeen> {
  return sampleSeen("a", { price: { ...PRICE, ...differing } });
}

/** The manager closes or opens the sixth night: the first change, or the second. */
function change(id: number, isClosed: boolean): Operation {
  const asked = { kind: "close", from: 105, to: 106, closed: isClosed, version: id } as const;
  const times = [2 * id - 1, 2 * id] as const;
  return sampleOperation(id, times, { kind: "set_rates", rooms: [], change: asked, version: id + 1 });
}

function closed(place: number, operationId: number): LedgerEvent {
  const differing = { type: "rate_nights.changed", reservationId: "", stays: [], roomTypeId: 5 };
  return sampleEvent(place, operationId, differing);
}

function rule(name: string, night: number, value: boolean | number): RuleInTheWay {
  return { night, rule: name, value, ratePlanId: undefined };
}

function restrictionsBroken(operations: readonly Operation[], events: readonly LedgerEvent[]): string[] {
  return messages(new RestrictionCheck(RATED).check(sampleEpoch(operations, events, RATED).epoch));
}

function limitsExceeded(events: readonly LedgerEvent[]): string[] {
  return messages(new LimitCheck(RATED).check(sampleEpoch([], events, RATED).epoch, { soldUnder: [] }));
}
