import type { Night } from "../vocabulary/night.ts";
import type { PaperHouse, PaperStay } from "./paper_house.ts";

/**
 * How few other stays must get another room so that `[from, to)` has one room to itself; undefined when more than
 * `mostMoves` would have to, or no arrangement exists. By trying everything: for houses with a handful of rooms and at most
 * 31 nights. Knows nothing of the product's search.
 *
 * @param only the ordinal that the stay must get; any when undefined
 */
export function fewestMoves(
  house: PaperHouse,
  wish: { readonly from: Night; readonly to: Night },
  mostMoves: number,
  only?: number,
): number | undefined {
  const seated = house.stays.filter((stay) => stay.room !== null);
  const rooms = Array.from({ length: house.rooms }, () => 0);
  for (const stay of seated) rooms[stay.room ?? 0] = (rooms[stay.room ?? 0] ?? 0) | bits(stay);
  const movable = seated.filter((stay) => stay.pinned !== true);
  for (let moves = 0; moves <= mostMoves; moves += 1) {
    for (const chosen of subsets(movable, moves)) {
      if (fits(rooms, chosen, bits(wish), only)) return moves;
    }
  }
  return undefined;
}

/** Whether the nights `[from, to)` can be cut into at most so many parts, each in a room that is free for it. */
export function splitsInto(
  house: PaperHouse,
  wish: { readonly from: Night; readonly to: Night },
  parts: number,
): boolean {
  const isFree = (room: number, from: Night, to: Night): boolean =>
    house.stays.every((stay) => stay.room !== room || (bits(stay) & bits({ from, to })) === 0);
  const reach = (from: Night, left: number): boolean => {
    if (from === wish.to) return true;
    if (left === 0) return false;
    for (let to = from + 1; to <= wish.to; to += 1) {
      for (let room = 0; room < house.rooms; room += 1) if (isFree(room, from, to) && reach(to, left - 1)) return true;
    }
    return false;
  };
  return reach(wish.from, parts);
}

function fits(rooms: readonly number[], chosen: readonly PaperStay[], wish: number, only: number | undefined): boolean {
  const left = [...rooms];
  for (const stay of chosen) left[stay.room ?? 0] = (left[stay.room ?? 0] ?? 0) & ~bits(stay);
  return left.some((taken, room) => {
    if ((only !== undefined && only !== room) || (taken & wish) !== 0) return false;
    const rest = [...left];
    rest[room] = taken | wish;
    return seatAll(rest, chosen, 0);
  });
}

function seatAll(rooms: number[], stays: readonly PaperStay[], index: number): boolean {
  const stay = stays[index];
  if (stay === undefined) return true;
  const needed = bits(stay);
  return rooms.some((taken, room) => {
    if ((taken & needed) !== 0) return false;
    const rest = [...rooms];
    rest[room] = taken | needed;
    return seatAll(rest, stays, index + 1);
  });
}

function* subsets<Item>(items: readonly Item[], size: number, from = 0): Generator<Item[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= items.length - size; index += 1) {
    const first = items[index];
    if (first === undefined) return;
    for (const rest of subsets(items, size - 1, index + 1)) yield [first, ...rest];
  }
}

function bits({ from, to }: { readonly from: Night; readonly to: Night }): number {
  let nights = 0;
  for (let night = from; night < to; night += 1) nights |= 1 << night;
  return nights;
}
