-- A ledger that every process can follow, a queue table that stays small, and a clock that production cannot move.

-- ── the outbox is a queue ────────────────────────────────────────────────────────────────────────
-- Its order is event_id. A transaction draws the id after it took its locks, so whatever depends on another's change has
-- a higher one; its transaction id it may have got long before (docs/decisions/order-of-events.md).
-- The column tx stays first: its default gives the transaction an id before event_id is drawn, and so tells
-- the dispatcher when no lower event_id can come any more.
ALTER TABLE outbox DROP CONSTRAINT outbox_pkey, ADD PRIMARY KEY (event_id, hotel_id);
-- The age of a waiting row is told by the real clock: `at` stands on the clock of the hotels, which tests
-- and the replay move by years.
ALTER TABLE outbox ADD COLUMN written_at timestamptz NOT NULL DEFAULT now();
-- Every row is inserted once and deleted once. Vacuum by the number of dead rows and not by a share of a size that is
-- zero most of the time; never slowly; and never give pages back, because that takes an exclusive lock that
-- every booking would wait for.
ALTER TABLE outbox SET (
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0,
  autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 100000,
  vacuum_truncate = off
);

-- ── one order over all hotels ────────────────────────────────────────────────────────────────────
-- `sequence` orders the events of one hotel. A process that follows all of them (the search index of each API node, a
-- subscription) needs one number to resume from, and neither event_id (not the order of commit) nor `at` can
-- be it. The dispatcher is the only writer and works in one transaction after the other, so
-- positions become visible in order and without a gap: `position > last` misses nothing.
ALTER TABLE event ADD COLUMN position bigint;
UPDATE event SET position = numbered.position
FROM (SELECT hotel_id, sequence, row_number() OVER (ORDER BY event_id) AS position FROM event) AS numbered
WHERE event.hotel_id = numbered.hotel_id AND event.sequence = numbered.sequence;
ALTER TABLE event ALTER COLUMN position SET NOT NULL;
-- Not unique, because a unique index would have to contain the column that the table may be distributed by.
CREATE INDEX event_by_position ON event (position);

-- The ledger numbers itself: sequence and position go on from its own end. A row that counts would be updated by every
-- move, and while a backup keeps its snapshot open no dead version of it could go. Whoever prunes the ledger
-- one day has to keep the last event of each hotel.
DROP TABLE event_sequence;

-- How far each durable subscriber has come.
CREATE TABLE event_subscription (
  name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
  position bigint NOT NULL CHECK (position >= 0)
);

-- ── the clock ────────────────────────────────────────────────────────────────────────────────────
-- Only a database that was made for tests, the demo or the replay may have its clock moved.
ALTER TABLE clock ADD COLUMN movable boolean NOT NULL DEFAULT false;
UPDATE clock SET movable = true WHERE shift <> '0';
ALTER TABLE clock ADD CONSTRAINT clock_moved_only_if_movable CHECK (movable OR shift = '0');
