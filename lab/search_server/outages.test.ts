import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../hotel/database/database.ts";
import { startDispatcher, type Dispatcher } from "../../hotel/events/dispatcher.ts";
import { renumberOutbox } from "../../hotel/events/restore.ts";
import { inTransaction } from "../../hotel/database/transaction.ts";
import { createMetrics, type Metrics } from "../../hotel/http/metrics.ts";
import type { LocalDirectory } from "../../hotel/search/directory/local_directory.ts";
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
import { testDatabase, urlOfTestDatabase } from "../../hotel/testing/database.ts";
import { directoryHotel } from "../../hotel/testing/directory_hotels.ts";
import { pino } from "pino";
import { prepareOpenSearch, type OpenSearchServer } from "../servers/open_search_server.ts";
import { enterHotels, localDirectoryOf, renameHotel, retireHotel } from "./hotels_entered.ts";

const TIMES = { lookMs: 200, retryMs: 100, removeMs: 1_000 };
const soon = { timeout: 60_000, interval: 20 };

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

function startNode(local: () => LocalDirectory, on = database): Node {
  const metrics = createMetrics();
  const lines: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => void lines.push(String(JSON.parse(line).msg)) });
  const inProcess = { find: (...asked: Parameters<LocalDirectory["find"]>) => local().find(...asked) };
  const node = openDirectory({ searchUrl: server.url }, on, metrics, logger, inProcess, TIMES);
  opened.push(node);
  const valueOf = async (name: string): Promise<number> => {
    for (const look of metrics.beforeScrape) await look();
    const { values } = (await metrics.registry.getMetricsAsJSON()).find((metric) => metric.name === name) ?? {
      values: [],
    };
    return values.reduce((sum, { value }) => sum + Number(value), 0);
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
