import type { MinorUnits } from "../../vocabulary/money.ts";

/** What a late cancellation or a guest who does not come pays, of the stay's whole price. */
export type PolicyFee =
  | { readonly kind: "none" }
  /** The first night of each stay, without taxes that are added. */
  | { readonly kind: "first_night" }
  | { readonly kind: "percent"; readonly basisPoints: number }
  | { readonly kind: "full_stay" };

/** When cancelling costs something, and how much. */
export type CancellationRule =
  | {
      readonly kind: "free_until";
      /** Calendar days before arrival at check-in time, or hours before that instant. */
      readonly before: { readonly days: number } | { readonly hours: number };
      readonly lateFee: PolicyFee;
      readonly noShowFee: PolicyFee;
    }
  /** Cancelling costs something from the moment of booking. */
  | { readonly kind: "non_refundable"; readonly fee: PolicyFee };

/** When and how the guest pays. */
export type PaymentRule =
  | { readonly kind: "pay_at_hotel" }
  /** A card is kept as a guarantee, nothing is taken before arrival. */
  | { readonly kind: "guarantee" }
  /** A part is taken so many days before arrival; 0 days or a date that is past: when booking. */
  | { readonly kind: "deposit"; readonly share: DepositShare; readonly daysBefore: number }
  /** Everything is taken when booking. */
  | { readonly kind: "prepay" };

/** How much a deposit is. */
export type DepositShare =
  | { readonly kind: "first_night" }
  | { readonly kind: "percent"; readonly basisPoints: number }
  | { readonly kind: "amount"; readonly amountMinor: MinorUnits };

/** The plan's payment rule as it is for one booking, frozen in it. */
export interface PaymentTerms {
  readonly kind: PaymentRule["kind"];
  /** Taken before arrival; 0 for pay at hotel and guarantee. */
  readonly dueMinor: MinorUnits;
  /** When; null: nothing is due before arrival. At the instant of booking for what is due at once. */
  readonly dueAt: Date | null;
}
