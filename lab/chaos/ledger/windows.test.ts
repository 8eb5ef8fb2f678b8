import { expect, test } from "vitest";
import { sampleOperation } from "../checks/sample_epoch.ts";
import { Windows } from "./windows.ts";

const steps = [
  { step: 2, cause: sampleOperation(1, [1, 4]) },
  { step: 3, cause: undefined },
  { step: 5, cause: sampleOperation(2, [3, 8]) },
  { step: 9, cause: sampleOperation(3, [7, Infinity], { outcome: "unknown" }) },
];

test.each([
  ["before everything", [0, 0.5], 0, 1],
  ["beside the first", [2, 6], 0, 8],
  ["after the first was answered", [5, 6], 2, 8],
  ["after the second was answered, beside the one that nobody knows of", [10, 11], 5, Infinity],
] as const)("decided %s", (_when, [invoked, completed], first, last) => {
  expect(new Windows(steps).of(sampleOperation(9, [invoked, completed]))).toEqual({ first, last });
});

test("without any step everything is the state before the first", () => {
  expect(new Windows([]).of(sampleOperation(9, [1, 2]))).toEqual({ first: 0, last: Infinity });
});
