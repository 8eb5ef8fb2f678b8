import { Type, type Static } from "typebox";
import { IDEMPOTENCY_KEY_PATTERN } from "../http/idempotency.ts";
import type { LateCancellationFee } from "../properties/facts.ts";
import type { PaymentStatus, ReservationSource, ReservationStatus, StayStatus } from "./reservation.ts";

const closed = { additionalProperties: false } as const;

/** A calendar date at the hotel. */
export const DateText = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  description: "Calendar date at the hotel, `YYYY-MM-DD`.",
});

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Guests = Type.Integer({ minimum: 1, maximum: 100, description: "How many people sleep in the room." });
const AllowSplit = Type.Boolean({
  description: "Accept to change rooms during the stay where no single room is free.",
});

/** Who the reservation is for. */
export const GuestBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: "\\S" }),
    email: Type.String({ minLength: 3, maxLength: 320, pattern: "^[^\\s@]+@[^\\s@]+$" }),
    phone: Type.Optional(Type.String({ minLength: 3, maxLength: 40, pattern: "^[+0-9 ()./-]+$" })),
  },
  closed,
);

/** One room of a booking. */
export const StayBody = Type.Object(
  {
    room_type_id: Id,
    start_date: DateText,
    end_date: DateText,
    guests: Type.Optional(Guests),
    allow_split: Type.Optional(AllowSplit),
  },
  closed,
);

const IdempotencyKey = Type.String({
  pattern: IDEMPOTENCY_KEY_PATTERN,
  description: "Instead of the header `Idempotency-Key`.",
});

const bookingFields = {
  hotel_id: Id,
  room_type_id: Type.Optional(Id),
  start_date: Type.Optional(DateText),
  end_date: Type.Optional(DateText),
  guests: Type.Optional(Guests),
  allow_split: Type.Optional(AllowSplit),
  stays: Type.Optional(
    Type.Array(StayBody, {
      minItems: 1,
      maxItems: 50,
      description: "Several rooms, all or nothing, instead of the single fields.",
    }),
  ),
  user_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 200, description: "Your own name for the guest's account." }),
  ),
  guest: Type.Optional(GuestBody),
  idempotency_key: Type.Optional(IdempotencyKey),
};

/** What a booking asks for. */
export const BookingBody = Type.Object(
  {
    ...bookingFields,
    hold: Type.Optional(
      Type.Boolean({ description: "Hold the rooms until `expires_at` instead of confirming at once." }),
    ),
  },
  {
    ...closed,
    description:
      "One room: `room_type_id`, `start_date`, `end_date` and `guests` (1 unless told). Several rooms: `stays` instead. With `guest` the booking can be found again by code and e-mail.",
    examples: [
      {
        hotel_id: 1,
        room_type_id: 1,
        start_date: "2027-06-01",
        end_date: "2027-06-05",
        guests: 2,
        guest: { name: "Ada Lovelace", email: "ada@example.com" },
      },
    ],
  },
);

/** A booking that was made elsewhere. */
export const ImportBody = Type.Object(
  {
    ...bookingFields,
    force: Type.Optional(
      Type.Boolean({
        description:
          "Take it in even where no room is left: it was sold already. Flagged and shown in the overbooking lane.",
      }),
    ),
  },
  closed,
);

/** What shall change of one stay. */
export const StayChangeBody = Type.Object(
  {
    stay_no: Type.Integer({ minimum: 1, maximum: 50 }),
    start_date: Type.Optional(DateText),
    end_date: Type.Optional(DateText),
    room_type_id: Type.Optional(Id),
    guests: Type.Optional(Guests),
    allow_split: Type.Optional(AllowSplit),
  },
  closed,
);

/** Another date, room type or number of guests; the single fields mean the only stay. */
export const ModificationBody = Type.Object(
  {
    start_date: Type.Optional(DateText),
    end_date: Type.Optional(DateText),
    room_type_id: Type.Optional(Id),
    guests: Type.Optional(Guests),
    allow_split: Type.Optional(AllowSplit),
    stays: Type.Optional(Type.Array(StayChangeBody, { minItems: 1, maxItems: 50 })),
    idempotency_key: Type.Optional(IdempotencyKey),
  },
  { ...closed, minProperties: 1 },
);

const stayNos = {
  stay_nos: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 50 }), {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      description: "Which rooms of the reservation; every one for which it is possible unless told.",
    }),
  ),
  idempotency_key: Type.Optional(IdempotencyKey),
};

/** Which rooms of the reservation an action concerns. */
export const DeskBody = Type.Object(stayNos, closed);

/** A longer stay. */
export const ExtensionBody = Type.Object(
  { ...stayNos, end_date: DateText, allow_split: Type.Optional(AllowSplit) },
  closed,
);

/** Another room. */
export const RoomBody = Type.Object(
  {
    ...stayNos,
    room_id: Type.Optional(Type.Integer({ ...Id, description: "This room; of another type it is an upgrade." })),
    room_type_id: Type.Optional(Type.Integer({ ...Id, description: "Any room of this type." })),
    pin: Type.Optional(Type.Boolean({ description: "The guest was told the room: nobody moves it any more." })),
  },
  closed,
);

/** A cancellation. */
export const CancellationQuery = Type.Object(
  { waive_fee: Type.Optional(Type.Boolean({ description: "Keep nothing: for staff." })) },
  closed,
);

/** Find my booking. */
export const LookupBody = Type.Object(
  {
    confirmation_code: Type.String({ minLength: 8, maxLength: 20 }),
    email: Type.String({ minLength: 3, maxLength: 320 }),
  },
  closed,
);

/** Which reservation. */
export const ReservationPath = Type.Object({ reservation_id: Type.String({ minLength: 1, maxLength: 64 }) }, closed);

/** Which reservations. */
export const ReservationsQuery = Type.Object(
  {
    user_id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    hotel_id: Type.Optional(Id),
    cursor: Type.Optional(
      Type.String({ pattern: "^[0-9a-f-]{36}$", description: "`next_cursor` of the page before." }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  },
  closed,
);

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
const LateFee = oneOf<LateCancellationFee>({
  none: "nothing",
  first_night: "the first night of each stay",
  full_stay: "the whole price",
});

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
    cancellation_policy: Type.Object({ free_until: Instant, late_fee: LateFee }),
    expires_at: Type.Optional(Instant),
    fee_amount: Type.Optional(Money),
    source: Source,
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
