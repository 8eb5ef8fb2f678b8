import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalPlaces } from "../../vocabulary/money.ts";
import { nightOf } from "../../vocabulary/night.ts";
import type { ExchangeRate } from "./dated_rates.ts";
import { ExchangeTable } from "./exchange_table.ts";

const DAY = nightOf("2027-06-10");

/** Rates as a bank publishes them: one euro in other currencies. */
const table = new ExchangeTable([
  rate("EUR", "USD", "2027-06-01", "1.0800"),
  rate("EUR", "USD", "2027-06-09", "1.0850"),
  rate("EUR", "USD", "2027-06-11", "1.0900"),
  rate("EUR", "JPY", "2027-06-08", "162.50"),
  rate("EUR", "KWD", "2027-06-09", "0.3325"),
  rate("GBP", "EUR", "2027-06-09", "1.2"),
]);

describe("ExchangeTable", () => {
  test.each([
    ["the latest rate that has begun", 100_00, "EUR", "USD", 108_50, "2027-06-09"],
    ["two places to none: 100.00 x 162.50", 100_00, "EUR", "JPY", 16_250, "2027-06-08"],
    ["two places to three: 100.00 x 0.3325 = 33.250", 100_00, "EUR", "KWD", 33_250, "2027-06-09"],
    ["the other way round: 108.50 / 1.0850", 108_50, "USD", "EUR", 100_00, "2027-06-09"],
    ["none to two: 16,250 / 162.50", 16_250, "JPY", "EUR", 100_00, "2027-06-08"],
    ["1 yen is 0.006 euro, a cent", 1, "JPY", "EUR", 1, "2027-06-08"],
    ["half a cent goes up: 0.10 x 162.5 = 16.25, 0.12 x 162.5 = 19.5", 12, "EUR", "JPY", 20, "2027-06-08"],
    ["and away from zero", -12, "EUR", "JPY", -20, "2027-06-08"],
    ["through the euro: 33.250 / 0.3325 x 162.50, of the older day", 33_250, "KWD", "JPY", 16_250, "2027-06-08"],
    ["none to three: 16,250 / 162.50 x 0.3325", 16_250, "JPY", "KWD", 33_250, "2027-06-08"],
    ["through the euro, stated both ways: 10.00 x 1.2 x 1.0850", 10_00, "GBP", "USD", 13_02, "2027-06-09"],
    ["rounded once and not on the way: 0.01 x 1.2 x 162.5 = 1.95", 1, "GBP", "JPY", 2, "2027-06-08"],
    ["nothing is nothing", 0, "USD", "KWD", 0, "2027-06-09"],
    ["the same currency", 12_345, "XPF", "XPF", 12_345, "2027-06-10"],
  ])("%s", (_, amountMinor, from, to, expected, rateDate) => {
    expect(table.convert(amountMinor, from, to, DAY)).toEqual({ amountMinor: expected, rateDate: nightOf(rateDate) });
  });

  test("has no rate for what it does not know, or not yet", () => {
    expect(table.convert(1_00, "EUR", "CHF", DAY)).toBeUndefined();
    expect(table.convert(1_00, "CHF", "USD", DAY)).toBeUndefined();
    expect(table.convert(1_00, "EUR", "USD", nightOf("2027-05-31"))).toBeUndefined();
    expect(new ExchangeTable([]).convert(1_00, "EUR", "USD", DAY)).toBeUndefined();
  });

  test("each day has its own rate, in whatever order they are asked for", () => {
    const dollars = (day: string): number | undefined => table.convert(100_00, "EUR", "USD", nightOf(day))?.amountMinor;
    expect(["2027-06-12", "2027-06-08", "2027-06-10", "2027-06-01"].map(dollars)).toEqual([
      109_00, 108_00, 108_50, 108_00,
    ]);
  });

  test("of two directions the newer counts, of the same day the one asked for", () => {
    const both = [rate("EUR", "USD", "2027-06-01", "2"), rate("USD", "EUR", "2027-06-02", "0.4")];
    expect(new ExchangeTable(both).convert(100, "EUR", "USD", DAY)?.amountMinor).toBe(250);
    const sameDay = [rate("USD", "EUR", "2027-06-01", "0.4"), rate("EUR", "USD", "2027-06-01", "2")];
    expect(new ExchangeTable(sameDay).convert(100, "EUR", "USD", DAY)?.amountMinor).toBe(200);
  });

  test("of several ways through a third currency the newest counts, then the alphabet", () => {
    const ways = (gbpDay: string): ExchangeRate[] => [
      rate("GBP", "USD", gbpDay, "3"),
      rate("GBP", "JPY", gbpDay, "3"),
      rate("EUR", "USD", "2027-06-02", "1"),
      rate("EUR", "JPY", "2027-06-02", "7"),
    ];
    const through = (gbpDay: string): number | undefined =>
      new ExchangeTable(ways(gbpDay)).convert(100, "USD", "JPY", DAY)?.amountMinor;
    expect(through("2027-06-01")).toBe(7);
    expect(through("2027-06-02")).toBe(7);
    expect(through("2027-06-03")).toBe(1);
  });

  test("an amount that is too large to be exact has no conversion", () => {
    expect(table.convert(10 ** 15, "EUR", "KWD", DAY)?.amountMinor).toBe(3_325_000_000_000_000);
    const dear = new ExchangeTable([rate("EUR", "IDR", "2027-06-01", "17000")]);
    expect(dear.convert(10 ** 15, "EUR", "IDR", DAY)).toBeUndefined();
  });

  test("refuses a rate of nothing", () => {
    expect(() => new ExchangeTable([rate("EUR", "USD", "2027-06-01", "0")])).toThrow(RangeError);
  });

  test("is exact, and there and back is the same but for the rounding", () => {
    const currency = fc.constantFrom("USD", "JPY", "KWD", "CLF");
    const anyRate = fc.bigInt({ min: 1_000_000_000n, max: 10n ** 16n });
    fc.assert(
      fc.property(fc.nat(10 ** 10), currency, anyRate, (amount, to, scaled) => {
        const one = new ExchangeTable([{ base: "EUR", currency: to, validFrom: DAY, rate: scaled }]);
        const there = one.convert(amount, "EUR", to, DAY)?.amountMinor ?? Number.NaN;
        const places = 10n ** BigInt(decimalPlaces(to));
        // Twice the distance from the exact value is at most one unit.
        const exact = BigInt(amount) * scaled * places;
        const unit = 10n ** 12n * 100n;
        const distance = BigInt(there) * unit - exact;
        expect(2n * (distance < 0n ? -distance : distance) <= unit).toBe(true);
        const back = one.convert(there, to, "EUR", DAY)?.amountMinor ?? Number.NaN;
        const centsOfAUnit = Number(unit) / Number(scaled * places);
        expect(Math.abs(back - amount)).toBeLessThanOrEqual(centsOfAUnit / 2 + 1);
      }),
    );
  });

  test("its factors put prices in order as the exact conversion does", () => {
    const factors = table.sortFactors("EUR", DAY);
    expect([...factors.keys()].toSorted()).toEqual(["EUR", "GBP", "JPY", "KWD", "USD"]);
    const currency = fc.constantFrom("EUR", "GBP", "JPY", "KWD", "USD");
    const amount = fc.nat(10 ** 9);
    fc.assert(
      fc.property(currency, amount, currency, amount, (one, oneMinor, other, otherMinor) => {
        const worth = (code: string, minor: number): number => minor * (factors.get(code) ?? Number.NaN);
        const exact = (code: string, minor: number): number =>
          table.convert(minor, code, "EUR", DAY)?.amountMinor ?? Number.NaN;
        expect(Math.abs(worth(one, oneMinor) - exact(one, oneMinor))).toBeLessThanOrEqual(0.51);
        const isInOrder = one !== other || oneMinor > otherMinor || worth(one, oneMinor) <= worth(other, otherMinor);
        expect(isInOrder).toBe(true);
      }),
    );
  });
});

function rate(base: string, currency: string, validFrom: string, decimal: string): ExchangeRate {
  const [whole = "", places = ""] = decimal.split(".");
  return { base, currency, validFrom: nightOf(validFrom), rate: BigInt(whole + places.padEnd(12, "0")) };
}
