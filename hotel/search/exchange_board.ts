import type { Queryable } from "../database/database.ts";
import { ExchangeTable } from "../rates/currency/exchange_table.ts";
import { loadExchangeRates } from "../rates/plans/exchange_rows.ts";
import { decimalPlaces, type Currency } from "../vocabulary/money.ts";
import type { Night } from "../vocabulary/night.ts";

const DAY_MS = 86_400_000;
const KEPT_MS = 30_000;

/** The exchange rates as they were read last. Who enters new ones tells, and what is told can be lost: so they are read again now and then, too. */
export class ExchangeBoard {
  #table = new ExchangeTable([]);
  #readAt = Number.NEGATIVE_INFINITY;
  /** How many readings have begun. */
  #readings = 0;

  get table(): ExchangeTable {
    return this.#table;
  }

  /** New rates were entered: what is known is read again the next time. */
  doubt(): void {
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  /** Reads the rates, unless that was done within half a minute. */
  async refresh(db: Queryable, now: Date): Promise<void> {
    if (Math.abs(now.getTime() - this.#readAt) < KEPT_MS) return;
    // Before the reading: of what is entered meanwhile nobody knows whether it is in it.
    this.#readAt = now.getTime();
    const reading = (this.#readings += 1);
    try {
      const rates = await loadExchangeRates(db, dayOf(now));
      // One that began later knows what was entered between the two, also when it was answered sooner.
      if (reading === this.#readings) this.#table = new ExchangeTable(rates);
    } catch (error) {
      this.doubt();
      throw error;
    }
  }

  /** By what prices are multiplied to put those of several currencies in order. */
  factors(currency: Currency, now: Date): ReadonlyMap<Currency, number> {
    return this.#table.sortFactors(currency, dayOf(now));
  }
}

/** The day of an instant at Greenwich: for exchange rates, which know no hotel. */
export function dayOf(now: Date): Night {
  return Math.floor(now.getTime() / DAY_MS);
}

/** Where nobody has said what a currency is worth, a unit of it counts as one of any other. */
export function factorOf(factors: ReadonlyMap<Currency, number>, from: Currency, to: Currency): number {
  return factors.get(from) ?? 10 ** (decimalPlaces(to) - decimalPlaces(from));
}
