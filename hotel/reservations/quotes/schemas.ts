import { Type } from "typebox";
import { buyerFields, DateText, rateReplyFields, StayBody, stayFields } from "../schemas.ts";

const closed = { additionalProperties: false } as const;

/** What somebody wants to know the price of. */
export const QuoteBody = Type.Object(
  {
    hotel_id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    ...stayFields,
    ...buyerFields,
    stays: Type.Optional(
      Type.Array(StayBody, { minItems: 1, maxItems: 50, description: "Several rooms instead of the single fields." }),
    ),
    ignore_restrictions: Type.Optional(
      Type.Boolean({ description: "Quote the stay in spite of the hotel's restrictions: for its staff." }),
    ),
    explain: Type.Optional(
      Type.Boolean({ description: "Tell how each night came to its price: for the hotel's staff." }),
    ),
  },
  {
    ...closed,
    examples: [
      { hotel_id: 1, room_type_id: 1, start_date: "2027-06-01", end_date: "2027-06-05", adults: 2, children: [4] },
    ],
  },
);

const Money = Type.Number({ description: "Decimal, in `currency`." });

/** How one night came to its price. */
export const ExplainedNightReply = Type.Object({
  date: DateText,
  steps: Type.Array(
    Type.Object({
      step: Type.String({ description: "docs/rates.md names them all." }),
      words: Type.String(),
      price: Type.Number({ description: "Of the night after the step." }),
    }),
  ),
});

/** A signed quote. */
export const QuoteReply = Type.Object({
  quote_id: Type.String({ description: "Send it with the booking." }),
  hotel_id: Type.Integer(),
  expires_at: Type.String({ description: "RFC 3339, UTC: until then the prices are honoured." }),
  total_price: Type.Number({ description: "Of all rooms, with everything that has to be paid." }),
  currency: Type.String(),
  stays: Type.Array(
    Type.Object({
      stay_no: Type.Integer(),
      room_type_id: Type.Integer(),
      start_date: DateText,
      end_date: DateText,
      nightly: Type.Array(Type.Object({ date: DateText, price: Money })),
      ...rateReplyFields,
      explained: Type.Optional(Type.Array(ExplainedNightReply)),
    }),
  ),
});
