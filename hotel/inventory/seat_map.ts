/**
 * A seat map: which rooms of a type cannot be given on a night. Bit n stands for the room with ordinal n;
 * set means taken. Words of 32 bits, because a night of a big type is scanned for every booking of it.
 */
export type SeatMap = Uint32Array;

/** How a free room is chosen. */
export type SeatingPolicy = "best_fit" | "random";

/** Reads the bytes that the database keeps (bit n is bit n & 7 of byte n >> 3). */
export function readSeatMap(bytes: Uint8Array): SeatMap {
  const map = new Uint32Array((bytes.length + 3) >> 2);
  if (bytes.length > SMALL_BYTES) {
    new Uint8Array(map.buffer).set(bytes);
    return map;
  }
  for (let word = 0; word < map.length; word += 1) {
    const at = word << 2;
    map[word] =
      (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
  }
  return map;
}

/** The bytes to keep, without trailing empty ones. */
export function writeSeatMap(map: SeatMap): Buffer {
  const bytes = bytesOf(map);
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return bytes.subarray(0, length);
}

// Up to here byte by byte: to look at an array through its buffer takes the array off V8's heap, which costs more.
const SMALL_BYTES = 64;

function bytesOf(map: SeatMap): Buffer {
  if (map.length << 2 > SMALL_BYTES) return Buffer.from(map.buffer, map.byteOffset, map.byteLength);
  const bytes = Buffer.allocUnsafe(map.length << 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (map[at >> 2] ?? 0) >>> ((at & 3) << 3);
  return bytes;
}

/** Whether the room cannot be given. */
export function isTaken(map: SeatMap, ordinal: number): boolean {
  return (((map[ordinal >> 5] ?? 0) >>> (ordinal & 31)) & 1) === 1;
}

/** The map with the room taken or freed; the same array unless it had to grow. */
export function withSeat(map: SeatMap, ordinal: number, taken: boolean): SeatMap {
  const word = ordinal >> 5;
  const grown = word < map.length ? map : grow(map, word + 1);
  const bit = 1 << (ordinal & 31);
  const present = grown[word] ?? 0;
  grown[word] = taken ? present | bit : present & ~bit;
  return grown;
}

/** What surrounds the nights in question, to judge how well a room fits. */
export interface Surroundings {
  readonly nightBefore: SeatMap | undefined;
  readonly nightAfter: SeatMap | undefined;
}

/**
 * The best fitting room that is free on all the nights: one that is taken on the night before and on the
 * night after, so that no gap is left; else one that is taken on one of them; else the first. Undefined
 * when no room is free on all of them.
 */
export function bestFit(nights: readonly SeatMap[], rooms: number, around: Surroundings): number | undefined {
  const { nightBefore = NOBODY, nightAfter = NOBODY } = around;
  let oneSide = -1;
  let anyRoom = -1;
  const words = (rooms + 31) >> 5;
  const neighbours = Math.max(nightBefore.length, nightAfter.length);
  for (let word = 0; word < words; word += 1) {
    // Beyond the neighbours' maps every room is as good as the first.
    if (word >= neighbours && (oneSide >= 0 || anyRoom >= 0)) break;
    const free = freeBits(nights, word, rooms);
    if (free === 0) continue;
    const before = nightBefore[word] ?? 0;
    const after = nightAfter[word] ?? 0;
    if ((free & before & after) !== 0) return lowestBit(free & before & after, word);
    if (oneSide < 0 && (free & (before | after)) !== 0) oneSide = lowestBit(free & (before | after), word);
    if (anyRoom < 0) anyRoom = lowestBit(free, word);
  }
  if (oneSide >= 0) return oneSide;
  return anyRoom >= 0 ? anyRoom : undefined;
}

const NOBODY: SeatMap = new Uint32Array();

/** A room that is free on all the nights, each with the same chance; `chance` is in [0, 1). */
export function randomFit(nights: readonly SeatMap[], rooms: number, chance: number): number | undefined {
  const free: number[] = [];
  for (let ordinal = 0; ordinal < rooms; ordinal += 1) {
    if (nights.every((map) => !isTaken(map, ordinal))) free.push(ordinal);
  }
  return free[Math.floor(chance * free.length)];
}

/** How many rooms are taken. */
export function countTaken(map: SeatMap): number {
  let taken = 0;
  for (const word of map) taken += countBits(word);
  return taken;
}

function freeBits(nights: readonly SeatMap[], word: number, rooms: number): number {
  let taken = 0;
  for (let index = 0; index < nights.length; index += 1) taken |= nights[index]?.[word] ?? 0;
  const left = rooms - (word << 5);
  const exist = left >= 32 ? -1 : (1 << left) - 1;
  return ~taken & exist;
}

function lowestBit(bits: number, word: number): number {
  return (word << 5) + 31 - Math.clz32(bits & -bits);
}

function countBits(word: number): number {
  let left = word;
  let bits = 0;
  while (left !== 0) {
    left &= left - 1;
    bits += 1;
  }
  return bits;
}

function grow(map: SeatMap, words: number): SeatMap {
  const grown = new Uint32Array(words);
  grown.set(map);
  return grown;
}
