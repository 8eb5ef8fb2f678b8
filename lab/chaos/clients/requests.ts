import { formatNight } from "../../../hotel/vocabulary/night.ts";
import { LOOKS, requestIdOf, type Operation, type WantedRoom } from "../operation.ts";
import { changeBody, changeLine } from "../rates/rate_change.ts";

/** How an operation goes over the wire: its HTTP/1.1 request. `token` is the booking's manage token or a manager's key, `city` the hotel's. */
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
    case "quote":
      return request("POST /v1/quotes", operation, "", roomsBody(operation));
    case "set_rates":
      return changeText(operation, token);
  }
}

function changeText(operation: Operation, token: string): string {
  const { change, hotelId } = operation;
  if (change === undefined) throw new RangeError("a manager changes something");
  const [method, path] = changeLine(change).split(" ");
  const line = `${method} /v1/hotels/${hotelId}/${path}`;
  return request(line, operation, token, changeBody(change), [`If-Match: "${change.version}"`]);
}

function request(
  line: string,
  operation: Operation,
  token: string,
  body?: object,
  more: readonly string[] = [],
): string {
  const text = body === undefined ? "" : JSON.stringify(body);
  const isRead = LOOKS.has(operation.kind);
  return [
    `${line} HTTP/1.1`,
    "Host: lastroom",
    `X-Request-Id: ${requestIdOf(operation.id)}`,
    ...(isRead ? [] : [`Idempotency-Key: k${operation.key}`]),
    ...more,
    ...(token === "" ? [] : [`Authorization: Bearer ${token}`]),
    ...(body === undefined ? [] : ["Content-Type: application/json"]),
    ...(body === undefined && isRead ? [] : [`Content-Length: ${text.length}`]),
    "",
    text,
  ].join("\r\n");
}

function bookingBody(operation: Operation): object {
  const { hotelId, kind, quote } = operation;
  const hold = kind === "hold" ? { hold: true } : {};
  if (quote !== undefined) return { hotel_id: hotelId, quote_id: quote.quoteId, ...hold };
  return { ...roomsBody(operation), ...hold };
}

function roomsBody({ hotelId, rooms }: Operation): object {
  const [only] = rooms;
  if (rooms.length === 1 && only !== undefined) return { hotel_id: hotelId, ...roomBody(only) };
  return { hotel_id: hotelId, stays: rooms.map(roomBody) };
}

function roomBody({ roomTypeId, from, to, ratePlanId, adults }: WantedRoom): object {
  const rate = {
    ...(ratePlanId === undefined ? {} : { rate_plan_id: ratePlanId }),
    ...(adults === undefined ? {} : { adults }),
  };
  return { room_type_id: roomTypeId, start_date: formatNight(from), end_date: formatNight(to), ...rate };
}

function datesBody([room]: readonly WantedRoom[]): object {
  return room === undefined ? {} : { start_date: formatNight(room.from), end_date: formatNight(room.to) };
}

function searchPath([room]: readonly WantedRoom[], city: string): string {
  const [from, to] = [formatNight(room?.from ?? 0), formatNight(room?.to ?? 0)];
  return `/v1/hotels/availability?city=${encodeURIComponent(city)}&check_in=${from}&check_out=${to}&guests=1`;
}
