import { expect, test } from "vitest";
import { nightOf } from "../../vocabulary/night.ts";
import { EVERY_DAY } from "../book/scope.ts";
import { scopeWords } from "./scope_words.ts";

const [from, until] = [nightOf("2026-06-01"), nightOf("2026-08-31")];

test.each([
  ["every night", {}],
  ["every night", { weekdays: EVERY_DAY, roomTypeIds: [1] }],
  ["weekend", { weekdays: 16 + 32 }],
  ["weekend", { weekdays: 32 + 64 }],
  ["weekend", { weekdays: 16 + 32 + 64 }],
  ["weekdays", { weekdays: 1 + 2 + 4 + 8 + 16 }],
  ["weekdays", { weekdays: 1 + 2 + 4 + 8 + 64 }],
  ["Sunday", { weekdays: 64 }],
  ["Monday, Wednesday", { weekdays: 1 + 4 }],
  ["2026-06-01 to 2026-08-31", { from, until }],
  ["from 2026-06-01", { from }],
  ["until 2026-08-31", { until }],
  ["2026-06-01", { from, until: from }],
  ["weekend 2026-06-01 to 2026-08-31", { from, until, weekdays: 48 }],
])("%s", (words, scope) => {
  expect(scopeWords(scope)).toBe(words);
});
