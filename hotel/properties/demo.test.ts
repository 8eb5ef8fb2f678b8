import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { inTransaction } from "../database/transaction.ts";
import { testDatabase } from "../testing/database.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { createHotel } from "./create_hotel.ts";
import { createRoomType } from "./create_room_type.ts";
import { DEMO_ORGANISATION, demoWorld } from "./demo.ts";
import { doors } from "./demo_rooms.ts";
import { createOrganisation } from "./organisations.ts";
import { NewHotel, NewRoomType } from "./schemas.ts";

const database = await testDatabase();
const world = demoWorld();
const ajv = new Ajv({ strictTypes: false });

describe("the demo", () => {
  test("shows several hotels in one city, and money without and with three decimals", () => {
    expect(world.filter(({ hotel }) => hotel.city === "Lisbon").length).toBeGreaterThanOrEqual(2);
    expect(new Set(world.map(({ hotel }) => hotel.city)).size).toBeGreaterThanOrEqual(6);
    expect(world.map(({ hotel }) => hotel.currency)).toEqual(expect.arrayContaining(["EUR", "JPY", "KWD"]));
  });

  test("has a type with a single room, to sell the last one", () => {
    expect(world.some(({ room_types: types }) => types.some((type) => type.room_numbers.length === 1))).toBe(true);
  });

  test.each(world.map((entry) => [entry.hotel.name, entry] as const))(
    "%s could be entered through the API",
    (_name, entry) => {
      expect(ajv.validate(NewHotel, { ...entry.hotel, organisation_id: 1 }), ajv.errorsText()).toBe(true);
      for (const { room_numbers: _numbers, ...type } of entry.room_types) {
        expect(ajv.validate(NewRoomType, type), ajv.errorsText()).toBe(true);
      }
      expect(entry.room_types.length).toBeGreaterThanOrEqual(3);
    },
  );

  test.each(world.map((entry) => [entry.hotel.name, entry] as const))(
    "%s gives no room number twice",
    (_name, entry) => {
      const numbers = entry.room_types.flatMap((type) => type.room_numbers);
      expect(new Set(numbers).size).toBe(numbers.length);
    },
  );

  test("is entered through the use cases", async () => {
    const by = systemActor("demo");
    await inTransaction(database, async (tx) => {
      const { organisation_id } = await createOrganisation(tx, { name: DEMO_ORGANISATION });
      for (const { hotel, room_types } of world) {
        const created = await createHotel(tx, { ...hotel, organisation_id }, by);
        if (!created.accepted) throw new Error(created.refusal.message);
        for (const { room_numbers: _numbers, ...type } of room_types) {
          expect(await createRoomType(tx, created.value.hotel_id, type, by)).toMatchObject({ accepted: true });
        }
      }
    });
  });
});

test("doors are numbered by floor", () => {
  expect(doors({ floors: [0, 1, 12], from: 9, to: 10 })).toEqual(["009", "010", "109", "110", "1209", "1210"]);
});
