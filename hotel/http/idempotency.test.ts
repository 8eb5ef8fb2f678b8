import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, readIdempotency } from "./idempotency.ts";
import type { KeyedRequest } from "./idempotency.ts";

function request(key?: string, body?: unknown, more: Partial<KeyedRequest> = {}): KeyedRequest {
  const headers = key === undefined ? {} : { "idempotency-key": key };
  return { method: "POST", url: "/v1/reservations", headers, body, ...more };
}

function read(one: KeyedRequest): { key: string; fingerprint: string } | undefined {
  const decision = readIdempotency(one);
  if (!decision.accepted) throw new Error(decision.refusal.code);
  return decision.value && { key: decision.value.key, fingerprint: decision.value.fingerprint.toString("hex") };
}

describe("the key", () => {
  test("comes from the header, quoted or not, or from the body", () => {
    expect(read(request("abc"))?.key).toBe("abc");
    expect(read(request('"abc"'))?.key).toBe("abc");
    expect(read(request(undefined, { idempotency_key: "abc" }))?.key).toBe("abc");
    expect(read(request("abc", { idempotency_key: "abc" }))?.key).toBe("abc");
    expect(read(request(undefined, { guests: 2 }))).toBeUndefined();
  });

  test("both and different is refused", () => {
    expect(() => read(request("abc", { idempotency_key: "abd" }))).toThrow("idempotency_key_conflict");
  });

  test.each(["", '""', "a b", "ü", 'a"b', "a\\b", "x".repeat(201), "a,b c", "\u0000"])("%j is refused", (key) => {
    expect(() => read(request(key))).toThrow("invalid_request");
  });

  test("200 characters are a key", () => {
    expect(read(request("x".repeat(200)))?.key).toHaveLength(200);
  });
});

describe("the fingerprint", () => {
  test("is the same for the same request, wherever its key stands and however its members are ordered", () => {
    const inHeader = read(request("k", { a: 1, b: { c: 2, d: [1, 2] } }));
    expect(read(request(undefined, { b: { d: [1, 2], c: 2 }, idempotency_key: "k", a: 1 }))).toEqual(inHeader);
    expect(read(request("k"))).toEqual(read(request("k", undefined)));
  });

  test("differs with method, path, query, values, and order of a list", () => {
    const requests = [
      request("k", { a: [1, 2] }),
      request("k", { a: [2, 1] }),
      request("k", { a: [1, "2"] }),
      request("k", { a: [1, 2] }, { method: "PATCH" }),
      request("k", { a: [1, 2] }, { url: "/v1/reservations/x" }),
      request("k", { a: [1, 2] }, { url: "/v1/reservations?x=1" }),
      request("k", null),
    ];
    const prints = requests.map((one) => read(one)?.fingerprint);
    expect(new Set(prints).size).toBe(requests.length);
  });
});

test("canonical JSON means the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("canonical JSON does not depend on the order of members", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
      const turned = Object.fromEntries(Object.entries(members).toReversed());
      expect(canonicalJson(turned)).toBe(canonicalJson(members));
    }),
  );
});
