import { basename } from "node:path";
import { ONE_IN_TWENTY, stallOf } from "./stall.ts";
import type { Stalls } from "./stall.ts";
import type { Draft, Strategy, Tally } from "./strategy.ts";
import { bookUnguarded, NO_GUARDS } from "./unguarded_booking.ts";
import { openSession } from "./zookeeper_session.ts";
import type { Session } from "./zookeeper_session.ts";

const LONGEST_WAIT_MS = 5_000;
const ATTEMPTS = 20;

/** The session of a process: the same for all its bookings, and a new one when it is over. */
interface Sessions {
  current(): Promise<Session>;
  close(): Promise<void>;
}

/** A place at the head of a line, and the session that it stands and falls with. */
interface Place {
  readonly session: Session;
  readonly path: string;
}

/**
 * The lock of ZooKeeper's own recipes, one for each room type: every booking makes an ephemeral node with the next number,
 * and waits until the node before its own is gone. Right as long as the session lives. Heartbeats keep it alive while only
 * the booking is slow; but when the whole process stands still (garbage collection, a moved machine) the server ends the
 * session, removes its nodes, and lets the next one in, while the old holder wakes up and writes. Here one booking in
 * twenty stands still like that. To stop a whole process would stop those that are to overtake it too, so the session is
 * ended on purpose at the beginning of the pause, which is what the server does after two seconds without a heartbeat.
 */
export const zookeeperLock: Strategy = zookeeperLockWith(ONE_IN_TWENTY);

/** The same with other stalls; without `sessionEnds`, heartbeats go on and keep the session through them. */
export function zookeeperLockWith(stalls: Stalls, sessionEnds = true): Strategy {
  return {
    name: "zookeeper_lock",
    without: NO_GUARDS,
    needs: "zookeeper",
    open: ({ services }) => {
      const sessions = openSessions(services.zookeeper);
      const stall = stallOf(stalls);
      return Promise.resolve({
        book: async (connection, draft, tally) => {
          const place = await lock(sessions, draft, tally);
          try {
            return await bookUnguarded(connection, draft, () => stall(sessionEnds ? place.session.end : undefined));
          } finally {
            await leave(place);
          }
        },
        close: () => sessions.close(),
      });
    },
  };
}

function openSessions(address: string | undefined): Sessions {
  if (address === undefined) throw new Error("this strategy needs a ZooKeeper");
  let latest: Promise<Session> | undefined;
  const current = async (): Promise<Session> => {
    latest ??= openSession(address);
    const asked = latest;
    const session = await asked.catch(() => undefined);
    if (session !== undefined && !session.over.aborted) return session;
    // The first to notice opens the next one.
    if (latest === asked) latest = openSession(address);
    return latest;
  };
  return { current, close: async () => (await latest)?.end() };
}

/** Lines up until it is its turn; begins again when the session ends meanwhile. Rejects after 5 seconds. */
async function lock(sessions: Sessions, { hotelId, roomTypeId }: Draft, tally: Tally): Promise<Place> {
  const deadline = AbortSignal.timeout(LONGEST_WAIT_MS);
  for (let attempt = 1; ; attempt += 1) {
    const session = await sessions.current();
    try {
      return { session, path: await lineUp(session, `/lab/${hotelId}-${roomTypeId}`, deadline) };
    } catch (error) {
      if (!session.over.aborted || deadline.aborted || attempt >= ATTEMPTS) throw error;
      tally.retries += 1;
    }
  }
}

async function lineUp(session: Session, folder: string, deadline: AbortSignal): Promise<string> {
  await session.makeFolder(folder);
  const path = await session.queueUp(`${folder}/place-`).catch((error: unknown) => {
    // It may have been made all the same, and would stop everybody behind it.
    session.end();
    throw error;
  });
  try {
    for (;;) {
      const names = await session.namesIn(folder);
      const before = names[names.indexOf(basename(path)) - 1];
      if (!names.includes(basename(path))) throw new Error(`${path} is gone, and the session with it`);
      if (before === undefined) return path;
      await session.untilGone(`${folder}/${before}`, deadline);
    }
  } catch (error) {
    await leave({ session, path });
    throw error;
  }
}

/** A node that cannot be removed would stop everybody behind it: then the session goes, and the node with it. */
async function leave({ session, path }: Place): Promise<void> {
  if (session.over.aborted) return;
  await session.remove(path).catch(() => session.end());
}
