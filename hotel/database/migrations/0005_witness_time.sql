-- When a witness was written, by the clock of the database: that of a node may be hours off, and a witness that is removed too
-- early can no longer tell the node which waits for it that its COMMIT went through.
ALTER TABLE admission_batch ADD COLUMN written_at timestamptz NOT NULL DEFAULT clock_timestamp();
