import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { moveEvents } from "../events/move.ts";
import { appendEvents } from "../events/outbox.ts";
import { createMetrics } from "../http/metrics.ts";
import { testDatabase } from "../testing/database.ts";
import { NOON, openHotel, setNoon, TODAY, typeOf } from "../testing/world.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { formatNight } from "../vocabulary/night.ts";
import { SearchFeed } from "./index/search_feed.ts";
import { observeSearch } from "./observation.ts";

const soon = { timeout: 20_000, interval: 5 };

test("how long a change took to be found is counted from its decision", async () => {
  const database = await testDatabase();
  await setNoon(database);
  const hotel = await openHotel(database);
  const metrics = createMetrics();
  const observer = observeSearch(metrics, pino({ level: "silent" }));
  const feed = new SearchFeed({ database, horizonDays: 30, observer });
  onTestFinished(() => feed.stop());
  await feed.start();
  const found = async (part: string): Promise<number> =>
    (await metrics.searchStaleness.get()).values.find(({ metricName }) => metricName?.endsWith(part))?.value ?? 0;
  const dates = { start_date: formatNight(TODAY), end_date: formatNight(TODAY + 1) };
  const data = { block_id: 1, room_type_id: typeOf(hotel).roomTypeId, ...dates, rooms: 1 };
  const decided = { hotelId: hotel.hotelId, actor: systemActor("test"), at: new Date(NOON.getTime() - 7_000) };
  const before = await found("_count");
  await appendEvents(database.pool, [{ ...decided, type: "block.created", data }]);
  await moveEvents(database.pool, { after: 0, limit: 1_000 });
  await expect.poll(() => found("_count"), soon).toBe(before + 1);
  expect(await found("_sum")).toBeGreaterThanOrEqual(7);
});

test("reading the index is told every two seconds, and when it is complete", () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  onTestFinished(() => now.mockRestore());
  const lines: string[] = [];
  const logger = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
  const { onProgress, onLoaded } = observeSearch(createMetrics(), logger);
  for (const [ms, hotels] of [
    [1_999, 10],
    [2_000, 20],
    [3_999, 30],
    [4_000, 40],
  ] as const) {
    now.mockReturnValue(ms);
    onProgress?.({ hotels, types: hotels * 20 });
  }
  onLoaded?.({ hotels: 50, types: 1_000, ms: 4_250 });
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { msg: "reading the search index", hotels: 20, types: 400 },
    { msg: "reading the search index", hotels: 40, types: 800 },
    { msg: "the search index is complete", hotels: 50, types: 1_000, seconds: 4.3 },
  ]);
});
