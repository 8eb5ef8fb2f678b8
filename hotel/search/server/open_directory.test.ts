import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { createMetrics } from "../../http/metrics.ts";
import { testDatabase } from "../../testing/database.ts";
import { directoryHotel } from "../../testing/directory_hotels.ts";
import { fakeSearchServer } from "../../testing/fake_search_server.ts";
import { LocalDirectory } from "../directory/local_directory.ts";
import { openDirectory } from "./open_directory.ts";

const database = await testDatabase();
const local = new LocalDirectory([directoryHotel({ hotelId: 7, name: "Inn" })]);
const soon = { timeout: 20_000, interval: 5 };
const TIMES = { lookMs: 20, retryMs: 5, removeMs: 20 };

test("without a search server the directory in the process is all there is", async () => {
  const opened = openDirectory({ searchUrl: undefined }, database, createMetrics(), pino(), local);
  expect(opened.directory).toBe(local);
  await opened.stop();
});

test.each([
  ["answers nonsense", () => ({ json: { tagline: "You know, for something else" } })],
  ["answers no JSON", () => ({ text: "It works!" })],
  ["wants another password", () => ({ status: 401, json: {} })],
  ["is busy", () => ({ status: 503, json: {} })],
  ["has no disk left", ({ method }: { method: string }) => ({ status: method === "PUT" ? 429 : 404, json: {} })],
])("with a server that %s searches are answered, and it is said once", async (_what, answer) => {
  const { url, requests } = await fakeSearchServer(answer);
  const lines: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  const metrics = createMetrics();
  const searchUrl = url.replace("http://", "http://me:hush@");
  const opened = openDirectory({ searchUrl }, database, metrics, logger, local, TIMES);
  onTestFinished(() => opened.stop());
  await expect.poll(() => requests.length, soon).toBeGreaterThan(10);
  expect([...((await opened.directory.find({ text: "inn" }, false))?.hotelIds ?? [])]).toEqual([7]);
  const text = await metrics.registry.metrics();
  expect(text).toContain('lastroom_search_directory_fallbacks_total{reason="not_ready"} 1');
  expect(text).toContain("lastroom_search_server_up 0");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("searches are answered in this process");
  expect(lines[0]).not.toContain("hush");
});
