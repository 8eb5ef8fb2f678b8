import { Type, type Static } from "typebox";
import type { PaymentRule, PolicyFee } from "../rates/book/policies.ts";
import type { MealPlan } from "../rates/book/rate_plan.ts";
import type { Charge } from "../rates/priced_stay.ts";
import type { PaymentStatus, ReservationSource, ReservationStatus, StayStatus } from "./reservation.ts";

const Money = Type.Number({ description: "Decimal, in `currency`." });
const Instant = Type.String({ description: "RFC 3339, UTC." });
const NightPrice = Type.Object({ stay_no: Type.Integer(), date: Type.String(), price: Money });

/**
 * One of the values of a union, and what each means: with one missing or one too many this does not compile. A string with
 * `enum` and not `anyOf`, because replies with `anyOf` are written much more slowly.
 */
function oneOf<Value extends string>(meanings: Readonly<Record<Value, string>>) {
  const values = Object.keys(meanings) as Value[];
  const description = values.map((value) => `\`${value}\`: ${meanings[value]}.`).join(" ");
  return Type.Unsafe<Value>({ type: "string", enum: values, description });
}

const Status = oneOf<ReservationStatus>({
  pending: "held until `expires_at`",
  confirmed: "booked",
  checked_in: "somebody is in the house",
  checked_out: "everybody has left",
  expired: "the hold ran out",
  declined: "the hotel declined the hold",
  cancelled: "cancelled, or the hold released",
  no_show: "nobody came",
});
const StayState = oneOf<StayStatus>({
  expected: "not here yet",
  in_house: "here",
  departed: "left",
  cancelled: "given up",
  no_show: "did not come",
});
const Payment = oneOf<PaymentStatus>({
  none: "nothing was asked for",
  authorised: "reserved on the card",
  captured: "taken",
  partially_refunded: "a part was given back",
  refunded: "all was given back",
  voided: "the authorisation was given up",
  void_pending: "the authorisation is being given up",
  failed: "the payment failed",
});
const Source = oneOf<ReservationSource>({
  web: "by a guest",
  desk: "by staff",
  partner: "with an API key",
  channel: "through a channel",
  import: "made elsewhere and taken in",
});
const LateFee = oneOf<PolicyFee["kind"]>({
  none: "nothing",
  first_night: "the first night of each stay",
  percent: "`percent` of the price",
  full_stay: "the whole price",
});
const Meals = oneOf<MealPlan>({
  room_only: "no meals",
  breakfast: "breakfast",
  half_board: "breakfast and one more meal",
  full_board: "three meals",
  all_inclusive: "meals and drinks",
});
const PaymentKind = oneOf<PaymentRule["kind"]>({
  pay_at_hotel: "at the hotel",
  guarantee: "at the hotel, with a card as a guarantee",
  deposit: "a part before arrival",
  prepay: "everything when booking",
});
const ChargeKind = oneOf<Charge["kind"]>({
  extra: "something that was chosen or comes with the rate plan",
  tax: "a tax",
  fee: "a fee that everybody pays",
});

const Local = Type.String({ description: "RFC 3339, by the hotel's clock: with its offset from UTC." });
const Percent = Type.Optional(Type.Number({ description: "Only for `percent`." }));

/** A line of the bill besides the nights. */
export const ChargeReply = Type.Object({
  kind: ChargeKind,
  code: Type.String(),
  name: Type.String(),
  quantity: Type.Integer(),
  amount: Money,
  included: Type.Boolean({ description: "Within another line already, and not added to the total." }),
});

/** What one room is sold for and on which terms. */
export const rateReplyFields = {
  rate_plan_id: Type.Integer({ description: "0: the standard plan." }),
  rate_plan_code: Type.Optional(Type.String()),
  rate_plan_name: Type.Optional(Type.String()),
  meal_plan: Type.Optional(Meals),
  adults: Type.Integer(),
  children: Type.Array(Type.Integer(), { description: "Their ages." }),
  total_price: Type.Number({ description: "Of this room, with everything that has to be paid." }),
  charges: Type.Array(ChargeReply, { description: "Besides the nights." }),
  cancellation_policy: Type.Object({
    free_until: Instant,
    free_until_local: Local,
    late_fee: LateFee,
    late_fee_percent: Percent,
    no_show_fee: LateFee,
    no_show_fee_percent: Percent,
  }),
  payment_policy: Type.Object({
    kind: PaymentKind,
    due_amount: Type.Number({ description: "Before arrival, in `currency`." }),
    due_at: Type.Optional(Instant),
  }),
};

const RoomSegment = Type.Object({
  stay_no: Type.Integer(),
  room_type_id: Type.Integer(),
  room_id: Type.Unsafe<number | null>({ type: ["integer", "null"], description: "Null while no room is free for it." }),
  start_date: Type.String(),
  end_date: Type.String(),
});

const StayReply = Type.Object({
  stay_no: Type.Integer(),
  room_type_id: Type.Integer(),
  start_date: Type.String(),
  end_date: Type.String(),
  guests: Type.Integer(),
  status: StayState,
  ...rateReplyFields,
});

/** A reservation as it is shown. */
export const ReservationReply = Type.Object(
  {
    reservation_id: Type.String(),
    confirmation_code: Type.String(),
    hotel_id: Type.Integer(),
    status: Status,
    payment_status: Payment,
    user_id: Type.Optional(Type.String()),
    start_date: Type.String(),
    end_date: Type.String(),
    total_price: Money,
    currency: Type.String(),
    nightly: Type.Array(NightPrice),
    stays: Type.Array(StayReply),
    cancellation_policy: Type.Object(
      { free_until: Instant, free_until_local: Local, late_fee: LateFee },
      { description: "Of several rooms that of the one with the earliest deadline; each room has its own." },
    ),
    expires_at: Type.Optional(Instant),
    fee_amount: Type.Optional(Money),
    source: Source,
    channel: Type.Optional(Type.String({ description: "Through what it was sold." })),
    version: Type.Integer(),
    created_at: Instant,
    updated_at: Instant,
    manage_token: Type.Optional(Type.String({ description: "Bearer token for this booking's later calls." })),
    rooms: Type.Optional(Type.Array(RoomSegment, { description: "For staff: the rooms given, night by night." })),
  },
  { $id: "Reservation" },
);

/** The shape of `ReservationReply`. */
export type ReservationShown = Static<typeof ReservationReply>;

/** `ReservationReply` by its name: one component in the API's description. */
export const ReservationRef = Type.Unsafe<ReservationShown>(Type.Ref("Reservation"));

/** What a cancellation gives back and keeps. */
export const CancellationReply = Type.Object({
  reservation_id: Type.String(),
  status: Status,
  refund_amount: Type.Number({ description: "Total less fee, whether released or repaid." }),
  fee_amount: Money,
  currency: Type.String(),
});

/** A page of reservations. */
export const ReservationsReply = Type.Object({
  reservations: Type.Array(ReservationRef),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

/** The audit trail. */
export const TrailReply = Type.Object({
  events: Type.Array(
    Type.Object({
      type: Type.String(),
      at: Instant,
      actor: Type.String(),
      via: Type.String(),
      request_id: Type.String(),
      data: Type.Unknown(),
    }),
  ),
});
