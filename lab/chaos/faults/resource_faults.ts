import type pg from "pg";
import { openClient } from "../../../hotel/database/database.ts";
import { short, sometimesLong, type Fault, type Scene } from "./fault.ts";

/** The disk under PostgreSQL's data is full: files cannot grow, and the write-ahead log cannot go on. */
const fullDisk: Fault = {
  name: "full disk",
  lasts: sometimesLong,
  whyNot: ({ postgres }) => postgres.disk.whyNotFilled,
  inject: async ({ postgres }) => {
    const taken = await postgres.disk.fill();
    const heal = async (): Promise<void> => {
      await postgres.disk.clear();
      await postgres.untilBack();
    };
    return { heal, struck: () => Number(taken > 0) };
  },
};

/** More than `max_connections` can be. */
const MOST_CONNECTIONS = 200;

/** Somebody else has taken every connection that PostgreSQL gives, and the nodes' own have just been cut. */
const noConnections: Fault = {
  name: "connections exhausted",
  lasts: short,
  inject: async (scene) => {
    const taken: pg.Client[] = [];
    // What the nodes let go is taken before they come back.
    await takeAll(scene, taken);
    for (const node of scene.nodes) node.back.cutAll();
    await takeAll(scene, taken);
    const heal = async (): Promise<void> => {
      // One that PostgreSQL has ended meanwhile cannot be ended again, and need not be.
      await Promise.allSettled(taken.map((client) => client.end()));
    };
    return { heal, struck: () => taken.length };
  },
};

async function takeAll({ postgres }: Scene, taken: pg.Client[]): Promise<void> {
  while (taken.length < MOST_CONNECTIONS) {
    const client = await openClient(postgres.database).catch(() => undefined);
    if (client === undefined) return;
    taken.push(client);
  }
}

function idleTransaction(name: string, statements: readonly string[]): Fault {
  return {
    name,
    lasts: sometimesLong,
    inject: async ({ postgres }) => {
      const client = await openClient(postgres.database);
      for (const statement of statements) await client.query(statement);
      return { heal: () => client.end(), struck: () => 1 };
    },
  };
}

/** Connections that somebody has taken and does not give back. */
export const connectionFaults: readonly Fault[] = [noConnections];

/** A disk that somebody else has filled. */
export const diskFaults: readonly Fault[] = [fullDisk];

/** Transactions that somebody has left open. */
export const transactionFaults: readonly Fault[] = [
  idleTransaction("idle transaction with a lock", [
    "BEGIN",
    "SELECT 1 FROM admission ORDER BY hotel_id, room_type_id LIMIT 3 FOR NO KEY UPDATE",
  ]),
  idleTransaction("idle transaction with an old snapshot", [
    "BEGIN ISOLATION LEVEL REPEATABLE READ",
    "SELECT count(*) FROM hold",
  ]),
];
