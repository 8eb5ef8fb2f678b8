import { openDatabase } from "../../hotel/database/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { formatNight, type Night } from "../../hotel/vocabulary/night.ts";
import { judgeRows } from "../contest/judgement.ts";
import { ACCEPTED, numbersOfRush, REFUSED, runRush, type RushSeen } from "../contest/run_rush.ts";
import type { GuestAnswer } from "../contest/rush.ts";
import { onSale, type RushScenario } from "../contest/scenarios.ts";
import type { Contender, ContenderKind } from "./contenders.ts";
import type { Megabytes } from "./memory.ts";
import { peakOf } from "./one_run.ts";
import { shareInOrder, type TypeRequest } from "./rush_order.ts";
import { copyWorld, makeTemplate } from "./worlds.ts";

/** How a contender served the rush. Times in milliseconds, from a guest's arrival to the last answer that they got. */
export interface RushResult {
  readonly contender: string;
  /** The longest that anybody waited, in any round. */
  readonly last: number;
  readonly winners: Waits;
  readonly losers: Waits;
  /** See {@link shareInOrder}. */
  readonly inOrder: number;
  readonly apiMegabytes: Megabytes;
  /** What was wrong; empty is what is wanted. */
  readonly faults: readonly string[];
}

/** How long some guests waited. */
export interface Waits {
  readonly p99: number;
  readonly max: number;
}

type Faulty = Pick<ReturnType<typeof numbersOfRush>, "doubleBookings" | "lost" | "failed" | "falseSoldOuts">;

const TEMPLATE = "bench_rush";
/** The first rounds find a cold program: they are played, judged and not timed. */
const ROUNDS_BEFORE = 2;

/** What happens in the rush. */
export const rushScenario: RushScenario = {
  ...onSale,
  about:
    "1,500 guests ask within a second for 3 nights in 300 rooms of 4 tiers, and for the next tier when theirs is gone",
  arriveWithinMs: 1_000,
};

/** Lets the guests come to each contender in turn, each on a fresh world, so many timed rounds. */
export async function benchRush(
  server: Database,
  contenders: readonly Contender[],
  rounds: number,
  firstNight: Night,
  say: (line: string) => void,
): Promise<RushResult[]> {
  await makeTemplate(server, TEMPLATE, { ...rushScenario.world, firstNight });
  const results: RushResult[] = [];
  for (const contender of contenders) {
    const result = await rushTo(server, contender, ROUNDS_BEFORE + rounds, firstNight);
    say(`rush: ${contender.name}: last answer after ${Math.round(result.last)} ms ${result.faults.join("; ")}`);
    results.push(result);
  }
  return results;
}

async function rushTo(server: Database, contender: Contender, rounds: number, firstNight: Night): Promise<RushResult> {
  const url = await copyWorld(server, TEMPLATE, "bench_run");
  const working = await contender.start(url);
  const database = openDatabase({ url, poolSize: 1 });
  try {
    const seen = await runRush(rushScenario, working.ports, rounds, firstNight);
    const apiMegabytes = await peakOf(working.pids);
    const until = formatNight(firstNight + rushScenario.world.nights);
    const numbers = numbersOfRush(seen, await judgeRows(database.pool, until));
    return {
      contender: contender.name,
      ...timesOf(seen, firstNight),
      apiMegabytes,
      faults: faultsOf(numbers, contender.kind),
    };
  } finally {
    await database.close();
    await working.stop();
  }
}

function timesOf({ rounds }: RushSeen, firstNight: Night): Pick<RushResult, "last" | "winners" | "losers" | "inOrder"> {
  const timed = rounds.slice(ROUNDS_BEFORE);
  const answers = timed.flat();
  const asked = timed.map((round, index) => requestsOf(round, ROUNDS_BEFORE + index, firstNight));
  return {
    last: waitsOf(answers).max,
    winners: waitsOf(answers.filter(({ status }) => status === ACCEPTED)),
    losers: waitsOf(answers.filter(({ status }) => status === REFUSED)),
    inOrder: shareInOrder(asked),
  };
}

/** How long guests waited; zero when there are none. */
export function waitsOf(answers: readonly Pick<GuestAnswer, "after" | "arrived">[]): Waits {
  const waits = answers.map(({ after, arrived }) => after - arrived).toSorted((one, other) => one - other);
  const p99 = waits[Math.max(0, Math.ceil(0.99 * waits.length) - 1)];
  return { p99: p99 ?? 0, max: waits.at(-1) ?? 0 };
}

function requestsOf(round: readonly GuestAnswer[], index: number, firstNight: Night): TypeRequest[] {
  return round.flatMap(({ requests }, guest) => {
    const wishes = rushScenario.wishes(index, guest, firstNight);
    return requests.map((request, step) => ({ ...request, roomTypeId: wishes[step]?.roomTypeId ?? 0 }));
  });
}

/** What must not be after a rush. A strategy may give up and turn guests away: the laboratory tells of that. */
export function faultsOf({ doubleBookings, lost, failed, falseSoldOuts }: Faulty, kind: ContenderKind): string[] {
  const faults = [`${doubleBookings} double bookings`, `${lost} bookings lost`];
  const others = [`${failed} guests without a proper answer`, `${falseSoldOuts} turned away from an empty room`];
  return [...faults, ...(kind === "baseline" ? [] : others)].filter((fault) => !fault.startsWith("0 "));
}
