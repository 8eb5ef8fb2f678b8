import { toDecimal, type MinorUnits } from "../vocabulary/money.ts";
import { formatNight, lengthOfStay, type Night, type StayDates } from "../vocabulary/night.ts";

/** What a room type has to offer around the dates that were refused. */
export interface TypeOnSale {
  readonly roomTypeId: number;
  readonly name: string;
  readonly maxOccupancy: number;
  readonly currency: string;
  /** Rooms that can still be sold, by night; a night that is closed or not on sale is missing. */
  readonly spare: ReadonlyMap<Night, number>;
  /** What anybody may book of one room for the least; undefined where the hotel does not sell the stay. */
  readonly cheapest: (dates: StayDates, guests: number) => CheapestRate | undefined;
}

/** The price of one room and the plan that has it. */
export interface CheapestRate {
  readonly ratePlanId: number;
  readonly totalMinor: MinorUnits;
}

/** What was wanted and could not be had. */
export interface Refused {
  readonly roomTypeId: number;
  readonly dates: StayDates;
  readonly guests: number;
  readonly rooms: number;
}

/** How many days before and after the wanted arrival are looked at. */
export const NEAREST_DAYS = 14;
const MOST_OF_A_KIND = 3;

/**
 * What would fit instead: other room types on the same dates, cheapest first, then the nearest dates of the same type,
 * earlier before later. Told without a lock: it is an offer, and booking it decides again.
 */
export function alternativesTo(refused: Refused, types: readonly TypeOnSale[]): object[] {
  const suited = types.filter((type) => type.maxOccupancy >= refused.guests);
  const others = suited
    .filter((type) => type.roomTypeId !== refused.roomTypeId)
    .flatMap((type) => offersOf("other_room_type", type, refused.dates, refused))
    .toSorted((one, other) => one.total_price - other.total_price)
    .slice(0, MOST_OF_A_KIND);
  const same = suited.find((type) => type.roomTypeId === refused.roomTypeId);
  const dates = same === undefined ? [] : nearestDates(same, refused);
  return [...others, ...dates];
}

function nearestDates(type: TypeOnSale, refused: Refused): Alternative[] {
  const found: Alternative[] = [];
  for (let days = 1; days <= NEAREST_DAYS && found.length < MOST_OF_A_KIND; days += 1) {
    for (const shift of [-days, days]) {
      const dates = { arrival: refused.dates.arrival + shift, departure: refused.dates.departure + shift };
      found.push(...offersOf("other_dates", type, dates, refused));
    }
  }
  return found.slice(0, MOST_OF_A_KIND);
}

function fits(type: TypeOnSale, dates: StayDates, rooms: number): boolean {
  for (let night = dates.arrival; night < dates.departure; night += 1) {
    if ((type.spare.get(night) ?? 0) < rooms) return false;
  }
  return lengthOfStay(dates) > 0;
}

interface Alternative {
  readonly kind: "other_room_type" | "other_dates";
  readonly room_type_id: number;
  readonly name: string;
  readonly start_date: string;
  readonly end_date: string;
  readonly rooms: number;
  readonly total_price: number;
  readonly currency: string;
  /** The plan of the price: the booking names it. */
  readonly rate_plan_id: number;
}

/** One offer, or none where the rooms are not there or the hotel does not sell the stay. */
function offersOf(
  kind: Alternative["kind"],
  type: TypeOnSale,
  dates: StayDates,
  { rooms, guests }: Refused,
): Alternative[] {
  if (!fits(type, dates, rooms)) return [];
  const rate = type.cheapest(dates, guests);
  if (rate === undefined) return [];
  return [
    {
      kind,
      room_type_id: type.roomTypeId,
      name: type.name,
      start_date: formatNight(dates.arrival),
      end_date: formatNight(dates.departure),
      rooms,
      total_price: toDecimal(rate.totalMinor * rooms, type.currency),
      currency: type.currency,
      rate_plan_id: rate.ratePlanId,
    },
  ];
}
