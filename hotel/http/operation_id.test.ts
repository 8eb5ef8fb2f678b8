import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { operationIdOf } from "./operation_id.ts";

test.each([
  ["POST", "/v1/reservations", "postReservations"],
  ["GET", "/v1/users/me", "getUsersMe"],
  ["GET", "/v1/users/:user_id", "getUsersByUserId"],
  ["POST", "/v1/reservations/:reservation_id/check-in", "postReservationsByReservationIdCheckIn"],
  [
    "PUT",
    "/v1/hotels/:hotel_id/room-types/:room_type_id/sale-status",
    "putHotelsByHotelIdRoomTypesByRoomTypeIdSaleStatus",
  ],
  ["GET", "/health/live", "getHealthLive"],
])("%s %s is %s", (method, path, name) => {
  expect(operationIdOf(method, path)).toBe(name);
});

test("every operation of the API has a name of its own", async () => {
  const text = await readFile(new URL("../../openapi.json", import.meta.url), "utf8");
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, { operationId?: string }>> };
  const names = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(names.length).toBeGreaterThan(40);
  expect(names).not.toContain(undefined);
  expect(new Set(names).size).toBe(names.length);
});
