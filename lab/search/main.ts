import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { costOf } from "./directory_speed.ts";
import { realCities, realHotels, someOf } from "./names.ts";
import { RULES, worthOf } from "./typing_errors.ts";

const USAGE = `node --expose-gc lab/search/main.ts speed|typing [--data FOLDER] [--hotels N] [--words N]

speed: what the directory of hotels in memory costs to build, keep, search and change, for 5,000, 50,000 and 150,000 hotels.
typing: how well words with typing errors are understood, by the rule in use and by others; --words are drawn for each figure.
FOLDER holds hotels_geonames.csv.gz and cities15000.csv.gz (GeoNames); ../shared/data unless told. --hotels: only this size.`;

const OPTIONS = {
  data: { type: "string", default: join(import.meta.dirname, "../../../shared/data") },
  hotels: { type: "string" },
  words: { type: "string", default: "500" },
} as const;

const SIZES = [5_000, 50_000, 150_000];

if (import.meta.main) process.exitCode = main();

function main(): number {
  const { positionals, values } = parseArgs({ options: OPTIONS, allowPositionals: true });
  const sizes = values.hotels === undefined ? SIZES : [Number(values.hotels)];
  const [what] = positionals;
  if ((what !== "speed" && what !== "typing") || sizes.some(Number.isNaN)) return explain(USAGE);
  if (!existsSync(join(values.data, "hotels_geonames.csv.gz")))
    return explain(`no hotels in ${values.data}\n\n${USAGE}`);
  for (const size of sizes) {
    if (what === "speed") printSpeed(values.data, size);
    else printTyping(values.data, size, Number(values.words));
  }
  return 0;
}

function explain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

function printSpeed(folder: string, size: number): void {
  const cost = costOf(someOf(realHotels(folder), size));
  print(
    `\n${size} hotels: built in ${cost.buildMilliseconds.toFixed(0)} ms, ${cost.megabytes.toFixed(1)} MB`,
    "| search | found | median µs | p99 µs |",
    "|---|---|---|---|",
    ...cost.searches.map(
      ({ what, found, medianMicroseconds, p99Microseconds }) =>
        `| ${what} | ${found.toFixed(0)} | ${medianMicroseconds.toFixed(0)} | ${p99Microseconds.toFixed(0)} |`,
    ),
  );
}

function printTyping(folder: string, size: number, words: number): void {
  const hotels = someOf(realHotels(folder), size);
  const cities = realCities(folder);
  print(
    `\n${size} hotels`,
    "| rule | one mistake, 5-8 letters | one, 9+ | two, 9+ | precision | typed right | foreign words |",
    "|---|---|---|---|---|---|---|",
  );
  for (const rule of RULES) {
    const worth = worthOf(rule, hotels, cities, words);
    const { oneMistake, twoMistakes, precision, precisionTypedRight, foreign } = worth;
    const shares = [...oneMistake, twoMistakes, precision, precisionTypedRight, foreign];
    print(`| ${rule.name} | ${shares.map((share) => `${(100 * share).toFixed(1)} %`).join(" | ")} |`);
  }
}

function print(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
