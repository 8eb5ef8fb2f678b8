import type { Mutant } from "./mutant.ts";

const ROOM_NIGHT = "hotel/inventory/room_night.ts";
const ROOM_NIGHT_TEST = "hotel/inventory/room_night.test.ts";
const ADMIT = "hotel/inventory/admit.ts";
const LEDGER = "hotel/inventory/ledger.ts";
const LEDGER_TEST = "hotel/inventory/ledger.test.ts";

/** How many rooms may be sold, and that a refusal leaves no trace. */
export const countMutants: readonly Mutant[] = [
  {
    name: "blocked_not_counted",
    why: "The rooms of a wedding party are sold to others.",
    file: ROOM_NIGHT,
    from: "return night.sold + night.held + night.blocked;",
    to: "return night.sold + night.held;",
    test: ROOM_NIGHT_TEST,
  },
  {
    name: "held_not_counted",
    why: "A room is sold while somebody is paying for it.",
    file: ROOM_NIGHT,
    from: "return night.sold + night.held + night.blocked;",
    to: "return night.sold + night.blocked;",
    test: ROOM_NIGHT_TEST,
  },
  {
    name: "out_of_order_not_counted",
    why: "A room with a burst pipe is sold.",
    file: ROOM_NIGHT,
    from: "return night.rooms - night.outOfOrder;",
    to: "return night.rooms;",
    test: ROOM_NIGHT_TEST,
  },
  {
    name: "closed_night_sold",
    why: "A hotel that has stopped the sale of a night gets guests for it.",
    file: ADMIT,
    from: "row !== undefined && !row.closed && wanted <= spareRooms(row)",
    to: "row !== undefined && wanted <= spareRooms(row)",
    test: "hotel/inventory/admit.test.ts",
  },
  {
    name: "block_takes_a_closed_night",
    why: "A group gets rooms of a night that is not on sale.",
    file: "hotel/inventory/block_nights.ts",
    from: "row === undefined || row.closed ? 0",
    to: "row === undefined ? 0",
    test: "hotel/inventory/blocks.test.ts",
  },
  {
    name: "allowance_rounded_up",
    why: "Ten percent of nine rooms overbooks one, and a guest is walked whom the hotel did not mean to risk.",
    file: "hotel/vocabulary/money.ts",
    from: "return Math.floor((amount * basisPoints) / 10_000);",
    to: "return Math.ceil((amount * basisPoints) / 10_000);",
    test: "hotel/inventory/overbooking.test.ts",
  },
  {
    name: "oldest_allowance_counts",
    why: "A manager lowers the overbooking for a fair, and the old figure goes on.",
    file: "hotel/inventory/allowance.ts",
    from: "rule.periods.findLast(",
    to: "rule.periods.find(",
    test: "hotel/inventory/overbooking.test.ts",
  },
  {
    name: "forced_not_lowered",
    why: "A room that comes free in an overbooked night is sold again instead of ending the overbooking.",
    file: LEDGER,
    from: "    row.sold += change.sold;\n    row.forced = Math.min(forced, forcedRooms(row));\n",
    to: "    row.sold += change.sold;\n",
    test: LEDGER_TEST,
  },
  {
    name: "sale_forces_itself",
    why: "A sale above the limit raises the limit, and no constraint stops it any more.",
    file: LEDGER,
    from: "    row.sold += change.sold;\n    row.forced = Math.min(forced, forcedRooms(row));\n",
    to: "    row.sold += change.sold;\n    row.forced = forcedRooms(row);\n",
    test: LEDGER_TEST,
  },
  {
    name: "refusal_keeps_what_it_tried",
    why: "Nights that a refused group tried to take are gone for all who come after it.",
    file: ADMIT,
    from: '  if (answer.outcome !== "admitted") ledger.takeBack(mark);\n',
    to: "",
    test: "hotel/inventory/admit.test.ts",
  },
  {
    name: "staff_refusal_not_undone",
    why: "A refused command of the desk leaves half of what it wrote.",
    file: "hotel/inventory/under_admission.ts",
    from: '  else await tx.query("ROLLBACK TO SAVEPOINT under_admission");\n',
    to: "",
    test: "hotel/inventory/under_admission.test.ts",
  },
  {
    name: "room_type_of_another_hotel",
    why: "A guest books a room of another hotel under this one's name and terms.",
    file: "hotel/reservations/admission/books.ts",
    from: "return entry?.hotel.hotelId === hotelId ? entry : undefined;",
    to: "return entry;",
    test: "hotel/reservations/lane.race.test.ts",
  },
];
