import type { Mutant } from "./mutant.ts";

const LANE = "hotel/reservations/admission/lane.ts";
const LANE_RACE = "hotel/reservations/lane.race.test.ts";
const RETRY = "hotel/reservations/retry.race.test.ts";

/** The queue: who waits how long, and whose failure is whose. */
export const laneMutants: readonly Mutant[] = [
  {
    name: "poison_fails_all",
    why: "One broken request of a rush is answered with an error for everybody who waited beside it.",
    file: LANE,
    from: 'if (kind === "poisoned") return this.#isolate(batch, error);',
    to: 'if (kind === "poisoned") return batch.forEach((waiting) => waiting.fail(error));',
    test: LANE_RACE,
  },
  {
    name: "deadlock_not_tried_again",
    why: "A guest sees an error because two transactions met.",
    file: LANE,
    from: "/^(40|53|57|58|08|25P03)/",
    to: "/^(53|57|58|08|25P03)/",
    test: RETRY,
  },
  {
    name: "tried_again_for_ever",
    why: "A server that is broken keeps every guest waiting until the patience is over.",
    file: LANE,
    from: "const spent = waiting.attempts >= MOST_ATTEMPTS || now > waiting.deadline;",
    to: "const spent = now > waiting.deadline;",
    test: RETRY,
    only: "a deadlock .* is given up",
  },
  {
    name: "queue_without_limit",
    why: "A rush fills the memory until the program ends, instead of telling the last ones to come again.",
    file: LANE,
    from: "if (this.#queue.length >= this.#options.longestQueue) return",
    to: "if (this.#queue.length === Infinity) return",
    test: LANE_RACE,
    only: "a full queue",
  },
  {
    name: "caller_who_hung_up_is_booked",
    why: "A guest who gave up has a booking that nobody has told them of.",
    file: LANE,
    from: "if (waiting.signal?.aborted === true)",
    to: "if (waiting.signal === null)",
    test: LANE_RACE,
  },
  {
    name: "deadline_ignored",
    why: "Somebody who was told to try again later is booked all the same.",
    file: LANE,
    from: 'else if (now > waiting.deadline) waiting.answer(tooBusy("The request waited too long."));',
    to: "",
    test: "hotel/reservations/locked_hotel.race.test.ts",
  },
  {
    name: "locked_hotel_not_set_aside",
    why: "One hotel that somebody else has locked keeps the guests of all other hotels waiting.",
    file: LANE,
    from: 'if (kind === "locked" && inDoubt === undefined && (await this.#setAsideLocked(batch))) return;',
    to: "",
    test: "hotel/reservations/locked_hotel.race.test.ts",
  },
];
