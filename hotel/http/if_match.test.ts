import { expect, test } from "vitest";
import { entityTag, readIfMatch } from "./if_match.ts";

test.each(['"7"', "7", 'W/"7"', ' "7" '])("%j is version 7", (header) => {
  expect(readIfMatch(header)).toEqual({ accepted: true, value: 7 });
});

test.each(["*", '"7", "8"', "seven", "-7", "7.0", '"99999999999"', '""'])("%j is none (400)", (header) => {
  expect(readIfMatch(header)).toMatchObject({ accepted: false, refusal: { code: "invalid_request" } });
});

test("without the header the version is asked for (428)", () => {
  expect(readIfMatch(undefined)).toMatchObject({ accepted: false, refusal: { code: "version_required" } });
  expect(readIfMatch("")).toMatchObject({ accepted: false, refusal: { code: "version_required" } });
});

test("what was sent as ETag comes back as If-Match", () => {
  expect(readIfMatch(entityTag(42))).toEqual({ accepted: true, value: 42 });
});
