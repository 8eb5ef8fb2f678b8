import type { NightCells, StayNightCells } from "../store/tables.ts";
import type { CommittedState } from "./state.ts";

/** What must never be so after any commit, recomputed from the rows by code that shares nothing with the product. */
export function stateFaults(state: CommittedState): string[] {
  const faults: string[] = [];
  for (const night of state.nights) addNightFaults(faults, night, state);
  addRoomFaults(faults, state);
  addHoldFaults(faults, state);
  addWholeFaults(faults, state);
  addStrayFaults(faults, state);
  return faults;
}

function addNightFaults(faults: string[], night: NightCells, state: CommittedState): void {
  const here = state.stayNights.filter(
    (one) => one.night === night.night && one.roomTypeId === night.roomTypeId && one.usedAs !== "none",
  );
  let sold = 0;
  for (const { usedAs } of here) if (usedAs === "sold") sold += 1;
  const held = here.length - sold;
  const name = (): string => `night ${night.night} of type ${night.roomTypeId}`;
  if (here.length > night.rooms + night.allowance) faults.push(`${name()} is oversold`);
  if (night.sold !== sold || night.held !== held) faults.push(`the counters of ${name()} differ from its stays`);
  if (night.forced !== 0) faults.push(`${name()} is forced`);
  if (!seatsFit(night, here, state)) faults.push(`the seats of ${name()} differ from its stays`);
}

function seatsFit(
  { seats, roomTypeId }: NightCells,
  here: readonly StayNightCells[],
  { rooms }: CommittedState,
): boolean {
  for (const room of rooms) {
    const isTaken =
      room.roomTypeId === roomTypeId && (((seats[room.ordinal >> 3] ?? 0) >> (room.ordinal & 7)) & 1) === 1;
    if (isTaken !== here.some(({ roomId }) => roomId === room.roomId)) return false;
  }
  return true;
}

function addRoomFaults(faults: string[], { stayNights, rooms }: CommittedState): void {
  for (const [index, { roomId, night, roomTypeId, usedAs }] of stayNights.entries()) {
    if (roomId === null) continue;
    const name = (): string => `room ${roomId} on night ${night}`;
    for (let before = 0; before < index; before += 1) {
      const other = stayNights[before];
      if (other?.roomId === roomId && other.night === night) faults.push(`${name()} is given twice`);
    }
    if (usedAs === "none") faults.push(`${name()} is kept by nobody`);
    if (!rooms.some((room) => room.roomId === roomId && room.roomTypeId === roomTypeId)) {
      faults.push(`${name()} is of another type`);
    }
  }
}

function addHoldFaults(faults: string[], { stayNights, reservations, holds }: CommittedState): void {
  for (const { reservationId, roomTypeId, expiresAt } of holds) {
    const reservation = reservations.find((one) => one.reservationId === reservationId);
    const isRight = reservation?.status === "pending" && reservation.expiresAt === expiresAt;
    const holdsNights = stayNights.some(
      (night) => night.usedAs === "held" && night.reservationId === reservationId && night.roomTypeId === roomTypeId,
    );
    if (!isRight || !holdsNights) faults.push(`the hold of ${reservationId} holds nothing`);
  }
  for (const { usedAs, reservationId, roomTypeId } of stayNights) {
    if (usedAs !== "held") continue;
    const isHeld = holds.some((hold) => hold.reservationId === reservationId && hold.roomTypeId === roomTypeId);
    if (!isHeld) faults.push(`nights of ${reservationId} ${roomTypeId} are held without a hold`);
  }
}

const USES_NIGHTS = new Map([
  ["confirmed", "sold"],
  ["cancelled", "none"],
  ["declined", "none"],
  ["expired", "none"],
]);

// A reservation uses all its nights or none; a hold may have lost those of one type while it keeps another's.
function addWholeFaults(faults: string[], { reservations, stays, stayNights }: CommittedState): void {
  for (const { reservationId, status } of reservations) {
    const own = stays.filter((stay) => stay.reservationId === reservationId);
    const nights = stayNights.filter((night) => night.reservationId === reservationId);
    if (own.length === 0) faults.push(`${reservationId} has no stays`);
    const expected = USES_NIGHTS.get(status);
    for (const { stayNo, from, to } of own) {
      for (let night = from; night < to; night += 1) {
        const found = nights.find((one) => one.stayNo === stayNo && one.night === night);
        const isRight = expected === undefined ? found?.usedAs !== "sold" : found?.usedAs === expected;
        if (found === undefined || !isRight) faults.push(`${reservationId} is ${status}, its night ${night} is not`);
      }
      const beyond = nights.filter((one) => one.stayNo === stayNo && (one.night < from || one.night >= to));
      if (beyond.some(({ usedAs }) => usedAs !== "none")) faults.push(`${reservationId} uses nights beyond its dates`);
    }
  }
}

function addStrayFaults(faults: string[], { reservations, stayNights, stays, keys }: CommittedState): void {
  const known = new Set(reservations.map(({ reservationId }) => reservationId));
  for (const { reservationId } of stays) if (!known.has(reservationId)) faults.push(strayRows(reservationId));
  for (const { reservationId } of stayNights) if (!known.has(reservationId)) faults.push(strayRows(reservationId));
  for (const { reservationId, key } of keys) {
    if (reservationId === null || known.has(reservationId)) continue;
    faults.push(`the key "${key}" stands for a reservation that is not there`);
  }
}

function strayRows(reservationId: string): string {
  return `rows of ${reservationId}, which is not there`;
}
