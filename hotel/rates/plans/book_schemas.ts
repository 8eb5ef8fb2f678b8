import { Type } from "typebox";
import type { Static } from "typebox";
import { closed, Id } from "../../properties/schemas.ts";
import { amount, Code, Restriction, RoomTypeIds, rules, Scope } from "./rule_schemas.ts";
import { PlanOrStandard, TextLine } from "./schemas.ts";

const Age = Type.Integer({ minimum: 0, maximum: 17 });
const Per = Type.Enum(["stay", "night", "person", "person_night"], {
  description: "By what the amount is multiplied.",
});

/** A name for the children of some ages. */
export const ChildBand = closed({
  band: Code,
  min_age: { ...Age, description: "Whole years, inclusive." },
  max_age: { ...Age, description: "Whole years, inclusive." },
});
export type ChildBand = Static<typeof ChildBand>;

/** A tax or a fee that everybody pays. */
export const TaxOrFee = closed({
  kind: Type.Enum(["vat", "city_tax", "fee"]),
  code: Code,
  name: TextLine,
  percent: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 100,
      description: "Of `vat`; of `city_tax` as a share of the room's price. In percent, at most four decimals.",
    }),
  ),
  products: Type.Optional(
    Type.Array(Type.Enum(["room", "meal", "extra", "fee"]), {
      minItems: 1,
      maxItems: 4,
      uniqueItems: true,
      description: "Of `vat`: what it is taken on.",
    }),
  ),
  included: Type.Optional(Type.Boolean({ description: "Of `vat`: in the prices already; true unless told." })),
  per_person_night: Type.Optional(amount("Of `city_tax`, instead of a share.")),
  from_age: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 120, description: "Of `city_tax`: who is younger pays none; 0 unless told." }),
  ),
  most_nights: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 365, description: "Of `city_tax`: later nights of a stay pay none." }),
  ),
  scope: Type.Optional({ ...Scope, description: "Of `city_tax`: nights it is taken on; absent: all." }),
  amount: Type.Optional(amount("Of `fee`.")),
  per: Type.Optional({ ...Per, description: "Of `fee`: by what it is multiplied; `stay` unless told." }),
});
export type TaxOrFee = Static<typeof TaxOrFee>;

/** Something that can be had besides the room. */
export const Extra = closed({
  code: Code,
  name: TextLine,
  price: amount("Of one."),
  per: Per,
  product: Type.Enum(["meal", "extra"], { description: "What taxes take it for." }),
  most_quantity: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, description: "The most of it in one stay; 1 unless told." }),
  ),
  room_type_ids: Type.Optional({ ...RoomTypeIds, description: "Absent: every room type." }),
});
export type Extra = Static<typeof Extra>;

const guestFields = {
  default_rate_plan_id: {
    ...PlanOrStandard,
    description: "The plan of a booking that names none; 0: the standard plan.",
  },
  standard_plan_sold: Type.Boolean({ description: "Whether the standard plan, the room type's price, is on sale." }),
  child_bands: Type.Array(ChildBand, { maxItems: 10, description: "In order of age. Older children pay as adults." }),
  taxes: Type.Array(TaxOrFee, { maxItems: 30 }),
  extras: Type.Array(Extra, { maxItems: 50 }),
};

const staffFields = { restrictions: rules(Restriction, "Of every plan; a stay must pass all of them.") };

/** Every field of the book that staff write. */
export const RateBookFields = closed({ ...guestFields, ...staffFields });
export type RateBookFields = Static<typeof RateBookFields>;

/** Changes of the book: whole fields; what is left out stays. */
export const rateBookChanges = Type.Partial(RateBookFields).properties;
export type RateBookChanges = Partial<RateBookFields>;

/** The book as the API shows it; restrictions are for those who may read the hotel's rates. */
export const RateBookView = Type.Object({
  hotel_id: Id,
  currency: Type.String({ pattern: "^[A-Z]{3}$", description: "Of all amounts." }),
  ...guestFields,
  ...Type.Partial(Type.Object(staffFields)).properties,
  version: Type.Integer({
    minimum: 0,
    description: "Raised by every change of the book or of a plan; send it as `If-Match`. 0: nothing was entered yet.",
  }),
});
export type RateBookView = Static<typeof RateBookView>;
