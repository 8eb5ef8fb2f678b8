import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { openClient, type Database } from "../../../hotel/database/database.ts";
import type { Anomaly } from "../anomaly.ts";
import { checkAcknowledged } from "../checks/acknowledged.ts";
import type { Check } from "../checks/check.ts";
import { checkGroups } from "../checks/groups.ts";
import { checkInvented } from "../checks/invented.ts";
import { KeyCheck } from "../checks/keys.ts";
import { checkReads, checkSearches } from "../checks/reads.ts";
import { checkRealTime } from "../checks/real_time.ts";
import { LimitCheck } from "../checks/limits.ts";
import { checkPrices, checkStoredPrices } from "../checks/prices.ts";
import { checkRefusals } from "../checks/refusals.ts";
import { RestrictionCheck } from "../checks/restrictions.ts";
import { checkRows } from "../checks/rows.ts";
import { ToldCheck } from "../checks/told.ts";
import { operationOf, type Operation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import { readLedger, type LedgerEvent } from "./events.ts";
import { Replay } from "./replay.ts";
import { readStored, type Stored } from "./rows.ts";

/** What was seen of an epoch: the clients' side, the ledger, and the rows of the same instant. */
export interface Evidence {
  readonly operations: readonly Operation[];
  readonly events: readonly LedgerEvent[];
  readonly stored: Stored;
}

/** The checks that need nothing but the epoch. */
const CHECKS: readonly Check[] = [
  checkRealTime,
  checkAcknowledged,
  checkInvented,
  checkGroups,
  checkPrices,
  checkReads,
  checkSearches,
];

/** Judges one epoch after the other; carries over what the next one needs. */
export class Auditor {
  readonly replay: Replay;
  readonly #keys = new KeyCheck();
  readonly #told: ToldCheck;
  readonly #limits: LimitCheck;
  readonly #restrictions: RestrictionCheck;
  readonly #rated: readonly ContestedHotel[];
  /** What was sent and may still take effect. */
  readonly #unknown = new Map<number, Operation>();

  constructor(world: readonly ContestedHotel[]) {
    this.replay = new Replay(world);
    this.#told = new ToldCheck(world);
    this.#limits = new LimitCheck(world);
    this.#restrictions = new RestrictionCheck(world);
    this.#rated = world.filter(({ rates }) => rates !== undefined);
  }

  /** The hotels whose rates are judged. */
  get rated(): readonly number[] {
    return this.#rated.map(({ hotelId }) => hotelId);
  }

  /**
   * Everything that is wrong in the epoch; empty when all is right.
   *
   * @param named reservations that clients may still ask for
   */
  judge({ operations, events, stored }: Evidence, named: ReadonlySet<string>): Anomaly[] {
    const sent = new Map([...this.#unknown, ...operations.map((operation) => [operation.id, operation] as const)]);
    const caused = new Map<number, LedgerEvent[]>();
    for (const event of events) {
      const id = operationOf(event.requestId);
      if (id === undefined) continue;
      const own = caused.get(id);
      if (own === undefined) caused.set(id, [event]);
      else own.push(event);
    }
    const found = this.replay.goOn(events, sent);
    const epoch = { operations, sent, events, caused, replay: this.replay };
    for (const check of CHECKS) found.push(...check(epoch));
    found.push(...this.#keys.check(epoch), ...this.#told.check(epoch), ...checkRows(this.replay, stored));
    found.push(...checkRefusals(epoch, this.#rated), ...this.#restrictions.check(epoch));
    found.push(...this.#limits.check(epoch, stored), ...checkStoredPrices(epoch, stored));
    for (const operation of operations) if (operation.outcome === "unknown") this.#unknown.set(operation.id, operation);
    this.replay.forget(named);
    return found;
  }
}

const QUIET_WAIT_MS = 60_000;
const LOOK_MS = 50;
const STATEMENT_MS = 120_000;

/** Reads ledger and rows of one instant at which the ledger is complete. Throws when it does not become so within a minute. */
export async function readEvidence(
  database: Database,
  auditor: Pick<Auditor, "replay" | "rated">,
): Promise<Pick<Evidence, "events" | "stored">> {
  const client = await openClient(database, { statementTimeoutMs: STATEMENT_MS });
  try {
    const deadline = performance.now() + QUIET_WAIT_MS;
    while (performance.now() < deadline) {
      const seen = await readIfComplete(client, auditor);
      if (seen !== undefined) return seen;
      await pause(LOOK_MS);
    }
    throw new Error("the dispatcher did not come to the end of the outbox within a minute");
  } finally {
    await client.end();
  }
}

async function readIfComplete(
  client: pg.Client,
  { replay, rated }: Pick<Auditor, "replay" | "rated">,
): Promise<Pick<Evidence, "events" | "stored"> | undefined> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const { rows } = await client.query<{ waiting: number }>("SELECT count(*)::int AS waiting FROM outbox");
    if (rows[0]?.waiting !== 0) return undefined;
    const events = await readLedger(client, replay.position);
    const names = new Map(
      [...replay.standings.values()].flatMap((all) => all.slice(-1)).map((one) => [one.reservationId, one.hotelId]),
    );
    for (const event of events) if (event.reservationId !== "") names.set(event.reservationId, event.hotelId);
    const stored = await readStored(
      client,
      [...names].map(([reservationId, hotelId]) => ({ reservationId, hotelId })),
      rated,
    );
    return { events, stored };
  } finally {
    await client.query("ROLLBACK");
  }
}
