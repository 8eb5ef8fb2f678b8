import fc from "fast-check";
import { expect, test } from "vitest";
import { cancellationFee, cancellationTerms, type CancellationPolicy } from "../cancellation.ts";
import { cancellationAgreed } from "./cancellation_agreement.ts";
import { cancellationFeeOf, noShowFeeOf } from "./policy_fees.ts";

const hotel = fc.record({
  timeZone: fc.constantFrom("Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"),
  checkInTime: fc.constantFrom("00:00:00", "01:30:00", "14:00:00", "15:00:00"),
  freeCancellationDays: fc.nat(60),
  lateCancellationFee: fc.constantFrom("none", "first_night", "full_stay"),
}) satisfies fc.Arbitrary<CancellationPolicy>;
const arrival = fc.integer({ min: 20_000, max: 21_000 });
const instant = fc.integer({ min: 19_900, max: 21_010 }).map((day) => new Date(day * 86_400_000 + 30_000_000));
const nights = fc
  .array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 })
  .map((prices) => prices.map((priceMinor, index) => ({ night: 20_000 + index, priceMinor })));

test("a booking without a rate plan's rule agrees to what it did before there were rate plans", () => {
  fc.assert(
    fc.property(hotel, arrival, instant, instant, nights, (hotel, arrival, now, then, nightly) => {
      const agreement = cancellationAgreed(hotel, undefined, arrival, now);
      const terms = cancellationTerms(hotel, arrival);
      const stay = { nightly, totalMinor: nightly.reduce((total, { priceMinor }) => total + priceMinor, 0) };
      expect(agreement.freeUntil).toEqual(terms.freeUntil);
      expect(cancellationFeeOf(agreement, stay, then)).toBe(cancellationFee(terms, nightly, then));
      const late = new Date(agreement.freeUntil.getTime() + 1);
      expect(noShowFeeOf(agreement, stay)).toBe(cancellationFeeOf(agreement, stay, late));
    }),
  );
});
