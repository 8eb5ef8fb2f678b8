import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type * as AdmissionLock from "../inventory/admission_lock.ts";
import { testDatabase } from "../testing/database.ts";
import { guestCases, staffCases } from "../testing/interleaved_cases.ts";
import { wrongIn } from "../testing/interleaved_verdict.ts";
import { Interleaving } from "../testing/interleaving.ts";
import { dropGuards } from "../testing/without_lock.ts";
import { setNoon } from "../testing/world.ts";

// The controls of the interleavings: the product as it is, but the statement that locks room types only reads them.
vi.mock("../inventory/admission_lock.ts", async (original) => {
  const { withoutLock } = await import("../testing/without_lock.ts");
  return withoutLock(await original<typeof AdmissionLock>());
});

const guarded = await testDatabase();
const unguarded = await testDatabase();
const behindGuards = new Interleaving(guarded);
const inTheOpen = new Interleaving(unguarded);

beforeAll(async () => {
  await setNoon(guarded);
  await setNoon(unguarded);
  await dropGuards(unguarded);
});
afterAll(async () => {
  await behindGuards.close();
  await inTheOpen.close();
});

const [book, block] = [guestCases[0], staffCases[0]];
if (book === undefined || block === undefined) throw new Error("there are no use cases");

test("control: without the lock there are orders in which the constraints alone keep the last room", async () => {
  const interleaved = await behindGuards.playAll(book, book);
  const { inTurn, played } = interleaved;
  expect(inTurn.flatMap(({ faults, failed }) => [...faults, ...failed])).toEqual([]);
  expect(played.flatMap(({ faults }) => faults)).toEqual([]);
  const stopped = played.filter(({ told }) =>
    told.some((answer) => /room_night_never_oversold|room_once/.test(answer)),
  );
  expect(stopped.map(({ steps }) => steps)).not.toEqual([]);
  expect(wrongIn(interleaved)).not.toEqual([]);
});

test.for([book, block])("control: without the constraints too, $name sells it twice in some orders", async (other) => {
  const { inTurn, played } = await inTheOpen.playAll(book, other);
  expect(inTurn.flatMap(({ faults }) => faults)).toEqual([]);
  const twice = played.filter(({ told, faults }) => told.every((answer) => answer === "accepted") && faults.length > 0);
  expect(twice.map(({ steps }) => steps)).not.toEqual([]);
  expect(played.length).toBeGreaterThan(twice.length);
});
