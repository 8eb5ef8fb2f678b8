import { formatNight } from "../../vocabulary/night.ts";
import type { NightCounts, TypeNight } from "./availability_counts.ts";

/** The count of one night of a room type, as a reading found it. */
export interface CountedNight {
  readonly free: number;
  readonly used: number;
  readonly physical: number;
  /** When the next hold on it runs out, by the clock of the hotels, in milliseconds since 1970: then it is another number. 0: none does. */
  readonly goodUntil: number;
}

/**
 * Which state of the database a reading saw. Readings of one life are in the order of their versions: a later state never has
 * a smaller one. Those of different lives (a restored backup, another server) cannot be compared.
 */
export interface SeenState {
  readonly life: string;
  readonly version: number;
}

/** What is kept of one night. */
export interface KeptNight extends SeenState, CountedNight {}

/** The key of a night: `availability:{hotel_id}:{room_type_id}:{date}`, as in `availability:1:12:2027-06-01`. */
export function keyOf({ hotelId, roomTypeId, night }: TypeNight): string {
  return `availability:${hotelId}:${roomTypeId}:${formatNight(night)}`;
}

/** `<version> <life> <free> <good until> <used> <physical>`: the first two are what the script that writes compares. */
export function writeKept({ life, version }: SeenState, { free, goodUntil, used, physical }: CountedNight): string {
  return `${version} ${life} ${free} ${goodUntil} ${used} ${physical}`;
}

const KEPT = /^(\d{1,16}) ([0-9a-f]{1,40}) (-1|\d{1,5}) (\d{1,16}) (\d{1,5}) (\d{1,5})$/;

/** Reads what {@link writeKept} wrote; undefined for anything else: then somebody else uses our keys. */
export function readKept(text: string): KeptNight | undefined {
  const found = KEPT.exec(text);
  if (found === null) return undefined;
  const [, version, life = "", ...numbers] = found;
  const [free = 0, goodUntil = 0, used = 0, physical = 0] = numbers.map(Number);
  return { version: Number(version), life, free, goodUntil, used, physical };
}

/** Sets the counts of one place. */
export function setCount(counts: NightCounts, place: number, { free, used, physical }: CountedNight): void {
  counts.free[place] = free;
  counts.used[place] = used;
  counts.physical[place] = physical;
}
