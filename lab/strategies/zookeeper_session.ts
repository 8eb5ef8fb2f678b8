import zookeeper from "node-zookeeper-client";
import type { Client } from "node-zookeeper-client";

/** A session with ZooKeeper: what it made vanishes with it. */
export interface Session {
  /** Aborted when the session is over, and everything it made is gone. */
  readonly over: AbortSignal;
  /** Makes a folder that stays, unless it was made in this session already. */
  makeFolder(path: string): Promise<void>;
  /** Makes a node whose name begins so and ends in the next number; it vanishes with the session. Returns its path. */
  queueUp(start: string): Promise<string>;
  /** The names in a folder, in the order of their numbers. */
  namesIn(folder: string): Promise<string[]>;
  /** Resolves when there is no such node (any more), rejects when the session is over or the signal aborted before. */
  untilGone(path: string, signal: AbortSignal): Promise<void>;
  remove(path: string): Promise<void>;
  /** Ends the session: the server removes all that it made, as it does when it has heard nothing for too long. */
  readonly end: () => void;
}

/** After so long without a heartbeat the server gives the session up. */
const SESSION_MS = 2_000;
const CONNECT_WAIT_MS = 10_000;
const BETWEEN_CONNECTS_MS = 100;

/** Opens a session; rejects when there is no answer within 10 seconds. */
export async function openSession(address: string): Promise<Session> {
  const client = zookeeper.createClient(address, { sessionTimeout: SESSION_MS, spinDelay: BETWEEN_CONNECTS_MS });
  const over = new AbortController();
  const folders = new Set<string>();
  client.once("expired", () => over.abort());
  const end = (): void => {
    over.abort();
    client.close();
  };
  await connected(client).catch((error: unknown) => {
    end();
    throw error;
  });
  return {
    over: over.signal,
    makeFolder: (path) => makeFolder(client, path, folders),
    queueUp: (start) => answerOf((done) => client.create(start, zookeeper.CreateMode.EPHEMERAL_SEQUENTIAL, done)),
    // Ten digits with zeros: the order of the text is that of the numbers.
    namesIn: async (folder) => (await answerOf<string[]>((done) => client.getChildren(folder, done))).toSorted(),
    untilGone: (path, signal) => untilGone(client, path, AbortSignal.any([signal, over.signal])),
    remove: (path) => answerOf((done) => client.remove(path, (error) => done(error, undefined))),
    end,
  };
}

type Failure = Error | zookeeper.Exception | null;
type Done<Value> = (error: Failure, value: Value) => void;

function answerOf<Value>(ask: (done: Done<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    ask((error, value) => (error ? reject(new Error(String(error))) : resolve(value)));
  });
}

function connected(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("ZooKeeper does not answer")), CONNECT_WAIT_MS);
    client.once("connected", () => {
      clearTimeout(timer);
      resolve();
    });
    client.connect();
  });
}

async function makeFolder(client: Client, path: string, made: Set<string>): Promise<void> {
  if (made.has(path)) return;
  await answerOf<string>((done) => client.mkdirp(path, done));
  made.add(path);
}

function untilGone(client: Client, path: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error(`${path} stayed until the wait was over`));
    if (signal.aborted) return giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    const end = (error: Failure): void => {
      signal.removeEventListener("abort", giveUp);
      if (error) reject(new Error(String(error)));
      else resolve();
    };
    // The watch fires once, for whatever happens to the node; nothing but its end happens to it. Not `exists`: that
    // would leave a watch, for ever, for a node that is gone.
    client.getData(
      path,
      () => end(null),
      (error) => {
        if (error) end(isGone(error) ? null : error);
      },
    );
  });
}

function isGone(error: Failure): boolean {
  return error instanceof zookeeper.Exception && error.getCode() === zookeeper.Exception.NO_NODE;
}
