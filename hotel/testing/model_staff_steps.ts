import { expect } from "vitest";
import { createBlock, releaseBlock } from "../inventory/blocks.ts";
import { createOutOfOrder, endOutOfOrder } from "../inventory/out_of_order.ts";
import { cutCapacity, retireRoom } from "../inventory/retire_rooms.ts";
import { setSaleStatus } from "../inventory/sale_status.ts";
import type { Decision } from "../vocabulary/refusal.ts";
import type { Night } from "../vocabulary/night.ts";
import type { Use } from "./hotel_model.ts";
import type { ModelledHotel } from "./modelled_hotel.ts";

/** Nights as they are drawn: days after the business date. */
export interface DrawnNights {
  readonly type: number;
  readonly from: number;
  readonly length: number;
}

/** Sets rooms aside for a group. */
export async function block(hotel: ModelledHotel, drawn: DrawnNights, rooms: number): Promise<void> {
  const { model } = hotel;
  const [from, to] = range(hotel, drawn);
  const fits = usesOf(drawn.type, from, to).every(
    (use) =>
      model.isOnSale(use.night) &&
      !model.closed.has(`${use.type}/${use.night}`) &&
      model.limit(use) - model.used(use) - model.blocked(use) >= rooms,
  );
  const asked = {
    roomTypeId: hotel.types[drawn.type] ?? 0,
    name: "Group",
    nights: { arrival: from, departure: to },
    rooms,
  };
  const decision = await hotel.staff(drawn.type, (books) => createBlock(books, asked));
  expect(codeOf(decision)).toBe(fits ? "accepted" : "no_availability");
  if (decision.accepted)
    model.blocks.push({ id: decision.value.block_id, version: 1, type: drawn.type, from, to, rooms });
  await finish(hotel, "block", decision, false);
}

/** Gives the rooms of a block back. */
export async function release(hotel: ModelledHotel, place: number): Promise<void> {
  const { blocks } = hotel.model;
  const found = blocks[place % Math.max(1, blocks.length)];
  if (found === undefined) return;
  const decision = await hotel.staff(found.type, (books) =>
    releaseBlock(books, { blockId: found.id, version: found.version }),
  );
  expect(codeOf(decision)).toBe("accepted");
  blocks.splice(blocks.indexOf(found), 1);
  await finish(hotel, "release", decision, false);
}

/** Takes nights off sale or puts them back. */
export async function setSale(hotel: ModelledHotel, drawn: DrawnNights, closed: boolean): Promise<void> {
  const { model } = hotel;
  const [from, to] = range(hotel, drawn);
  const nights = usesOf(drawn.type, from, to);
  const asked = { roomTypeId: hotel.types[drawn.type] ?? 0, nights: { arrival: from, departure: to }, closed };
  const decision = await hotel.staff(drawn.type, (books) => setSaleStatus(books, asked));
  expect(codeOf(decision)).toBe(nights.every(({ night }) => model.isOnSale(night)) ? "accepted" : "outside_horizon");
  for (const { type, night } of decision.accepted ? nights : []) {
    if (closed) model.closed.add(`${type}/${night}`);
    else model.closed.delete(`${type}/${night}`);
  }
  await finish(hotel, closed ? "close" : "reopen", decision, false);
}

/** Takes a room out of order. */
export async function takeOut(hotel: ModelledHotel, drawn: DrawnNights, room: number, force: boolean): Promise<void> {
  const { model } = hotel;
  const [from, to] = range(hotel, drawn);
  const roomId = roomAt(hotel, drawn.type, room);
  const broken = model.outOfOrder.some((one) => one.room === roomId && one.from < to && from < one.to);
  const gone = model.retired.some((one) => one.room === roomId && one.from < to);
  const period = { id: 0, version: 1, type: drawn.type, room: roomId, from, to };
  const fits = canSpare(hotel, usesOf(drawn.type, from, to), () => without(model.outOfOrder, period));
  const asked = {
    roomTypeId: hotel.types[drawn.type] ?? 0,
    roomId,
    nights: { arrival: from, departure: to },
    reason: "",
    force,
  };
  const decision = await hotel.staff(drawn.type, (books) => createOutOfOrder(books, asked));
  const expected =
    broken || gone
      ? ["already_exists", "wrong_state"]
      : force
        ? ["accepted"]
        : fits
          ? accepting(hotel, roomId, from, to)
          : ["in_use"];
  expect(expected).toContain(codeOf(decision));
  if (decision.accepted) {
    model.outOfOrder.push({ ...period, id: decision.value.out_of_order_id });
  }
  await finish(hotel, force ? "out of order, forced" : "out of order", decision, force);
}

/** Gives a room back. */
export async function giveBack(hotel: ModelledHotel, place: number): Promise<void> {
  const { outOfOrder } = hotel.model;
  const found = outOfOrder[place % Math.max(1, outOfOrder.length)];
  if (found === undefined) return;
  const end = { outOfOrderId: found.id, version: found.version };
  const decision = await hotel.staff(found.type, (books) => endOutOfOrder(books, end));
  expect(codeOf(decision)).toBe("accepted");
  outOfOrder.splice(outOfOrder.indexOf(found), 1);
  await finish(hotel, "back in order", decision, false);
}

/** Gives a room up. */
export async function retire(hotel: ModelledHotel, drawn: DrawnNights, room: number, force: boolean): Promise<void> {
  const { model } = hotel;
  const from = model.today + drawn.from;
  const roomId = roomAt(hotel, drawn.type, room);
  if (model.retired.some((one) => one.room === roomId)) return;
  const last = model.firstNight + model.nights;
  const gone = { type: drawn.type, room: roomId, from };
  const fits = canSpare(hotel, usesOf(drawn.type, from, last), () => without(model.retired, gone));
  const asked = { roomTypeId: hotel.types[drawn.type] ?? 0, roomId, version: 1, from, force };
  const decision = await hotel.staff(drawn.type, (books) => retireRoom(books, asked));
  const expected = force ? ["accepted"] : fits ? accepting(hotel, roomId, from, last) : ["in_use"];
  expect(expected).toContain(codeOf(decision));
  if (decision.accepted) model.retired.push(gone);
  await finish(hotel, force ? "retire, forced" : "retire", decision, force);
}

/** A manager's cut: so many rooms are given up, whatever is sold in them. */
export async function cut(hotel: ModelledHotel, drawn: DrawnNights, rooms: number): Promise<void> {
  const { model } = hotel;
  const from = model.today + drawn.from;
  const standing =
    (model.types[drawn.type]?.rooms ?? 0) - model.retired.filter((one) => one.type === drawn.type).length;
  const asked = { roomTypeId: hotel.types[drawn.type] ?? 0, rooms, from };
  const decision = await hotel.staff(drawn.type, (books) => cutCapacity(books, asked));
  expect(codeOf(decision)).toBe(rooms <= standing ? "accepted" : "not_found");
  const gone = decision.accepted ? decision.value.rooms : [];
  expect(gone).toHaveLength(decision.accepted ? rooms : 0);
  for (const { room_id: room } of gone) model.retired.push({ type: drawn.type, room, from });
  await finish(hotel, "cut", decision, true);
}

// Somebody may sit in the room who cannot be given another one.
function accepting(hotel: ModelledHotel, roomId: number, from: Night, to: Night): string[] {
  const sits = hotel.rows.stayNights.some(({ room, night }) => room === roomId && night >= from && night < to);
  return sits ? ["accepted", "in_use"] : ["accepted"];
}

// Whether no night is used further above its limit than it is, once the room is gone.
function canSpare({ model }: ModelledHotel, nights: readonly Use[], gone: () => () => void): boolean {
  const above = (): number[] =>
    nights.map((use) =>
      model.isOnSale(use.night) ? Math.max(0, model.used(use) + model.blocked(use) - model.limit(use)) : 0,
    );
  const before = above();
  const undo = gone();
  const after = above();
  undo();
  return after.every((rooms, index) => rooms <= (before[index] ?? 0));
}

function without<Item>(list: Item[], item: Item): () => void {
  list.push(item);
  return () => list.pop();
}

async function finish(hotel: ModelledHotel, name: string, decision: Decision<unknown>, force: boolean): Promise<void> {
  hotel.count(name, codeOf(decision));
  await hotel.compareSeats(force);
}

function codeOf(decision: Decision<unknown>): string {
  return decision.accepted ? "accepted" : decision.refusal.code;
}

function range({ model }: ModelledHotel, { from, length }: DrawnNights): [Night, Night] {
  return [model.today + from, model.today + from + length];
}

function usesOf(type: number, from: Night, to: Night): Use[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => ({ type, night: from + index }));
}

function roomAt({ hotel }: ModelledHotel, type: number, room: number): number {
  const { roomIds } = hotel.types[type] ?? { roomIds: [] };
  return roomIds[room % roomIds.length] ?? 0;
}
