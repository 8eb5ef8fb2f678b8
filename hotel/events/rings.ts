/**
 * How processes tell each other at once what they would find a little later by looking. All notifications of a database are
 * committed one after the other under one lock, so only dispatchers send them: the one that moves in its own short transaction,
 * those that wait in one of nothing else. No transaction that does something for somebody ever does. Besides them only whoever has
 * entered exchange rates, some times a day: that is no event, for they are of no hotel.
 */

/** The channel on which a move is told to the processes whose dispatchers wait. */
export const MOVED = "lastroom_moved";

/** The channel on which one that waits tells the one that moves that something was committed in its process. */
export const WRITTEN = "lastroom_written";

/** The channel on which every process is told that exchange rates were entered. */
export const EXCHANGE_RATES = "lastroom_exchange_rates";

/** An expression of the move: told when it is committed. */
export const TELL_MOVED = `CASE WHEN moved > 0 THEN pg_notify('${MOVED}', '') END`;

/** Tells that something was committed. */
export const TELL_WRITTEN = `NOTIFY ${WRITTEN}`;

/** Tells that exchange rates were entered: a statement by itself, after them. */
export const TELL_EXCHANGE_RATES = `NOTIFY ${EXCHANGE_RATES}`;

/** What a dispatcher that waits listens to. Nobody waits for the disk: a ring that is lost is a look that comes a little later. */
export const LISTEN_WAITING = `SET synchronous_commit = off; LISTEN ${EXCHANGE_RATES}; LISTEN ${MOVED}`;

/** What the one that moves listens to besides exchange rates; what it writes is to last again. */
export const LISTEN_MOVING = `RESET synchronous_commit; UNLISTEN ${MOVED}; LISTEN ${WRITTEN}`;
