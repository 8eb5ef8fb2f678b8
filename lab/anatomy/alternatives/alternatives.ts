import { openClient, openDatabase } from "../../../hotel/database/database.ts";
import type { Database } from "../../../hotel/database/database.ts";
import { nightOf } from "../../../hotel/vocabulary/night.ts";
import { hotScenario } from "../../bench/scenarios.ts";
import { tonight } from "../../bench/world.ts";
import { copyWorld, makeTemplate } from "../../bench/worlds.ts";
import { byTurns, type WayCost } from "./by_turns.ts";
import { commitWays } from "./commits.ts";
import { channelChecks, ledgerWays } from "./ledger.ts";
import { nightWays } from "./nights.ts";
import { requestWays } from "./requests.ts";
import { reservationWays } from "./reservations.ts";

/** Ways to do the same, side by side. */
export interface Comparison {
  readonly title: string;
  readonly costs: readonly WayCost[];
}

const TURNS = 60;
const SESSIONS = 4;

/** Compares what the engine does with what it could do instead, each in microseconds of time for one unit. */
export async function compareAlternatives(server: Database): Promise<Comparison[]> {
  const firstNight = nightOf(await tonight(server.pool));
  const { template, world } = hotScenario(firstNight);
  await makeTemplate(server, template, world);
  const database = openDatabase({ url: await copyWorld(server, template, "alternatives"), poolSize: 1 });
  const pipelined = await openClient(database, { pipeline: true, byIndexOnly: true });
  const plain = await Promise.all(Array.from({ length: SESSIONS }, () => openClient(database)));
  const [first] = plain;
  if (first === undefined) throw new Error("a comparison needs a session");
  try {
    return [
      { title: "30 reservations, for each", costs: await byTurns(reservationWays(pipelined, first), TURNS) },
      { title: "nights counted up, for each", costs: await byTurns(await nightWays(first, firstNight), TURNS) },
      { title: `${SESSIONS} sessions commit a row, for each commit`, costs: await byTurns(commitWays(plain), TURNS) },
      { title: "events of the ledger read, for each", costs: await byTurns(await ledgerWays(database), TURNS) },
      { title: "the channel of a reservation checked, for each", costs: await byTurns(channelChecks(database), TURNS) },
      { title: "pieces of a request, for each", costs: await byTurns(requestWays(), TURNS) },
    ];
  } finally {
    await Promise.all([pipelined, ...plain].map((client) => client.end()));
    await database.close();
  }
}

/** The comparisons as text for a terminal. */
export function textOfComparisons(comparisons: readonly Comparison[]): string {
  return comparisons.flatMap(({ title, costs }) => ["", title, ...costs.map(lineOf)]).join("\n");
}

function lineOf({ name, microseconds, ratio, remark }: WayCost): string {
  return `  ${microseconds.toFixed(2).padStart(9)} us  ${ratio.toFixed(2).padStart(6)}x  ${name}${remark === "" ? "" : `: ${remark}`}`;
}
