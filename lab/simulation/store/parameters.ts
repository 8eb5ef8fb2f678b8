// Where the elements of a binary array begin; see hotel/database/column.ts.
const HEADER_BYTES = 20;
const DAYS_UNTIL_2000 = 10_957;
const MS_UNTIL_2000 = DAYS_UNTIL_2000 * 86_400_000;
const TWO_TO_32 = 2 ** 32;

/** `int[]`, as the engine's columns write it or as a plain list. */
export function integersIn(value: unknown): number[] {
  return numbersIn(value, (bytes, at, length) => (length === 2 ? bytes.readInt16BE(at) : bytes.readInt32BE(at)));
}

/** `int[]` and `smallint[]` in which a value may be missing. */
export function integersOrNull(value: unknown): (number | null)[] {
  return elementsIn(value, (bytes, at, length) => (length === 2 ? bytes.readInt16BE(at) : bytes.readInt32BE(at)));
}

/** `bigint[]`. */
export function bigIntegersIn(value: unknown): (number | null)[] {
  return elementsIn(value, int64);
}

/** `date[]`, as nights. */
export function nightsIn(value: unknown): number[] {
  return numbersIn(value, (bytes, at) => bytes.readInt32BE(at) + DAYS_UNTIL_2000);
}

/** `timestamptz[]`, in milliseconds since 1970. */
export function instantsIn(value: unknown): (number | null)[] {
  return elementsIn(value, (bytes, at) => int64(bytes, at) / 1000 + MS_UNTIL_2000);
}

/** `text[]`. */
export function textsIn(value: unknown): (string | null)[] {
  return elementsIn(value, (bytes, at, length) => bytes.toString("utf8", at, at + length));
}

/** `uuid[]`. */
export function uuidsIn(value: unknown): (string | null)[] {
  return elementsIn(value, uuid);
}

/** `bool[]`. */
export function truthsIn(value: unknown): boolean[] {
  return elementsIn(value, (bytes, at) => bytes[at] === 1).map((truth) => truth === true);
}

/** `bytea[]`. */
export function bytesIn(value: unknown): Buffer[] {
  return elementsIn(value, (bytes, at, length) => bytes.subarray(at, at + length)).map((one) => one ?? NO_BYTES);
}

const NO_BYTES = Buffer.alloc(0);

type Read<Value> = (bytes: Buffer, at: number, length: number) => Value;

function elementsIn<Value>(value: unknown, read: Read<Value>): (Value | null)[] {
  if (Array.isArray(value)) return value as (Value | null)[];
  if (!Buffer.isBuffer(value)) throw new TypeError("the parameter is no array");
  const elements: (Value | null)[] = [];
  let at = HEADER_BYTES;
  while (at < value.length) {
    const length = value.readInt32BE(at);
    at += 4;
    elements.push(length < 0 ? null : read(value, at, length));
    if (length > 0) at += length;
  }
  return elements;
}

function numbersIn(value: unknown, read: Read<number>): number[] {
  return elementsIn(value, read).map((one) => {
    if (one === null) throw new TypeError("a number is missing");
    return one;
  });
}

function int64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * TWO_TO_32 + bytes.readUInt32BE(at + 4);
}

function uuid(bytes: Buffer, at: number): string {
  const hex = bytes.toString("hex", at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
