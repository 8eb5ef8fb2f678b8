import { createSecretKey } from "node:crypto";
import { expect, test } from "vitest";
import { newReservationId } from "../vocabulary/identity.ts";
import { manageToken, verifyManageToken } from "./manage_token.ts";

const SECRET = createSecretKey(Buffer.alloc(32, 1));
const ID = newReservationId(7, Date.now());

test("the token tells its booking, and is the same each time", () => {
  const token = manageToken(SECRET, ID);
  expect(token).toBe(manageToken(SECRET, ID));
  expect(token.startsWith(`lrm_${ID}_`)).toBe(true);
  expect(verifyManageToken(SECRET, token)).toBe(ID);
});

test("another secret, another booking, or one changed character are refused", () => {
  const token = manageToken(SECRET, ID);
  expect(verifyManageToken(createSecretKey(Buffer.alloc(32, 2)), token)).toBeUndefined();
  const other = newReservationId(7, Date.now());
  expect(verifyManageToken(SECRET, token.replace(ID, other))).toBeUndefined();
  for (let index = 0; index < token.length; index += 1) {
    const changed = token.slice(0, index) + (token[index] === "A" ? "B" : "A") + token.slice(index + 1);
    expect(verifyManageToken(SECRET, changed)).toBeUndefined();
  }
});

test.each(["", "lrm_", `lrm_${ID}`, `lrm_${ID}_`, `lrm_${ID.toUpperCase()}_x`, `${manageToken(SECRET, ID)} `])(
  "%j is not a token",
  (text) => {
    expect(verifyManageToken(SECRET, text)).toBeUndefined();
  },
);

test("a second spelling of the same bytes is not the token", () => {
  const token = manageToken(SECRET, ID);
  const last = token.at(-1) ?? "";
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const twin = `${token.slice(0, -1)}${alphabet[alphabet.indexOf(last) ^ 1]}`;
  const bytes = (text: string): Buffer => Buffer.from(text.slice(-43), "base64url");
  expect(bytes(twin)).toEqual(bytes(token));
  expect(verifyManageToken(SECRET, twin)).toBeUndefined();
});
