import { requestOf } from "../load/bookings.ts";
import { median } from "../bench/statistics.ts";
import type { Judgement } from "./judgement.ts";
import { pairsOutOfOrder } from "./order.ts";
import type { ShowingNumbers } from "./result.ts";
import { Crowd, type Guest, type GuestAnswer } from "./rush.ts";
import type { RushScenario } from "./scenarios.ts";
import type { WishedStay } from "./spare_rooms.ts";

/** What the guests of all rounds saw. */
export interface RushSeen {
  readonly rounds: readonly (readonly GuestAnswer[])[];
  /** The wishes of each guest who was refused everything. */
  readonly refused: readonly (readonly WishedStay[])[];
}

/** The status that says booked. */
export const ACCEPTED = 201;
/** The status that says there is no room. */
export const REFUSED = 409;
const THE_ONLY_HOTEL = 1;

/** Lets the guests come, so many rounds one after the other. */
export async function runRush(
  scenario: RushScenario,
  ports: readonly number[],
  rounds: number,
  firstNight: number,
): Promise<RushSeen> {
  const crowd = await Crowd.gather(scenario.guests, ports);
  const seen: (readonly GuestAnswer[])[] = [];
  const refused: WishedStay[][] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const wishes = Array.from({ length: scenario.guests }, (_, guest) => scenario.wishes(round, guest, firstNight));
      const guests = wishes.map((wish, guest) => guestOf(wish, `${round}-${guest}`));
      const answers = await crowd.rush(guests, scenario.arriveWithinMs);
      seen.push(answers);
      refused.push(...wishes.filter((_, guest) => answers[guest]?.status === REFUSED));
    }
  } finally {
    crowd.leave();
  }
  return { rounds: seen, refused };
}

/** The numbers of a rush; `judgement` is what the database said after it. */
export function numbersOfRush(
  { rounds, refused }: RushSeen,
  judgement: Judgement,
): Omit<ShowingNumbers, "deadlocks" | "retries"> {
  const answers = rounds.flat();
  const accepted = answers.filter(({ status }) => status === ACCEPTED).length;
  const times = answers.map(({ after }) => after).toSorted((one, other) => one - other);
  const milliseconds = rounds.reduce((sum, round) => sum + Math.max(...round.map(({ after }) => after)), 0);
  return {
    requests: answers.reduce((sum, { requests }) => sum + requests.length, 0),
    accepted,
    refused: refused.length,
    failed: answers.length - accepted - refused.length,
    doubleBookings: judgement.doubleBookings,
    falseSoldOuts: refused.filter((wishes) => judgement.spare.take(wishes)).length,
    lost: Math.max(0, accepted - judgement.reservations),
    bookingsPerSecond: (1000 * accepted) / milliseconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    losersKnow: losersKnow(rounds),
    outOfOrder: outOfOrder(rounds),
  };
}

function guestOf(wishes: readonly WishedStay[], name: string): Guest {
  return wishes.map(({ roomTypeId, dates }, step) =>
    requestOf({ hotelId: THE_ONLY_HOTEL, roomTypeId, ...dates, key: `rush-${name}-${step}` }),
  );
}

function losersKnow(rounds: RushSeen["rounds"]): number | undefined {
  const last = rounds.flatMap((round) => {
    const losers = round.filter(({ status }) => status === REFUSED);
    return losers.length === 0 ? [] : [Math.max(...losers.map(({ after }) => after))];
  });
  return last.length === 0 ? undefined : median(last);
}

function outOfOrder(rounds: RushSeen["rounds"]): number | undefined {
  const pairs = rounds.map((round) => pairsOutOfOrder(round.map(({ status }) => outcomeOf(status))));
  const all = pairs.reduce((sum, pair) => sum + pair.all, 0);
  return all === 0 ? undefined : pairs.reduce((sum, pair) => sum + pair.outOfOrder, 0) / all;
}

/** Whether a status says booked; undefined when it says neither booked nor refused. */
export function outcomeOf(status: number): boolean | undefined {
  return status === ACCEPTED ? true : status === REFUSED ? false : undefined;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
