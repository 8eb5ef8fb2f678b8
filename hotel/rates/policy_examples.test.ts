import { describe, expect, test } from "vitest";
import { exampleFiles, fieldsOf } from "../testing/example_files.ts";
import type { LateCancellationFee } from "../properties/facts.ts";
import { localInstant } from "../vocabulary/local_instant.ts";
import { fromDecimal, toDecimal } from "../vocabulary/money.ts";
import { nightOf } from "../vocabulary/night.ts";
import { cancellationAgreed } from "./agreement/cancellation_agreement.ts";
import { paymentAgreed } from "./agreement/payment_agreement.ts";
import { type AgreedStay, cancellationFeeOf, noShowFeeOf } from "./agreement/policy_fees.ts";
import type { CancellationRule, DepositShare, PaymentRule, PolicyFee } from "./book/policies.ts";

/** The worked examples of policies_*.json: amounts as decimals, times as the hotel's clock shows them. */
interface ExampleFile {
  readonly about: string;
  readonly hotels: Readonly<Record<string, ExampleHotel>>;
  readonly examples: readonly Example[];
}

interface ExampleHotel {
  readonly time_zone: string;
  readonly check_in: string;
  readonly currency: string;
  readonly free_days?: number;
  readonly late_fee?: LateCancellationFee;
}

interface Example {
  readonly title: string;
  readonly story: string;
  readonly hotel: string;
  readonly rule?: ExampleRule;
  readonly booked: string;
  readonly stay: { readonly arrival: string; readonly nights: readonly number[]; readonly total: number };
  readonly free_until?: string;
  readonly cancelled?: readonly { readonly at: string; readonly costs: number; readonly because: string }[];
  readonly no_show?: number;
  readonly kind?: PaymentRule["kind"];
  readonly due?: number;
  readonly due_at?: string | null;
  readonly because: string;
}

/** A fee is `none`, `first_night`, `full_stay` or a percentage such as `50 %`. */
interface ExampleRule {
  readonly free_until_days_before?: number;
  readonly free_until_hours_before?: number;
  readonly late?: string;
  readonly no_show?: string;
  readonly non_refundable?: string;
  readonly pay?: PaymentRule["kind"];
  /** `first_night`, a percentage, or an amount. */
  readonly share?: string | number;
  readonly days_before?: number;
}

const FIELDS = new Set(
  (
    "about hotels examples time_zone check_in currency free_days late_fee title story hotel rule booked stay arrival nights " +
    "total free_until cancelled at costs because no_show kind due due_at free_until_days_before free_until_hours_before late " +
    "non_refundable pay share days_before"
  ).split(" "),
);

const files = exampleFiles<ExampleFile>("policies");

test("there are more than thirty examples, each told once", () => {
  const titles = files.flatMap(({ content }) => content.examples.map(({ title }) => title));
  expect(titles.length).toBeGreaterThan(30);
  expect(new Set(titles).size).toBe(titles.length);
});

describe.each(files)("$name", ({ content: file }) => {
  test("has no field that nobody reads", () => {
    const names = new Set(Object.keys(file.hotels));
    expect(fieldsOf(file).filter((field) => !FIELDS.has(field) && !names.has(field))).toEqual([]);
  });

  test.each(file.examples)("$title", (example) => {
    const hotel = file.hotels[example.hotel];
    if (hotel === undefined) throw new Error(`there is no hotel ${example.hotel} in the file`);
    const { kind, due, due_at, free_until, cancelled, no_show } = example;
    const expected =
      free_until === undefined ? { kind, due, due_at } : { free_until, cancelled: costs(cancelled), no_show };
    expect(free_until === undefined ? paymentOf(example, hotel) : cancellationOf(example, hotel)).toEqual(expected);
  });
});

function cancellationOf(example: Example, hotel: ExampleHotel): unknown {
  const stay = stayOf(example, hotel);
  const agreement = cancellationAgreed(
    {
      timeZone: hotel.time_zone,
      checkInTime: hotel.check_in,
      freeCancellationDays: hotel.free_days ?? 0,
      lateCancellationFee: hotel.late_fee ?? "none",
    },
    example.rule === undefined ? undefined : cancellationRule(example.rule),
    nightOf(example.stay.arrival),
    new Date(example.booked),
  );
  const shown = (minor: number): number => toDecimal(minor, hotel.currency);
  return {
    free_until: localInstant(hotel.time_zone, agreement.freeUntil),
    cancelled: costs(example.cancelled).map(({ at }) => ({
      at,
      costs: shown(cancellationFeeOf(agreement, stay, new Date(at))),
    })),
    no_show: shown(noShowFeeOf(agreement, stay)),
  };
}

function paymentOf(example: Example, hotel: ExampleHotel): unknown {
  const { nightly, totalMinor } = stayOf(example, hotel);
  const booked = new Date(example.booked);
  const terms = paymentAgreed(
    { timeZone: hotel.time_zone, checkInTime: hotel.check_in },
    example.rule === undefined ? undefined : paymentRule(example.rule, hotel),
    { firstNightMinor: nightly[0]?.priceMinor ?? 0, totalMinor },
    nightOf(example.stay.arrival),
    booked,
  );
  const isAtOnce = terms.dueAt?.getTime() === booked.getTime();
  const dueAt = terms.dueAt === null ? null : localInstant(hotel.time_zone, terms.dueAt);
  return {
    kind: terms.kind,
    due: toDecimal(terms.dueMinor, hotel.currency),
    due_at: isAtOnce ? "when booking" : dueAt,
  };
}

function stayOf({ stay }: Example, hotel: ExampleHotel): AgreedStay {
  const arrival = nightOf(stay.arrival);
  return {
    nightly: stay.nights.map((price, index) => ({ night: arrival + index, priceMinor: minor(hotel, price) })),
    totalMinor: minor(hotel, stay.total),
  };
}

function cancellationRule(rule: ExampleRule): CancellationRule {
  if (rule.non_refundable !== undefined) return { kind: "non_refundable", fee: feeOf(rule.non_refundable) };
  const { free_until_days_before: days, free_until_hours_before: hours } = rule;
  const before = days === undefined ? { hours: hours ?? Number.NaN } : { days };
  return { kind: "free_until", before, lateFee: feeOf(rule.late), noShowFee: feeOf(rule.no_show) };
}

function paymentRule(rule: ExampleRule, hotel: ExampleHotel): PaymentRule {
  if (rule.pay === undefined) throw new Error("the rule does not say how to pay");
  if (rule.pay !== "deposit") return { kind: rule.pay };
  return { kind: "deposit", share: shareOf(rule.share, hotel), daysBefore: rule.days_before ?? 0 };
}

function shareOf(share: string | number | undefined, hotel: ExampleHotel): DepositShare {
  if (typeof share === "number") return { kind: "amount", amountMinor: minor(hotel, share) };
  return share === "first_night" ? { kind: "first_night" } : { kind: "percent", basisPoints: basisPoints(share) };
}

function feeOf(fee: string | undefined): PolicyFee {
  if (fee === "none" || fee === "first_night" || fee === "full_stay") return { kind: fee };
  return { kind: "percent", basisPoints: basisPoints(fee) };
}

function basisPoints(percent: string | undefined): number {
  const match = /^(\d+(?:\.\d+)?) %$/.exec(percent ?? "");
  if (match === null) throw new Error(`${percent} is no percentage`);
  return Math.round(Number(match[1]) * 100);
}

function minor({ currency }: ExampleHotel, decimal: number): number {
  const amount = fromDecimal(decimal, currency);
  if (amount === undefined) throw new Error(`${decimal} is no amount in ${currency}`);
  return amount;
}

function costs(cancelled: Example["cancelled"]): { at: string; costs: number }[] {
  return (cancelled ?? []).map(({ at, costs }) => ({ at, costs }));
}
