import { DatabaseError, type Client, type QueryConfig } from "pg";
import { Packet, type StatementAnswer } from "../../database/packet.ts";
import { lockTypes, type LockedType, type Touch } from "../../inventory/admission_lock.ts";
import type { Books } from "./books.ts";
import type { Answer, Command } from "./command.ts";
import type { Outside } from "./outside.ts";
import { BEGIN, isCovered, joinAllTouches, readFacts, readTouches, type KnownTypes } from "./read.ts";
import { witnessBatch, writesOf } from "./write.ts";

/** What became of one request of a batch. */
export type Settled =
  | { readonly kind: "answered"; readonly answer: Answer }
  /** It must run again: alone, with who sits where (`alone`), or because its room types changed meanwhile (`again`). */
  | { readonly kind: "alone" | "again" };

/** A transaction whose COMMIT was sent and not answered: done or not done, its witness row knows. */
export interface Unsettled {
  readonly batchId: string;
  readonly settled: readonly Settled[];
}

/** COMMIT was sent and its outcome is unknown. */
export class CommitInDoubt extends Error {
  readonly unsettled: Unsettled;

  constructor(unsettled: Unsettled, cause: unknown) {
    super("the outcome of the batch's COMMIT is unknown", { cause });
    this.name = "CommitInDoubt";
    this.unsettled = unsettled;
  }
}

/** What a batch needs besides its requests. */
export interface BatchOptions {
  readonly known: KnownTypes;
  readonly outside: Outside;
  /** Read who sits where: for a single request that asked for it. */
  readonly withSeats: boolean;
  /** An earlier attempt of the same requests whose outcome is not known. */
  readonly inDoubt?: Unsettled;
}

/** What a batch tells about itself, in milliseconds. */
export interface BatchResult {
  readonly settled: readonly Settled[];
  readonly commitMs: number;
  readonly lapsedHolds: number;
}

const WITNESSED = "SELECT 1 FROM admission_batch WHERE batch_id = $1";

/**
 * One transaction for all the requests: lock their room types, read the facts, decide in order of arrival, write
 * everything in set-based statements, commit: two round trips. Leaves the connection outside a transaction
 * when it returns; after an exception the caller destroys it.
 */
export async function runBatch(
  client: Client,
  commands: readonly Command[],
  options: BatchOptions,
): Promise<BatchResult> {
  const touches = joinAllTouches(commands, await readTouches(client, commands));
  // Whoever is in doubt may still hold the locks: only when they are held does its witness row tell the end.
  const locked = options.inDoubt === undefined ? undefined : await lock(client, touches);
  if (options.inDoubt !== undefined && (await wasCommitted(client, options.inDoubt))) {
    return vouchFor(client, options.outside.newBatchId(), options.inDoubt);
  }
  const books = await readFacts(client, { commands, touches, locked, withSeats: options.withSeats }, options.known);
  const settled = commands.map((command): Settled => {
    if (!isCovered(command, books, touches)) return { kind: "again" };
    const answer = decide(books, command);
    return answer === undefined ? { kind: "alone" } : { kind: "answered", answer };
  });
  options.known.soldOut.learn(books.ledger);
  if (books.isEmpty) {
    await client.query("ROLLBACK");
    return { settled, commitMs: 0, lapsedHolds: 0 };
  }
  const started = options.outside.now();
  const batchId = options.outside.newBatchId();
  await writeAndCommit(client, writesOf(books, batchId), { batchId, settled });
  return { settled, commitMs: options.outside.now() - started, lapsedHolds: books.lapsed.length };
}

function decide(books: Books, command: Command): Answer | undefined {
  try {
    return books.decide(command);
  } catch (error) {
    throw new DecisionFailed(error);
  }
}

/** A decision threw: a bug in a rule, which must not take the other requests of the batch with it. */
export class DecisionFailed extends Error {
  constructor(cause: unknown) {
    super("a request could not be decided", { cause });
    this.name = "DecisionFailed";
  }
}

async function lock(client: Client, touches: readonly Touch[]): Promise<LockedType[]> {
  const packet = new Packet();
  packet.add(BEGIN);
  const locked = packet.add<LockedType>(lockTypes(touches));
  await packet.send(client);
  return locked.rows;
}

async function wasCommitted(client: Client, { batchId }: Unsettled): Promise<boolean> {
  const { rowCount } = await client.query({ name: "read_witness", text: WITNESSED, values: [batchId] });
  return rowCount === 1;
}

// That it is committed here does not say that the standby has it; a COMMIT of our own waits for all that was written
// before it, so it is not acknowledged on less than any other. When that one is lost, the first one's witness still
// tells: its own may never have been written.
async function vouchFor(client: Client, batchId: string, inDoubt: Unsettled): Promise<BatchResult> {
  await commit(client, inDoubt, [witnessBatch(batchId)]);
  return { settled: inDoubt.settled, commitMs: 0, lapsedHolds: 0 };
}

// In one packet with COMMIT where every statement either does all it should or fails: then this process need
// not find the time to send it while it reads the next requests. Where row counts tell of a lost race, they are looked at
// before COMMIT is sent.
async function writeAndCommit(
  client: Client,
  writes: ReturnType<typeof writesOf>,
  unsettled: Unsettled,
): Promise<void> {
  const queries = writes.map(({ query }) => query);
  if (writes.every(({ rows }) => rows === undefined)) return commit(client, unsettled, queries);
  const answers = await send(client, queries);
  for (const [index, { query, rows }] of writes.entries()) {
    const written = answers[index]?.rowCount;
    if (rows !== undefined && written !== rows) throw new LostRace(query.name ?? "", written ?? 0, rows);
  }
  await commit(client, unsettled, []);
}

async function send(client: Client, queries: readonly QueryConfig[]): Promise<StatementAnswer[]> {
  const packet = new Packet();
  const answers = queries.map((query) => packet.add(query));
  await packet.send(client);
  return answers;
}

/** A statement changed another number of rows than the decision relied on: somebody else was there first. */
export class LostRace extends Error {
  constructor(statement: string, written: number, expected: number) {
    super(`${statement} changed ${written} rows instead of ${expected}`);
    this.name = "LostRace";
  }
}

async function commit(client: Client, unsettled: Unsettled, writes: readonly QueryConfig[]): Promise<void> {
  let warned = false;
  const onNotice = (notice: { code?: string | undefined }): void => {
    warned ||= notice.code === "01000";
  };
  const packet = new Packet();
  const answers = writes.map((write) => packet.add(write));
  const ended = packet.add({ name: "commit", text: "COMMIT" });
  client.on("notice", onNotice);
  try {
    await packet.send(client);
  } catch (error) {
    // An error of the server before COMMIT: it was not carried out. Any other end of the packet says nothing.
    const isRefused = error instanceof DatabaseError && answers.some((answer) => answer.command === undefined);
    throw isRefused ? error : new CommitInDoubt(unsettled, error);
  } finally {
    client.off("notice", onNotice);
  }
  if (ended.command !== "COMMIT") throw new LostRace("COMMIT", 0, 1);
  // A cancelled wait for the standby: committed here, lost if the standby takes over. Not to be acknowledged.
  if (warned) throw new CommitInDoubt(unsettled, new Error("COMMIT answered with a warning"));
}
