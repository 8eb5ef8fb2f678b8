import { Mutex, withTimeout } from "async-mutex";
import type { MutexInterface } from "async-mutex";
import { nightsOf } from "../../hotel/vocabulary/night.ts";
import type { Draft, Strategy } from "./strategy.ts";
import { bookUnguarded, NO_GUARDS } from "./unguarded_booking.ts";

const LONGEST_WAIT_MS = 5_000;

interface Door {
  readonly mutex: MutexInterface;
  /** Bookings that hold it or wait for it. */
  users: number;
}

type Doors = Map<string, Door>;

/**
 * A mutex in memory for each night of a room type, taken in the order of the nights, so that two stays never wait for each
 * other in a circle. Right as long as there is one process. The second process has mutexes of its own: each lets one
 * booking through, and the two sell the same room. That also happens for a moment in every deployment that starts the new
 * process before it ends the old one.
 */
export const mutex: Strategy = {
  name: "mutex",
  without: NO_GUARDS,
  open: () => {
    const doors: Doors = new Map();
    return Promise.resolve({
      book: async (connection, draft) => {
        const release = await lockNights(doors, draft);
        try {
          return await bookUnguarded(connection, draft);
        } finally {
          release();
        }
      },
      close: () => Promise.resolve(),
    });
  },
};

async function lockNights(doors: Doors, draft: Draft): Promise<() => void> {
  const releases: (() => void)[] = [];
  const releaseAll = (): void => releases.forEach((release) => release());
  try {
    for (const night of nightsOf(draft)) {
      releases.push(await lock(doors, `${draft.hotelId} ${draft.roomTypeId} ${night}`));
    }
  } catch (error) {
    releaseAll();
    throw error;
  }
  return releaseAll;
}

async function lock(doors: Doors, name: string): Promise<() => void> {
  const door = doors.get(name) ?? { mutex: withTimeout(new Mutex(), LONGEST_WAIT_MS), users: 0 };
  doors.set(name, door);
  door.users += 1;
  // The last one out removes it: past nights would pile up for ever.
  const leave = (): void => {
    door.users -= 1;
    if (door.users === 0) doors.delete(name);
  };
  try {
    const release = await door.mutex.acquire();
    return () => {
      release();
      leave();
    };
  } catch (error) {
    leave();
    throw error;
  }
}
