import { describe, expect, it } from "vitest";
import { Oracle } from "./oracle.ts";

function oracleOf(rooms: number): Oracle {
  const oracle = new Oracle();
  oracle.addType("A", rooms);
  oracle.addType("D", 1);
  return oracle;
}

describe("oracle", () => {
  it("fills each night on its own; a departure and an arrival on one day do not collide", () => {
    const oracle = oracleOf(1);
    oracle.take("A", 10, 12);
    expect([
      oracle.fits("A", 9, 10),
      oracle.fits("A", 12, 13),
      oracle.fits("A", 9, 11),
      oracle.fits("A", 11, 12),
    ]).toEqual([true, true, false, false]);
  });

  it("counts to the last room and back", () => {
    const oracle = oracleOf(2);
    oracle.take("A", 10, 12);
    oracle.take("A", 11, 13);
    expect(oracle.fits("A", 11, 12)).toBe(false);
    expect(() => oracle.take("A", 10, 13)).toThrow(/no room/);
    oracle.giveBack("A", 11, 13);
    expect([oracle.usedOn("A", 10), oracle.usedOn("A", 11), oracle.usedOn("A", 12)]).toEqual([1, 1, 0]);
    expect(() => oracle.giveBack("A", 11, 13)).toThrow(/no stay/);
  });

  it("moves a stay only where the other type has room on every night", () => {
    const oracle = oracleOf(1);
    oracle.take("A", 10, 13);
    oracle.take("D", 12, 13);
    expect(oracle.move("A", "D", 10, 13)).toBe(false);
    expect(oracle.usedOn("A", 10)).toBe(1);
    oracle.giveBack("D", 12, 13);
    expect(oracle.move("A", "D", 10, 13)).toBe(true);
    expect([oracle.usedOn("A", 10), oracle.usedOn("D", 12)]).toEqual([0, 1]);
  });

  it("has no room in a type that it does not know", () => {
    expect(oracleOf(1).fits("Z", 1, 2)).toBe(false);
    expect(() => oracleOf(1).giveBack("Z", 1, 2)).toThrow(/no stay/);
  });
});
