import type { Night } from "../vocabulary/night.ts";
import { fewestMoves, splitsInto } from "./exact_seating.ts";
import type { HotelRows, StayNightCells } from "./hotel_rows.ts";
import type { SeatsWanted } from "./model_actions.ts";
import type { PaperHouse, PaperStay } from "./paper_house.ts";

/** What a request wants, seen from the rows as they were before it. */
export interface SeatCase {
  readonly before: HotelRows;
  /** The reservation of the request; its own seats are no obstacle. */
  readonly reservation: string;
  readonly wanted: readonly SeatsWanted[];
  /** Room type ids by place. */
  readonly types: readonly number[];
  readonly firstNight: Night;
  readonly nights: number;
  readonly today: Night;
  /** Whether more rooms are used than exist once the request is counted. */
  readonly isOverbooked: (type: number, night: Night) => boolean;
  /** Reservations whose hold has run out: nobody sits there any more. */
  readonly lapsed: ReadonlySet<string>;
}

/** Stays that may be given another room for one request: said here again, so that the judge does not follow the judged. */
const MOST_RESEATED = 3;

/** Consecutive nights of one stay that must be in one room. */
export interface WantedRun {
  readonly stayNo: number;
  /** Place of the type. */
  readonly type: number;
  readonly from: Night;
  readonly to: Night;
  /** The room asked for, or the rooms next door in time; undefined: any. */
  readonly only: readonly number[] | undefined;
  readonly allowSplit: boolean;
  readonly force: boolean;
  /** The room of each night before; null: none; undefined: it did not have the night. */
  readonly present: readonly (number | null | undefined)[];
}

/** Why a refusal for want of a room was wrong; undefined when it was right. */
export function wrongRefusal(seats: SeatCase, code: string, stayNo: number): string | undefined {
  const runs = seats.wanted.flatMap((wanted) => runsOf(seats, wanted));
  const own = runs.filter((run) => run.stayNo === stayNo);
  const impossible = own.filter((run) => cannotBeSeated(seats, run, code));
  if (impossible.length > 0) return undefined;
  // Several stays of one request do not move for each other: not refused when there are rooms for all as the house is.
  const several = runs.length > own.length && !seatedTogether(seats, runs);
  return several ? undefined : `${code} for stay ${stayNo}, which could be seated: ${JSON.stringify(own)}`;
}

function cannotBeSeated(seats: SeatCase, run: WantedRun, code: string): boolean {
  const asked = code === "room_not_free";
  const overbooked = nightsOf(run).some((night) => seats.isOverbooked(run.type, night));
  if (!asked && (run.force || overbooked || run.present.every((room) => room !== undefined))) return false;
  const house = houseOf(seats, run.type);
  const wish = { from: run.from - seats.firstNight, to: run.to - seats.firstNight };
  if (run.allowSplit && !asked) return !splitsInto(house, wish, seats.nights);
  const ordinals = run.only?.flatMap((room) => ordinalOf(seats, room) ?? []) ?? [undefined];
  return ordinals.every((only) => fewestMoves(house, wish, MOST_RESEATED, only) === undefined);
}

/** What is wrong with the rooms that an accepted request got. */
export function wrongRooms(seats: SeatCase, after: HotelRows): string[] {
  return seats.wanted.flatMap((wanted) => runsOf(seats, wanted).flatMap((run) => wrongRun(seats, run, after)));
}

function wrongRun(seats: SeatCase, run: WantedRun, after: HotelRows): string[] {
  const rooms = nightsOf(run).map((night) => roomOn(after, seats.reservation, run.stayNo, night));
  const name = `stay ${run.stayNo} in ${JSON.stringify(rooms)} from night ${run.from}`;
  if (String(rooms) === String(run.present.map((room) => room ?? null))) return [];
  if (new Set(rooms).size > 1 && !run.allowSplit) return [`${name} is split unasked`];
  const overbooked = nightsOf(run).some((night) => seats.isOverbooked(run.type, night));
  if (rooms.includes(null) && !overbooked && !run.force) return [`${name} has no room, and no night is overbooked`];
  const [first] = rooms;
  if (run.only === undefined || run.allowSplit || typeof first !== "number" || run.only.includes(first)) return [];
  return [`${name} is not next door: ${run.only.join()}`];
}

/** Stays of other reservations that changed rooms; and what is wrong about that. */
export function movesBetween(seats: SeatCase, after: HotelRows): { readonly moved: number; readonly faults: string[] } {
  const byStay = Map.groupBy(liveRows(seats), ({ reservation, stayNo }) => `${reservation}/${stayNo}`);
  const faults: string[] = [];
  let moved = 0;
  for (const [name, nights] of byStay) {
    const rooms = nights.map(({ reservation, stayNo, night }) => roomOn(after, reservation, stayNo, night));
    if (nights.every(({ room }, index) => room === rooms[index])) continue;
    moved += 1;
    if (!isMovable(seats, nights)) faults.push(`${name} was moved, which must not be`);
    if (new Set(rooms).size > 1 || rooms.includes(null)) faults.push(`${name} was moved to ${JSON.stringify(rooms)}`);
  }
  return { moved, faults };
}

function seatedTogether(seats: SeatCase, runs: readonly WantedRun[]): boolean {
  const [run, ...rest] = runs;
  if (run === undefined) return true;
  const house = houseOf(seats, run.type);
  const wish = { from: run.from - seats.firstNight, to: run.to - seats.firstNight };
  for (let room = 0; room < house.rooms; room += 1) {
    const allowed = run.only === undefined || run.only.some((one) => ordinalOf(seats, one) === room);
    if (!allowed || fewestMoves(house, wish, 0, room) === undefined) continue;
    const taken: StayNightCells[] = nightsOf(run).map((night) => ({
      reservation: "together",
      stayNo: run.stayNo,
      night,
      type: seats.types[run.type] ?? 0,
      room: roomAt(seats, run.type, room),
      price: 0,
      usedAs: "sold",
      pinned: true,
    }));
    const before = { ...seats.before, stayNights: [...seats.before.stayNights, ...taken] };
    if (seatedTogether({ ...seats, before }, rest)) return true;
  }
  return false;
}

/** The parts of a stay that choose a room: nights that are settled or told keep theirs. */
export function runsOf(seats: SeatCase, wanted: SeatsWanted): WantedRun[] {
  const nights = wanted.nights.map(({ night, type }) => {
    const used = ownRow(seats, wanted.stayNo, night);
    const sameType = used !== undefined && used.type === seats.types[type] ? used : undefined;
    const asked = wanted.room !== undefined && night >= Math.max(wanted.room.from, wanted.settledUntil);
    return { night, type, asked, used: sameType, fixed: fixedRoom(wanted, night, used, sameType) };
  });
  const runs: (typeof nights)[] = [];
  for (const one of nights) {
    const last = runs.at(-1)?.at(-1);
    const isNext = last !== undefined && last.night + 1 === one.night && last.type === one.type;
    const follows = isNext && last.fixed === one.fixed && last.asked === one.asked;
    if (follows) runs.at(-1)?.push(one);
    else runs.push([one]);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { asked } = first;
    if (first.fixed !== undefined && !asked) return [];
    const beside = nights
      .filter(
        ({ night, type, fixed }) =>
          (night === first.night - 1 || night === last.night + 1) && type === first.type && typeof fixed === "number",
      )
      .map(({ fixed }) => fixed ?? 0);
    const { stayNo, allowSplit, force } = wanted;
    const only = asked ? [wanted.room?.room ?? 0] : beside.length === 0 ? undefined : beside;
    const present = run.map(({ used }) => used?.room);
    return [
      {
        stayNo,
        type: first.type,
        from: first.night,
        to: last.night + 1,
        only,
        allowSplit: allowSplit && !asked,
        force,
        present,
      },
    ];
  });
}

function fixedRoom(
  wanted: SeatsWanted,
  night: Night,
  used: StayNightCells | undefined,
  sameType: StayNightCells | undefined,
): number | null | undefined {
  if (night < wanted.settledUntil) return used?.room ?? null;
  if (wanted.room !== undefined && night >= wanted.room.from) return wanted.room.room;
  return sameType?.pinned === true ? (sameType.room ?? undefined) : undefined;
}

function houseOf(seats: SeatCase, type: number): PaperHouse {
  const typeId = seats.types[type] ?? 0;
  const stays: PaperStay[] = [];
  const add = (nights: readonly Night[], room: number, pinned: boolean): void => {
    const ordinal = ordinalOf(seats, room);
    for (const night of nights) {
      const last = stays.at(-1);
      const from = night - seats.firstNight;
      if (last?.room === ordinal && last?.to === from && last?.pinned === pinned)
        stays.splice(-1, 1, { ...last, to: from + 1 });
      else stays.push({ from, to: from + 1, room: ordinal ?? null, pinned });
    }
    // A stay of another guest in the same room is another stay.
    stays.push({ from: -1, to: -1, room: null, pinned: true });
  };
  const unchanged = seats.before.stayNights.filter(
    ({ reservation, stayNo, usedAs }) =>
      usedAs !== "none" &&
      reservation === seats.reservation &&
      !seats.wanted.some((wanted) => wanted.stayNo === stayNo),
  );
  const own = seats.lapsed.has(seats.reservation) ? [] : unchanged;
  const byStay = Map.groupBy([...liveRows(seats), ...own], ({ reservation, stayNo }) => `${reservation}/${stayNo}`);
  for (const nights of byStay.values()) {
    const movable = isMovable(seats, nights);
    for (const { night, room, type: of } of movable ? [] : nights)
      if (room !== null && of === typeId) add([night], room, true);
    const [first] = nights;
    if (movable && first !== undefined && first.room !== null && first.type === typeId)
      add(
        nights.map(({ night }) => night),
        first.room,
        false,
      );
  }
  for (const { room, retiredFrom, type: of } of seats.before.rooms) {
    const broken = seats.before.outOfOrder.filter(({ subject }) => subject === room);
    const gone = allNights(seats).filter(
      (night) =>
        (retiredFrom !== null && night >= retiredFrom) || broken.some(({ from, to }) => from <= night && night < to),
    );
    if (of === typeId) add(gone, room, true);
  }
  const rooms = seats.before.rooms.filter((room) => room.type === typeId).length;
  return { rooms, nights: seats.nights, stays: stays.filter(({ room }) => room !== null) };
}

function liveRows(seats: SeatCase): StayNightCells[] {
  return seats.before.stayNights.filter(
    ({ usedAs, reservation }) =>
      usedAs !== "none" && reservation !== seats.reservation && !(usedAs === "held" && seats.lapsed.has(reservation)),
  );
}

function isMovable(seats: SeatCase, nights: readonly StayNightCells[]): boolean {
  const [first, last] = [nights[0], nights.at(-1)];
  if (first === undefined || last === undefined || first.room === null) return false;
  const oneRoom = nights.every(({ room, type, pinned }) => room === first.room && type === first.type && !pinned);
  return oneRoom && last.night - first.night + 1 === nights.length && first.night >= seats.today;
}

function ownRow(seats: SeatCase, stayNo: number, night: Night): StayNightCells | undefined {
  return seats.before.stayNights.find(
    (one) =>
      one.reservation === seats.reservation &&
      one.stayNo === stayNo &&
      one.night === night &&
      one.usedAs !== "none" &&
      !(one.usedAs === "held" && seats.lapsed.has(one.reservation)),
  );
}

function roomOn(rows: HotelRows, reservation: string, stayNo: number, night: Night): number | null {
  const found = rows.stayNights.find(
    (one) => one.reservation === reservation && one.stayNo === stayNo && one.night === night,
  );
  return found?.room ?? null;
}

function ordinalOf(seats: SeatCase, room: number): number | undefined {
  return seats.before.rooms.find((one) => one.room === room)?.ordinal;
}

function roomAt(seats: SeatCase, type: number, ordinal: number): number {
  return seats.before.rooms.find((one) => one.type === seats.types[type] && one.ordinal === ordinal)?.room ?? 0;
}

function nightsOf({ from, to }: { readonly from: Night; readonly to: Night }): Night[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function allNights(seats: SeatCase): Night[] {
  return nightsOf({ from: seats.firstNight, to: seats.firstNight + seats.nights });
}
