import type { Currency } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";

/** Decimal places of {@link ExchangeRate.rate}. */
export const RATE_PLACES = 12;

/** What one unit of `base` is worth in `currency`, from a day on. */
export interface ExchangeRate {
  readonly base: Currency;
  readonly currency: Currency;
  readonly validFrom: Night;
  /** The exact decimal times 10^12: 1.0843 is 1_084_300_000_000n. More than 0. */
  readonly rate: bigint;
}

/** A rate as a fraction, exact in both directions. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly date: Night;
}

/** Exchange rates by their two currencies, each list in order of its days. */
export class DatedRates {
  readonly #byPair = new Map<string, ExchangeRate[]>();
  readonly #partners = new Map<Currency, Set<Currency>>();

  /** Throws RangeError for a rate that is not more than 0: its inverse would not exist. */
  constructor(rates: readonly ExchangeRate[]) {
    for (const rate of rates.toSorted((one, other) => one.validFrom - other.validFrom)) this.#add(rate);
    for (const [currency, partners] of this.#partners) this.#partners.set(currency, new Set([...partners].toSorted()));
  }

  /** Every currency that has a rate, on any day. */
  currencies(): Iterable<Currency> {
    return this.#partners.keys();
  }

  /** The currencies that have a rate with this one, on any day and in either direction, in order of the alphabet. */
  partnersOf(currency: Currency): Iterable<Currency> {
    return this.#partners.get(currency) ?? [];
  }

  /** The newest rate of two currencies on a day, stated in either direction; of the same day the one that is asked for. */
  between(from: Currency, to: Currency, day: Night): Rate | undefined {
    const direct = this.#latest(from, to, day);
    const inverse = this.#latest(to, from, day);
    if (direct !== undefined && (inverse === undefined || inverse.validFrom <= direct.validFrom)) {
      return { numerator: direct.rate, denominator: ONE, date: direct.validFrom };
    }
    return inverse && { numerator: ONE, denominator: inverse.rate, date: inverse.validFrom };
  }

  #latest(base: Currency, currency: Currency, day: Night): ExchangeRate | undefined {
    return this.#byPair.get(base + currency)?.findLast(({ validFrom }) => validFrom <= day);
  }

  #add(rate: ExchangeRate): void {
    const { base, currency } = rate;
    if (rate.rate <= 0n) throw new RangeError(`the rate of ${base} in ${currency} is not more than 0`);
    const pair = base + currency;
    const known = this.#byPair.get(pair);
    if (known === undefined) this.#byPair.set(pair, [rate]);
    else known.push(rate);
    this.#partner(base, currency);
    this.#partner(currency, base);
  }

  #partner(one: Currency, other: Currency): void {
    const partners = this.#partners.get(one);
    if (partners === undefined) this.#partners.set(one, new Set([other]));
    else partners.add(other);
  }
}

const ONE = 10n ** BigInt(RATE_PLACES);
