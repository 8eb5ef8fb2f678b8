import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Database } from "../../hotel/database/database.ts";
import { describeMachine, lineOf } from "../bench/machine.ts";
import { onOwnServer } from "../servers/own_server.ts";
import { startRedis } from "../servers/redis_server.ts";
import { startZookeeper } from "../servers/zookeeper_server.ts";
import type { Places } from "../strategies/strategy.ts";
import { contenders } from "./contenders.ts";
import { runScenario, type ContestPlan } from "./contest.ts";
import type { ContestResult, ScenarioShowing } from "./result.ts";
import { htmlOf } from "./html_report.ts";
import { textOf } from "./text_report.ts";
import { scenarios } from "./scenarios.ts";

const USAGE = `npm run lab -- [--quick] [--scenario NAME] [--only NAME]... [--html FILE] [--json FILE]

Every way to sell a room that the literature knows, side by side on the same schema: who double-books, who turns guests away,
how fast they are. On an embedded PostgreSQL of its own. --html writes a page with charts, --json the numbers.
--quick takes a few minutes and tells less. Exit 1 when the engine itself did anything wrong.`;

const OPTIONS = {
  quick: { type: "boolean", default: false },
  scenario: { type: "string" },
  only: { type: "string", multiple: true },
  html: { type: "string" },
  json: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

type Arguments = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

if (import.meta.main) {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else process.exitCode = await contest(values);
}

/** Runs the contest and writes the reports; 1 when the engine double-booked, turned a guest away, lost or failed one. */
async function contest(values: Arguments): Promise<number> {
  const result = await withServices((services) =>
    onOwnServer((server, folder) => runAll(server, folder, values, services)),
  );
  process.stdout.write(`${textOf(result)}\n`);
  if (values.html !== undefined) await writeFile(values.html, htmlOf(result));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result, null, 2)}\n`);
  return result.scenarios.some(engineFailed) ? 1 : 0;
}

// Those that are not installed here are left out; who needs them is then not run.
async function withServices<T>(work: (services: Places["services"]) => Promise<T>): Promise<T> {
  const [redis, zookeeper] = [await startRedis(), await startZookeeper()];
  try {
    return await work({
      ...(redis === undefined ? {} : { "redis-server": redis.address }),
      ...(zookeeper === undefined ? {} : { zookeeper: zookeeper.address }),
    });
  } finally {
    await redis?.stop();
    await zookeeper?.stop();
  }
}

async function runAll(
  server: Database,
  folder: string,
  values: Arguments,
  services: Places["services"],
): Promise<ContestResult> {
  const machine = await describeMachine(server.pool, folder);
  const plan = planOf(values, services);
  const showings: ScenarioShowing[] = [];
  for (const scenario of scenarios) {
    if (values.scenario !== undefined && values.scenario !== scenario.name) continue;
    showings.push(await runScenario(server, scenario, plan));
  }
  return {
    machine: lineOf(machine),
    postgres: `PostgreSQL ${machine.postgres["server_version"] ?? "?"}, 8 KB and fsync ${machine.fsyncMs.toFixed(2)} ms`,
    madeAt: new Date().toISOString(),
    scenarios: showings,
  };
}

function planOf({ quick, only }: Arguments, services: Places["services"]): ContestPlan {
  return {
    contenders: contenders.filter(({ name }) => only === undefined || only.includes(name)),
    services,
    share: quick ? 0.15 : 1,
    flow: quick ? { warmUpSeconds: 1, seconds: 1 } : { warmUpSeconds: 6, seconds: 4 },
    say: (line) => void process.stderr.write(`${line}\n`),
  };
}

function engineFailed({ showings }: ScenarioShowing): boolean {
  return showings.some(({ contender, numbers }) => {
    if (!contender.startsWith("engine") || numbers === undefined) return false;
    const { doubleBookings, falseSoldOuts, lost, failed, deadlocks } = numbers;
    return doubleBookings + falseSoldOuts + lost + failed + deadlocks > 0;
  });
}
