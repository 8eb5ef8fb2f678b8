import { Type } from "typebox";
import { IDEMPOTENCY_KEY_PATTERN } from "../http/idempotency.ts";

export * from "./reply_schemas.ts";

const closed = { additionalProperties: false } as const;

/** A calendar date at the hotel. */
export const DateText = Type.String({
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  description: "Calendar date at the hotel, `YYYY-MM-DD`.",
});

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Guests = Type.Integer({ minimum: 1, maximum: 100, description: "How many people sleep in the room." });
const Adults = Type.Integer({ minimum: 1, maximum: 100, description: "Instead of `guests`." });
const Children = Type.Array(Type.Integer({ minimum: 0, maximum: 17 }), {
  maxItems: 20,
  description: "The age of each child; older ones are adults.",
});
const RatePlanId = Type.Integer({
  minimum: 0,
  maximum: 2_147_483_647,
  description: "The hotel's default plan unless told; 0 is the standard plan.",
});
const Code = Type.String({ minLength: 1, maxLength: 40, pattern: "^[A-Za-z0-9_-]+$" });
const Extras = Type.Array(
  Type.Object(
    { code: Code, quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 1 })) },
    { additionalProperties: false },
  ),
  { maxItems: 20, description: "Extras of the hotel besides those of the plan." },
);
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

const partyFields = {
  guests: Type.Optional(Guests),
  adults: Type.Optional(Adults),
  children: Type.Optional(Children),
};
const rateFields = { rate_plan_id: Type.Optional(RatePlanId), extras: Type.Optional(Extras) };

/** Who buys, as far as it opens rate plans to them. */
export const buyerFields = {
  promo_code: Type.Optional(Code),
  company: Type.Optional(Type.String({ ...Code, description: "The code of a company with a rate of its own." })),
  member: Type.Optional(Type.Boolean({ description: "The guest is a member: for staff and partners to say." })),
  channel: Type.Optional(
    Type.String({
      pattern: "^[a-z0-9_-]{1,40}$",
      description: "Through what it is sold; for staff and partners to say. `web`, `desk` or `partner` unless told.",
    }),
  ),
};

/** The fields of a single stay beside those of its booking. */
export const stayFields = {
  room_type_id: Type.Optional(Id),
  start_date: Type.Optional(DateText),
  end_date: Type.Optional(DateText),
  ...partyFields,
  ...rateFields,
};

/** One room of a booking. */
export const StayBody = Type.Object(
  {
    room_type_id: Id,
    start_date: DateText,
    end_date: DateText,
    ...partyFields,
    ...rateFields,
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
  ...stayFields,
  ...buyerFields,
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
    quote_id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 60_000,
        description:
          "Book what was quoted, at its price. Leave the stays out, or send the same ones: others are refused (`quote_mismatch`).",
      }),
    ),
    ignore_restrictions: Type.Optional(
      Type.Boolean({ description: "Sell the stay in spite of the hotel's restrictions: for its staff." }),
    ),
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
    ...partyFields,
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
    ...partyFields,
    allow_split: Type.Optional(AllowSplit),
    ignore_restrictions: Type.Optional(
      Type.Boolean({ description: "Change the stay in spite of the hotel's restrictions: for its staff." }),
    ),
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
