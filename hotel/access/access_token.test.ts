import { createSecretKey, generateKeyPairSync } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { ACCESS_TOKEN_SECONDS, AccessTokens } from "./access_token.ts";

const KEY = createSecretKey(Buffer.alloc(32, 1));
const NOW = 1_800_000_000;
const ACCOUNT = { accountId: 12, epoch: 3 };

/** A token like ours but for what is told. */
function forge(claims: Record<string, unknown>, header: { alg?: string; typ?: string } = {}): SignJWT {
  const payload = {
    iss: "lastroom",
    aud: "lastroom-api",
    sub: "12",
    iat: NOW,
    exp: NOW + 60,
    epoch: 3,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: "HS256", typ: "at+jwt", ...header });
}

test("a token is verified for as long as it lives, first and remembered", async () => {
  const tokens = new AccessTokens(KEY);
  const token = await tokens.issue(ACCOUNT, NOW);
  const expected = { ...ACCOUNT, expiresAt: NOW + ACCESS_TOKEN_SECONDS };
  expect(await tokens.verify(token, NOW)).toEqual(expected);
  expect(tokens.verify(token, NOW + 1)).toEqual(expected);
  expect(tokens.verify(token, NOW + ACCESS_TOKEN_SECONDS)).toBeUndefined();
  expect(await new AccessTokens(KEY).verify(token, NOW + ACCESS_TOKEN_SECONDS)).toBeUndefined();
});

test("the control: what the forgeries are made from is accepted", async () => {
  expect(await new AccessTokens(KEY).verify(await forge({}).sign(KEY), NOW)).toEqual({
    ...ACCOUNT,
    expiresAt: NOW + 60,
  });
});

describe("is refused:", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const otherKey = createSecretKey(Buffer.alloc(32, 2));
  const without = (claim: string): Promise<string> => forge({ [claim]: undefined }).sign(KEY);

  test.each<[string, () => Promise<string> | string]>([
    ["signed with another key", () => forge({}).sign(otherKey)],
    [
      "alg none",
      () => new UnsecuredJWT({ sub: "12", epoch: 3 }).setIssuer("lastroom").setAudience("lastroom-api").encode(),
    ],
    ["another algorithm of the same key", () => forge({}, { alg: "HS512" }).sign(createSecretKey(Buffer.alloc(64, 1)))],
    ["RS256", () => forge({}, { alg: "RS256" }).sign(privateKey)],
    ["another type of JWT", () => forge({}, { typ: "JWT" }).sign(KEY)],
    ["another issuer", () => forge({ iss: "elsewhere" }).sign(KEY)],
    ["another audience", () => forge({ aud: "elsewhere" }).sign(KEY)],
    ["expired", () => forge({ exp: NOW }).sign(KEY)],
    ["not valid yet", () => forge({ nbf: NOW + 10 }).sign(KEY)],
    ["without expiry", () => without("exp")],
    ["without subject", () => without("sub")],
    ["without epoch", () => without("epoch")],
    ["without issuer", () => without("iss")],
    ["an epoch that is no number", () => forge({ epoch: "3" }).sign(KEY)],
    ["a subject that is no account", () => forge({ sub: "everybody" }).sign(KEY)],
    ["nonsense", () => "abc"],
    ["three parts of nonsense", () => "a.b.c"],
    ["empty", () => ""],
  ])("%s", async (_name, make) => {
    expect(await new AccessTokens(KEY).verify(await make(), NOW)).toBeUndefined();
  });

  test("a payload changed under the signature", async () => {
    const [header = "", payload = "", signature = ""] = (await forge({}).sign(KEY)).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const raised = Buffer.from(JSON.stringify({ ...claims, sub: "1" })).toString("base64url");
    expect(await new AccessTokens(KEY).verify(`${header}.${raised}.${signature}`, NOW)).toBeUndefined();
  });
});
