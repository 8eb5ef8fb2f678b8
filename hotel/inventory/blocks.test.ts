import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { accepted, InventoryWorld, TODAY, type TypeInWorld } from "../testing/inventory_world.ts";
import { changeBlock, createBlock, releaseBlock, type BlockChange } from "./blocks.ts";
import { setSaleStatus } from "./sale_status.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

const nights = (first: number, last: number) => ({ arrival: TODAY + first, departure: TODAY + last });

const create = (type: TypeInWorld, first: number, last: number, rooms: number) =>
  world.staff(type, (books) =>
    createBlock(books, { roomTypeId: type.roomTypeId, name: "Group", nights: nights(first, last), rooms }),
  );

const change = (type: TypeInWorld, to: Omit<BlockChange, "version"> & { version?: number }) =>
  world.staff(type, (books) => changeBlock(books, { version: 1, ...to }));

const blockedOn = async (type: TypeInWorld, from: number, to: number): Promise<unknown[]> => {
  const rows = await Promise.all(Array.from({ length: to - from }, (_, index) => world.night(type, from + index)));
  return rows.map((row) => row["blocked"]);
};

describe("a block", () => {
  test("uses nights like a sale", async () => {
    const type = await world.type(3);
    const block = accepted(await create(type, 2, 4, 2));
    expect(block).toMatchObject({
      name: "Group",
      start_date: "2027-06-03",
      end_date: "2027-06-05",
      rooms: 2,
      status: "definite",
    });
    expect(await blockedOn(type, 1, 5)).toEqual([0, 2, 2, 0]);
    await world.booked(type, 2, 2);
    expect(await world.book(type, 2, 1)).toMatchObject({ refusal: { detail: { nights: [{ reason: "blocked" }] } } });
    expect((await world.events(type.hotelId)).find((event) => event.type === "block.created")?.data).toMatchObject({
      block_id: block.block_id,
      rooms: 2,
      start_date: "2027-06-03",
    });
  });

  test("that does not fit is refused with the nights and why, and changes nothing", async () => {
    const type = await world.type(2);
    await world.booked(type, 3, 1);
    await world.booked(type, 4, 1, { holdMinutes: 15 });
    expect(await create(type, 2, 6, 2)).toMatchObject({
      refusal: {
        code: "no_availability",
        detail: {
          nights: [
            { date: "2027-06-04", reason: "sold", available: 1, wanted: 2 },
            { date: "2027-06-05", reason: "held", available: 1, wanted: 2 },
          ],
        },
      },
    });
    expect(await blockedOn(type, 2, 6)).toEqual([0, 0, 0, 0]);
    expect(await create(type, 58, 62, 1)).toMatchObject({
      refusal: { detail: { nights: [{ reason: "not_on_sale" }, {}] } },
    });
    expect(await create(type, -1, 2, 1)).toMatchObject({ refusal: { code: "invalid_request" } });
  });

  test("takes no room of a closed night", async () => {
    const type = await world.type(2);
    accepted(
      await world.staff(type, (books) =>
        setSaleStatus(books, { roomTypeId: type.roomTypeId, nights: nights(3, 4), closed: true }),
      ),
    );
    expect(await create(type, 2, 5, 1)).toMatchObject({
      refusal: { detail: { nights: [{ date: "2027-06-04", reason: "closed" }] } },
    });
  });

  test("changes by the net difference, also in a full house", async () => {
    const type = await world.type(3);
    const block = accepted(await create(type, 2, 5, 3));
    const moved = accepted(await change(type, { blockId: block.block_id, nights: nights(3, 6) }));
    expect(moved).toMatchObject({ version: 2, start_date: "2027-06-04" });
    expect(await blockedOn(type, 2, 7)).toEqual([0, 3, 3, 3, 0]);
    await world.booked(type, 2, 1);
    expect(await change(type, { blockId: block.block_id, version: 2, nights: nights(2, 6) })).toMatchObject({
      refusal: { code: "no_availability", detail: { nights: [{ date: "2027-06-03", available: 2, wanted: 3 }] } },
    });
    accepted(await change(type, { blockId: block.block_id, version: 2, nights: nights(2, 6), rooms: 2 }));
    expect(await blockedOn(type, 2, 7)).toEqual([2, 2, 2, 2, 0]);
    expect(await change(type, { blockId: block.block_id, version: 2 })).toMatchObject({
      refusal: { code: "version_conflict" },
    });
  });

  test("that is released gives its nights back, once", async () => {
    const type = await world.type(1);
    const { block_id: blockId } = accepted(await create(type, 2, 4, 1));
    accepted(await world.staff(type, (books) => releaseBlock(books, { blockId, version: 1 })));
    expect(await blockedOn(type, 1, 5)).toEqual([0, 0, 0, 0]);
    expect(await world.staff(type, (books) => releaseBlock(books, { blockId, version: 2 }))).toMatchObject({
      refusal: { code: "wrong_state" },
    });
    await world.booked(type, 2, 2);
  });
});
