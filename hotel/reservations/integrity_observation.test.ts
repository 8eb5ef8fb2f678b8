import { expect, test } from "vitest";
import { openDatabase } from "../database/database.ts";
import { startPeriodic } from "../events/periodic.ts";
import { createLogger } from "../http/logging.ts";
import { createMetrics, type Metrics } from "../http/metrics.ts";
import { testDatabase } from "../testing/database.ts";
import { InventoryWorld } from "../testing/inventory_world.ts";
import { logFindings, observedIntegrity } from "./integrity_observation.ts";

const database = await testDatabase();
const silent = createLogger({ level: "silent" });

async function gaugesOf(metrics: Metrics): Promise<{ violations: string | undefined; forced: string | undefined }> {
  for (const look of metrics.beforeScrape) await look();
  const text = await metrics.registry.metrics();
  return {
    violations: /^lastroom_integrity_violations (.+)$/m.exec(text)?.[1],
    forced: /^lastroom_forced_nights (.+)$/m.exec(text)?.[1],
  };
}

test("every node tells what the one that had its turn has found", async () => {
  const world = await InventoryWorld.open(database);
  const type = await world.type(1);
  await world.booked(type, 3, 2);
  await world.booked(type, 3, 2, { force: true });
  const lines: string[] = [];
  const logger = createLogger({ level: "error", destination: { write: (line) => void lines.push(line) } });
  const [here, elsewhere] = [createMetrics(), createMetrics()];
  const task = observedIntegrity(database, here, logger);
  observedIntegrity(database, elsewhere, silent);
  expect(await gaugesOf(here)).toEqual({ violations: "0", forced: "0" });
  await database.pool.query("UPDATE room_night SET rooms = rooms + 1 WHERE room_type_id = $1 AND sold = 2", [
    type.roomTypeId,
  ]);
  const runner = startPeriodic(database, [{ ...task, everyMs: 86_400_000 }]);
  try {
    await expect.poll(() => runner.counts.get("integrity")?.finished, { timeout: 20_000 }).toBe(1);
  } finally {
    await runner.stop();
    await world.close();
  }
  expect(await gaugesOf(here)).toEqual({ violations: String(lines.length), forced: "2" });
  expect(await gaugesOf(elsewhere)).toEqual(await gaugesOf(here));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join("")).toContain("rooms at hotel");
});

test("a hotel that is damaged all over does not flood the log", () => {
  const lines: string[] = [];
  const logger = createLogger({ level: "error", destination: { write: (line) => void lines.push(line) } });
  const finding = {
    kind: "sold",
    hotel_id: 1,
    room_type_id: 1,
    night: "2027-06-01",
    room_id: null,
    reservation_id: null,
  };
  logFindings(
    Array.from({ length: 4_000 }, () => ({ ...finding, expected: "0", found: "9" })),
    logger,
  );
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toContain('"more":3980');
});

test("a database that cannot be asked makes the numbers unknown, and the rest of the metrics readable", async () => {
  const away = openDatabase({ url: "postgresql://nobody@127.0.0.1:1/nothing" });
  const metrics = createMetrics();
  observedIntegrity(away, metrics, silent);
  const { violations, forced } = await gaugesOf(metrics);
  // The registry writes "Nan"; Prometheus reads it in any case.
  expect([violations, forced].map((value) => value?.toLowerCase())).toEqual(["nan", "nan"]);
  await away.close();
});
