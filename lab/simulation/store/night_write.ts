import { failure, SQLSTATE } from "./failure.ts";
import { bytesIn, integersIn, nightsIn, truthsIn } from "./parameters.ts";
import { lockRow, selected, type Call, type Waiting } from "./statement.ts";
import { nameOf } from "./names.ts";
import type { NightCells } from "./tables.ts";
import { newest, put, seen, type Row } from "./transaction.ts";

/**
 * `write_nights`: counters move by differences, from what is newest; a night that is not there ends it. PostgreSQL checks the row
 * that it would make of what the statement saw at its beginning, before it waits, and again what it makes of the newest.
 */
export function* writeNights(call: Call): Waiting {
  const { store, transaction, values } = call;
  const found = changesIn(values).flatMap((change) => {
    const row = store.tables.nights.find(nameOf.night(change.hotelId, change.roomTypeId, change.night));
    const before = row === undefined ? undefined : seen(row, transaction);
    return row === undefined || before === undefined ? [] : [{ row, before, change }];
  });
  let written = 0;
  for (const { row, before, change } of found) {
    if (store.guards.constraints) checkNight(moved(before, change));
    yield* lockRow(row as Row<never>, transaction);
    const present = newest(row, transaction);
    if (present === undefined) continue;
    const cells = moved(present, change);
    if (store.guards.constraints) checkNight(cells);
    put(row, transaction, cells);
    written += 1;
  }
  if (written !== values[12]) throw failure(SQLSTATE.divisionByZero, "division by zero");
  return selected([{ all_written: 1 }]);
}

function changesIn(values: readonly unknown[]): NightCells[] {
  const [hotelIds, types, nights] = [integersIn(values[0]), integersIn(values[1]), nightsIn(values[2])];
  const [rooms, outOfOrder, blocked, sold, held, allowance, forced] = values.slice(3, 10).map(integersIn);
  const [closed, seats] = [truthsIn(values[10]), bytesIn(values[11])];
  return nights.map((night, index) => ({
    hotelId: hotelIds[index] ?? 0,
    roomTypeId: types[index] ?? 0,
    night,
    rooms: rooms?.[index] ?? 0,
    outOfOrder: outOfOrder?.[index] ?? 0,
    blocked: blocked?.[index] ?? 0,
    sold: sold?.[index] ?? 0,
    held: held?.[index] ?? 0,
    allowance: allowance?.[index] ?? 0,
    forced: forced?.[index] ?? 0,
    closed: closed[index] ?? false,
    seats: seats[index] ?? Buffer.alloc(0),
  }));
}

function moved(present: NightCells, change: NightCells): NightCells {
  return {
    ...change,
    rooms: present.rooms + change.rooms,
    outOfOrder: present.outOfOrder + change.outOfOrder,
    blocked: present.blocked + change.blocked,
    sold: present.sold + change.sold,
    held: present.held + change.held,
    allowance: present.allowance + change.allowance,
  };
}

function checkNight(night: NightCells): void {
  for (const [column, name] of COUNTERS) {
    if (night[column] < 0) throw violated(`room_night_${name}_check`);
  }
  if (night.outOfOrder > night.rooms) throw violated("room_night_out_of_order_within_rooms");
  const { sold, held, blocked, rooms, outOfOrder, allowance, forced } = night;
  if (sold + held + blocked > rooms - outOfOrder + allowance + forced) throw violated("room_night_never_oversold");
}

const COUNTERS = [
  ["allowance", "allowance"],
  ["blocked", "blocked"],
  ["forced", "forced"],
  ["held", "held"],
  ["outOfOrder", "out_of_order"],
  ["rooms", "rooms"],
  ["sold", "sold"],
] as const;

function violated(constraint: string): Error {
  return failure(SQLSTATE.check, `new row for relation "room_night" violates check constraint`, constraint);
}
