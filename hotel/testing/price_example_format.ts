import { Type, type Static, type TProperties } from "typebox";

const strict = <Properties extends TProperties>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false });
const Text = Type.String();
const Named = Type.Record(Type.String(), Type.String());
const scope = {
  /** `2026-06-01 to 2026-08-31`, both inclusive; `from ...`, `until ...`, or one date. */
  nights: Type.Optional(Text),
  /** `Fri Sat` */
  days: Type.Optional(Text),
  rooms: Type.Optional(Type.Array(Text)),
};

const PriceRule = strict({ ...scope, price: Type.Optional(Text), change: Type.Optional(Text) });
const LongStay = strict({ from_nights: Type.Integer(), change: Text });
const BookedAhead = strict({
  name: Text,
  from_days: Type.Optional(Type.Integer()),
  to_days: Type.Optional(Type.Integer()),
  change: Text,
});
const Demand = strict({
  ...scope,
  name: Text,
  occupancy_from: Type.Optional(Text),
  occupancy_to: Type.Optional(Text),
  /** At least `3 rooms in 7 days`. */
  picked_up: Type.Optional(Text),
  days_ahead_from: Type.Optional(Type.Integer()),
  days_ahead_to: Type.Optional(Type.Integer()),
  change: Text,
});

const Plan = strict({
  derived_from: Type.Optional(Text),
  /** `-12 %` or `+10.00`, of the plan it is derived from. */
  change: Type.Optional(Text),
  /** `everybody`, `members`, `promo code summer`, `channel sunny`, `company acme`. */
  for: Type.Optional(Text),
  rooms: Type.Optional(Type.Array(Text)),
  retired: Type.Optional(Type.Boolean()),
  prices: Type.Optional(Type.Array(PriceRule)),
  /** 2 if left out. */
  included_adults: Type.Optional(Type.Integer()),
  single_use: Type.Optional(Text),
  extra_adult: Type.Optional(Text),
  /** By age band. */
  children: Type.Optional(Named),
  long_stays: Type.Optional(Type.Array(LongStay)),
  booked_ahead: Type.Optional(Type.Array(BookedAhead)),
  demand: Type.Optional(Type.Array(Demand)),
  floor: Type.Optional(Text),
  ceiling: Type.Optional(Text),
});

const Hotel = strict({
  currency: Text,
  /** Europe/Lisbon if left out. */
  time_zone: Type.Optional(Text),
  /** 0 if left out. */
  day_rolls_at_hour: Type.Optional(Type.Integer()),
  /** Base prices. */
  rooms: Named,
  /** `3-12`, inclusive. */
  child_bands: Type.Optional(Named),
  standard_plan: Type.Optional(Type.Union([Type.Literal("on sale"), Type.Literal("not on sale")])),
  plans: Type.Optional(Type.Record(Type.String(), Plan)),
  set_for_nights: Type.Optional(Type.Array(strict({ plan: Text, room: Text, night: Text, price: Text }))),
});

const Example = strict({
  title: Text,
  hotel: Text,
  /** The standard plan if left out. */
  plan: Type.Optional(Text),
  /** The first of the hotel if left out. */
  room: Type.Optional(Text),
  arrival: Text,
  nights: Type.Integer(),
  /** 2 if left out. */
  adults: Type.Optional(Type.Integer()),
  /** Their ages. */
  children: Type.Optional(Type.Array(Type.Integer())),
  /** 30 if left out. */
  booked_days_before: Type.Optional(Type.Integer()),
  /** The instant of booking, where the hour matters. */
  booked_at: Type.Optional(Text),
  /** Of every night or night by night: `82 %`, `41 of 50 rooms`, `not on sale`; half of the rooms if left out. */
  occupancy: Type.Optional(Type.Union([Text, Type.Array(Text)])),
  /** `3 rooms in 7 days, 1 room in 1 day`; none if left out. */
  picked_up: Type.Optional(Text),
  /** `member`, `promo code summer`, `channel sunny`, `company acme`; a guest of the web site if left out. */
  buyer: Type.Optional(Text),
  /** The sum done by hand. */
  because: Text,
  /** Night by night. */
  prices: Type.Optional(Type.Array(Text)),
  total: Type.Optional(Text),
  /** The steps of the first night in words. */
  explained: Type.Optional(Type.Array(Text)),
  /** The code of the refusal, where there is no price. */
  refused: Type.Optional(Text),
});

/** What a file of hotel/rates/examples with worked examples about prices looks like. What is not named here is a slip of the pen. */
export const PriceExamples = strict({
  story: Type.Array(Text),
  hotels: Type.Record(Type.String(), Hotel),
  examples: Type.Array(Example),
});

/** A file of them. */
export type PriceExampleFile = Static<typeof PriceExamples>;
/** A hotel of the worked examples. */
export type ExampleHotel = Static<typeof Hotel>;
/** A plan of it. */
export type ExamplePlan = Static<typeof Plan>;
/** A rule of a plan for prices. */
export type ExamplePriceRule = Static<typeof PriceRule>;
/** A rule of a plan for demand. */
export type ExampleDemand = Static<typeof Demand>;
/** A question about a price, and its answer. */
export type PriceExample = Static<typeof Example>;
