import { parseArgs } from "node:util";
import { measureSearch, PARTS, type Part, type SearchBenchOrder } from "./measure.ts";
import { searchText } from "./report.ts";
import { searchFaults } from "./result.ts";
import { onSearchWorld } from "./world/kept_world.ts";
import type { SearchWorldPlan } from "./world/plan.ts";

const USAGE = `npm run bench -- search [--hotels N] [--nights N] [--world FOLDER] [--data FOLDER] [--quick] [--json]
                        [--part closed|verify|open|staleness]... [--scenario NAME] [--runs N] [--seconds N]
                        [--verify N] [--without-redis] [--seed N]

Measures searches over HTTP in a world of --hotels (5,000) x 20 room types x --nights (365): the engine, one SQL statement for each
question, and the design with counts in Redis, by turns on the same data; then 500 searches and 50 bookings a second at constant
rates, how soon a booking is seen by a search on another node, and whether engine and SQL give the same answers to --verify
(10,000) random questions. Names and places are those of --data (../shared/data), invented without. --world keeps the world in a
folder to be used again: making it takes a minute or two and 7 GB. At the end the targets, and which of them this run has reached.
--quick is a look: 500 hotels, short runs. Exit 1 when an answer was wrong: never because something was slow.`;

const OPTIONS = {
  hotels: { type: "string" },
  nights: { type: "string" },
  world: { type: "string" },
  data: { type: "string", default: "../shared/data" },
  quick: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  part: { type: "string", multiple: true },
  scenario: { type: "string" },
  runs: { type: "string" },
  seconds: { type: "string" },
  verify: { type: "string" },
  "without-redis": { type: "boolean", default: false },
  seed: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

type Arguments = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

/** As a server that is used for such searches would be set up; the product's own defaults are for a small house. */
const POSTGRES = {
  shared_buffers: "4GB",
  effective_cache_size: "12GB",
  work_mem: "64MB",
  max_wal_size: "8GB",
  max_parallel_workers_per_gather: "2",
};
const SEED = 2026;

/** Runs the bench of search with these arguments and prints it; 1 when an answer was wrong. */
export async function benchSearch(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const order = orderOf(values, say);
  const wish = { plan: planOf(values), data: values.data, folder: values.world };
  const result = await onSearchWorld(wish, POSTGRES, say, (database, world, folder) =>
    measureSearch(database, world, folder, order),
  );
  process.stdout.write(`${values.json ? JSON.stringify(result, null, 2) : searchText(result)}\n`);
  return searchFaults(result).length > 0 ? 1 : 0;
}

function planOf({ hotels, nights, seed, quick }: Arguments): SearchWorldPlan {
  return {
    hotels: numberOf("hotels", hotels, quick ? 500 : 5_000),
    typesPerHotel: 20,
    roomsPerType: 10,
    nights: numberOf("nights", nights, 365),
    seed: numberOf("seed", seed, SEED),
    bookPercent: 30,
  };
}

function orderOf(values: Arguments, say: SearchBenchOrder["say"]): SearchBenchOrder {
  const { quick } = values;
  const seconds = numberOf("seconds", values.seconds, quick ? 2 : 5);
  return {
    parts: new Set(partsOf(values.part)),
    only: values.scenario,
    withRedis: !values["without-redis"],
    closed: {
      runs: numberOf("runs", values.runs, quick ? 1 : 3),
      seconds,
      warmUpSeconds: quick ? 2 : 4,
    },
    open: { seconds: quick ? 10 : 60, warmUpSeconds: quick ? 5 : 15, searchesPerSecond: 500, bookingsPerSecond: 50 },
    staleBookings: quick ? 100 : 500,
    questions: numberOf("verify", values.verify, quick ? 500 : 10_000),
    seed: numberOf("seed", values.seed, SEED),
    say,
  };
}

function partsOf(names: readonly string[] | undefined): readonly Part[] {
  if (names === undefined) return PARTS;
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}: ${PARTS.join(", ")}`);
  return PARTS.filter((part) => names.includes(part));
}

function numberOf(name: string, text: string | undefined, otherwise: number): number {
  const value = Number(text ?? otherwise);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`--${name} is a whole number from 1 on, not ${text ?? ""}`);
  return value;
}
