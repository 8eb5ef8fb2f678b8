import { nightOf, type Night } from "../../../hotel/vocabulary/night.ts";

/** A line of a bill. */
export interface PriceLine {
  /** The room's number in the booking, and its night or charge. */
  readonly name: string;
  readonly amountMinor: number;
  /** False: it is within other lines already. */
  readonly isAdded: boolean;
}

/** What an answer tells of a price, in minor units. */
export interface SeenPrice {
  readonly totalMinor: number;
  readonly lines: readonly PriceLine[];
  /** The plan of each room. */
  readonly plans: readonly number[];
}

/** A promised price. */
export interface Quoted {
  readonly quoteId: string;
  readonly price: SeenPrice;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A rule that a refusal names. */
export interface RuleInTheWay {
  readonly night: Night;
  readonly rule: string;
  readonly value: boolean | number | string;
  /** Undefined: it stands on every plan. */
  readonly ratePlanId: number | undefined;
}

interface NightShown {
  readonly stay_no?: number;
  readonly date: string;
  readonly price: number;
}

interface StayPriced {
  readonly stay_no: number;
  readonly rate_plan_id?: number;
  readonly nightly?: readonly NightShown[];
  readonly charges?: readonly { readonly code: string; readonly amount: number; readonly included: boolean }[];
}

/** The part of an answer that tells of rates: a reservation has its nights beside its stays, a quote within them. */
export interface RatesShown {
  readonly total_price?: number;
  readonly nightly?: readonly NightShown[];
  readonly stays?: readonly StayPriced[];
  readonly quote_id?: string;
  readonly expires_at?: string;
  readonly restrictions?: readonly {
    readonly date: string;
    readonly rule: string;
    readonly value: boolean | number | string;
    readonly rate_plan_id?: number;
  }[];
}

/** The price that an answer tells; undefined when it tells none. All hotels of a run are in a currency with two decimals. */
export function priceIn({ total_price: total, nightly = [], stays = [] }: RatesShown): SeenPrice | undefined {
  if (total === undefined) return undefined;
  const nights = [
    ...nightly,
    ...stays.flatMap(({ stay_no: stayNo, nightly: own = [] }) => own.map((night) => ({ ...night, stay_no: stayNo }))),
  ];
  const lines = [
    ...nights.map(({ stay_no: stayNo, date, price }) => lineOf(`${stayNo} ${date}`, price, true)),
    ...stays.flatMap(({ stay_no: stayNo, charges = [] }) =>
      charges.map(({ code, amount, included }) => lineOf(`${stayNo} ${code}`, amount, !included)),
    ),
  ];
  return { totalMinor: minorOf(total), lines, plans: stays.map((stay) => stay.rate_plan_id ?? 0) };
}

/** The promise that an answer makes; undefined when it makes none. */
export function quotedIn(shown: RatesShown): Quoted | undefined {
  const price = priceIn(shown);
  const { quote_id: quoteId, expires_at: expiresAt } = shown;
  if (price === undefined || quoteId === undefined || expiresAt === undefined) return undefined;
  return { quoteId, price, expiresAt: Date.parse(expiresAt) };
}

/** The rules that a refusal names. */
export function rulesIn({ restrictions = [] }: RatesShown): RuleInTheWay[] {
  return restrictions.map(({ date, rule, value, rate_plan_id: ratePlanId }) => {
    return { night: nightOf(date), rule, value, ratePlanId };
  });
}

function lineOf(name: string, amount: number, isAdded: boolean): PriceLine {
  return { name, amountMinor: minorOf(amount), isAdded };
}

function minorOf(decimal: number): number {
  return Math.round(decimal * 100);
}
