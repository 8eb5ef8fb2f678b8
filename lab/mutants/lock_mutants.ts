import type { Mutant } from "./mutant.ts";

const LOCK = "hotel/inventory/admission_lock.ts";
const READ = "hotel/reservations/admission/read.ts";
const LAST_ROOM = "hotel/reservations/last_room.race.test.ts";

/** The lock of the room types, and what must be read after it. */
export const lockMutants: readonly Mutant[] = [
  {
    name: "admission_lock_removed",
    why: "Two processes give the same last room away; a constraint stops one of them, and its guest sees an error.",
    file: LOCK,
    from: "\n     FOR NO KEY UPDATE`;",
    to: "`;",
    test: LAST_ROOM,
  },
  {
    name: "lock_without_order",
    why: "Two groups that want the same room types in opposite orders wait for each other in a circle.",
    file: LOCK,
    from: "   ORDER BY hotel_id, room_type_id\n",
    to: "",
    test: "hotel/inventory/admission_lock.test.ts",
  },
  {
    name: "nights_read_before_the_lock",
    why: "The last room is promised on what was true before the wait for the lock.",
    file: READ,
    from: `  if (locked === undefined) packet.add(BEGIN);
  const locking = locked === undefined ? packet.add<LockedType>(lockTypes(touches)) : { rows: locked };
  const reaped = packet.add<LapsedHold>(reapHolds(touches));
  const clock = packet.add<{ now: Date }>(nowStatement);
  const stamps = packet.add<CatalogueStamp>(stampsStatement(touches));
  const nights = packet.add<NightRow>(readNights(touches));
`,
    to: `  if (locked === undefined) packet.add(BEGIN);
  const nights = packet.add<NightRow>(readNights(touches));
  const locking = locked === undefined ? packet.add<LockedType>(lockTypes(touches)) : { rows: locked };
  const reaped = packet.add<LapsedHold>(reapHolds(touches));
  const clock = packet.add<{ now: Date }>(nowStatement);
  const stamps = packet.add<CatalogueStamp>(stampsStatement(touches));
`,
    test: LAST_ROOM,
  },
  {
    name: "session_in_repeatable_read",
    why: "Every statement of a booking sees the nights as they were before it waited for the lock.",
    file: "hotel/database/database.ts",
    from: "default_transaction_isolation=read\\\\ committed",
    to: "default_transaction_isolation=repeatable\\\\ read",
    test: "hotel/database/database.test.ts",
  },
  {
    name: "staff_in_repeatable_read",
    why: "A block is entered on nights as they were before somebody else's booking.",
    file: "hotel/database/transaction.ts",
    from: '"REPEATABLE READ READ ONLY" : "READ COMMITTED"',
    to: '"REPEATABLE READ READ ONLY" : "REPEATABLE READ"',
    test: "hotel/database/transaction.test.ts",
  },
  {
    name: "touches_not_looked_at_again",
    why: "A booking that was moved to another room type meanwhile is changed without the lock of that type.",
    file: "hotel/reservations/admission/batch.ts",
    from: '    if (!isCovered(command, books, touches)) return { kind: "again" };\n',
    to: "",
    test: "hotel/reservations/changes.race.test.ts",
  },
  {
    name: "catalogue_stamps_ignored",
    why: "A process goes on selling at the price that it read first.",
    file: "hotel/properties/known_catalogue.ts",
    from: "stamps.filter((stamp) => this.#entries.get(stamp.room_type_id)?.stamp !== stampOf(stamp))",
    to: "stamps.filter((stamp) => !this.#entries.has(stamp.room_type_id))",
    test: "hotel/reservations/known_types.test.ts",
  },
  {
    name: "room_list_version_ignored",
    why: "A room that was added is given to nobody by the processes that knew the hotel before.",
    file: "hotel/inventory/admission_lock.ts",
    from: "  SELECT hotel_id, room_type_id, rooms_version\n    FROM admission",
    to: "  SELECT hotel_id, room_type_id, 1::bigint AS rooms_version\n    FROM admission",
    test: "hotel/inventory/rooms.test.ts",
  },
];
