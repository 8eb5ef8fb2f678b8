import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDispatcher, type Dispatcher } from "../../hotel/events/dispatcher.ts";
import { renumberOutbox } from "../../hotel/events/restore.ts";
import { inTransaction } from "../../hotel/database/transaction.ts";
import { createLogger } from "../../hotel/http/logging.ts";
import { createMetrics, type Metrics } from "../../hotel/http/metrics.ts";
import { LocalDirectory } from "../../hotel/search/directory/local_directory.ts";
import { bulkWrite, hotelDocuments } from "../../hotel/search/server/bulk_write.ts";
import {
  ALIAS,
  createGeneration,
  publish,
  publishedGenerations,
  writeAliasOf,
} from "../../hotel/search/server/generation.ts";
import { openDirectory, type OpenedDirectory } from "../../hotel/search/server/open_directory.ts";
import { SearchClient } from "../../hotel/search/server/search_client.ts";
import { testDatabase } from "../../hotel/testing/database.ts";
import { directoryHotel } from "../../hotel/testing/directory_hotels.ts";
import { prepareOpenSearch, type OpenSearchServer } from "../servers/open_search_server.ts";
import { enterHotels, localDirectoryOf, renameHotel, retireHotel } from "./hotels_entered.ts";

const TIMES = { lookMs: 200, retryMs: 100, removeMs: 1_000 };
const soon = { timeout: 120_000, interval: 20 };
const PACE_MS = 5;

const database = await testDatabase();
let server: OpenSearchServer;
let client: SearchClient;
let dispatcher: Dispatcher;
const opened: OpenedDirectory[] = [];

beforeAll(async () => {
  server = await prepareOpenSearch();
  client = new SearchClient(server.url);
  dispatcher = startDispatcher(database);
}, 900_000);
afterAll(async () => {
  await Promise.all(opened.map((one) => one.stop()));
  await dispatcher.stop();
  await server.remove();
});

/** A node: what it answers by, what it counts, what it logs. */
interface Node {
  readonly opened: OpenedDirectory;
  readonly metrics: Metrics;
  readonly lines: string[];
  /** Queries that the directory in the process answered. */
  readonly answeredHere: () => Promise<number>;
  readonly isUp: () => Promise<boolean>;
  readonly idsOf: (text: string) => Promise<number[]>;
}

function startNode(local: () => LocalDirectory): Node {
  const metrics = createMetrics();
  const lines: string[] = [];
  const logger = createLogger({ destination: { write: (line) => void lines.push(String(JSON.parse(line).msg)) } });
  const inProcess = { find: (...asked: Parameters<LocalDirectory["find"]>) => local().find(...asked) };
  const node = openDirectory({ searchUrl: server.url }, database, metrics, logger, inProcess, TIMES);
  opened.push(node);
  const valueOf = async (name: string): Promise<number> => {
    for (const look of metrics.beforeScrape) await look();
    const { values } = (await metrics.registry.getMetricsAsJSON()).find((metric) => metric.name === name) ?? {
      values: [],
    };
    return values.reduce((sum, { value }) => sum + value, 0);
  };
  return {
    opened: node,
    metrics,
    lines,
    answeredHere: () => valueOf("lastroom_search_directory_fallbacks_total"),
    isUp: async () => (await valueOf("lastroom_search_server_up")) === 1,
    idsOf: async (text) => [...((await node.directory.find({ text }, false))?.hotelIds ?? [])],
  };
}

/** Hotels of the index that are found by the name that all of them share; in this process nothing is. */
const NOTHING_HERE = (): LocalDirectory => new LocalDirectory();

/** Asks until the server has answered, and answers so. */
async function untilFound(node: Node, text: string, ids: readonly number[]): Promise<void> {
  await expect.poll(async () => ((await node.isUp()) ? node.idsOf(text) : undefined), soon).toEqual(ids);
}

async function indices(): Promise<string[]> {
  const { body } = await client.send({ method: "GET", path: `${ALIAS}-*/_settings`, expected: [404] });
  return Object.keys(body as object).filter((name) => name.startsWith(ALIAS));
}

const MANY = 2_345;

describe("a search server", { timeout: 300_000 }, () => {
  let hotels: number[] = [];
  let node: Node;

  test("that is not there yet keeps nobody waiting", async () => {
    hotels = await enterHotels(database, [hotel("Zephyrus One"), hotel("Zephyrus Two"), hotel("Other")]);
    const here = await localDirectoryOf(database);
    node = startNode(() => here);
    expect(await node.idsOf("zephyrus")).toEqual(hotels.slice(0, 2));
    expect(await node.answeredHere()).toBe(1);
    expect(await node.isUp()).toBe(false);
    await expect.poll(() => node.lines.filter((line) => line.includes("not used")), soon).toHaveLength(1);
  });

  test("is filled when it comes, page by page, and answers from then on", async () => {
    await database.pool.query(
      `INSERT INTO hotel (organisation_id, name, city, country, time_zone, currency)
       SELECT (SELECT min(organisation_id) FROM organisation), 'Crowd', 'Porto', 'PT', 'Europe/Lisbon', 'EUR'
       FROM generate_series(1, ${MANY})`,
    );
    await server.start();
    node = await restarted(node, NOTHING_HERE);
    await untilFound(node, "zephyrus", hotels.slice(0, 2));
    const answered = await node.answeredHere();
    expect(await node.idsOf("crowd")).toHaveLength(MANY);
    expect(await node.answeredHere()).toBe(answered);
    expect(await publishedGenerations(client)).toHaveLength(1);
  });

  test("follows what is changed and retired", async () => {
    const [first = 0, second = 0] = hotels;
    await renameHotel(database, first, "Boreas");
    await untilFound(node, "boreas", [first]);
    await untilFound(node, "zephyrus", [second]);
    await retireHotel(database, second);
    await untilFound(node, "zephyrus", []);
    expect(await node.idsOf("boreas")).toEqual([first]);
  });

  test("is not told an older thing over a newer one, nor that a retired hotel is there", async () => {
    const [generation] = await publishedGenerations(client);
    const index = generation?.index ?? "";
    const late = hotels.map((hotelId) => directoryHotel({ hotelId, name: "Late" }));
    await bulkWrite(client, { writeAlias: writeAliasOf(index), isVisible: true }, hotelDocuments(hotels, late, 1));
    expect(await node.idsOf("late")).toEqual([]);
  });

  test("that is killed under load leaves no search without its answer, and has caught up when it is back", async () => {
    const [first = 0, , third = 0] = hotels;
    let here = await localDirectoryOf(database);
    node = await restarted(node, () => here);
    await untilFound(node, "boreas", [first]);
    const lines = node.lines.length;
    const load = startLoad(node, "boreas", [first]);
    await expect.poll(() => load.answers, soon).toBeGreaterThan(50);
    await server.kill();
    await expect.poll(() => node.isUp(), soon).toBe(false);
    const atOutage = load.answers;
    await expect.poll(() => load.answers, soon).toBeGreaterThan(atOutage + 500);
    await renameHotel(database, third, "Eurus");
    here = await localDirectoryOf(database);
    await server.start();
    await untilFound(node, "eurus", [third]);
    await load.stop();
    expect(load.wrong).toEqual([]);
    expect(load.slowestMs).toBeLessThan(5_000);
    expect(await node.idsOf("zephyrus")).toEqual([]);
    expect(node.lines.slice(lines).filter((line) => line.includes("not used"))).toHaveLength(1);
  });

  test("keeps its index when a process starts again", async () => {
    const before = await publishedGenerations(client);
    node = await restarted(node, NOTHING_HERE);
    await untilFound(node, "eurus", [hotels[2] ?? 0]);
    expect(await publishedGenerations(client)).toEqual(before);
  });

  test("whose index was removed by hand gets a new one", async () => {
    const [before] = await publishedGenerations(client);
    await client.send({ method: "DELETE", path: before?.index ?? "" });
    await node.idsOf("eurus");
    await untilFound(node, "eurus", [hotels[2] ?? 0]);
    const [after] = await publishedGenerations(client);
    expect(after?.index).not.toBe(before?.index);
  });

  test("with an index of an older layout gets a new one, and loses the old one, and no search is without its answer", async () => {
    const [before] = await publishedGenerations(client);
    const _meta = { product: "lastroom", incarnation: before?.incarnation, layout: 0 };
    const here = await localDirectoryOf(database);
    node = await restarted(node, () => here);
    await untilFound(node, "eurus", [hotels[2] ?? 0]);
    const load = startLoad(node, "eurus", [hotels[2] ?? 0]);
    await client.send({ method: "PUT", path: `${before?.index}/_mapping`, body: { _meta } });
    node = startNode(() => here);
    await expect.poll(indices, soon).not.toContain(before?.index);
    expect(await indices()).toHaveLength(1);
    await load.stop();
    expect(load.wrong).toEqual([]);
  });

  test("that several nodes find empty gets one index", async () => {
    await Promise.all(opened.splice(0).map((one) => one.stop()));
    for (const index of await indices()) await client.send({ method: "DELETE", path: index });
    const nodes = [1, 2, 3, 4].map(() => startNode(NOTHING_HERE));
    for (const one of nodes) await untilFound(one, "eurus", [hotels[2] ?? 0]);
    node = nodes[0] ?? node;
    expect(await publishedGenerations(client)).toHaveLength(1);
    await expect.poll(indices, soon).toHaveLength(1);
    expect(nodes.flatMap(({ lines }) => lines).filter((line) => line.startsWith("filled"))).toHaveLength(1);
  });

  test("whose name was taken by another database goes on under its own", async () => {
    const other = await createGeneration(client, "00000000-0000-4000-8000-000000000000");
    await publish(
      client,
      other,
      (await publishedGenerations(client)).map(({ index }) => index),
    );
    await renameHotel(database, hotels[2] ?? 0, "Notus");
    await untilFound(node, "notus", [hotels[2] ?? 0]);
    expect((await publishedGenerations(client)).map(({ index }) => index)).toEqual([other]);
  });

  test("is filled anew from a restored backup, and the index of the time before is removed", async () => {
    const before = await indices();
    await inTransaction(database, (tx) => renumberOutbox(tx));
    await database.pool.query("UPDATE hotel SET name = 'Restored' WHERE hotel_id = $1", [hotels[0]]);
    await untilFound(node, "restored", [hotels[0] ?? 0]);
    // All but the one of the other database, which is not ours to remove.
    await expect.poll(indices, soon).toHaveLength(2);
    expect(before.filter((index) => index.includes("00000000-0000"))).toHaveLength(1);
  });
});

function hotel(name: string): Parameters<typeof enterHotels>[1][number] {
  return directoryHotel({ hotelId: 0, name, city: "Lisbon", country: "PT" });
}

async function restarted(node: Node, local: () => LocalDirectory): Promise<Node> {
  await node.opened.stop();
  return startNode(local);
}

interface Load {
  answers: number;
  slowestMs: number;
  readonly wrong: unknown[];
  stop(): Promise<void>;
}

/** Eight guests who search one after the other, always the same. */
function startLoad(node: Node, text: string, ids: readonly number[]): Load {
  const end = new AbortController();
  const load = { answers: 0, slowestMs: 0, wrong: [] as unknown[] };
  const search = async (): Promise<void> => {
    while (!end.signal.aborted) {
      const begun = performance.now();
      const found = await node.idsOf(text).catch((error: unknown) => error);
      load.slowestMs = Math.max(load.slowestMs, performance.now() - begun);
      load.answers += 1;
      if (JSON.stringify(found) !== JSON.stringify(ids)) load.wrong.push(found);
      // At their own pace: answers of this process come at once, and the server needs the processors too.
      await pause(PACE_MS);
    }
  };
  const guests = Promise.all(Array.from({ length: 8 }, search));
  return Object.assign(load, {
    stop: async () => {
      end.abort();
      await guests;
    },
  });
}
