import { Type } from "typebox";
import type { Static, TObject, TProperties, TSchema } from "typebox";
import type { Restriction } from "../book/restriction.ts";

/** A closed object: what was not written by this program is not read by it. */
export function exactly<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

const Count = Type.Integer({ minimum: 0 });
const Positive = Type.Integer({ minimum: 1 });
const MostAmount = 1_000_000_000_000;
/** Minor units, from nothing up. */
export const StoredPrice = Type.Integer({ minimum: 0, maximum: MostAmount });
const Difference = Type.Integer({ minimum: -MostAmount, maximum: MostAmount });
const Change = Type.Integer({ minimum: -10_000, maximum: 100_000 });
/** Basis points, from nothing to all. */
export const StoredShare = Type.Integer({ minimum: 0, maximum: 10_000 });
/** One line of text. */
export const StoredText = Type.String({ minLength: 1, maxLength: 200 });
/** Ids of room types. */
export const StoredTypes = Type.Array(Positive);
const StoredDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const Percentage = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const Length = Type.Integer({ minimum: 1, maximum: 90 });
const Lead = Type.Integer({ minimum: 0, maximum: 1_100 });

const scope = {
  from: Type.Optional(StoredDate),
  until: Type.Optional(StoredDate),
  weekdays: Type.Optional(Type.Integer({ minimum: 1, maximum: 127 })),
  roomTypeIds: Type.Optional(StoredTypes),
};

/** A `RuleScope` with its nights as ISO dates. */
export const StoredScope = exactly(scope);
export type StoredScope = Static<typeof StoredScope>;

/** An `Adjustment`. */
export const StoredAdjustment = Type.Union([exactly({ basisPoints: Change }), exactly({ amountMinor: Difference })]);

/** A `PriceRule`. */
export const StoredPriceRule = Type.Union([
  exactly({ ...scope, priceMinor: StoredPrice }),
  exactly({ ...scope, basisPoints: Change }),
  exactly({ ...scope, amountMinor: Difference }),
]);

/** A `DemandRule`. */
export const StoredDemandRule = exactly({
  ...scope,
  name: StoredText,
  when: exactly({
    minOccupancy: Type.Optional(Percentage),
    maxOccupancy: Type.Optional(Percentage),
    pickup: Type.Optional(exactly({ days: Type.Integer({ minimum: 1, maximum: 30 }), minRooms: Positive })),
    minLeadDays: Type.Optional(Lead),
    maxLeadDays: Type.Optional(Lead),
  }),
  adjustment: StoredAdjustment,
});

const restricted = {
  closed: Type.Optional(Type.Boolean()),
  closedToArrival: Type.Optional(Type.Boolean()),
  closedToDeparture: Type.Optional(Type.Boolean()),
  minStayArrival: Type.Optional(Length),
  maxStayArrival: Type.Optional(Length),
  minStayThrough: Type.Optional(Length),
  maxStayThrough: Type.Optional(Length),
  minAdvanceDays: Type.Optional(Lead),
  maxAdvanceDays: Type.Optional(Lead),
  sameDayCutoffHour: Type.Optional(Type.Integer({ minimum: 0, maximum: 23 })),
  sellLimit: Type.Optional(Count),
  stayPattern: Type.Optional(Type.String({ pattern: "^[YN]{1,90}$" })),
} satisfies Record<keyof Restriction, TSchema>;

/** A `RestrictionRule`. */
export const StoredRestriction = exactly({
  ...scope,
  channel: Type.Optional(Type.String({ pattern: "^[a-z0-9_-]{1,40}$" })),
  ...restricted,
});
