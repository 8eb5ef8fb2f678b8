import { expect, onTestFinished, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { moveEvents } from "../events/move.ts";
import { appendEvents } from "../events/outbox.ts";
import { testDatabase } from "../testing/database.ts";
import { testHttpServer } from "../testing/http_server.ts";
import { NOON, openHotel, setNoon, TODAY, typeOf } from "../testing/world.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { formatNight } from "../vocabulary/night.ts";
import { searchRoutes } from "./routes.ts";

const database = await testDatabase();
await setNoon(database);
const hotel = await openHotel(database, { rooms: [4] });
const other = await openHotel(database, { rooms: [4] });
const { app, services } = testHttpServer(database, { routes: [searchRoutes] });
await services.search.feed.start();
const url = await app.listen({ port: 0 });
const [date, end] = [formatNight(TODAY), formatNight(TODAY + 1)];

test("a stream tells the changes of its hotels, and goes on after its last id", async () => {
  const first = await openStream(hotel.hotelId);
  await first.until("event: ready");
  await block(other, 1);
  await block(hotel, 1);
  await first.until('"available_rooms":[3]');
  expect(first.text()).not.toContain(`"hotel_id":${other.hotelId}`);
  const id = /id: (\S+)\ndata: \{"hotel_id"/.exec(first.text())?.[1];
  first.close();
  await block(hotel, 1);
  const nights = { from: TODAY, to: TODAY + 1 };
  const freeTonight = async (): Promise<number | undefined> =>
    (await services.search.feed.stateOf(Int32Array.of(hotel.hotelId), nights))?.index.planes.free(TODAY)[0];
  await expect.poll(freeTonight).toBe(2);
  const second = await openStream(hotel.hotelId, id);
  await second.until('"available_rooms":[2]');
  const { roomTypeId } = typeOf(hotel);
  const change = { hotel_id: hotel.hotelId, room_type_id: roomTypeId, start_date: date, end_date: end };
  expect(second.text()).toContain(`data: ${JSON.stringify({ ...change, available_rooms: [2] })}\n\n`);
});

test.each(["ffffffff-1", "nonsense"])("a stream that cannot go on after %s begins anew", async (id) => {
  const stream = await openStream(hotel.hotelId, id);
  await stream.until("event: reset");
  expect(stream.text()).toContain("event: reset");
});

test.each(["0", "x", "1,,2", Array.from({ length: 101 }, (_, place) => place + 1).join()])(
  "the hotels %s are refused",
  async (ids) => {
    const reply = await app.inject(`/v1/availability/stream?hotel_id=${ids}`);
    expect(reply.statusCode).toBe(400);
  },
);

test("a hotel that is not there is refused: its stream would never tell anything", async () => {
  const reply = await app.inject(`/v1/availability/stream?hotel_id=${hotel.hotelId},99999`);
  expect([reply.statusCode, reply.json<{ message: string }>().message]).toEqual([
    404,
    "There is no hotel 99999 on sale.",
  ]);
});

async function block({ hotelId, types }: typeof hotel, rooms: number): Promise<void> {
  const room_type_id = types[0]?.roomTypeId ?? 0;
  await inTransaction(database, async (tx) => {
    const values = [rooms, room_type_id, date];
    await tx.query("UPDATE room_night SET blocked = blocked + $1 WHERE room_type_id = $2 AND night = $3", values);
    const data = { block_id: 1, room_type_id, start_date: date, end_date: end, rooms };
    await appendEvents(tx, [{ hotelId, type: "block.created", actor: systemActor("test"), at: NOON, data }]);
  });
  await moveEvents(database.pool, { after: 0, limit: 100 });
}

interface OpenStream {
  text(): string;
  until(part: string): Promise<void>;
  close(): void;
}

async function openStream(hotelId: number, lastId?: string): Promise<OpenStream> {
  const closing = new AbortController();
  onTestFinished(() => closing.abort());
  const reply = await fetch(`${url}/v1/availability/stream?hotel_id=${hotelId}`, {
    headers: lastId === undefined ? {} : { "last-event-id": lastId },
    signal: closing.signal,
  });
  expect(reply.headers.get("content-type")).toContain("text/event-stream");
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let received = "";
  const until = async (part: string): Promise<void> => {
    while (!received.includes(part)) {
      const read = await reader?.read();
      if (read?.value === undefined) throw new Error(`the stream ended with ${received}`);
      received += read.value;
    }
  };
  return { text: () => received, until, close: () => closing.abort() };
}
