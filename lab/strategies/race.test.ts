import { describe, expect, it } from "vitest";
import { testDatabase } from "../../hotel/testing/database.ts";
import type { Database } from "../../hotel/database/database.ts";
import { formatNight, nightOf } from "../../hotel/vocabulary/night.ts";
import { judge } from "../bench/verdict.ts";
import { buildWorld, tonight } from "../bench/world.ts";
import { conditionalUpdate, withOrderedLock } from "./conditional_update.ts";
import { databaseFunction, withFunctionLock } from "./database_function.ts";
import { rowLocks, withLock } from "./row_locks.ts";
import { openStrategyServer } from "./server.ts";
import { installStrategy } from "./strategies.ts";
import type { Strategy } from "./strategy.ts";

const CLIENTS = 50;

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly replayed: boolean;
}

interface Seller {
  readonly first: number;
  ask(body: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
}

async function seller(database: Database, strategy: Strategy): Promise<Seller> {
  await installStrategy(database.pool, strategy);
  const server = await openStrategyServer(database, strategy, CLIENTS);
  const first = nightOf(await tonight(database.pool)) + 1;
  const ask = async (body: Record<string, unknown>): Promise<Answer> => {
    const answer = await server.app.inject({ method: "POST", url: "/v1/reservations", payload: body });
    const replayed = answer.headers["idempotent-replayed"] === "true";
    return { status: answer.statusCode, body: answer.json(), replayed };
  };
  return { first, ask, close: () => server.close() };
}

function stay(arrival: number, nights: number, key: string): Record<string, unknown> {
  const dates = { start_date: formatNight(arrival), end_date: formatNight(arrival + nights) };
  return { hotel_id: 1, room_type_id: 1, ...dates, idempotency_key: key };
}

/** 50 clients want overlapping stays of 1 to 4 nights in a type with 3 rooms; tells how many got one. */
async function race(sells: Seller, guarded = true): Promise<number> {
  const wishes = Array.from({ length: CLIENTS }, (_, client) =>
    stay(sells.first + (client % 3), 1 + (client % 4), `c${client}`),
  );
  const answers = await Promise.all(wishes.map((wish) => sells.ask(wish)));
  // Without its guard a contender may also fail, for example by a deadlock: only the rooms are judged then.
  const failures = answers.filter(({ status }) => ![201, 409].includes(status));
  expect(guarded ? failures : []).toEqual([]);
  return answers.filter(({ status }) => status === 201).length;
}

describe.each([rowLocks, conditionalUpdate, databaseFunction])("$name", async (strategy) => {
  const database = await testDatabase({ poolSize: 2 });

  it("sells the last rooms exactly once, repeats answers, and names what is full", async () => {
    const firstNight = nightOf(await tonight(database.pool));
    await buildWorld(database.pool, { hotels: 1, typesPerHotel: 1, roomsPerType: 3, firstNight, nights: 40 });
    const sells = await seller(database, strategy);
    try {
      const lastNight = stay(sells.first + 20, 1, "last");
      const answers = await Promise.all(
        Array.from({ length: CLIENTS }, (_, client) => sells.ask({ ...lastNight, idempotency_key: `l${client}` })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
      const refusals = answers.filter(({ status }) => status === 409);
      expect(refusals).toHaveLength(CLIENTS - 3);
      expect(refusals[0]?.body["nights"]).toEqual([{ room_type_id: 1, night: formatNight(sells.first + 20) }]);

      const booked = await race(sells);
      expect(booked).toBeGreaterThanOrEqual(3);

      const same = await Promise.all(Array.from({ length: 20 }, () => sells.ask(stay(sells.first + 10, 2, "same"))));
      expect(new Set(same.map(({ body }) => body["reservation_id"])).size).toBe(1);
      expect(same.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect((await sells.ask(stay(sells.first + 10, 3, "same"))).status).toBe(422);
      expect((await sells.ask({ ...lastNight, colour: "red" })).status).toBe(400);

      expect((await judge(database.pool, booked + 4, 0)).faults).toEqual([]);
    } finally {
      await sells.close();
    }
  });
});

// The guard of each strategy taken away, and the constraints that would still save it: the race must oversell, or it
// would not have shown anything above.
const unguarded = [withLock(""), withOrderedLock(""), withFunctionLock("")];

describe.each(unguarded)("control: $name without its guard", async (strategy) => {
  const database = await testDatabase({ poolSize: 2 });

  it("oversells", async () => {
    const firstNight = nightOf(await tonight(database.pool));
    await buildWorld(database.pool, { hotels: 1, typesPerHotel: 1, roomsPerType: 3, firstNight, nights: 40 });
    await database.pool.query("ALTER TABLE room_night DROP CONSTRAINT room_night_never_oversold");
    await database.pool.query("DROP INDEX stay_night_room_once");
    await database.pool.query("UPDATE room_night SET seats = '\\x00'");
    const sells = await seller(database, strategy);
    try {
      const booked = await race(sells, false);
      expect((await judge(database.pool, booked, 0)).faults).not.toEqual([]);
    } finally {
      await sells.close();
    }
  });
});
