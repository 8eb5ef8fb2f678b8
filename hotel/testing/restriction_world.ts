import { emptyRateBook, type RateBook } from "../rates/book/rate_book.ts";
import { EVERY_PLAN, type RateNight } from "../rates/book/rate_night.ts";
import type { PlanBasis, RatePlan } from "../rates/book/rate_plan.ts";
import type { RestrictionRule } from "../rates/book/restriction.ts";
import { RateNights } from "../rates/nights/rate_night_rows.ts";
import { weekdaysOf, type WeekdayName } from "../rates/book/weekday_names.ts";
import { restrictionOf, type NamedRestriction } from "../rates/restrictions/rule_names.ts";
import type { Buyer, RateFacts, StayAsk } from "../rates/stay_ask.ts";
import type { CatalogueEntry } from "../properties/facts.ts";
import { instantOf } from "../vocabulary/business_date.ts";
import { nightOf, type Night } from "../vocabulary/night.ts";

/** The plans of the worked examples. */
export const PLAN_IDS = { standard: 0, flexible: 1, non_refundable: 2, members: 3, corporate: 4 } as const;

const ROOM_TYPE_IDS = { double: 10, suite: 20 } as const;
const ZONE = "Europe/Lisbon";

type PlanName = keyof typeof PLAN_IDS;
type RoomTypeName = keyof typeof ROOM_TYPE_IDS;

/** What is set, as an example writes it: single nights, or a standing rule of a season and weekdays. */
export type WrittenRestriction = {
  readonly night?: string;
  readonly nights?: readonly string[];
  readonly from?: string;
  readonly until?: string;
  readonly weekdays?: readonly WeekdayName[];
  readonly plan?: PlanName;
  readonly channel?: string;
  readonly room_type?: RoomTypeName;
} & NamedRestriction;

/** A worked example of restrictions. */
export interface WrittenExample {
  readonly title: string;
  readonly set: readonly WrittenRestriction[];
  /** By the hotel's wall clock, `YYYY-MM-DD HH:MM`. */
  readonly booked_at?: string;
  readonly day_roll_hour?: number;
  readonly channel?: string;
  readonly plan?: PlanName;
  readonly room_type?: RoomTypeName;
  readonly sold_already?: readonly {
    readonly night: string;
    readonly plan: PlanName;
    readonly channel: string;
    readonly rooms: number;
  }[];
  readonly stay: { readonly arrive: string; readonly leave: string };
  readonly sold: boolean;
  readonly why?: readonly string[];
}

/** The facts of an example: a hotel in Lisbon with the plans of {@link PLAN_IDS}. */
export function restrictionWorld(example: WrittenExample): RateFacts {
  const nights = new RateNights(example.set.flatMap(rateNightsOf));
  const [date = "", time = ""] = (example.booked_at ?? "2027-06-01 12:00").split(" ");
  const entry = { hotel: { timeZone: ZONE, dayRollHour: example.day_roll_hour ?? 4 } } as CatalogueEntry;
  return {
    book: bookOf(example.set),
    now: instantOf(ZONE, nightOf(date), time),
    roomType: () => entry,
    nights: (roomTypeId, night) => nights.of(roomTypeId, night),
    demand: () => undefined,
    pickup: () => 0,
    soldUnder: (_type, night, ratePlanId, channel) => soldUnder(example, night, ratePlanId, channel),
  };
}

/** What an example asks for. */
export function stayOf(example: WrittenExample): { readonly ask: StayAsk; readonly buyer: Buyer } {
  const ask = {
    roomTypeId: ROOM_TYPE_IDS[example.room_type ?? "double"],
    dates: { arrival: nightOf(example.stay.arrive), departure: nightOf(example.stay.leave) },
    party: { adults: 2, childAges: [] },
    ratePlanId: PLAN_IDS[example.plan ?? "flexible"],
    extras: [],
  };
  return { ask, buyer: { channel: example.channel ?? "web", member: false } };
}

/** A book with these standing restrictions and the plans of {@link PLAN_IDS}. */
export function bookOf(set: readonly WrittenRestriction[]): RateBook {
  const rulesOf = (plan: PlanName | undefined): RestrictionRule[] =>
    set.filter((one) => one.plan === plan && nightsNamed(one).length === 0).map(ruleOf);
  const derived = (parent: PlanName, inheritsRestrictions: boolean): PlanBasis => ({
    kind: "derived",
    ratePlanId: PLAN_IDS[parent],
    adjustment: { basisPoints: 0 },
    inheritsRestrictions,
  });
  const plan = (name: PlanName, basis: PlanBasis): [number, RatePlan] => [
    PLAN_IDS[name],
    { ratePlanId: PLAN_IDS[name], code: name, basis, restrictions: rulesOf(name) } as unknown as RatePlan,
  ];
  const plans = new Map([
    plan("flexible", { kind: "base" }),
    plan("non_refundable", derived("flexible", true)),
    plan("members", derived("flexible", false)),
    plan("corporate", derived("non_refundable", true)),
  ]);
  return { ...emptyRateBook({ hotelId: 1 }), restrictions: rulesOf(undefined), plans };
}

function nightsNamed(written: WrittenRestriction): readonly string[] {
  return written.nights ?? (written.night === undefined ? [] : [written.night]);
}

function rateNightsOf(written: WrittenRestriction): RateNight[] {
  return nightsNamed(written).map((night) => ({
    roomTypeId: ROOM_TYPE_IDS[written.room_type ?? "double"],
    night: nightOf(night),
    ratePlanId: written.plan === undefined ? EVERY_PLAN : PLAN_IDS[written.plan],
    channel: written.channel ?? "",
    ...restrictionOf(written),
  }));
}

function ruleOf(written: WrittenRestriction): RestrictionRule {
  const { from, until, weekdays, room_type: roomType, channel } = written;
  return {
    ...(from === undefined ? {} : { from: nightOf(from) }),
    ...(until === undefined ? {} : { until: nightOf(until) }),
    ...(weekdays === undefined ? {} : { weekdays: weekdaysOf(weekdays) }),
    ...(roomType === undefined ? {} : { roomTypeIds: [ROOM_TYPE_IDS[roomType]] }),
    ...(channel === undefined ? {} : { channel }),
    ...restrictionOf(written),
  };
}

function soldUnder(
  { sold_already: sold }: WrittenExample,
  night: Night,
  ratePlanId: number,
  channel: string,
): number | undefined {
  if (sold === undefined) return undefined;
  const counted = sold.filter(
    (row) =>
      nightOf(row.night) === night &&
      (ratePlanId === EVERY_PLAN || PLAN_IDS[row.plan] === ratePlanId) &&
      (channel === "" || row.channel === channel),
  );
  return counted.reduce((rooms, row) => rooms + row.rooms, 0);
}
