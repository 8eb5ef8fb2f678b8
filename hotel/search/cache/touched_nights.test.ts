import { expect, test } from "vitest";
import { eventCatalogue, type EventType } from "../../events/catalogue.ts";
import type { LedgerEvent } from "../../events/event.ts";
import { nightOf } from "../../vocabulary/night.ts";
import { keyOf } from "./counted_night.ts";
import { touchedNights } from "./touched_nights.ts";

const HORIZON_DAYS = 3;

function event(type: EventType, data: object): LedgerEvent {
  return { type, hotelId: 1, at: new Date("2027-06-01T12:00:00Z"), data } as LedgerEvent;
}

function touched(...events: LedgerEvent[]): string[] {
  return touchedNights(events, HORIZON_DAYS)
    .map((night) => keyOf(night).replace("availability:1:", "").replace("2027-", ""))
    .toSorted();
}

const dates = (room_type_id: number, start_date: string, end_date: string) => ({
  room_type_id,
  start_date: `2027-${start_date}`,
  end_date: `2027-${end_date}`,
});
const stay = (type: number, from: string, to: string) => ({ stay_no: 1, room_id: null, ...dates(type, from, to) });

test.each<[EventType, object, string[]]>([
  ["reservation.held", { stays: [stay(5, "06-01", "06-03")], expires_at: "" }, ["5:06-01", "5:06-02"]],
  ["reservation.confirmed", { stays: [stay(5, "06-01", "06-02"), stay(6, "06-02", "06-03")] }, ["5:06-01", "6:06-02"]],
  [
    "reservation.modified",
    { before: [stay(5, "06-01", "06-02")], after: [stay(6, "06-02", "06-03")] },
    ["5:06-01", "6:06-02"],
  ],
  [
    "reservation.no_show",
    { stays: [stay(5, "06-01", "06-02")], freed: [stay(5, "06-02", "06-03")] },
    ["5:06-01", "5:06-02"],
  ],
  ["hold.lapsed", { room_type_id: 5, nights: [{ night: "2027-06-02", rooms: 1 }] }, ["5:06-02"]],
  ["block.created", { block_id: 1, rooms: 2, ...dates(5, "06-01", "06-02") }, ["5:06-01"]],
  ["block.changed", { before: dates(5, "06-01", "06-02"), after: dates(5, "06-02", "06-03") }, ["5:06-01", "5:06-02"]],
  ["nights.closed", dates(5, "06-02", "06-03"), ["5:06-02"]],
  ["room.retired", { room_type_id: 5, room_id: 1, retired_from: "2027-06-04" }, ["5:06-04", "5:06-05"]],
  [
    "rooms.added",
    { room_type_id: 5, room_ids: [1] },
    ["5:05-30", "5:05-31", "5:06-01", "5:06-02", "5:06-03", "5:06-04", "5:06-05"],
  ],
  ["capacity.cut", dates(5, "05-01", "05-31"), ["5:05-30"]],
  ["reservation.pinned", { stays: [stay(5, "06-01", "06-03")] }, []],
  ["rate_nights.changed", dates(5, "06-01", "06-03"), []],
  ["hotel.changed", { version: 2, fields: [] }, []],
])("%s touches its nights, those that can be searched", (type, data, expected) => {
  expect(touched(event(type, data))).toEqual(expected);
});

test("each night once, of all events", () => {
  const one = event("nights.closed", dates(5, "06-01", "06-03"));
  const other = event("nights.reopened", dates(5, "06-02", "06-04"));
  expect(touched(one, other)).toEqual(["5:06-01", "5:06-02", "5:06-03"]);
  expect(touchedNights([one, other], HORIZON_DAYS)[0]).toEqual({
    hotelId: 1,
    roomTypeId: 5,
    night: nightOf("2027-06-01"),
  });
});

test("every event that names nights is known here: as one that changes counts, or one that does not", () => {
  const known = ["stays", "freed", "before", "after", "start_date", "nights", "room_ids", "retired_from"];
  const strange = Object.entries(eventCatalogue).flatMap(([type, { data }]) => {
    const fields = Object.keys((data as unknown as { properties: object }).properties);
    const namesNights = fields.some((field) => /date|night|stay|from$|room_type/.test(field));
    return namesNights && !fields.some((field) => known.includes(field)) ? [type] : [];
  });
  // The room type itself: its counts stay.
  expect(strange).toEqual(["room_type.created", "room_type.changed", "room_type.retired"]);
});
