/**
 * The `operationId` of a route that names none: method and path without the version, `:name` as `By` and the name, in camel
 * case: `POST /v1/hotels/:hotel_id/room-types` is `postHotelsByHotelIdRoomTypes`. It is the same in every release as
 * long as method and path are, and two routes never share it: a parameter and a word differ in the `By`.
 */
export function operationIdOf(method: string, path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && !/^v\d+$/.test(part));
  const names = parts.map((part) => (part.startsWith(":") ? `By${camelCase(part.slice(1))}` : camelCase(part)));
  return method.toLowerCase() + names.join("");
}

function camelCase(text: string): string {
  return text.replaceAll(/(?:^|[-_.])(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
