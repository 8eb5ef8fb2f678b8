import { cancellationAgreed } from "../rates/agreement/cancellation_agreement.ts";
import type { ExchangeTable } from "../rates/currency/exchange_table.ts";
import type { Offer } from "../rates/offers.ts";
import { localInstant } from "../vocabulary/local_instant.ts";
import { toDecimal, type Currency, type MinorUnits } from "../vocabulary/money.ts";
import { formatNight, type Night } from "../vocabulary/night.ts";
import type { Point } from "./directory/directory.ts";
import { distanceKm } from "./directory/distance.ts";
import { dayOf } from "./exchange_board.ts";
import type { HotelOffer, RoomOffer } from "./index/hotel_offer.ts";
import type { IndexedHotel } from "./index/indexed_hotel.ts";
import type { HotelOfSearch, RoomOfSearch } from "./search_schemas.ts";

/** What a presentation depends on besides the offer. */
export interface ShownFor {
  readonly length: number;
  readonly near: Point | undefined;
  readonly currency: Currency | undefined;
  readonly table: ExchangeTable;
  readonly now: Date;
}

/** An offer as the API shows it. */
export function showHotelOffer(offer: HotelOffer, shown: ShownFor): HotelOfSearch {
  const { hotel, arrival, totalMinor } = offer;
  const { entry, facts } = hotel;
  return {
    hotel_id: hotel.hotelId,
    name: entry.name,
    city: entry.city,
    country: entry.country,
    latitude: entry.latitude,
    longitude: entry.longitude,
    star_rating: entry.stars,
    ...(shown.near && { distance_km: Math.round(distanceKm(shown.near, entry) * 1_000) / 1_000 }),
    check_in: formatNight(arrival),
    check_out: formatNight(arrival + shown.length),
    total_price: toDecimal(totalMinor, facts.currency),
    currency: facts.currency,
    ...displayed(totalMinor, facts.currency, shown),
    rooms: offer.rooms.map((room) => showRoom(hotel, room, arrival, shown.now)),
  };
}

function showRoom(
  hotel: IndexedHotel,
  { type, party, offer, freeRooms }: RoomOffer,
  arrival: Night,
  now: Date,
): RoomOfSearch {
  return {
    adults: party.adults,
    child_ages: [...party.childAges],
    room_type_id: type.roomTypeId,
    name: type.entry.roomType.name,
    ...showPlan(offer),
    total_price: toDecimal(offer.totalMinor, hotel.facts.currency),
    available_rooms: freeRooms,
    ...freeCancellation(hotel, offer, arrival, now),
  };
}

/** The rate plan of an offer as guests see it. */
export function showPlan({
  plan,
  ratePlanId,
}: Pick<Offer, "plan" | "ratePlanId">): Pick<RoomOfSearch, "rate_plan_id" | "rate_plan_code" | "meal_plan"> {
  return {
    rate_plan_id: ratePlanId,
    rate_plan_code: plan?.code ?? "standard",
    meal_plan: plan?.mealPlan ?? "room_only",
  };
}

/** Until when cancelling is free, by the wall of the hotel; nothing when it never is. */
export function freeCancellation(
  { facts }: IndexedHotel,
  { plan }: Pick<Offer, "plan">,
  arrival: Night,
  now: Date,
): { free_cancellation_until?: string } {
  const { freeUntil } = cancellationAgreed(facts, plan?.cancellation, arrival, now);
  return freeUntil > now ? { free_cancellation_until: localInstant(facts.timeZone, freeUntil) } : {};
}

function displayed(
  totalMinor: MinorUnits,
  from: Currency,
  { currency, table, now }: ShownFor,
): Pick<HotelOfSearch, "display"> {
  if (currency === undefined) return {};
  const converted = table.convert(totalMinor, from, currency, dayOf(now));
  if (converted === undefined) return {};
  const { amountMinor, rateDate } = converted;
  return {
    display: { total_price: toDecimal(amountMinor, currency), currency, rate_date: formatNight(rateDate) },
  };
}
