import { beforeAll, expect, test, vi } from "vitest";
import pg from "pg";
import type * as AdmissionLock from "../inventory/admission_lock.ts";
import { bookRoom } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { faultsIn } from "../testing/soundness.ts";
import { dropGuards } from "../testing/without_lock.ts";
import { openHotel, setNoon } from "../testing/world.ts";
import type { Database } from "../database/database.ts";

// The controls of the races: the product as it is, but the statement that locks room types only reads them. What
// then goes wrong is what the lock prevents; and with the constraints gone as well, rooms are sold twice.
vi.mock("../inventory/admission_lock.ts", async (original) => {
  const { withoutLock } = await import("../testing/without_lock.ts");
  return withoutLock(await original<typeof AdmissionLock>());
});

const guarded = await testDatabase();
const unguarded = await testDatabase();
const CLIENTS = 12;
const MOST_ROUNDS = 60;

beforeAll(async () => {
  await setNoon(guarded);
  await setNoon(unguarded);
  await dropGuards(unguarded);
});

test("control: without the lock the constraints are violated, and they alone keep the room from being sold twice", async () => {
  const processes = openProcesses(guarded);
  const violated = new Set<string>();
  const bothSeen = (): boolean => ["23514", "23505"].some((code) => violated.has(code));
  for (let round = 1; round <= MOST_ROUNDS && !bothSeen(); round += 1) {
    expect(await winnersOf(guarded, processes)).toBeLessThanOrEqual(1);
    for (const { failures } of processes) {
      for (const { error } of failures) if (error instanceof pg.DatabaseError) violated.add(error.code ?? "");
    }
  }
  expect([...violated]).toEqual(expect.arrayContaining([expect.stringMatching(/^235(14|05)$/)]));
  expect(await faultsIn(guarded.pool)).toEqual([]);
});

test("control: with lock and constraints gone rooms are sold twice, so the races can see it", async () => {
  const processes = openProcesses(unguarded);
  let most = 0;
  for (let round = 1; round <= MOST_ROUNDS && most < 2; round += 1) {
    most = Math.max(most, await winnersOf(unguarded, processes));
  }
  expect(most).toBeGreaterThan(1);
  const faults = await faultsIn(unguarded.pool);
  expect(faults.filter((fault) => fault.startsWith("a night is oversold"))).not.toEqual([]);
  expect(faults.filter((fault) => fault.startsWith("a room is given twice"))).not.toEqual([]);
});

function openProcesses(database: Database): ReturnType<typeof openAdmission>[] {
  return Array.from({ length: 3 }, () => openAdmission(database));
}

/** How many of the clients got the last room of a new hotel; whom a constraint stopped has an error instead of an answer. */
async function winnersOf(database: Database, processes: ReturnType<typeof openProcesses>): Promise<number> {
  const hotel = await openHotel(database, { nights: 3 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: CLIENTS }, async (_, client) =>
      processes[client % processes.length]?.admission.submit(bookRoom(hotel, { from: 1 })),
    ),
  );
  return outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value?.accepted === true).length;
}
