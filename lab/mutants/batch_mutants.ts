import type { Mutant } from "./mutant.ts";

const BATCH = "hotel/reservations/admission/batch.ts";
const WRITE = "hotel/reservations/admission/write.ts";
const COMMIT_UNKNOWN = "hotel/reservations/commit_unknown.race.test.ts";

/** Many requests in one transaction: what it writes, and its COMMIT. */
export const batchMutants: readonly Mutant[] = [
  {
    name: "witness_not_written",
    why: "A guest whose booking was committed while the line broke is booked a second time.",
    file: WRITE,
    from: "    { query: witnessBatch(batchId) },\n",
    to: "",
    test: COMMIT_UNKNOWN,
  },
  {
    name: "witness_not_looked_at",
    why: "A booking that was made is made again when the answer to COMMIT got lost.",
    file: BATCH,
    from: "return rowCount === 1;",
    to: "return rowCount === 2;",
    test: COMMIT_UNKNOWN,
  },
  {
    name: "lost_commit_taken_for_a_failure",
    why: "A guest is told that nothing was booked, and is.",
    file: BATCH,
    from: "throw isRefused ? error : new CommitInDoubt(unsettled, error);",
    to: "throw isRefused ? error : (error as Error);",
    test: COMMIT_UNKNOWN,
  },
  {
    name: "warning_at_commit_ignored",
    why: "A booking is acknowledged that the standby does not have, and is gone after a failure of the server.",
    file: BATCH,
    from: 'if (warned) throw new CommitInDoubt(unsettled, new Error("COMMIT answered with a warning"));',
    to: "",
    test: COMMIT_UNKNOWN,
  },
  {
    name: "doubt_forgets_the_first_batch",
    why: "A guest whose booking was committed is told of an error, because a second answer got lost after the first.",
    file: BATCH,
    from: "await commit(client, inDoubt, [witnessBatch(batchId)]);",
    to: "await commit(client, { ...inDoubt, batchId }, [witnessBatch(batchId)]);",
    test: COMMIT_UNKNOWN,
  },
  {
    name: "rollback_taken_for_commit",
    why: "The desk is told that a block was entered, and nothing was written.",
    file: "hotel/database/transaction.ts",
    from: 'if (command !== "COMMIT") throw new CommitRefused(command);',
    to: "",
    test: "hotel/database/transaction.test.ts",
  },
  {
    name: "lost_night_not_noticed",
    why: "A booking is written on a night that was taken off sale, and no counter knows of it.",
    file: "hotel/inventory/night_rows.ts",
    from: "SELECT 1 / (count(*) = $13)::int AS all_written",
    to: "SELECT 1 + (count(*) = $13)::int AS all_written",
    test: "hotel/inventory/night_rows.test.ts",
  },
  {
    name: "counters_overwritten",
    why: "A sale that was written past the lock disappears from the counter, and its room is sold again.",
    file: "hotel/inventory/night_rows.ts",
    from: "sold = n.sold + c.sold",
    to: "sold = c.sold",
    test: "hotel/inventory/night_rows.test.ts",
  },
  {
    name: "row_counts_not_compared",
    why: "A change of a booking that somebody else has changed meanwhile is acknowledged and not written.",
    file: BATCH,
    from: "if (rows !== undefined && written !== rows) throw",
    to: "if (rows !== undefined && written === undefined) throw",
    test: "hotel/reservations/lost_race.test.ts",
  },
  {
    name: "version_before_not_in_the_write",
    why: "What somebody else has made of a booking is overwritten.",
    file: "hotel/reservations/reservation_rows.ts",
    from: " AND r.version = c.version_before`",
    to: "`",
    test: "hotel/reservations/lost_race.test.ts",
  },
  {
    name: "sitting_down_before_getting_up",
    why: "Two guests cannot change rooms with each other, although both rooms are theirs.",
    file: WRITE,
    from: "    ...vacateWrites(books),\n",
    to: "",
    test: "hotel/reservations/changes.race.test.ts",
  },
];
