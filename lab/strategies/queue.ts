import { Queue, QueueEvents, Worker } from "bullmq";
import pg from "pg";
import type { Database } from "../../hotel/database/database.ts";
import { nameOf, readWorld } from "./drafts.ts";
import { draftJob, draftOfJob, outcomeJob, outcomeOfJob } from "./queue_jobs.ts";
import type { DraftJob, OutcomeJob } from "./queue_jobs.ts";
import type { Outcome, Places, Strategy } from "./strategy.ts";
import { bookUnguarded, NO_GUARDS } from "./unguarded_booking.ts";

type Bookings = Queue<DraftJob, OutcomeJob, "book">;

/** A part that runs until it is closed. */
interface Running {
  close(): Promise<void>;
}

const LONGEST_WAIT_MS = 10_000;
/** Finished jobs are kept for those who ask after them late, but not for ever. */
const KEPT_JOBS = 1_000;

/**
 * One queue (BullMQ), one worker, one booking after the other: the request adds a job and waits for what becomes of it.
 * Right as long as there is one worker in all, which nothing but the deployment sees to: a process starts none when its
 * environment says LAB_WORKER=off. Sells all hotels no faster than one connection does. A request that gave up after ten
 * seconds may still be booked, and while the worker is away nobody sells anything. A second worker sells rooms twice.
 */
export const queue: Strategy = queueWith(() => process.env["LAB_WORKER"] !== "off");

/** The same where `startsWorker` tells, at each opening, whether this one has a worker. */
export function queueWith(startsWorker: () => boolean): Strategy {
  return { name: "queue", without: NO_GUARDS, needs: "redis-server", open: (places) => open(places, startsWorker()) };
}

async function open({ database, services }: Places, hasWorker: boolean): ReturnType<Strategy["open"]> {
  const url = services["redis-server"];
  if (url === undefined) throw new Error("this strategy needs a Redis");
  const name = await queueName(database);
  const connection = { url, maxRetriesPerRequest: null };
  const bookings: Bookings = new Queue(name, { connection });
  const events = new QueueEvents(name, { connection });
  // Every request listens for the end of the queue, too.
  bookings.setMaxListeners(0);
  bookings.on("error", () => undefined); // shows in the jobs
  events.on("error", () => undefined); // shows in the jobs that nobody hears of
  const worker = hasWorker ? await startWorker(name, database, connection) : undefined;
  await events.waitUntilReady();
  return {
    book: (_, draft) => bookLater(bookings, events, draftJob(draft)),
    close: async () => {
      await worker?.close();
      await events.close();
      await bookings.close();
    },
  };
}

/** One queue for each database: a job that nobody waited for must not be booked into the next one. */
async function queueName(database: Database): Promise<string> {
  const { rows } = await database.pool.query<{ name: string }>("SELECT current_database() AS name");
  return `lab_bookings_${rows[0]?.name ?? ""}`;
}

async function bookLater(bookings: Bookings, events: QueueEvents, draft: DraftJob): Promise<Outcome> {
  const job = await bookings.add("book", draft, { removeOnComplete: KEPT_JOBS, removeOnFail: KEPT_JOBS });
  return outcomeOfJob(await job.waitUntilFinished(events, LONGEST_WAIT_MS));
}

async function startWorker(
  name: string,
  database: Database,
  connection: { url: string; maxRetriesPerRequest: null },
): Promise<Running> {
  const { catalogue } = await readWorld(database.pool);
  // One connection of its own: the requests hold theirs while they wait.
  const pool = new pg.Pool({ ...database.connection, max: 1, pipeline: true });
  pool.on("error", () => undefined); // a broken connection shows in the job that uses it
  const bookNext = async ({ data }: { data: DraftJob }): Promise<OutcomeJob> => {
    const known = catalogue.get(nameOf(data.hotelId, data.roomTypeId));
    return bookOn(pool, draftOfJob(data, known?.roomIds ?? []));
  };
  const worker = new Worker<DraftJob, OutcomeJob>(name, bookNext, { connection, concurrency: 1 });
  worker.on("error", () => undefined); // shows in the jobs
  await worker.waitUntilReady();
  return {
    close: async () => {
      await worker.close();
      await pool.end();
    },
  };
}

async function bookOn(pool: pg.Pool, draft: ReturnType<typeof draftOfJob>): Promise<OutcomeJob> {
  const connection = await pool.connect();
  try {
    const outcome = await bookUnguarded(connection, draft);
    connection.release();
    return outcomeJob(outcome);
  } catch (error) {
    connection.release(true);
    throw error;
  }
}
