import type { Static } from "typebox";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { HotelPath } from "../properties/route_schemas.ts";
import { buyerOf } from "../rates/buyer.ts";
import type { Offer } from "../rates/offers.ts";
import type { Services } from "../services.ts";
import { toDecimal } from "../vocabulary/money.ts";
import { formatNight, type Night } from "../vocabulary/night.ts";
import { OffersQuery, OffersReply } from "./calendar_schemas.ts";
import { readDates } from "./dates_wanted.ts";
import { hotelOffers, type PartyOffers, type TypeOffers } from "./hotel_offers.ts";
import type { IndexedHotel } from "./index/indexed_hotel.ts";
import { readRooms } from "./rooms_wanted.ts";
import { freeCancellation, showPlan } from "./show_offer.ts";

type ShownParty = Static<typeof OffersReply>["parties"][number];
type ShownOffer = ShownParty["room_types"][number]["offers"][number];

/** `GET /v1/hotels/{hotel_id}/offers`: everything that can be had in a hotel, and on request why the rest cannot. */
export function offerRoutes(app: App, { search, database }: Services): void {
  const schema = {
    tags: ["search"],
    summary: "All types and rate plans of a hotel for a stay, with prices",
    params: HotelPath,
    querystring: OffersQuery,
    response: { 200: OffersReply, ...refusals("invalid_request", "forbidden", "not_found", "overloaded") },
  };
  app.get("/v1/hotels/:hotel_id/offers", { schema }, async (request, reply) => {
    const { check_in, check_out, rooms = "2", why_not: explains = false } = request.query;
    const dates = readDates({ check_in, check_out });
    if (!dates.accepted) return sendRefusal(reply, dates.refusal);
    const parties = readRooms(rooms);
    if (!parties.accepted) return sendRefusal(reply, parties.refusal);
    const { hotel_id: hotelId } = request.params;
    const buyer = buyerOf(request.principal, request.query);
    if (!buyer.accepted) return sendRefusal(reply, buyer.refusal);
    const asked = { hotelId, dates: dates.value, parties: parties.value, buyer: buyer.value, explains };
    const found = await hotelOffers(search, database.pool, asked);
    if (!found.accepted) return sendRefusal(reply, found.refusal);
    const shown = { hotel: found.value.hotel, arrival: dates.value.firstArrival, now: search.feed.clock.now() };
    reply.header("cache-control", "no-store");
    return {
      hotel_id: hotelId,
      check_in,
      check_out,
      currency: shown.hotel.facts.currency,
      parties: found.value.parties.map((party) => showParty(party, shown, explains)),
    };
  });
}

interface Shown {
  readonly hotel: IndexedHotel;
  readonly arrival: Night;
  readonly now: Date;
}

function showParty({ party, types }: PartyOffers, shown: Shown, explains: boolean): ShownParty {
  const offered = types.filter(({ offers }) => offers.length > 0);
  return {
    adults: party.party.adults,
    child_ages: [...party.party.childAges],
    rooms: party.rooms,
    room_types: offered.map(({ type, freeRooms, offers }) => ({
      room_type_id: type.roomTypeId,
      name: type.entry.roomType.name,
      max_occupancy: type.entry.roomType.maxOccupancy,
      available_rooms: freeRooms,
      offers: offers.map((offer) => showOffer(offer, shown)),
    })),
    ...(explains && { not_offered: types.flatMap(showRefused) }),
  };
}

function showOffer(offer: Offer, { hotel, arrival, now }: Shown): ShownOffer {
  const { currency } = hotel.facts;
  return {
    ...showPlan(offer.plan),
    total_price: toDecimal(offer.totalMinor, currency),
    ...freeCancellation(hotel, offer, arrival, now),
    nightly: offer.nightly.map(({ night, priceMinor }) => ({
      date: formatNight(night),
      price: toDecimal(priceMinor, currency),
    })),
    charges: offer.charges.map(({ amountMinor, ...charge }) => ({
      ...charge,
      amount: toDecimal(amountMinor, currency),
    })),
  };
}

function showRefused({ type, reasons, refused }: TypeOffers): NonNullable<ShownParty["not_offered"]> {
  const own = { room_type_id: type.roomTypeId, name: type.entry.roomType.name };
  const whole = reasons.length > 0 ? [{ ...own, reasons: [...reasons] }] : [];
  const plans = refused.map(({ plan, reasons: why }) => ({
    ...own,
    rate_plan_id: plan?.ratePlanId ?? 0,
    rate_plan_code: plan?.code ?? "standard",
    reasons: [...why],
  }));
  return [...whole, ...plans];
}
