import { decimalPlaces, type Currency, type MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";
import { DatedRates, type ExchangeRate, type Rate } from "./dated_rates.ts";

/** An amount in another currency, for display only: what was agreed is charged in the hotel's. */
export interface ConvertedAmount {
  readonly amountMinor: MinorUnits;
  /** The day of the rate it was taken at; of two rates, of the older. */
  readonly rateDate: Night;
}

/**
 * The exchange rates of one moment. Immutable: new rates make another table. A rate counts from its day until the next one of the
 * same two currencies. Between two currencies the newest rate counts, in either direction, and of two of the same day the
 * one that is stated the way it is asked for; where there is none, the two rates with a third currency that both have.
 */
export class ExchangeTable {
  readonly #rates: DatedRates;
  /** Of the day that was asked for last: a page of results asks for the same two currencies many times. */
  #known = new Map<string, Rate | undefined>();
  #knownDay = Number.NaN;
  readonly #factors = new Map<Currency, ReadonlyMap<Currency, number>>();

  constructor(rates: readonly ExchangeRate[]) {
    this.#rates = new DatedRates(rates);
  }

  /**
   * An amount in another currency on a day: exact arithmetic, rounded once to its minor unit, halves away from zero. Undefined
   * without a rate, and for amounts too large to be exact.
   */
  convert(amountMinor: MinorUnits, from: Currency, to: Currency, onDay: Night): ConvertedAmount | undefined {
    if (from === to) return { amountMinor, rateDate: onDay };
    const rate = this.#rateOn(from, to, onDay);
    if (rate === undefined) return undefined;
    const converted = Number(rounded(BigInt(amountMinor) * rate.numerator, rate.denominator));
    return Number.isSafeInteger(converted) ? { amountMinor: converted, rateDate: rate.date } : undefined;
  }

  /**
   * For each currency that has a rate on a day, what one of its minor units is worth in minor units of another: about, to put
   * prices in order. Of two amounts in one currency the greater never comes out smaller.
   */
  sortFactors(base: Currency, day: Night): ReadonlyMap<Currency, number> {
    this.#turnTo(day);
    const known = this.#factors.get(base) ?? this.#findFactors(base, day);
    this.#factors.set(base, known);
    return known;
  }

  #findFactors(base: Currency, day: Night): ReadonlyMap<Currency, number> {
    const factors = new Map([[base, 1]]);
    for (const currency of this.#rates.currencies()) {
      const rate = currency === base ? undefined : this.#rateOn(currency, base, day);
      if (rate !== undefined) factors.set(currency, Number(rate.numerator) / Number(rate.denominator));
    }
    return factors;
  }

  #rateOn(from: Currency, to: Currency, day: Night): Rate | undefined {
    this.#turnTo(day);
    const pair = `${from}${to}`;
    if (this.#known.has(pair)) return this.#known.get(pair);
    const rate = this.#rates.between(from, to, day) ?? this.#throughAnother(from, to, day);
    const minor = rate && inMinorUnits(rate, from, to);
    this.#known.set(pair, minor);
    return minor;
  }

  #turnTo(day: Night): void {
    if (day === this.#knownDay) return;
    this.#known.clear();
    this.#factors.clear();
    this.#knownDay = day;
  }

  #throughAnother(from: Currency, to: Currency, day: Night): Rate | undefined {
    let newest: Rate | undefined;
    // In order of the alphabet: of two that are equally new the first counts, however the rates were handed over.
    for (const middle of this.#rates.partnersOf(from)) {
      const one = this.#rates.between(from, middle, day);
      const two = this.#rates.between(middle, to, day);
      if (one === undefined || two === undefined) continue;
      const both = chained(one, two);
      if (newest === undefined || both.date > newest.date) newest = both;
    }
    return newest;
  }
}

function chained(one: Rate, two: Rate): Rate {
  return {
    numerator: one.numerator * two.numerator,
    denominator: one.denominator * two.denominator,
    date: Math.min(one.date, two.date),
  };
}

function inMinorUnits({ numerator, denominator, date }: Rate, from: Currency, to: Currency): Rate {
  const places = decimalPlaces(to) - decimalPlaces(from);
  const scale = 10n ** BigInt(Math.abs(places));
  return places < 0
    ? { numerator, denominator: denominator * scale, date }
    : { numerator: numerator * scale, denominator, date };
}

/** The one rounding rule, in integers of any size. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const quotient = (2n * size + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}
