import { texts } from "../../database/column.ts";
import type { Queryable } from "../../database/database.ts";
import { TELL_EXCHANGE_RATES } from "../../events/rings.ts";
import type { Currency } from "../../vocabulary/money.ts";
import { formatNight, nightOf, type Night } from "../../vocabulary/night.ts";
import type { ExchangeRate } from "./exchange_schemas.ts";

interface ExchangeRateRow {
  readonly base: Currency;
  readonly currency: Currency;
  readonly valid_from: string;
  /** With all twelve decimals. */
  readonly rate: string;
}

/** What one unit of `base` is worth in `currency` from a day on, exactly. */
export interface KeptExchangeRate {
  readonly base: Currency;
  readonly currency: Currency;
  readonly validFrom: Night;
  /** The rate times 10^12. */
  readonly rate: bigint;
}

const SELECT_SINCE = `
  SELECT base, currency, valid_from, rate
    FROM exchange_rate e
   WHERE valid_from > $1
      OR valid_from = (SELECT max(o.valid_from) FROM exchange_rate o
                        WHERE o.base = e.base AND o.currency = e.currency AND o.valid_from <= $1)
   ORDER BY base, currency, valid_from`;

const SELECT_IN_FORCE = `
  SELECT DISTINCT ON (currency) base, currency, valid_from, trim_scale(rate)::text AS rate
    FROM exchange_rate
   WHERE base = $1 AND valid_from <= coalesce($2::date, (SELECT (hotel_now() AT TIME ZONE 'UTC')::date))
   ORDER BY currency, valid_from DESC`;

// Sorted: two feeds that write the same pairs in other orders cannot deadlock.
const UPSERT = `
  INSERT INTO exchange_rate (base, currency, valid_from, rate)
  SELECT base, currency, valid_from::date, rate::numeric
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS given (base, currency, valid_from, rate)
   ORDER BY base, currency, valid_from
  ON CONFLICT (base, currency, valid_from) DO UPDATE SET rate = excluded.rate`;

/** The rates in force on a day and all later ones, of every pair. */
export async function loadExchangeRates(db: Queryable, since: Night): Promise<KeptExchangeRate[]> {
  const statement = { name: "exchange_rates", text: SELECT_SINCE, values: [formatNight(since)] };
  const { rows } = await db.query<ExchangeRateRow>(statement);
  return rows.map(exchangeRateOf);
}

/** What a currency is worth in others on a day, today in UTC unless told; in the order of the currencies. */
export async function ratesInForce(db: Queryable, base: Currency, day: string | undefined): Promise<ExchangeRate[]> {
  const { rows } = await db.query<ExchangeRate>(SELECT_IN_FORCE, [base, day ?? null]);
  return rows;
}

/** Keeps rates, each pair and day named once; what was kept for the same pair and day is written over. */
export async function keepExchangeRates(db: Queryable, rates: readonly ExchangeRate[]): Promise<void> {
  await db.query(UPSERT, [
    texts(rates, (one) => one.base),
    texts(rates, (one) => one.currency),
    texts(rates, (one) => one.valid_from),
    texts(rates, (one) => one.rate),
  ]);
}

/**
 * Keeps rates and tells every process, which shows them within a second. Not in a transaction: the telling is one of its own. When
 * it fails the rates are kept all the same, and every process finds them within half a minute.
 *
 * @param onUntold told why the telling failed
 */
export async function enterExchangeRates(
  pool: Queryable,
  rates: readonly ExchangeRate[],
  onUntold: (error: unknown) => void,
): Promise<void> {
  await keepExchangeRates(pool, rates);
  try {
    await pool.query(TELL_EXCHANGE_RATES);
  } catch (error) {
    onUntold(error);
  }
}

function exchangeRateOf(row: ExchangeRateRow): KeptExchangeRate {
  const { base, currency, valid_from: validFrom, rate } = row;
  const [whole = "", decimals = ""] = rate.split(".");
  return { base, currency, validFrom: nightOf(validFrom), rate: BigInt(whole + decimals.padEnd(12, "0")) };
}
