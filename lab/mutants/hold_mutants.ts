import type { Mutant } from "./mutant.ts";

const HOLD_ROWS = "hotel/inventory/hold_rows.ts";
const HOLDS_RACE = "hotel/reservations/holds.race.test.ts";
const DECISIONS = "hotel/reservations/decisions/decisions.test.ts";

/** Holds: what they keep, until when, and who takes them away. */
export const holdMutants: readonly Mutant[] = [
  {
    name: "live_holds_reaped",
    why: "A guest who is paying loses the room to the next one who asks.",
    file: HOLD_ROWS,
    from: " AND h.expires_at <= hotel_now()\n",
    to: "\n",
    test: HOLDS_RACE,
  },
  {
    name: "lapsed_holds_not_reaped",
    why: "Guests are turned away because of somebody who went away without paying.",
    file: HOLD_ROWS,
    from: "h.expires_at <= hotel_now()",
    to: "h.expires_at <= hotel_now() - interval '1 day'",
    test: HOLDS_RACE,
    only: "one-night requests",
  },
  {
    name: "reaped_by_the_time_before_the_wait",
    why: "A booking that waited for the lock sees a hold that ran out meanwhile as alive, and refuses its guest.",
    file: "hotel/database/migrations/0001_engine.sql",
    from: "SELECT clock_timestamp() + (SELECT shift FROM clock)",
    to: "SELECT now() + (SELECT shift FROM clock)",
    test: "hotel/events/clock.test.ts",
  },
  {
    name: "decided_by_the_time_before_the_wait",
    why: "A hold is confirmed after it has run out, when its room may be another guest's.",
    file: "hotel/events/clock.ts",
    from: '"SELECT clock_timestamp() + shift AS now FROM clock"',
    to: '"SELECT now() + shift AS now FROM clock"',
    test: "hotel/events/clock.test.ts",
  },
  {
    name: "lapsed_hold_given_back_twice",
    why: "The nights of a lapsed hold are given back a second time when it is confirmed late or released.",
    file: "hotel/reservations/admission/books.ts",
    from: "    for (const hold of holds) this.#forgetNights(hold);\n",
    to: "",
    test: HOLDS_RACE,
  },
  {
    name: "expiry_ignored_when_confirming",
    why: "A guest who comes back a week later gets the room for the nights that have passed.",
    file: "hotel/reservations/decisions/confirm.ts",
    from: "if (wasExpired && !reservation.stays.every(",
    to: "if (!wasExpired && !reservation.stays.every(",
    test: DECISIONS,
  },
  {
    name: "expired_hold_shown_as_pending",
    why: "A guest is told that the room is still kept, and it is on sale.",
    file: "hotel/reservations/reservation.ts",
    from: 'return reservation.expiresAt <= now ? "expired" : "pending";',
    to: 'return "pending";',
    test: HOLDS_RACE,
  },
  {
    name: "swept_too_early",
    why: "The sweeper takes a hold away that still has minutes to run.",
    file: "hotel/reservations/decisions/cancel.ts",
    from: 'if (reservation.status !== "pending" || statusAt(reservation, facts.now) !== "expired") {',
    to: 'if (reservation.status !== "pending") {',
    test: HOLDS_RACE,
  },
  {
    name: "swept_after_the_confirmation",
    why: "The sweeper writes expired over a booking that was confirmed in time, and its room is sold again.",
    file: "hotel/reservations/decisions/cancel.ts",
    from: 'if (reservation.status !== "pending" || statusAt(reservation, facts.now) !== "expired") {',
    to: 'if (reservation.status === "expired" || (reservation.expiresAt ?? facts.now) > facts.now) {',
    test: HOLDS_RACE,
  },
  {
    name: "hold_row_left_after_the_end",
    why: "Rows of holds that hold nothing pile up, and every booking of the type looks at them.",
    file: "hotel/reservations/admission/write.ts",
    from: "    ...some(gone, (holds) => ({ query: removeHolds(holds) })),\n",
    to: "",
    test: HOLDS_RACE,
  },
  {
    name: "hold_row_not_written",
    why: "A hold that runs out keeps its room for ever.",
    file: "hotel/reservations/admission/write.ts",
    from: "    ...some(added, (holds) => ({ query: addHolds(holds) })),\n",
    to: "",
    test: HOLDS_RACE,
  },
  {
    name: "long_hold_given_back_in_part",
    why: "Of a hold of nine nights only the one that somebody wants comes back on sale.",
    file: "hotel/reservations/admission/read.ts",
    from: "const wider = [...lapsed.touches, ...(seats?.touches ?? [])];",
    to: "const wider = [...(seats?.touches ?? [])];",
    test: HOLDS_RACE,
  },
  {
    name: "lapsed_hold_still_sits_there",
    why: "A guest is refused because of a stay that has just been taken away.",
    file: "hotel/reservations/admission/read_seats.ts",
    from: ".filter((row) => !isGone(row))",
    to: "",
    test: "hotel/reservations/reseating.test.ts",
  },
];
