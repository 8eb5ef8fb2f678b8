import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairsOutOfOrder } from "./order.ts";

describe("pairsOutOfOrder", () => {
  it("finds none when the first ones got the rooms", () => {
    expect(pairsOutOfOrder([true, true, false, false, false])).toEqual({ outOfOrder: 0, all: 6 });
  });

  it("finds all when the last ones got them", () => {
    expect(pairsOutOfOrder([false, false, true])).toEqual({ outOfOrder: 2, all: 2 });
  });

  it("leaves out whoever has no answer, and rounds in which nobody loses", () => {
    expect(pairsOutOfOrder([undefined, false, undefined, true])).toEqual({ outOfOrder: 1, all: 1 });
    expect(pairsOutOfOrder([true, true])).toEqual({ outOfOrder: 0, all: 0 });
  });

  it("counts the pairs one by one", () => {
    const outcome = fc.constantFrom(true, false, undefined);
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 30 }), (accepted) => {
        let outOfOrder = 0;
        let all = 0;
        for (const [first, one] of accepted.entries()) {
          for (const other of accepted.slice(first + 1)) {
            if (one === false && other === true) outOfOrder += 1;
            if ((one === false && other === true) || (one === true && other === false)) all += 1;
          }
        }
        expect(pairsOutOfOrder(accepted)).toEqual({ outOfOrder, all });
      }),
    );
  });
});
