import type { QueryConfig } from "pg";
import type { Queryable } from "../../hotel/database/database.ts";
import { attemptUpTo, type Attempt } from "./attempts.ts";
import { openLeases } from "./leases.ts";
import type { Leases } from "./leases.ts";
import { LEASE_MS } from "./redis_lock.ts";
import { ONE_IN_TWENTY, stallOf } from "./stall.ts";
import type { Stalls } from "./stall.ts";
import type { Draft, Strategy } from "./strategy.ts";
import { bookUnlessOvertaken, NO_GUARDS } from "./unguarded_booking.ts";
import type { Stall } from "./unguarded_booking.ts";

const FENCE_TABLE = `
  CREATE TABLE lab_fence (
    hotel_id integer NOT NULL,
    room_type_id integer NOT NULL,
    token bigint NOT NULL,
    PRIMARY KEY (hotel_id, room_type_id)
  ) WITH (fillfactor = 50)`;

// No row changes when a newer token was here. A row that does change stays locked until COMMIT.
const RAISE_FENCE = `
  INSERT INTO lab_fence (hotel_id, room_type_id, token) VALUES ($1, $2, $3)
  ON CONFLICT (hotel_id, room_type_id) DO UPDATE SET token = excluded.token WHERE lab_fence.token <= excluded.token`;

const ATTEMPTS = 20;

/**
 * When the database is shown the token. "at the write" is how fencing is mostly told, and does not do for a booking: who
 * comes next reads the nights before the late writer with the older token has written, is not yet known to the database,
 * and then writes over it with the newer one. "before the read" shows it in both places: whoever read before is shut out.
 */
export type Fencing = "before the read" | "at the write";

/**
 * The lock in Redis with a fencing token: the database remembers the newest token, and takes no writes with an older one.
 * Never sells a room twice, however long a booking stands still. A booking that was overtaken starts again. What protects
 * is the condition in the database, which would do without the lock; the lock only spares repeats, and each booking
 * pays two round trips to Redis, one for its token, and one more commit. A Redis that loses its data gives out tokens
 * that the database has seen, and nothing is sold until they have caught up.
 */
export const redisLockFenced: Strategy = redisLockFencedWith(ONE_IN_TWENTY);

/** The same with other stalls, or fenced at the write only. */
export function redisLockFencedWith(stalls: Stalls, fencing: Fencing = "before the read"): Strategy {
  return {
    name: "redis_lock_fenced",
    install: FENCE_TABLE,
    without: NO_GUARDS,
    needs: "redis-server",
    open: ({ services }) => {
      const leases = openLeases(services["redis-server"], LEASE_MS);
      const stall = stallOf(stalls);
      return Promise.resolve({
        book: async (connection, draft, tally) => {
          const attempt = (): Promise<Attempt> => bookFenced(connection, draft, leases, fencing, stall);
          const outcome = await attemptUpTo(ATTEMPTS, tally, attempt);
          if (outcome === undefined) throw new Error(`a booking was overtaken ${ATTEMPTS} times`);
          return outcome;
        },
        close: () => Promise.resolve(leases.close()),
      });
    },
  };
}

function bookFenced(
  connection: Queryable,
  draft: Draft,
  leases: Leases,
  fencing: Fencing,
  stall: Stall,
): Promise<Attempt> {
  const name = `${draft.hotelId}:${draft.roomTypeId}`;
  return leases.hold(name, async () => {
    const fence = raiseFence(draft, await leases.nextToken(name));
    if (fencing === "before the read" && (await connection.query(fence)).rowCount === 0) return "lost";
    return bookUnlessOvertaken(connection, draft, fence, stall);
  });
}

function raiseFence(draft: Draft, token: number): QueryConfig {
  return { name: "raise_fence", text: RAISE_FENCE, values: [draft.hotelId, draft.roomTypeId, token] };
}
