import type { NightCells, StayNightCells } from "../store/tables.ts";
import type { CommittedState } from "./state.ts";

/** What must never be so after any commit, recomputed from the rows by code that shares nothing with the product. */
export function stateFaults(state: CommittedState): string[] {
  return [
    ...state.nights.flatMap((night) => nightFaults(night, state)),
    ...roomFaults(state),
    ...holdFaults(state),
    ...wholeFaults(state),
    ...strayFaults(state),
  ];
}

function nightFaults(night: NightCells, state: CommittedState): string[] {
  const here = state.stayNights.filter(
    (one) => one.night === night.night && one.roomTypeId === night.roomTypeId && one.usedAs !== "none",
  );
  const sold = here.filter(({ usedAs }) => usedAs === "sold").length;
  const held = here.length - sold;
  const faults: string[] = [];
  const name = `night ${night.night} of type ${night.roomTypeId}`;
  if (here.length > night.rooms + night.allowance) faults.push(`${name} is oversold`);
  if (night.sold !== sold || night.held !== held) faults.push(`the counters of ${name} differ from its stays`);
  if (night.forced !== 0) faults.push(`${name} is forced`);
  if (takenIn(night, state) !== seatsOf(here, state)) faults.push(`the seats of ${name} differ from its stays`);
  return faults;
}

function takenIn({ seats, roomTypeId }: NightCells, { rooms }: CommittedState): string {
  const taken = rooms.filter(
    (room) => room.roomTypeId === roomTypeId && (((seats[room.ordinal >> 3] ?? 0) >> (room.ordinal & 7)) & 1) === 1,
  );
  return taken.map(({ roomId }) => roomId).join();
}

function seatsOf(here: readonly StayNightCells[], { rooms }: CommittedState): string {
  const used = new Set(here.map(({ roomId }) => roomId));
  return rooms
    .filter(({ roomId }) => used.has(roomId))
    .map(({ roomId }) => roomId)
    .join();
}

function roomFaults({ stayNights, rooms }: CommittedState): string[] {
  const taken = new Set<string>();
  const faults: string[] = [];
  for (const { roomId, night, roomTypeId, usedAs } of stayNights) {
    if (roomId === null) continue;
    const name = `room ${roomId} on night ${night}`;
    if (taken.has(name)) faults.push(`${name} is given twice`);
    taken.add(name);
    if (usedAs === "none") faults.push(`${name} is kept by nobody`);
    if (!rooms.some((room) => room.roomId === roomId && room.roomTypeId === roomTypeId)) {
      faults.push(`${name} is of another type`);
    }
  }
  return faults;
}

function holdFaults({ stayNights, reservations, holds }: CommittedState): string[] {
  const held = new Set(
    stayNights.filter(({ usedAs }) => usedAs === "held").map((night) => `${night.reservationId} ${night.roomTypeId}`),
  );
  const faults = holds.flatMap(({ reservationId, roomTypeId, expiresAt }) => {
    const reservation = reservations.find((one) => one.reservationId === reservationId);
    const isRight = reservation?.status === "pending" && reservation.expiresAt === expiresAt;
    return isRight && held.has(`${reservationId} ${roomTypeId}`) ? [] : [`the hold of ${reservationId} holds nothing`];
  });
  const rows = new Set(holds.map((hold) => `${hold.reservationId} ${hold.roomTypeId}`));
  for (const name of held) if (!rows.has(name)) faults.push(`nights of ${name} are held without a hold`);
  return faults;
}

const USES_NIGHTS = new Map([
  ["confirmed", "sold"],
  ["cancelled", "none"],
  ["declined", "none"],
  ["expired", "none"],
]);

// A reservation uses all its nights or none; a hold may have lost those of one type while it keeps another's.
function wholeFaults({ reservations, stays, stayNights }: CommittedState): string[] {
  const faults: string[] = [];
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
  return faults;
}

function strayFaults({ reservations, stayNights, stays, keys }: CommittedState): string[] {
  const known = new Set(reservations.map(({ reservationId }) => reservationId));
  const strays = [...stays, ...stayNights].filter(({ reservationId }) => !known.has(reservationId));
  const orphans = keys.filter(({ reservationId }) => reservationId !== null && !known.has(reservationId));
  return [
    ...strays.map(({ reservationId }) => `rows of ${reservationId}, which is not there`),
    ...orphans.map(({ key }) => `the key "${key}" stands for a reservation that is not there`),
  ];
}
