import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CancellationRule, PaymentRule, PolicyFee } from "../book/policies.ts";
import { cancellationAgreed, type CancellationPolicy } from "./cancellation_agreement.ts";
import { movedAgreement } from "./moved_agreement.ts";
import { paymentAgreed } from "./payment_agreement.ts";
import { cancellationFeeOf, noShowFeeOf } from "./policy_fees.ts";

const zone = fc.constantFrom("Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe");
const wallTime = fc.constantFrom("00:00:00", "01:30:00", "14:00:00", "15:00:00");
const fee = fc.oneof(
  fc.constantFrom<PolicyFee>({ kind: "none" }, { kind: "first_night" }, { kind: "full_stay" }),
  fc.nat(10_000).map((basisPoints): PolicyFee => ({ kind: "percent", basisPoints })),
);
const hotel = fc.record({
  timeZone: zone,
  checkInTime: wallTime,
  freeCancellationDays: fc.nat(60),
  lateCancellationFee: fc.constantFrom("none", "first_night", "full_stay"),
}) satisfies fc.Arbitrary<CancellationPolicy>;
const rule = fc.oneof(
  fc.constant(undefined),
  fee.map((fee): CancellationRule => ({ kind: "non_refundable", fee })),
  fc
    .tuple(fc.oneof(fc.record({ days: fc.nat(60) }), fc.record({ hours: fc.nat(200) })), fee, fee)
    .map(([before, lateFee, noShowFee]): CancellationRule => ({ kind: "free_until", before, lateFee, noShowFee })),
);
const arrival = fc.integer({ min: 20_000, max: 21_000 });
const instant = fc.integer({ min: 19_900, max: 21_010 }).map((day) => new Date(day * 86_400_000 + 30_000_000));
const stay = fc
  .tuple(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 }), fc.nat(100_000))
  .map(([prices, charges]) => ({
    nightly: prices.map((priceMinor, index) => ({ night: 20_000 + index, priceMinor })),
    totalMinor: prices.reduce((total, price) => total + price, charges),
  }));

describe("the cancellation fee", () => {
  test("never falls as time goes by, and is never more than the stay", () => {
    fc.assert(
      fc.property(
        hotel,
        rule,
        arrival,
        instant,
        instant,
        instant,
        stay,
        (hotel, rule, arrival, now, one, other, stay) => {
          const agreement = cancellationAgreed(hotel, rule, arrival, now);
          const [before, after] = one <= other ? [one, other] : [other, one];
          const first = cancellationFeeOf(agreement, stay, before);
          const second = cancellationFeeOf(agreement, stay, after);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(first).toBeLessThanOrEqual(second);
          for (const fee of [second, noShowFeeOf(agreement, stay)]) expect(fee).toBeLessThanOrEqual(stay.totalMinor);
        },
      ),
    );
  });

  test("nothing is free after a booking that cannot be refunded", () => {
    fc.assert(
      fc.property(hotel, fee, arrival, instant, stay, (hotel, fee, arrival, now, stay) => {
        const agreement = cancellationAgreed(hotel, { kind: "non_refundable", fee }, arrival, now);
        const next = new Date(now.getTime() + 1);
        expect(cancellationFeeOf(agreement, stay, next)).toBe(noShowFeeOf(agreement, stay));
      }),
    );
  });

  test("the first night is the earliest, in whatever order they stand", () => {
    const agreement = {
      freeUntil: new Date(0),
      lateFee: { kind: "first_night" },
      noShowFee: { kind: "none" },
    } as const;
    const nightly = [
      { night: 20_002, priceMinor: 300 },
      { night: 20_000, priceMinor: 100 },
      { night: 20_001, priceMinor: 200 },
    ];
    expect(cancellationFeeOf(agreement, { nightly, totalMinor: 600 }, new Date(1))).toBe(100);
    expect(cancellationFeeOf(agreement, { nightly, totalMinor: 60 }, new Date(1))).toBe(60);
    expect(cancellationFeeOf(agreement, { nightly: [], totalMinor: 0 }, new Date(1))).toBe(0);
  });

  test("an agreement keeps its own instant of booking", () => {
    const now = new Date(1_000);
    const lisbon = {
      timeZone: "Europe/Lisbon",
      checkInTime: "15:00",
      freeCancellationDays: 1,
      lateCancellationFee: "none",
    } as const;
    const agreement = cancellationAgreed(lisbon, { kind: "non_refundable", fee: { kind: "none" } }, 20_000, now);
    now.setTime(5_000);
    expect(agreement.freeUntil.getTime()).toBe(1_000);
  });
});

describe("an agreement whose arrival moves", () => {
  test("has the deadline that days before the new arrival would have had, while the old one had not passed", () => {
    const byDays = fc
      .tuple(fc.nat(60), fee)
      .map(([days, fee]): CancellationRule => ({ kind: "free_until", before: { days }, lateFee: fee, noShowFee: fee }));
    const daytime = hotel.map((hotel) => ({ ...hotel, checkInTime: "15:00:00" }));
    fc.assert(
      fc.property(daytime, byDays, arrival, arrival, instant, (hotel, rule, from, to, now) => {
        const before = cancellationAgreed(hotel, rule, from, now);
        const after = movedAgreement(before, hotel.timeZone, { from, to }, now);
        expect(after).toEqual(before.freeUntil <= now ? before : cancellationAgreed(hotel, rule, to, now));
      }),
    );
  });

  test("a booking that cannot be refunded stays so", () => {
    const now = new Date("2027-06-01T12:00:00Z");
    const agreement = { freeUntil: now, lateFee: { kind: "full_stay" }, noShowFee: { kind: "full_stay" } } as const;
    expect(movedAgreement(agreement, "Europe/Lisbon", { from: 20_990, to: 21_000 }, now)).toBe(agreement);
  });
});

describe("payment", () => {
  const price = fc.tuple(fc.nat(100_000), fc.nat(1_000_000)).map(([firstNightMinor, rest]) => ({
    firstNightMinor,
    totalMinor: firstNightMinor + rest,
  }));
  const share = fc.oneof(
    fc.constant({ kind: "first_night" as const }),
    fc.nat(20_000).map((basisPoints) => ({ kind: "percent" as const, basisPoints })),
    fc.nat(2_000_000).map((amountMinor) => ({ kind: "amount" as const, amountMinor })),
  );
  const paymentRule = fc.oneof(
    fc.constantFrom<PaymentRule | undefined>(
      undefined,
      { kind: "pay_at_hotel" },
      { kind: "guarantee" },
      { kind: "prepay" },
    ),
    fc.record({ kind: fc.constant("deposit" as const), share, daysBefore: fc.nat(90) }),
  );

  test("is at most the total, never due before the booking or after check-in, and has a date exactly when it is something", () => {
    fc.assert(
      fc.property(hotel, paymentRule, price, arrival, fc.nat(400), (hotel, rule, price, arrival, daysAhead) => {
        const now = new Date((arrival - daysAhead - 2) * 86_400_000);
        const terms = paymentAgreed(hotel, rule, price, arrival, now);
        expect(terms.dueMinor).toBeLessThanOrEqual(price.totalMinor);
        expect(terms.dueMinor).toBeGreaterThanOrEqual(0);
        expect(terms.dueAt === null).toBe(terms.dueMinor === 0);
        const due = terms.dueAt?.getTime() ?? now.getTime();
        expect(due).toBeGreaterThanOrEqual(now.getTime());
        expect(due).toBeLessThanOrEqual(Math.max(now.getTime(), (arrival + 1) * 86_400_000));
      }),
    );
  });
});
