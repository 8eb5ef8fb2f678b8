import type { Mutant } from "./mutant.ts";

const RESEATING = "hotel/inventory/reseating.ts";
const RESEATING_TEST = "hotel/inventory/reseating.test.ts";
const SEATED_ROWS = "hotel/inventory/seated_rows.ts";

/** Which room: one guest in each, and nobody is moved who was told theirs. */
export const seatMutants: readonly Mutant[] = [
  {
    name: "taken_rooms_look_free",
    why: "A guest is given a room in which somebody sleeps.",
    file: "hotel/inventory/seat_map.ts",
    from: "return ~taken & exist;",
    to: "return exist;",
    test: "hotel/inventory/seat_map.test.ts",
  },
  {
    name: "rooms_that_do_not_exist",
    why: "A guest is given room number 33 of a house with 20.",
    file: "hotel/inventory/seat_map.ts",
    from: "return ~taken & exist;",
    to: "return ~taken;",
    test: "hotel/inventory/seat_map.test.ts",
  },
  {
    name: "seat_taken_twice",
    why: "Two requests of one transaction are given the same room.",
    file: "hotel/inventory/ledger.ts",
    from: "    if (isTaken(row.seats, ordinal)) return false;\n",
    to: "",
    test: "hotel/inventory/ledger.test.ts",
  },
  {
    name: "pinned_stay_moved",
    why: "A guest who was promised the room with the balcony finds somebody else in it.",
    file: RESEATING,
    from: "const own = stay.movable ? rowsOf(search.type, stay) : undefined;",
    to: "const own = rowsOf(search.type, stay);",
    test: RESEATING_TEST,
  },
  {
    name: "pin_not_read",
    why: "A room that was told to a guest is given to another by re-seating.",
    file: SEATED_ROWS,
    from: "movable: whole && !row.pinned && from >= firstFuture",
    to: "movable: whole && from >= firstFuture",
    test: "hotel/reservations/changes.race.test.ts",
  },
  {
    name: "guest_in_the_house_moved",
    why: "A guest who is asleep is given another room.",
    file: SEATED_ROWS,
    from: "movable: whole && !row.pinned && from >= firstFuture",
    to: "movable: whole",
    test: "hotel/inventory/out_of_order.test.ts",
  },
  {
    name: "four_moves",
    why: "One booking moves more stays than the search promises, and takes longer than everybody behind it may wait.",
    file: RESEATING,
    from: "export const MOST_MOVES = 3;",
    to: "export const MOST_MOVES = 4;",
    test: RESEATING_TEST,
  },
  {
    name: "two_moves",
    why: "A guest is refused although moving three stays would have made a room free.",
    file: RESEATING,
    from: "export const MOST_MOVES = 3;",
    to: "export const MOST_MOVES = 2;",
    test: RESEATING_TEST,
  },
  {
    name: "failed_search_leaves_a_trace",
    why: "A search that found nothing leaves stays without the rooms they had.",
    file: RESEATING,
    from: "      if (seatAll(search, inTheWay, most)) return settle(search, rows, ordinal);\n      ledger.takeBack(mark);\n",
    to: "      if (seatAll(search, inTheWay, most)) return settle(search, rows, ordinal);\n",
    test: RESEATING_TEST,
  },
  {
    name: "split_unasked",
    why: "A family has to pack in the middle of its stay without having been asked.",
    file: "hotel/inventory/seat_run.ts",
    from: "const split = run.allowSplit ? splitStay(type, rows) : undefined;",
    to: "const split = splitStay(type, rows);",
    test: "hotel/inventory/seating.test.ts",
  },
];
