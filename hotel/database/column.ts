import type { Night } from "../vocabulary/night.ts";

/**
 * One column of many rows as a one-dimensional PostgreSQL array in its binary form, for a parameter that a set-based
 * statement unnests. pg sends a Buffer as it is. As text, every value would be written, escaped, taken apart and
 * parsed again: an instant costs PostgreSQL a microsecond.
 *
 * The form is that of `array_recv` in PostgreSQL's `arrayfuncs.c`: dimensions, whether there are nulls, the type of the elements, their
 * number, the first index, and then length and value of each.
 */
export type Column = Buffer;

/** `int[]`; throws RangeError for what is no 32-bit integer. */
export function integers<Row>(rows: readonly Row[], value: (row: Row) => number | null): Column {
  return column(rows, value, INT4, (one) => {
    fixed(4);
    length = bytes.writeInt32BE(whole(one), length);
  });
}

/** `smallint[]`; throws RangeError for what is no 16-bit integer. */
export function smallIntegers<Row>(rows: readonly Row[], value: (row: Row) => number | null): Column {
  return column(rows, value, INT2, (one) => {
    fixed(2);
    length = bytes.writeInt16BE(whole(one), length);
  });
}

/** `bigint[]` of safe integers; throws RangeError for others. */
export function bigIntegers<Row>(rows: readonly Row[], value: (row: Row) => number | null): Column {
  return column(rows, value, INT8, int64);
}

/** `date[]`. */
export function dates<Row>(rows: readonly Row[], value: (row: Row) => Night | null): Column {
  return column(rows, value, DATE, (night) => {
    fixed(4);
    length = bytes.writeInt32BE(whole(night) - DAYS_UNTIL_2000, length);
  });
}

/** `timestamptz[]`; throws RangeError for an invalid Date and beyond the year 2285. */
export function instants<Row>(rows: readonly Row[], value: (row: Row) => Date | null): Column {
  return column(rows, value, TIMESTAMPTZ, (instant) => int64((instant.getTime() - MS_UNTIL_2000) * 1000));
}

/** `text[]`. */
export function texts<Row>(rows: readonly Row[], value: (row: Row) => string | null): Column {
  return column(rows, value, TEXT, (text) => {
    // A UTF-16 unit becomes three bytes of UTF-8 at most.
    makeRoom(4 + 3 * text.length);
    const written = bytes.write(text, length + 4, "utf8");
    length = bytes.writeInt32BE(written, length) + written;
  });
}

/** `uuid[]`; throws TypeError for what is none in its usual spelling. */
export function uuids<Row>(rows: readonly Row[], value: (row: Row) => string | null): Column {
  return column(rows, value, UUID, (uuid) => {
    fixed(16);
    const written = bytes.write(uuid.replaceAll("-", ""), length, 16, "hex");
    if (written !== 16 || uuid.length !== 36) throw new TypeError(`not a UUID: ${uuid}`);
    length += 16;
  });
}

/** `bool[]`. */
export function truths<Row>(rows: readonly Row[], value: (row: Row) => boolean | null): Column {
  return column(rows, value, BOOL, (one) => {
    fixed(1);
    bytes[length] = one ? 1 : 0;
    length += 1;
  });
}

/** `bytea[]`. */
export function byteStrings<Row>(rows: readonly Row[], value: (row: Row) => Buffer | null): Column {
  return column(rows, value, BYTEA, (one) => {
    fixed(one.length);
    length += one.copy(bytes, length);
  });
}

// Type numbers of PostgreSQL's catalogue, which never change.
const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const TEXT = 25;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const UUID = 2950;

/** PostgreSQL counts days and microseconds from 2000-01-01. */
const DAYS_UNTIL_2000 = 10_957;
const MS_UNTIL_2000 = DAYS_UNTIL_2000 * 86_400_000;

const HEADER_BYTES = 20;
const HEADER_BYTES_OF_NONE = 12;
const NULL_LENGTH = -1;
const TWO_TO_32 = 2 ** 32;

// One buffer for all columns: it is filled and copied without a pause.
let bytes = Buffer.allocUnsafe(64 * 1024);
let length = 0;

function column<Row, Value>(
  rows: readonly Row[],
  value: (row: Row) => Value | null,
  type: number,
  write: (value: Value) => void,
): Column {
  length = HEADER_BYTES;
  let nulls = 0;
  for (const row of rows) {
    const one = value(row);
    if (one !== null) {
      write(one);
      continue;
    }
    nulls = 1;
    makeRoom(4);
    length = bytes.writeInt32BE(NULL_LENGTH, length);
  }
  header(rows.length, nulls, type);
  const array = Buffer.allocUnsafe(rows.length === 0 ? HEADER_BYTES_OF_NONE : length);
  bytes.copy(array, 0, 0, array.length);
  return array;
}

// An array without elements has no dimensions.
function header(rows: number, nulls: number, type: number): void {
  bytes.writeInt32BE(rows === 0 ? 0 : 1, 0);
  bytes.writeInt32BE(nulls, 4);
  bytes.writeInt32BE(type, 8);
  bytes.writeInt32BE(rows, 12);
  bytes.writeInt32BE(1, 16);
}

function fixed(size: number): void {
  makeRoom(4 + size);
  length = bytes.writeInt32BE(size, length);
}

function int64(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no safe integer`);
  fixed(8);
  const high = Math.floor(value / TWO_TO_32);
  length = bytes.writeInt32BE(high, length);
  length = bytes.writeUInt32BE(value - high * TWO_TO_32, length);
}

function whole(value: number): number {
  if (!Number.isInteger(value)) throw new RangeError(`${value} is no integer`);
  return value;
}

function makeRoom(more: number): void {
  if (length + more <= bytes.length) return;
  const larger = Buffer.allocUnsafe(Math.max(length + more, 2 * bytes.length));
  bytes.copy(larger, 0, 0, length);
  bytes = larger;
}
