import type { Mutant } from "./mutant.ts";

const ENGINE = "hotel/database/migrations/0001_engine.sql";
const CONSTRAINTS = "hotel/reservations/constraints.test.ts";

/** Constraints of the database: the last guard, when all code is wrong. */
export const schemaMutants: readonly Mutant[] = [
  {
    name: "check_never_oversold_dropped",
    why: "A bug that counts wrong sells more rooms of a night than the hotel has.",
    file: ENGINE,
    from: "CHECK (sold + held + blocked <= rooms - out_of_order + allowance + forced)",
    to: "CHECK (true)",
    test: CONSTRAINTS,
  },
  {
    name: "check_forgets_blocks",
    why: "The rooms of a group are sold a second time to guests.",
    file: ENGINE,
    from: "CHECK (sold + held + blocked <= rooms - out_of_order",
    to: "CHECK (sold + held <= rooms - out_of_order",
    test: CONSTRAINTS,
  },
  {
    name: "check_forgets_holds",
    why: "A room that somebody is paying for is sold to another guest.",
    file: ENGINE,
    from: "CHECK (sold + held + blocked <= rooms - out_of_order",
    to: "CHECK (sold + blocked <= rooms - out_of_order",
    test: CONSTRAINTS,
  },
  {
    name: "negative_sales_allowed",
    why: "A night given back twice lets a room be sold twice later.",
    file: ENGINE,
    from: "sold integer NOT NULL DEFAULT 0 CHECK (sold >= 0)",
    to: "sold integer NOT NULL DEFAULT 0",
    test: CONSTRAINTS,
  },
  {
    name: "room_night_not_unique",
    why: "Two guests get the key of the same room on the same night.",
    file: ENGINE,
    from: "CREATE UNIQUE INDEX stay_night_room_once",
    to: "CREATE INDEX stay_night_room_once",
    test: CONSTRAINTS,
  },
  {
    name: "room_unique_once_for_ever",
    why: "Nobody can stay in a room in which somebody has stayed before.",
    file: ENGINE,
    from: "ON stay_night (hotel_id, room_id, night) WHERE",
    to: "ON stay_night (hotel_id, room_id) WHERE",
    test: "hotel/reservations/stays.race.test.ts",
    only: "back-to-back",
  },
  {
    name: "key_not_unique",
    why: "A guest who presses the button twice has two bookings and pays for both.",
    file: ENGINE,
    from: "  PRIMARY KEY (hotel_id, principal, key)\n",
    to: "  CHECK (true)\n",
    test: CONSTRAINTS,
  },
  {
    name: "clock_of_guests_movable",
    why: "Somebody at a psql prompt moves the clock of a live hotel, and all holds run out at once.",
    file: "hotel/database/migrations/0002_events.sql",
    from: "CHECK (movable OR shift = '0')",
    to: "CHECK (true)",
    test: "hotel/events/clock.test.ts",
  },
];
