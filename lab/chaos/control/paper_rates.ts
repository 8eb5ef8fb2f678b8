import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import { formatNight, nightOf, type Night } from "../../../hotel/vocabulary/night.ts";
import type { WantedRoom } from "../operation.ts";
import { breaks, type ContestedRates, type FixedRule } from "../rates/contested_rates.ts";
import type { ContestedHotel } from "../world.ts";
import type { Defect } from "./defects.ts";

/** What one room costs, in minor units. */
export interface PaperBill {
  readonly stayNo: number;
  readonly ratePlanId: number;
  readonly adults: number;
  readonly nightly: readonly { readonly night: Night; readonly price: number }[];
  readonly cityTax: number;
  readonly total: number;
}

/** A manager's request, as a hotel on paper reads it. */
export interface PaperChange {
  readonly version: number;
  readonly start_date?: string;
  readonly end_date?: string;
  readonly rate_plan_ids?: "every_plan" | readonly number[];
  readonly set?: { readonly closed?: boolean; readonly price?: number };
  readonly prices?: readonly { readonly percent?: number }[];
}

/** A rule in the way of a stay, as the API names it. */
export interface PaperRule {
  readonly date: string;
  readonly rule: string;
  readonly value: number | boolean;
  readonly rate_plan_id?: number;
}

const BASE = 10_000;
const BREAKFAST = 1_600;
const SAVER_SHARE = 0.875;
const CITY_TAX = 225;

/** The rates of one hotel on paper: what its manager has set, what stays cost, and which are not sold. */
export class PaperRates {
  readonly #hotel: ContestedHotel;
  readonly #defect: Defect | undefined;
  readonly #versions = new Map<string, number>();
  readonly #prices = new Map<string, number>();
  readonly #closed = new Set<Night>();
  #percent = 15;

  constructor(hotel: ContestedHotel, defect: Defect | undefined) {
    this.#hotel = hotel;
    this.#defect = defect;
  }

  /** Makes a change of the newest version, of the book or of a plan; returns the version after it, and whether it was the newest. */
  change(thing: string, change: PaperChange): { readonly version: number; readonly isMade: boolean } {
    const version = this.#versions.get(thing) ?? 1;
    if (change.version !== version) return { version, isMade: false };
    const { rate_plan_ids: plans, set = {} } = change;
    const nights = nightsBetween(nightOf(change.start_date ?? "1970-01-01"), nightOf(change.end_date ?? "1970-01-01"));
    for (const night of nights) {
      if (set.closed === true) this.#closed.add(night);
      if (set.closed === false) this.#closed.delete(night);
      for (const plan of Array.isArray(plans) ? plans : [])
        this.#prices.set(`${plan} ${night}`, (set.price ?? 0) * 100);
    }
    this.#percent = change.prices?.[1]?.percent ?? this.#percent;
    this.#versions.set(thing, version + 1);
    return { version: version + 1, isMade: true };
  }

  /** What rooms cost today. */
  bills(rooms: readonly WantedRoom[]): PaperBill[] {
    return rooms.map((room, index) => this.#billOf(room, index + 1));
  }

  /** What is in the way of the rooms; of a quoted stay only that too many are sold. */
  inTheWay(rooms: readonly WantedRoom[], isQuoted: boolean, sold: (rule: FixedRule) => number): PaperRule[] {
    const { rates } = this.#hotel;
    if (rates === undefined) return [];
    const standing = isQuoted || this.#defect === "ignores_restrictions" ? [] : rates.fixed;
    const broken = standing.filter((rule) => rooms.some((room) => breaks(rule, room)));
    const limits = this.#defect === "exceeds_limits" ? [] : rates.fixed.filter(({ rule }) => rule === "sell_limit");
    const reached = limits.filter((rule) => {
      const wanted = rooms.filter((room) => isWithin(rule, room, room.ratePlanId ?? rates.flexible)).length;
      return wanted > 0 && sold(rule) + wanted > rule.value;
    });
    return [...[...broken, ...reached].map(shownRule), ...(isQuoted ? [] : this.#closedNights(rooms))];
  }

  #closedNights(rooms: readonly WantedRoom[]): PaperRule[] {
    if (this.#defect === "sells_closed_nights") return [];
    const nights = new Set(rooms.flatMap(({ from, to }) => nightsBetween(from, to)));
    return [...nights]
      .filter((night) => this.#closed.has(night))
      .map((night) => ({ date: formatNight(night), rule: "closed", value: true }));
  }

  #billOf({ ratePlanId, adults = 1, from, to }: WantedRoom, stayNo: number): PaperBill {
    const { rates } = this.#hotel;
    const plan = ratePlanId ?? rates?.flexible ?? 0;
    const nightly = nightsBetween(from, to).map((night) => ({ night, price: this.#priceOf(night, plan, rates) }));
    const cityTax = rates === undefined ? 0 : CITY_TAX * adults * nightly.length;
    const total = nightly.reduce((sum, { price }) => sum + price, cityTax);
    return { stayNo, ratePlanId: plan, adults, nightly, cityTax, total };
  }

  #priceOf(night: Night, plan: number, rates: ContestedRates | undefined): number {
    if (rates === undefined || plan === 0) return this.#prices.get(`0 ${night}`) ?? BASE;
    const base = (this.#prices.get(`${rates.flexible} ${night}`) ?? BASE) + BREAKFAST;
    const flexible = base + Math.round((base * this.#percent) / 100);
    return plan === rates.flexible ? flexible : Math.round(flexible * SAVER_SHARE);
  }
}

/** Whether a room under a plan counts for a limit. */
export function isWithin(rule: FixedRule, room: Omit<WantedRoom, "ratePlanId">, ratePlanId: number): boolean {
  const isThere = room.roomTypeId === rule.roomTypeId && room.from <= rule.night && rule.night < room.to;
  return isThere && (rule.ratePlanId === EVERY_PLAN || rule.ratePlanId === ratePlanId);
}

/** The bill as the API shows it: within a quoted stay, or beside a reservation's. */
export function shownBill({ nightly, cityTax, ratePlanId, stayNo }: PaperBill): {
  readonly stay: object;
  readonly nightly: readonly object[];
} {
  const charges = cityTax === 0 ? [] : [{ code: "city_tax", amount: cityTax / 100, included: false }];
  return {
    stay: { stay_no: stayNo, rate_plan_id: ratePlanId, charges },
    nightly: nightly.map(({ night, price }) => ({ stay_no: stayNo, date: formatNight(night), price: price / 100 })),
  };
}

function shownRule({ night, rule, value, ratePlanId }: FixedRule): PaperRule {
  const shown = { date: formatNight(night), rule, value: rule === "closed_to_arrival" ? true : value };
  return ratePlanId === EVERY_PLAN ? shown : { ...shown, rate_plan_id: ratePlanId };
}

function nightsBetween(from: Night, to: Night): Night[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
