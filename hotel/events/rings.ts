/**
 * How processes tell each other at once what they would find a little later by looking. All notifications of a database are
 * committed one after the other under one lock, so only dispatchers send them: the one that moves in its own short transaction,
 * those that wait in one of nothing else. No transaction that does something for somebody ever does.
 */

/** The channel on which a move is told to the processes whose dispatchers wait. */
export const MOVED = "lastroom_moved";

/** The channel on which one that waits tells the one that moves that something was committed in its process. */
export const WRITTEN = "lastroom_written";

/** An expression of the move: told when it is committed. */
export const TELL_MOVED = `CASE WHEN moved > 0 THEN pg_notify('${MOVED}', '') END`;

/** Tells that something was committed. */
export const TELL_WRITTEN = `NOTIFY ${WRITTEN}`;

/** What a dispatcher that waits listens to. Nobody waits for the disk: a ring that is lost is a look that comes a little later. */
export const LISTEN_WAITING = `SET synchronous_commit = off; LISTEN ${MOVED}`;

/** What the one that moves listens to; what it writes is to last again. */
export const LISTEN_MOVING = `RESET synchronous_commit; UNLISTEN ${MOVED}; LISTEN ${WRITTEN}`;
