import { Type } from "typebox";
import type { Static, TSchema } from "typebox";
import { IdempotencyKey } from "../../http/call_schemas.ts";
import { closed, Id, MAX_ID, NextCursor } from "../../properties/schemas.ts";
import { WEEKDAY_NAMES } from "../book/weekday_names.ts";
import { CELL_KEYS, CELL_NAMES, type CellName } from "./cell.ts";

const DateText = Type.String({ format: "date", description: "Calendar date at the hotel, `YYYY-MM-DD`." });
const Version = Type.Integer({
  minimum: 0,
  description: "Of the hotel's rates, 0 while nothing is decided: for `If-Match`.",
});

const nights = (what: string) => Type.Integer({ minimum: 1, maximum: 90, description: what });
const days = (what: string) => Type.Integer({ minimum: 0, maximum: 1_100, description: what });

/** Everything that may be set in a cell, in the API's spelling. */
const cellFields = {
  price: Type.Number({
    minimum: 0,
    description: "Of the night for the plan's included adults, in the hotel's currency; one plan, every channel.",
  }),
  closed: Type.Boolean({ description: "No stay may use the night." }),
  closed_to_arrival: Type.Boolean({ description: "No stay may begin on it." }),
  closed_to_departure: Type.Boolean({ description: "No stay may end on it: it is the day of departure." }),
  min_stay_arrival: nights("Nights of stays that arrive on it, at least."),
  max_stay_arrival: nights("Nights of stays that arrive on it, at most."),
  min_stay_through: nights("Nights of stays that use it, at least."),
  max_stay_through: nights("Nights of stays that use it, at most."),
  min_advance_days: days("Days before arrival on it that it must be booked, at least."),
  max_advance_days: days("Days before arrival on it that it may be booked, at most."),
  same_day_cutoff_hour: Type.Integer({
    minimum: 0,
    maximum: 23,
    description: "On the day of arrival itself it is sold until this hour of the hotel's clock.",
  }),
  sell_limit: Type.Integer({
    minimum: 0,
    maximum: 100_000,
    description: "Rooms that may be sold under this plan and channel.",
  }),
  stay_pattern: Type.String({
    pattern: "^[YN]{1,90}$",
    description:
      "Which lengths of stay may arrive on it: the n-th letter says yes or no to n nights, more nights are a no.",
  }),
} satisfies Record<CellName, TSchema>;

/** What is set in a cell. */
export const CellBody = Type.Partial(closed(cellFields), { additionalProperties: false });
export type CellBody = Static<typeof CellBody>;

const Channel = Type.String({ pattern: "^[a-z0-9_-]{1,40}$", description: "A channel; left out: every channel." });
const ids = (what: string, minimum: number) =>
  Type.Array(Type.Integer({ minimum, maximum: MAX_ID }), {
    minItems: 1,
    maxItems: 1_000,
    uniqueItems: true,
    description: what,
  });

/** One change of many cells. */
export const EditBody = closed({
  start_date: Type.String({ format: "date", description: "First night." }),
  end_date: Type.String({ format: "date", description: "The day after the last night." }),
  weekdays: Type.Optional(
    Type.Array(Type.Enum([...WEEKDAY_NAMES]), {
      minItems: 1,
      uniqueItems: true,
      description: "Nights that begin on these days; left out: every day.",
    }),
  ),
  room_type_ids: Type.Union([ids("These.", 1), Type.Literal("all")], {
    description: "These room types, or `all` that are on sale.",
  }),
  rate_plan_ids: Type.Union(
    [ids("These; 0 is the standard plan.", 0), Type.Literal("all"), Type.Literal("every_plan")],
    {
      description:
        "These plans, `all` that are on sale, each for itself, or `every_plan`: restrictions that count for all plans together, " +
        "also for those still to come.",
    },
  ),
  channel: Type.Optional(Channel),
  set: Type.Optional(CellBody),
  clear: Type.Optional(
    Type.Array(Type.Enum(CELL_KEYS.map((key) => CELL_NAMES[key])), {
      uniqueItems: true,
      description: "What to take away.",
    }),
  ),
  change: Type.Optional(
    closed({
      percent: Type.Optional(
        Type.Number({ minimum: -100, maximum: 1_000, description: "At most two decimals; each price is rounded." }),
      ),
      amount: Type.Optional(Type.Number({ description: "In the hotel's currency; negative: less." })),
    }),
  ),
  idempotency_key: IdempotencyKey,
});
export type EditBody = Static<typeof EditBody>;

/** What an edit did. */
export const EditReply = Type.Object({
  hotel_id: Id,
  version: Version,
  cells: Type.Integer({ description: "Nights of plans and room types that the call is about." }),
  changed_cells: Type.Integer({ description: "Of these, that are different now." }),
});

const PlaceOfCell = {
  room_type_id: Id,
  date: DateText,
  rate_plan_id: Type.Union([Type.Integer({ minimum: 0, maximum: MAX_ID }), Type.Null()], {
    description: "0: the standard plan; null: every plan.",
  }),
  channel: Type.Union([Type.String(), Type.Null()], { description: "Null: every channel." }),
};

/** What an edit would do. */
export const PreviewReply = Type.Object({
  ...EditReply.properties,
  changed_cells: Type.Integer({ description: "Of these, that would be different." }),
  changes: Type.Array(
    Type.Object({
      ...PlaceOfCell,
      before: Type.Partial(Type.Object(cellFields)),
      after: Type.Partial(Type.Object(cellFields)),
    }),
    { description: "In the order of room type, night and plan." },
  ),
  next_cursor: NextCursor,
});

const PageLimit = Type.Integer({ minimum: 1, maximum: 1_000, default: 100 });

/** Which part of a preview. */
export const PreviewQuery = closed({
  cursor: Type.Optional(
    Type.String({ pattern: "^\\d{1,9}-\\d{1,6}$", description: "`next_cursor` of the page before." }),
  ),
  limit: Type.Optional(PageLimit),
});

/** Which cells to show. */
export const CellQuery = closed({
  start_date: Type.String({ format: "date", description: "First night." }),
  end_date: Type.String({ format: "date", description: "The day after the last night." }),
  room_type_id: Type.Optional(Id),
  rate_plan_id: Type.Optional(
    Type.String({
      pattern: "^(?:every_plan|0|[1-9][0-9]{0,9})$",
      description: "A plan, 0 for the standard plan, or `every_plan` for what counts for all together; left out: all.",
    }),
  ),
  channel: Type.Optional(
    Type.String({
      pattern: "^[a-z0-9_-]{0,40}$",
      description: "A channel; empty: what counts for every channel; left out: all.",
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      pattern: "^[1-9][0-9]{0,9}\\.\\d{4}-\\d{2}-\\d{2}\\.(?:-1|[0-9]{1,10})\\.[a-z0-9_-]{0,40}$",
      description: "`next_cursor` of the page before; absent for the first page.",
    }),
  ),
  limit: Type.Optional(PageLimit),
});

/** The cells in which something is set. */
export const CellPage = Type.Object({
  version: Version,
  rate_nights: Type.Array(Type.Object({ ...PlaceOfCell, ...Type.Partial(Type.Object(cellFields)).properties })),
  next_cursor: NextCursor,
});
