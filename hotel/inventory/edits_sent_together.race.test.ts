import { afterAll, describe, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { bearer, staffToken, testHttpServer } from "../testing/http_server.ts";
import { interruptedAfter } from "../testing/interrupted.ts";
import { accepted, InventoryWorld, TODAY } from "../testing/inventory_world.ts";
import { changeBlock, createBlock } from "./blocks.ts";
import { changeOutOfOrder, createOutOfOrder } from "./out_of_order.ts";
import { inventoryRoutes } from "./routes.ts";

const database = await testDatabase();
const world = await InventoryWorld.open(database);
afterAll(() => world.close());

const nights = (first: number, last: number) => ({ arrival: TODAY + first, departure: TODAY + last });
const MOVED = { start_date: "2027-06-04", end_date: "2027-06-08", version: 3 };

interface Scene {
  /** Done between two statements of the edit. */
  first: () => Promise<unknown>;
  edit(url: string, payload: object): Promise<{ status: number; body: object }>;
}

function sceneOf(statements: number): Scene {
  const scene: Scene = { first: () => Promise.resolve(), edit };
  const interrupted = interruptedAfter(database, statements, () => scene.first());
  const { app, services } = testHttpServer(database, {
    routes: [inventoryRoutes],
    services: { database: interrupted },
  });
  async function edit(url: string, payload: object): Promise<{ status: number; body: object }> {
    const { token } = await staffToken({ ...services, database }, { role: "manager" });
    const headers = { ...bearer(token), "if-match": '"2"' };
    const answer = await app.inject({ method: "PATCH", url, payload, headers });
    return { status: answer.statusCode, body: answer.json<object>() };
  }
  return scene;
}

// Versions rise by one: who sends two edits at once knows what to name in the second before the first is done.
describe.each([1, 2, 3])("an edit of the version that another one makes after its statement %i", (statements) => {
  const [blocks, periods] = [sceneOf(statements), sceneOf(statements)];

  test("leaves a block on the nights to which that one has moved it", async () => {
    const type = await world.type(2);
    const block = { roomTypeId: type.roomTypeId, name: "Group", nights: nights(1, 3), rooms: 1 };
    const { block_id: blockId } = accepted(await world.staff(type, (books) => createBlock(books, block)));
    const move = { blockId, version: 1, nights: nights(3, 7) };
    blocks.first = async () => accepted(await world.staff(type, (books) => changeBlock(books, move)));
    const answer = await blocks.edit(`/v1/hotels/${type.hotelId}/blocks/${blockId}`, { name: "Wedding" });
    expect(answer).toMatchObject({ status: 200, body: { name: "Wedding", ...MOVED } });
  });

  test("leaves an out-of-order period on the nights to which that one has moved it", async () => {
    const type = await world.type(2);
    const place = { roomTypeId: type.roomTypeId, roomId: type.roomIds[0] ?? 0, nights: nights(1, 3) };
    const period = { ...place, reason: "paint", force: false };
    const { out_of_order_id: id } = accepted(await world.staff(type, (books) => createOutOfOrder(books, period)));
    const move = { outOfOrderId: id, version: 1, nights: nights(3, 7), force: false };
    periods.first = async () => accepted(await world.staff(type, (books) => changeOutOfOrder(books, move)));
    const answer = await periods.edit(`/v1/hotels/${type.hotelId}/out-of-order/${id}`, { reason: "floor" });
    expect(answer).toMatchObject({ status: 200, body: { reason: "floor", ...MOVED } });
  });
});
