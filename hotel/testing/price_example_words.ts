import type { Adjustment, Audience } from "../rates/book/rate_plan.ts";
import type { RuleScope, Weekdays } from "../rates/book/scope.ts";
import type { Buyer, NightDemand } from "../rates/stay_ask.ts";
import { decimalPlaces, fromDecimal, toDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";
import { nightOf } from "../vocabulary/night.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Reads `120.00`. Throws on what is no amount: an example with a slip of the pen must not pass by chance. */
export function readAmount(text: string, currency: Currency): MinorUnits {
  const amount = /^\d+(\.\d+)?$/.test(text) ? fromDecimal(Number(text), currency) : undefined;
  if (amount === undefined) throw new TypeError(`not an amount of ${currency}: ${text}`);
  return amount;
}

/** Writes it with the decimals of its currency. */
export function writeAmount(amount: MinorUnits, currency: Currency): string {
  return toDecimal(amount, currency).toFixed(decimalPlaces(currency));
}

/** Reads `+15 %`, `-12.5 %`, `-10.00`. */
export function readChange(text: string, currency: Currency): Adjustment {
  const [, sign = "", number = "", percent] = matched(/^([+-])(\d+(?:\.\d+)?)( %)?$/, text);
  const factor = sign === "-" ? -1 : 1;
  if (percent === undefined) return { amountMinor: factor * readAmount(number, currency) };
  return { basisPoints: factor * hundredths(number) };
}

/** Reads `82 %` as basis points. */
export function readPercent(text: string): number {
  return hundredths(matched(/^(\d+(?:\.\d+)?) %$/, text)[1] ?? "");
}

/** Reads `82 %`, `41 of 50 rooms` and `not on sale`. */
export function readOccupancy(text: string): NightDemand | undefined {
  if (text === "not on sale") return undefined;
  const rooms = /^(\d+) of (\d+) rooms$/.exec(text);
  if (rooms !== null) return { usedRooms: Number(rooms[1]), physicalRooms: Number(rooms[2]) };
  return { usedRooms: readPercent(text), physicalRooms: 10_000 };
}

/** Reads `3 rooms in 7 days`. */
export function readPickup(text: string): { readonly days: number; readonly minRooms: number } {
  const [, rooms, days] = matched(/^(\d+) rooms? in (\d+) days?$/, text);
  return { days: Number(days), minRooms: Number(rooms) };
}

/** Reads `Fri Sat` and `2026-06-01 to 2026-08-31`, either of them open: `from 2026-06-01`, `until 2026-08-31`. */
export function readScope(days: string | undefined, nights: string | undefined): RuleScope {
  return {
    ...(days === undefined ? {} : { weekdays: readDays(days) }),
    ...(nights === undefined ? {} : period(nights)),
  };
}

/** Reads who a plan is for: `everybody`, `members`, `promo code summer`, `channel sunny`, `company acme`. */
export function readAudience(text: string): Audience {
  if (text === "everybody") return { kind: "public" };
  if (text === "members") return { kind: "members" };
  const [, kind, code = ""] = matched(/^(promo code|channel|company) (\S+)$/, text);
  if (kind === "channel") return { kind, channel: code };
  return { kind: kind === "company" ? kind : "promo_code", code };
}

/** Reads who buys: `member`, `promo code summer`, `channel sunny`, `company acme`; a guest of the web site otherwise. */
export function readBuyer(text: string | undefined): Buyer {
  const guest: Buyer = { channel: "web", member: false };
  if (text === undefined) return guest;
  if (text === "member") return { ...guest, member: true };
  const [, kind, code = ""] = matched(/^(promo code|channel|company) (\S+)$/, text);
  if (kind === "channel") return { ...guest, channel: code };
  return kind === "company" ? { ...guest, company: code } : { ...guest, promoCode: code };
}

/** Reads `3-12`, or one age. */
export function readAges(text: string): { readonly minAge: number; readonly maxAge: number } {
  const [, first, last] = matched(/^(\d+)(?:-(\d+))?$/, text);
  return { minAge: Number(first), maxAge: Number(last ?? first) };
}

function readDays(text: string): Weekdays {
  return text.split(" ").reduce((days, name) => {
    if (!DAYS.includes(name)) throw new TypeError(`not a day: ${name}`);
    return days | (1 << DAYS.indexOf(name));
  }, 0);
}

function period(text: string): RuleScope {
  const [, word, first = "", last = first] = matched(
    /^(from |until )?(\d{4}-\d\d-\d\d)(?: to (\d{4}-\d\d-\d\d))?$/,
    text,
  );
  if (word === "from ") return { from: nightOf(first) };
  if (word === "until ") return { until: nightOf(last) };
  return { from: nightOf(first), until: nightOf(last) };
}

function hundredths(number: string): number {
  const basisPoints = Math.round(Number(number) * 100);
  if (basisPoints / 100 !== Number(number)) throw new TypeError(`finer than 1/100 of a percent: ${number}`);
  return basisPoints;
}

function matched(pattern: RegExp, text: string): RegExpExecArray {
  const match = pattern.exec(text);
  if (match === null) throw new TypeError(`not understood: ${text}`);
  return match;
}
