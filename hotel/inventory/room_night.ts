import type { Night } from "../vocabulary/night.ts";

/** How a stay night uses its room: promised until a hold runs out, sold, or not any more. */
export type Use = "held" | "sold";

/** The counters of one room type on one night, all in rooms. */
export interface NightCounters {
  readonly rooms: number;
  readonly outOfOrder: number;
  readonly blocked: number;
  readonly sold: number;
  readonly held: number;
  readonly allowance: number;
  readonly forced: number;
  readonly closed: boolean;
}

/** Rooms that something uses. */
export function usedRooms(night: NightCounters): number {
  return night.sold + night.held + night.blocked;
}

/** Rooms that exist and can be slept in. */
export function physicalRooms(night: NightCounters): number {
  return night.rooms - night.outOfOrder;
}

/** How many rooms may be used without force: the right side of the one invariant, less `forced`. */
export function saleLimit(night: NightCounters): number {
  return physicalRooms(night) + night.allowance;
}

/** Rooms that can still be sold; negative when the night was forced above its limit. */
export function spareRooms(night: NightCounters): number {
  return saleLimit(night) - usedRooms(night);
}

/**
 * The part of the use that only force explains. Every write of a night sets `forced` to this, so the next
 * freed room drains it first.
 */
export function forcedRooms(night: NightCounters): number {
  return Math.max(0, -spareRooms(night));
}

/** Whether more rooms are used than exist: somebody on this night has no room yet, or will be walked. */
export function isOverbooked(night: NightCounters): boolean {
  return usedRooms(night) > physicalRooms(night);
}

/** Why a night has no room to give. */
export type FullReason = "sold" | "held" | "blocked" | "out_of_order" | "closed" | "not_on_sale";

/** A night that does not fit, for the refusal. */
export interface FullNight {
  readonly roomTypeId: number;
  readonly night: Night;
  readonly reason: FullReason;
  /** Rooms of the type that could still be sold on this night. */
  readonly available: number;
  /** Rooms that the request needed of the type on this night. */
  readonly wanted: number;
}

/**
 * Why `wanted` more rooms do not fit: the first cause, in the order in which it can go away by itself, whose
 * absence would have made room.
 */
export function whyFull(night: NightCounters | undefined, wanted: number): FullReason {
  if (night === undefined) return "not_on_sale";
  if (night.closed) return "closed";
  const spare = spareRooms(night);
  if (night.held > 0 && spare + night.held >= wanted) return "held";
  if (night.blocked > 0 && spare + night.blocked >= wanted) return "blocked";
  if (night.outOfOrder > 0 && spare + night.outOfOrder >= wanted) return "out_of_order";
  return "sold";
}
