import { STANDARD_PLAN } from "../rates/book/rate_plan.ts";
import type { Restriction } from "../rates/book/restriction.ts";
import { visiblePlans } from "../rates/offers.ts";
import { priceStay } from "../rates/price_stay.ts";
import { whyNot } from "../rates/restrictions/allow_stay.ts";
import { nightRestrictions } from "../rates/restrictions/night_restrictions.ts";
import type { RuleName } from "../rates/restrictions/rule_names.ts";
import type { Buyer, Party, RateFacts } from "../rates/stay_ask.ts";
import type { MinorUnits } from "../vocabulary/money.ts";
import type { Night } from "../vocabulary/night.ts";
import type { IndexedHotel, IndexedType } from "./index/indexed_hotel.ts";
import type { Range, SearchIndex } from "./index/search_index.ts";
import { MAX_NIGHTS } from "./stay_wanted.ts";

/** What a hotel offers a party on one night. */
export interface CalendarNight {
  readonly night: Night;
  /** One room for one night with everything that has to be paid, under the cheapest plan; undefined: no room to be had. */
  readonly priceMinor: MinorUnits | undefined;
  /** Rooms free that the party fits into. */
  readonly availableRooms: number;
  /** Under every plan of every type that the party fits into. */
  readonly closedToArrival: boolean;
  readonly closedToDeparture: boolean;
  /** Nights that a stay arriving on it has at least, under the plan that asks for fewest. */
  readonly minStay: number;
}

/** For whom the calendar is. */
export interface CalendarAsked {
  readonly party: Party;
  readonly buyer: Buyer;
  readonly facts: RateFacts;
}

/** The nights `[from, to)` of a hotel; a night that it does not sell is there without price. */
export function hotelCalendar(
  index: SearchIndex,
  hotel: IndexedHotel,
  nights: Range,
  asked: CalendarAsked,
): CalendarNight[] {
  const { adults, childAges } = asked.party;
  const types = hotel.types.filter(({ entry }) => entry.roomType.maxOccupancy >= adults + childAges.length);
  return Array.from({ length: nights.to - nights.from }, (_, place) =>
    calendarNight(index, hotel, types, { ...asked, night: nights.from + place }),
  );
}

function calendarNight(
  index: SearchIndex,
  hotel: IndexedHotel,
  types: readonly IndexedType[],
  asked: CalendarAsked & { readonly night: Night },
): CalendarNight {
  const { night } = asked;
  const isSold = night >= hotel.zone.night && night < hotel.zone.night + index.horizonDays && index.planes.has(night);
  const free = (type: IndexedType): number => (isSold ? Math.max(0, index.planes.free(night)[type.slot] as number) : 0);
  const ways = types.flatMap((type) => waysToStay(type, hotel, asked));
  const open = ways.filter(({ type, restriction, isSoldUp }) => {
    return restriction.closed !== true && !isSoldUp && free(type) > 0;
  });
  const prices = open.flatMap(({ priceMinor }) => priceMinor ?? []);
  return {
    night,
    priceMinor: prices.length === 0 ? undefined : Math.min(...prices),
    availableRooms: types.reduce((sum, type) => sum + free(type), 0),
    closedToArrival: ways.every(isClosedToArrival),
    closedToDeparture: ways.every(({ restriction }) => restriction.closedToDeparture === true),
    minStay: leastStay(open.length > 0 ? open : ways),
  };
}

function isClosedToArrival({ restriction, isTooLate }: Way): boolean {
  return restriction.closedToArrival === true || isTooLate || fewestNights(restriction) === undefined;
}

function leastStay(ways: readonly Way[]): number {
  const possible = ways.flatMap(({ restriction }) => fewestNights(restriction) ?? []);
  return possible.length === 0 ? 1 : Math.min(...possible);
}

interface Way {
  readonly type: IndexedType;
  readonly restriction: Restriction;
  readonly priceMinor: MinorUnits | undefined;
  /** Or too early to be booked now, for stays that arrive on the night. */
  readonly isTooLate: boolean;
  /** A sell limit of the night is reached. */
  readonly isSoldUp: boolean;
}

const ABOUT_BOOKING_TIME: ReadonlySet<RuleName> = new Set([
  "min_advance_days",
  "max_advance_days",
  "same_day_cutoff_hour",
]);

/** A price of one night by itself: what asks for longer stays does not keep it from being told. */
function waysToStay(
  type: IndexedType,
  { book }: IndexedHotel,
  { night, party, buyer, facts }: CalendarAsked & { readonly night: Night },
): Way[] {
  const { roomTypeId } = type;
  const plans = visiblePlans(book, roomTypeId, buyer).map(({ ratePlanId }) => ratePlanId);
  const dates = { arrival: night, departure: night + 1 };
  return (book.standardPlanSold ? [STANDARD_PLAN, ...plans] : plans).map((ratePlanId) => {
    const ask = { roomTypeId, dates, party, ratePlanId, extras: [] };
    const priced = priceStay(facts, ask, buyer);
    const restriction = nightRestrictions(facts, roomTypeId, ratePlanId, buyer.channel, night);
    const inTheWay = whyNot(facts, ask, buyer).map(({ rule }) => rule);
    const isTooLate = inTheWay.some((rule) => ABOUT_BOOKING_TIME.has(rule));
    const isSoldUp = inTheWay.includes("sell_limit");
    return {
      type,
      restriction,
      isTooLate,
      isSoldUp,
      priceMinor: priced.accepted ? priced.value.totalMinor : undefined,
    };
  });
}

/** Nights of the shortest stay that may arrive on the night; undefined: no stay may. */
function fewestNights(restriction: Restriction): number | undefined {
  const { minStayArrival = 1, minStayThrough = 1, stayPattern } = restriction;
  const { maxStayArrival = MAX_NIGHTS, maxStayThrough = MAX_NIGHTS } = restriction;
  const least = Math.max(minStayArrival, minStayThrough);
  const fewest = stayPattern === undefined ? least : stayPattern.indexOf("Y", least - 1) + 1;
  return fewest === 0 || fewest > Math.min(maxStayArrival, maxStayThrough) ? undefined : fewest;
}
