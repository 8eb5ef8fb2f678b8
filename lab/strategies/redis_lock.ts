import { openLeases } from "./leases.ts";
import { ONE_IN_TWENTY, stallOf } from "./stall.ts";
import type { Stalls } from "./stall.ts";
import type { Strategy } from "./strategy.ts";
import { bookUnguarded, NO_GUARDS } from "./unguarded_booking.ts";

/** How long a lock in Redis lasts by itself: many times what a booking takes. */
export const LEASE_MS = 200;

/**
 * `SET key owner NX PX 200` in Redis for each room type, deleted by its owner. Right as long as every booking ends within
 * its lease. One that stands still for longer, as one in twenty does here, wakes up without its lock and does not know:
 * it writes over what its successors have sold meanwhile.
 */
export const redisLock: Strategy = redisLockWith(ONE_IN_TWENTY);

/** The same with other stalls and another lease. */
export function redisLockWith(stalls: Stalls, leaseMs = LEASE_MS): Strategy {
  return {
    name: "redis_lock",
    without: NO_GUARDS,
    needs: "redis-server",
    open: ({ services }) => {
      const leases = openLeases(services["redis-server"], leaseMs);
      const stall = stallOf(stalls);
      return Promise.resolve({
        book: (connection, draft) =>
          leases.hold(`${draft.hotelId}:${draft.roomTypeId}`, () => bookUnguarded(connection, draft, stall)),
        close: () => Promise.resolve(leases.close()),
      });
    },
  };
}
