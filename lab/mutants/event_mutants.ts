import type { Mutant } from "./mutant.ts";

const MOVE = "hotel/events/move.ts";
const MOVE_TEST = "hotel/events/move.test.ts";
const LOW_MARK = "hotel/events/low_mark.ts";
const LOW_MARK_TEST = "hotel/events/low_mark.test.ts";
const FOLLOW = "hotel/events/follow.ts";
const READING = "hotel/events/ledger_reading.ts";
const FOLLOW_TEST = "hotel/events/follow.test.ts";

/** Events: each change is told once, in order, to everybody. */
export const eventMutants: readonly Mutant[] = [
  {
    name: "events_not_written",
    why: "Nobody can tell who cancelled the booking, and no partner learns of it.",
    file: "hotel/reservations/admission/write.ts",
    from: "    ...some(books.events, (events) => ({ query: appendEventsStatement(events) })),\n",
    to: "",
    test: "hotel/reservations/changes.race.test.ts",
  },
  {
    name: "mark_without_horizon",
    why: "An event of a slow transaction is never told: a partner goes on selling a room that is gone.",
    file: LOW_MARK,
    from: "if (this.#awaited !== undefined && facts.horizon >= this.#awaited.transaction) {",
    to: "if (this.#awaited !== undefined) {",
    test: LOW_MARK_TEST,
  },
  {
    name: "mark_beyond_a_full_batch",
    why: "After a backlog the events behind the first batch are never told.",
    file: LOW_MARK,
    from: "facts.moved < facts.limit ? this.#awaited.eventId : facts.lastEventId",
    to: "this.#awaited.eventId",
    test: LOW_MARK_TEST,
  },
  {
    name: "positions_backwards",
    why: "A partner learns that a room is free before it learns that it was sold.",
    file: MOVE,
    from: "row_number() OVER (ORDER BY event_id) AS place",
    to: "row_number() OVER (ORDER BY event_id DESC) AS place",
    test: MOVE_TEST,
  },
  {
    name: "taken_in_any_order",
    why: "When many events wait the later ones are told first.",
    file: MOVE,
    from: "WHERE event_id > $1 ORDER BY event_id LIMIT $2",
    to: "WHERE event_id > $1 ORDER BY event_id DESC LIMIT $2",
    test: MOVE_TEST,
  },
  {
    name: "events_of_a_change_in_any_order",
    why: "A stay is told to have moved before the booking that moved it.",
    file: "hotel/events/outbox.ts",
    from: "  ORDER BY place`;",
    to: "  ORDER BY place DESC`;",
    test: "hotel/events/outbox.test.ts",
  },
  {
    name: "two_dispatchers_at_once",
    why: "Two processes number the same events, and the ledger has holes or stops.",
    file: "hotel/events/dispatcher.ts",
    from: "while (!(await takeTurn(client, DISPATCHER_LOCK))) {",
    to: "while (client.connectionParameters === undefined) {",
    test: "hotel/events/dispatcher.test.ts",
  },
  {
    name: "cursor_before_the_work",
    why: "A follower that fails once has missed what it was told.",
    file: FOLLOW,
    from: "    await this.#handler(events, cursor, this.#halt.signal);\n    this.cursor = cursor;\n",
    to: "    this.cursor = cursor;\n    await this.#handler(events, cursor, this.#halt.signal);\n",
    test: FOLLOW_TEST,
  },
  {
    name: "restored_backup_not_noticed",
    why: "After a restore a partner waits for a position that is years away.",
    file: READING,
    from: "  WHERE incarnation = $3\n",
    to: "  WHERE $3::uuid IS NOT NULL\n",
    test: FOLLOW_TEST,
  },
  {
    name: "restored_backup_not_noticed_by_search",
    why: "After a restore search finds rooms that were sold, until the process is started again.",
    file: READING,
    from: "  WHERE incarnation = $3`",
    to: "  WHERE $3::uuid IS NOT NULL`",
    test: FOLLOW_TEST,
  },
  {
    name: "running_holds_not_read_again",
    why: "Search shows a room as taken long after the hold on it has run out.",
    file: "hotel/search/index/read_nights.ts",
    from: "  if (rows.some((row) => row.has_holds)) return undefined;\n",
    to: "",
    test: "hotel/search/index/search_feed.test.ts",
  },
  {
    name: "task_on_two_nodes",
    why: "Two nodes charge the same no-shows.",
    file: "hotel/events/periodic_run.ts",
    from: 'if (!(await takeTurn(client, crc32(task.name) | 0))) return ended({ outcome: "elsewhere" });',
    to: "crc32(task.name);",
    test: "hotel/events/periodic.test.ts",
  },
];
