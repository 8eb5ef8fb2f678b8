import { expect, test } from "vitest";
import { HotelMemory } from "./hotel_memory.ts";

/** Hotels that are read when a test lets them be; hotel 9 does not exist. */
function library(most = 10) {
  const asked: number[][] = [];
  let version = 1;
  let gate = Promise.resolve();
  const memory = new HotelMemory<string>({
    most,
    lifeMs: 1_000,
    load: async (ids) => {
      asked.push([...ids]);
      const found = new Map(ids.filter((id) => id !== 9).map((id) => [id, `${id}v${version}`]));
      await gate;
      return found;
    },
  });
  const close = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };
  const get = async (ids: number[], now = 0): Promise<string[]> => [...(await memory.get(ids, now)).values()];
  return { memory, asked, get, close, change: () => (version += 1) };
}

test("hotels are read once, those that are missing together", async () => {
  const { get, asked } = library();
  expect(await get([1, 2])).toEqual(["1v1", "2v1"]);
  expect(await get([2, 3, 1, 9])).toEqual(["2v1", "3v1", "1v1"]);
  expect(asked).toEqual([
    [1, 2],
    [3, 9],
  ]);
});

test("who asks meanwhile waits for the same reading", async () => {
  const { get, asked, close } = library();
  const open = close();
  const both = [get([1]), get([1])];
  open();
  expect(await Promise.all(both)).toEqual([["1v1"], ["1v1"]]);
  expect(asked).toEqual([[1]]);
});

test("a forgotten hotel is read again, and so is each after its life", async () => {
  const { memory, get, change } = library();
  await get([1, 2]);
  change();
  memory.forget(1);
  expect(await get([1, 2], 999)).toEqual(["1v2", "2v1"]);
  expect(await get([1, 2], 1_000)).toEqual(["1v2", "2v2"]);
  change();
  memory.forgetAll();
  expect(await get([1, 2], 1_000)).toEqual(["1v3", "2v3"]);
});

test("what was read before a change is not kept after it", async () => {
  const { memory, get, change, close } = library();
  const open = close();
  const early = get([1]);
  change();
  memory.forget(1);
  open();
  expect(await early).toEqual(["1v1"]);
  expect(await get([1])).toEqual(["1v2"]);
});

test("those not asked for the longest go first", async () => {
  const { get, asked } = library(2);
  await get([1]);
  await get([2]);
  await get([1]);
  await get([3]);
  asked.length = 0;
  await get([1, 3]);
  expect(asked).toEqual([]);
  await get([2]);
  expect(asked).toEqual([[2]]);
});

test("what weighs more leaves less room for others", async () => {
  const asked: number[] = [];
  const load = (ids: readonly number[]): Promise<Map<number, number>> => {
    asked.push(...ids);
    return Promise.resolve(new Map(ids.map((id) => [id, id])));
  };
  const memory = new HotelMemory({ load, most: 10, lifeMs: 1_000, weightOf: (weight: number) => weight });
  for (const id of [4, 6, 4, 6]) await memory.get([id], 0);
  expect(asked).toEqual([4, 6]);
  await memory.get([3], 0);
  await memory.get([6, 3], 0);
  expect(asked).toEqual([4, 6, 3]);
  await memory.get([4], 0);
  expect(asked).toEqual([4, 6, 3, 4]);
});

test("more hotels than are kept are all answered", async () => {
  expect(await library(2).get([1, 2, 3, 4])).toEqual(["1v1", "2v1", "3v1", "4v1"]);
});

test("a reading that fails is tried again", async () => {
  let calls = 0;
  const load = (): Promise<Map<number, string>> => {
    calls += 1;
    return calls === 1 ? Promise.reject(new Error("no database")) : Promise.resolve(new Map([[1, "one"]]));
  };
  const memory = new HotelMemory({ load, most: 2, lifeMs: 1_000 });
  await expect(memory.get([1, 2], 0)).rejects.toThrow("no database");
  expect(await memory.get([1], 0)).toEqual(new Map([[1, "one"]]));
});
