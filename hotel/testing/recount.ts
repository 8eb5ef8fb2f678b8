import type { Night } from "../vocabulary/night.ts";
import type { HotelRows, NightCells, PeriodCells, RoomCells, StayNightCells } from "./hotel_rows.ts";

/**
 * What is wrong with a hotel, recomputed from its raw rows by code that shares nothing with the product; empty when all
 * is sound. Capacity is compared from `today` on: what a night that has passed had is history.
 */
export function faultsOf(rows: HotelRows, today: Night): string[] {
  return [
    ...rows.nights.flatMap((night) => countFaults(rows, night, today)),
    ...rows.nights.flatMap((night) => seatFaults(rows, night, today)),
    ...roomFaults(rows),
    ...holdFaults(rows),
    ...stateFaults(rows),
    ...pinFaults(rows, today),
    ...priceFaults(rows),
  ];
}

function countFaults(rows: HotelRows, night: NightCells, today: Night): string[] {
  const here = liveOn(rows, night);
  const faults: string[] = [];
  const same = (name: string, found: number, expected: number): void => {
    if (found !== expected)
      faults.push(`${name} of type ${night.type} on night ${night.night} is ${found}, not ${expected}`);
  };
  same("sold", night.sold, here.filter(({ usedAs }) => usedAs === "sold").length);
  same("held", night.held, here.filter(({ usedAs }) => usedAs === "held").length);
  const used = here.length + night.blocked;
  const limit = night.rooms - night.outOfOrder + night.allowance;
  // Also the invariant itself: used <= limit + forced.
  same("forced", night.forced, Math.max(0, used - limit));
  if (night.night < today) return faults;
  const rooms = rows.rooms.filter((room) => room.type === night.type && !isRetired(room, night.night));
  same("rooms", night.rooms, rooms.length);
  same("out of order", night.outOfOrder, rooms.filter((room) => isOutOfOrder(rows, room, night.night)).length);
  const blocked = rows.blocks.filter((block) => block.type === night.type && covers(block, night.night));
  same(
    "blocked",
    night.blocked,
    blocked.reduce((sum, block) => sum + block.subject, 0),
  );
  return faults;
}

function seatFaults(rows: HotelRows, night: NightCells, today: Night): string[] {
  if (night.night < today) return [];
  const seated = new Set(liveOn(rows, night).flatMap(({ room }) => (room === null ? [] : [room])));
  const taken = rows.rooms
    .filter((room) => room.type === night.type)
    .filter((room) => seated.has(room.room) || isRetired(room, night.night) || isOutOfOrder(rows, room, night.night))
    .map((room) => room.ordinal)
    .toSorted((one, other) => one - other);
  const found = night.seats.toSorted((one, other) => one - other);
  return String(found) === String(taken)
    ? []
    : [`seats of type ${night.type} on night ${night.night} are ${found.join()}, not ${taken.join()}`];
}

function roomFaults(rows: HotelRows): string[] {
  const faults: string[] = [];
  const byRoom = Map.groupBy(
    rows.stayNights.filter(({ room }) => room !== null),
    ({ room, night }) => `${room}/${night}`,
  );
  for (const [name, stays] of byRoom)
    if (stays.length > 1) faults.push(`room/night ${name} is given ${stays.length} times`);
  for (const stayNight of rows.stayNights) {
    if (stayNight.room === null) continue;
    const room = rows.rooms.find((one) => one.room === stayNight.room);
    if (room?.type !== stayNight.type)
      faults.push(`room ${stayNight.room} on night ${stayNight.night} is not of type ${stayNight.type}`);
    if (stayNight.usedAs === "none")
      faults.push(`${stayNight.reservation} keeps room ${stayNight.room} on a night it does not use`);
  }
  return faults;
}

function holdFaults(rows: HotelRows): string[] {
  const held = new Set(
    rows.stayNights.filter(({ usedAs }) => usedAs === "held").map(({ type, reservation }) => `${type} ${reservation}`),
  );
  const holds = rows.holds.map(({ type, reservation }) => `${type} ${reservation}`);
  return [
    ...[...held].filter((name) => !holds.includes(name)).map((name) => `nights are held without a hold: ${name}`),
    ...holds.filter((name) => !held.has(name)).map((name) => `a hold without nights: ${name}`),
    ...holds.filter((name, index) => holds.indexOf(name) !== index).map((name) => `two holds: ${name}`),
  ];
}

const SOLD_WHILE = new Set(["confirmed", "checked_in", "checked_out", "no_show"]);

function stateFaults(rows: HotelRows): string[] {
  const statuses = new Map(rows.reservations.map(({ reservation, status }) => [reservation, status]));
  return rows.stayNights.flatMap(({ reservation, stayNo, night, usedAs }) => {
    const status = statuses.get(reservation) ?? "missing";
    const stay = rows.stays.find((one) => one.reservation === reservation && one.stayNo === stayNo);
    const possible = usedAs === "none" || (usedAs === "held" ? status === "pending" : SOLD_WHILE.has(status));
    const within =
      usedAs === "none" || (stay !== undefined && stay.from <= night && night < stay.to && stay.status !== "cancelled");
    return possible && within
      ? []
      : [`${reservation}/${stayNo} is ${status}/${stay?.status} and uses night ${night} as ${usedAs}`];
  });
}

// Nobody moves during a stay: the room of a guest in the house is told, and a pin without a room tells nothing.
function pinFaults(rows: HotelRows, today: Night): string[] {
  return rows.stayNights.flatMap(({ reservation, stayNo, night, usedAs, room, pinned }) => {
    const stay = rows.stays.find((one) => one.reservation === reservation && one.stayNo === stayNo);
    const loose = stay?.status === "in_house" && usedAs !== "none" && night >= today && room !== null && !pinned;
    const empty = pinned && room === null;
    return loose || empty
      ? [`${reservation}/${stayNo} on night ${night} in room ${room} is ${pinned ? "" : "not "}pinned`]
      : [];
  });
}

// The total is the sum of the nights within the dates, of the rooms that were not given up alone. What was cancelled as a
// whole keeps the total that it had.
function priceFaults(rows: HotelRows): string[] {
  return rows.reservations.flatMap(({ reservation, total, status }) => {
    if (status === "cancelled") return [];
    const stays = rows.stays.filter((stay) => stay.reservation === reservation);
    const kept = stays.filter((stay) => stay.status !== "cancelled");
    const priced = kept.length === 0 ? stays : kept;
    const isPriced = (night: StayNightCells): boolean =>
      night.reservation === reservation &&
      priced.some((stay) => stay.stayNo === night.stayNo && stay.from <= night.night && night.night < stay.to);
    const sum = rows.stayNights.filter(isPriced).reduce((minor, { price }) => minor + price, 0);
    return sum === total ? [] : [`the total of ${reservation} is ${total}, its nights are ${sum}`];
  });
}

function liveOn(rows: HotelRows, { type, night }: Pick<NightCells, "type" | "night">): StayNightCells[] {
  return rows.stayNights.filter((one) => one.type === type && one.night === night && one.usedAs !== "none");
}

function isRetired({ retiredFrom }: RoomCells, night: Night): boolean {
  return retiredFrom !== null && night >= retiredFrom;
}

function isOutOfOrder(rows: HotelRows, { room }: RoomCells, night: Night): boolean {
  return rows.outOfOrder.some((period) => period.subject === room && covers(period, night));
}

function covers({ from, to }: PeriodCells, night: Night): boolean {
  return from <= night && night < to;
}
