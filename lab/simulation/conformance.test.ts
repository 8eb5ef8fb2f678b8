import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Client } from "pg";
import { openClient } from "../../hotel/database/database.ts";
import { moveClock } from "../../hotel/events/clock.ts";
import { testDatabase } from "../../hotel/testing/database.ts";
import { setNoon } from "../../hotel/testing/world.ts";
import { seeded, type Draw } from "../load/random.ts";
import { CONFORMANCE_WORLD, recordScripts, withoutTypeLocks } from "./conformance_scripts.ts";
import { enterCatalogue, failed, fill, ServerSession, shown, type Shown } from "./conformance_server.ts";
import { Session, type Asked, type Outcome } from "./store/session.ts";
import { ALL_GUARDS, type Store } from "./store/store.ts";
import { openStore } from "./world.ts";

// The same statements in the same order, by the same sessions, to the store and to PostgreSQL: the store is only worth
// something as far as nobody can tell them apart.
const database = await testDatabase();
const seed = inject("seed");
// Each round takes some seconds: more of them for whoever has changed a statement (docs/simulation.md).
const ROUNDS = Number(process.env["CONFORMANCE_ROUNDS"] ?? 2);
const SEQUENCES = 25;
const SESSIONS = 3;

let observer: Client;
const servers: ServerSession[] = [];

beforeAll(async () => {
  await setNoon(database);
  observer = await openClient(database);
  await enterCatalogue(observer, openStore(CONFORMANCE_WORLD, ALL_GUARDS));
  for (let number = 0; number < SESSIONS; number += 1) {
    const server = await ServerSession.open(database);
    await server.client.query("SET deadlock_timeout = '10ms'");
    servers.push(server);
  }
});

afterAll(async () => {
  for (const { client } of [...servers, { client: observer }]) await client.end();
});

test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  "round %i: nobody can tell them apart",
  async (round) => {
    const seen = nothingSeen();
    for (let sequence = 0; sequence < SEQUENCES; sequence += 1) await play(seed + round * SEQUENCES + sequence, seen);
    expect(seen.waits).toBeGreaterThan(10);
    expect(seen.errors).toBeGreaterThan(10);
    expect(seen.whole).toBeGreaterThan(SEQUENCES / 4);
  },
);

test.each(["typeLocks", "constraints", "statementSnapshots"] as const)(
  "the control: without %s it shows",
  async (guard) => {
    const off = { ...ALL_GUARDS, [guard]: false };
    const played = async (): Promise<void> => {
      for (let sequence = 0; sequence < SEQUENCES; sequence += 1) await play(seed + sequence, nothingSeen(), off);
    };
    await expect(played()).rejects.toThrow(/expected/);
  },
);

interface Seen {
  waits: number;
  errors: number;
  statements: number;
  deadlocks: number;
  /** Sequences that came to their end. */
  whole: number;
}

/** One session on both sides, and what it has yet to do. */
interface Pair {
  readonly session: Session;
  readonly server: ServerSession;
  readonly script: Asked[];
  waitsSince: number | undefined;
  current: Asked | undefined;
}

function nothingSeen(): Seen {
  return { waits: 0, errors: 0, statements: 0, deadlocks: 0, whole: 0 };
}

async function play(seed: number, seen: Seen, guards = ALL_GUARDS): Promise<void> {
  const draw = seeded(seed);
  const store = openStore(CONFORMANCE_WORLD, guards);
  await fill(observer, store);
  const pairs = await pairsFor(draw, seed, store);
  const moved = draw(2) === 0;
  if (moved) store.now += 3_600_000;
  if (moved) await moveClock(database, { by: 3_600_000 });
  const history: string[] = [];
  try {
    const isWhole = await playAll(draw, pairs, seen, history);
    seen.whole += Number(isWhole);
    const [real, simulated] = isWhole ? [await rowsOf(observer), rowsIn(store)] : [];
    expect(real, history.join("\n")).toEqual(simulated);
  } finally {
    await rollBackAll();
    if (moved) await moveClock(database, { by: -3_600_000 });
  }
}

/** False when the sequence ended where it is open what comes next. */
async function playAll(draw: Draw, pairs: readonly Pair[], seen: Seen, history: string[]): Promise<boolean> {
  for (;;) {
    const free = pairs.filter(({ waitsSince, script }) => waitsSince === undefined && script.length > 0);
    const pair = free[draw(free.length)];
    if (pair === undefined) return true;
    if (!(await stepOn(pair, pairs, seen, history))) return false;
  }
}

// Those first that wait for nobody.
async function rollBackAll(): Promise<void> {
  for (const { client } of servers.filter(({ isSettled }) => isSettled)) await client.query("ROLLBACK");
  for (const { answer, client } of servers) {
    await answer;
    await client.query("ROLLBACK");
  }
}

// Two sessions without the locks of the types, so that nobody has to guess whom of two waiters a row goes to; or three with them.
async function pairsFor(draw: Draw, seed: number, store: Store): Promise<Pair[]> {
  const isLocking = draw(2) === 0;
  const pairs: Pair[] = [];
  for (const [index, server] of servers.slice(0, isLocking ? SESSIONS : 2).entries()) {
    const scripts = await recordScripts(seed * 7 + index);
    const script = scripts.flatMap((one) => (isLocking ? one : withoutTypeLocks(one)));
    pairs.push({ session: new Session(store), server, script, waitsSince: undefined, current: undefined });
  }
  return pairs;
}

/** One statement on both sides; false when the sequence ends with it. */
async function stepOn(pair: Pair, pairs: readonly Pair[], seen: Seen, history: string[]): Promise<boolean> {
  const asked = pair.script.shift();
  if (asked === undefined) return false;
  history.push(`${pairs.indexOf(pair)}: ${asked.name}`);
  seen.statements += 1;
  pair.current = asked;
  pair.session.take([asked]);
  pair.server.send(asked);
  const outcome = pair.session.step();
  if (outcome !== undefined) {
    await compare(pair, outcome, seen, history);
    return resumeOthers(pairs, seen, history);
  }
  if (pair.session.isDeadlocked) return endDeadlock(pairs, seen, history);
  expect(await pair.server.comesToWait(observer), history.join("\n")).toBe(true);
  seen.waits += 1;
  pair.waitsSince = seen.statements;
  return true;
}

// Whose wait is over goes on at once, the longest first.
async function resumeOthers(pairs: readonly Pair[], seen: Seen, history: string[]): Promise<boolean> {
  const waiting = pairs.filter(({ waitsSince }) => waitsSince !== undefined);
  waiting.sort((one, other) => (one.waitsSince ?? 0) - (other.waitsSince ?? 0));
  if (isOpenWhoIsFirst(waiting)) return false;
  for (const pair of waiting) {
    if (pair.session.blocker !== undefined) continue;
    const outcome = pair.session.step();
    if (outcome === undefined) {
      if (pair.session.isDeadlocked) return endDeadlock(pairs, seen, history);
      expect(await pair.server.comesToWait(observer), history.join("\n")).toBe(true);
      continue;
    }
    pair.waitsSince = undefined;
    history.push(`${pairs.indexOf(pair)}: goes on`);
    await compare(pair, outcome, seen, history);
  }
  return true;
}

// Several that are let go at once run at once, unless they queue for the same rows.
function isOpenWhoIsFirst(waiting: readonly Pair[]): boolean {
  const free = waiting.filter(({ session }) => session.blocker === undefined);
  const wishes = free.map(({ current }) => `${current?.name} ${JSON.stringify(current?.values)}`);
  return new Set(wishes).size > 1;
}

async function compare(pair: Pair, outcome: Outcome, seen: Seen, history: string[]): Promise<void> {
  const answer = await pair.server.answer;
  const expected = shownOutcome(pair.current?.name ?? "", outcome);
  if (expected.error !== undefined) seen.errors += 1;
  expect(answer, history.join("\n")).toEqual(expected);
  // As a lane does: after an error the connection is not used for the rest of the transaction.
  if (expected.error === undefined || !pair.session.isInTransaction) return;
  const end = pair.script.findIndex(({ name }) => name === "commit" || name === "rollback");
  pair.script.splice(0, Math.max(0, end));
}

function shownOutcome(name: string, { answers, error }: Outcome): Shown {
  const [answer] = answers;
  if (error !== undefined || answer === undefined) return failed(error ?? {});
  return shown(name, answer.command, answer.rowCount, answer.rows);
}

// Which of them is ended depends on whose timer comes first: that one of them is, is what counts. Both are rolled back.
async function endDeadlock(pairs: readonly Pair[], seen: Seen, history: string[]): Promise<boolean> {
  seen.deadlocks += 1;
  const stuck = pairs.filter(({ session }) => session.isDeadlocked);
  const first = await Promise.race(stuck.flatMap(({ server }) => server.answer ?? []));
  expect(first?.error, history.join("\n")).toBe("40P01");
  for (const { session } of pairs) session.close();
  await rollBackAll();
  return false;
}

async function rowsOf(client: Client): Promise<unknown> {
  const { rows } = await client.query<{ line: string }>(`
    SELECT format('night %s %s %s %s %s', room_type_id, night, sold, held, encode(seats, 'hex')) AS line FROM room_night
    UNION ALL SELECT format('stay %s %s %s %s %s %s', reservation_id, stay_no, night, room_type_id, coalesce(room_id, 0), used_as) FROM stay_night
    UNION ALL SELECT format('reservation %s %s %s %s', reservation_id, status, version, coalesce(fee_minor, 0)) FROM reservation
    UNION ALL SELECT format('hold %s %s', reservation_id, room_type_id) FROM hold
    UNION ALL SELECT format('key %s %s', key, reply) FROM idempotency_key
    UNION ALL SELECT format('book %s %s', hotel_id, version) FROM rate_book
    UNION ALL SELECT format('plan %s %s %s', rate_plan_id, version, terms -> 'prices' -> 0 -> 'amountMinor') FROM rate_plan
    UNION ALL SELECT format('rate %s %s %s %s %s %s', room_type_id, night, rate_plan_id, price_minor, closed, sell_limit) FROM rate_night`);
  return rows.map(({ line }) => line).toSorted();
}

function rowsIn({ tables }: Store): unknown {
  return [
    ...tables.nights
      .committed()
      .map((row) => `night ${row.roomTypeId} ${day(row.night)} ${row.sold} ${row.held} ${row.seats.toString("hex")}`),
    ...tables.stayNights
      .committed()
      .map(
        (row) =>
          `stay ${row.reservationId} ${row.stayNo} ${day(row.night)} ${row.roomTypeId} ${row.roomId ?? 0} ${row.usedAs}`,
      ),
    ...tables.reservations
      .committed()
      .map((row) => `reservation ${row.reservationId} ${row.status} ${row.version} ${row.feeMinor ?? 0}`),
    ...tables.holds.committed().map((row) => `hold ${row.reservationId} ${row.roomTypeId}`),
    ...tables.keys.committed().map((row) => `key ${row.key} ${row.reply}`),
    ...tables.rateBooks.committed().map((row) => `book ${row.hotelId} ${row.version}`),
    ...tables.ratePlans.committed().map((row) => `plan ${row.ratePlanId} ${row.version} ${surchargeOf(row.terms)}`),
    ...tables.rateNights
      .committed()
      .map(
        (row) =>
          `rate ${row.roomTypeId} ${day(row.night)} ${row.ratePlanId} ${row.priceMinor ?? ""} ${shownFlag(row.closed)} ${row.sellLimit ?? ""}`,
      ),
  ].toSorted();
}

// As format('%s') shows them.
function shownFlag(flag: boolean | null): string {
  return flag === null ? "" : flag ? "t" : "f";
}

function surchargeOf(terms: object): number | "" {
  const { prices } = terms as { readonly prices: readonly { readonly amountMinor: number }[] };
  return prices[0]?.amountMinor ?? "";
}

function day(night: number): string {
  return new Date(night * 86_400_000).toISOString().slice(0, 10);
}
