import type { MinorUnits } from "../../vocabulary/money.ts";
import type { PolicyFee } from "../book/policies.ts";
import type { NightlyPrice } from "../priced_stay.ts";
import { roundedShare } from "../rounding.ts";
import type { CancellationAgreement } from "./cancellation_agreement.ts";

/** The price of one stay as it was booked. */
export interface AgreedStay {
  /** In any order. */
  readonly nightly: readonly NightlyPrice[];
  /** With every charge that is added. */
  readonly totalMinor: MinorUnits;
}

/**
 * What cancelling one stay costs at an instant, in minor units: nothing up to and including the deadline, then what was agreed,
 * at most the stay's total. It never falls as time goes by. A reservation pays the sum over its stays.
 */
export function cancellationFeeOf(agreement: CancellationAgreement, stay: AgreedStay, now: Date): MinorUnits {
  return now.getTime() <= agreement.freeUntil.getTime() ? 0 : policyFee(agreement.lateFee, stay);
}

/** What it costs not to come, for one stay, in minor units: what was agreed, at most the stay's total. */
export function noShowFeeOf(agreement: CancellationAgreement, stay: AgreedStay): MinorUnits {
  return policyFee(agreement.noShowFee, stay);
}

function policyFee(fee: PolicyFee, stay: AgreedStay): MinorUnits {
  return Math.min(uncappedFee(fee, stay), stay.totalMinor);
}

function uncappedFee(fee: PolicyFee, { nightly, totalMinor }: AgreedStay): MinorUnits {
  switch (fee.kind) {
    case "none":
      return 0;
    case "first_night":
      return priceOfFirstNight(nightly);
    case "percent":
      return roundedShare(totalMinor, fee.basisPoints);
    case "full_stay":
      return totalMinor;
  }
}

function priceOfFirstNight(nightly: readonly NightlyPrice[]): MinorUnits {
  const [one, ...others] = nightly;
  if (one === undefined) return 0;
  return others.reduce((first, other) => (other.night < first.night ? other : first), one).priceMinor;
}
