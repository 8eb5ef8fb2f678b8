import { formatNight } from "../../../hotel/vocabulary/night.ts";
import { requestIdOf, type Operation, type WantedRoom } from "../operation.ts";

/** How an operation goes over the wire: its HTTP/1.1 request. `token` is the booking's manage token, `city` the hotel's. */
export function requestText(operation: Operation, token: string, city: string): string {
  const path = `/v1/reservations/${operation.reservationId ?? ""}`;
  switch (operation.kind) {
    case "book":
    case "hold":
    case "reuse":
      return request("POST /v1/reservations", operation, "", bookingBody(operation));
    case "confirm":
      return request(`POST ${path}/confirmation`, operation, token);
    case "cancel":
      return request(`DELETE ${path}`, operation, token);
    case "modify":
      return request(`PATCH ${path}`, operation, token, datesBody(operation.rooms));
    case "read":
      return request(`GET ${path}`, operation, token);
    case "search":
      return request(`GET ${searchPath(operation.rooms, city)}`, operation, "");
  }
}

function request(line: string, operation: Operation, token: string, body?: object): string {
  const text = body === undefined ? "" : JSON.stringify(body);
  const isRead = operation.kind === "read" || operation.kind === "search";
  return [
    `${line} HTTP/1.1`,
    "Host: lastroom",
    `X-Request-Id: ${requestIdOf(operation.id)}`,
    ...(isRead ? [] : [`Idempotency-Key: k${operation.key}`]),
    ...(token === "" ? [] : [`Authorization: Bearer ${token}`]),
    ...(body === undefined ? [] : ["Content-Type: application/json"]),
    ...(body === undefined && isRead ? [] : [`Content-Length: ${text.length}`]),
    "",
    text,
  ].join("\r\n");
}

function bookingBody({ hotelId, kind, rooms }: Operation): object {
  const hold = kind === "hold" ? { hold: true } : {};
  const [only] = rooms;
  if (rooms.length === 1 && only !== undefined) return { hotel_id: hotelId, ...roomBody(only), ...hold };
  return { hotel_id: hotelId, stays: rooms.map(roomBody), ...hold };
}

function roomBody({ roomTypeId, from, to }: WantedRoom): object {
  return { room_type_id: roomTypeId, start_date: formatNight(from), end_date: formatNight(to) };
}

function datesBody([room]: readonly WantedRoom[]): object {
  return room === undefined ? {} : { start_date: formatNight(room.from), end_date: formatNight(room.to) };
}

function searchPath([room]: readonly WantedRoom[], city: string): string {
  const [from, to] = [formatNight(room?.from ?? 0), formatNight(room?.to ?? 0)];
  return `/v1/hotels/availability?city=${encodeURIComponent(city)}&check_in=${from}&check_out=${to}&guests=1`;
}
