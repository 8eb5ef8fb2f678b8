import type { Queryable } from "../database/database.ts";
import { readInventory } from "../inventory/nightly_inventory.ts";
import { STANDARD_PLAN, type RatePlan } from "../rates/book/rate_plan.ts";
import { offersFor, visiblePlans, type Offer } from "../rates/offers.ts";
import { whyNot } from "../rates/restrictions/allow_stay.ts";
import type { Buyer, RateFacts } from "../rates/stay_ask.ts";
import { formatNight, nightsOf as eachNight, type StayDates } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { nightsOf, type DatesWanted } from "./dates_wanted.ts";
import type { IndexedHotel, IndexedType } from "./index/indexed_hotel.ts";
import { IndexedFacts } from "./index/rate_facts.ts";
import type { SearchIndex } from "./index/search_index.ts";
import { StayScan } from "./index/stay_scan.ts";
import type { PartyRooms } from "./rooms_wanted.ts";
import { refuseOutside } from "./sale_window.ts";
import { NOT_READY } from "./search_hotels.ts";
import type { SearchParts } from "./search_parts.ts";
import { fullNights, restrictedNights, type Reason, type ShownCounters } from "./why_not_offered.ts";

/** What is asked of one hotel. */
export interface OffersAsked {
  readonly hotelId: number;
  readonly dates: DatesWanted;
  readonly parties: readonly PartyRooms[];
  readonly buyer: Buyer;
  /** Also say why the rest is not offered. */
  readonly explains: boolean;
}

/** What a hotel has for one party. */
export interface PartyOffers {
  readonly party: PartyRooms;
  readonly types: readonly TypeOffers[];
}

/** A room type for one party. */
export interface TypeOffers {
  readonly type: IndexedType;
  readonly freeRooms: number;
  /** The cheapest first. */
  readonly offers: readonly Offer[];
  /** Why the type is not offered at all; empty when it is, or nobody asked. */
  readonly reasons: readonly Reason[];
  /** Plans that are not offered although there are rooms. */
  readonly refused: readonly { readonly plan: RatePlan | undefined; readonly reasons: readonly Reason[] }[];
}

/** The offers of a hotel. */
export interface HotelOffers {
  readonly hotel: IndexedHotel;
  readonly parties: readonly PartyOffers[];
}

/**
 * Every type and plan of a hotel that each party can have on the dates, priced, and on request why the others cannot be had. The
 * reasons of full nights are read from the database, as the index knows only that they are full. Refuses with `not_found`
 * and `invalid_request`.
 */
export async function hotelOffers(
  parts: SearchParts,
  db: Queryable,
  asked: OffersAsked,
): Promise<Decision<HotelOffers>> {
  const nights = asked.explains ? await readCounters(db, asked) : new Map<number, readonly ShownCounters[]>();
  const state = await parts.feed.stateOf(Int32Array.of(asked.hotelId), nightsOf(asked.dates));
  if (state === undefined) return NOT_READY;
  const { index } = state;
  const hotel = index.hotel(asked.hotelId);
  if (hotel === undefined) return refuse("not_found", "There is no such hotel on sale.");
  const now = parts.feed.clock.now();
  const outside = refuseOutside(asked.dates, [hotel], index.horizonDays, now);
  if (outside !== undefined) return outside;
  const scan = new StayScan(index, asked);
  const facts = new IndexedFacts(index, hotel, now);
  const question = { index, hotel, scan, facts, asked, nights };
  return accept({
    hotel,
    parties: asked.parties.map((party) => ({
      party,
      types: hotel.types.map((type) => typeOffers(question, party, type)),
    })),
  });
}

interface Question {
  readonly index: SearchIndex;
  readonly hotel: IndexedHotel;
  readonly scan: StayScan;
  readonly facts: RateFacts;
  readonly asked: OffersAsked;
  readonly nights: ReadonlyMap<number, readonly ShownCounters[]>;
}

function typeOffers(question: Question, { party, guests, rooms }: PartyRooms, type: IndexedType): TypeOffers {
  const { scan, facts, asked } = question;
  const dates = stayOf(asked.dates);
  const freeRooms = Math.max(0, scan.freeRooms(type.slot, dates.arrival));
  const { maxOccupancy } = type.entry.roomType;
  const fits = guests <= maxOccupancy;
  const { roomTypeId } = type;
  const priced = fits ? offersFor(facts, { roomTypeId, dates, party, rooms }, asked.buyer) : [];
  const offers = freeRooms >= rooms ? priced : [];
  if (!asked.explains) return { type, freeRooms, offers, reasons: [], refused: [] };
  const tooMany = fits ? [] : [{ reason: "too_many_guests", max_occupancy: maxOccupancy }];
  const full = freeRooms >= rooms ? [] : whyFullNights(question, type, rooms);
  return {
    type,
    freeRooms,
    offers,
    reasons: [...tooMany, ...full],
    refused: fits ? refusedPlans(question, type, { party, rooms }, priced) : [],
  };
}

/** As the tables say; where they know of rooms already that the index has not heard of, the nights that it takes for full. */
function whyFullNights({ index, asked, nights }: Question, { roomTypeId, slot }: IndexedType, rooms: number): Reason[] {
  const dates = stayOf(asked.dates);
  const told = fullNights(nights.get(roomTypeId) ?? [], dates, rooms);
  if (told.length > 0) return told;
  return eachNight(dates).flatMap((night) => {
    const free = Math.max(0, index.planes.free(night)[slot] as number);
    return free >= rooms ? [] : [{ reason: "sold", date: formatNight(night), available_rooms: free }];
  });
}

function refusedPlans(
  { hotel, facts, asked }: Question,
  { roomTypeId }: IndexedType,
  { party, rooms }: Pick<PartyRooms, "party" | "rooms">,
  offered: readonly Offer[],
): TypeOffers["refused"] {
  const known = new Set(offered.map(({ ratePlanId }) => ratePlanId));
  const plans: (RatePlan | undefined)[] = visiblePlans(hotel.book, roomTypeId, asked.buyer);
  return (hotel.book.standardPlanSold ? [undefined, ...plans] : plans).flatMap((plan) => {
    const ratePlanId = plan?.ratePlanId ?? STANDARD_PLAN;
    if (known.has(ratePlanId)) return [];
    const ask = { roomTypeId, dates: stayOf(asked.dates), party, ratePlanId, extras: [], rooms };
    const reasons = restrictedNights(whyNot(facts, ask, asked.buyer));
    return [{ plan, reasons: reasons.length > 0 ? reasons : [{ reason: "rate_not_available" }] }];
  });
}

function stayOf({ firstArrival, length }: DatesWanted): StayDates {
  return { arrival: firstArrival, departure: firstArrival + length };
}

async function readCounters(db: Queryable, { hotelId, dates }: OffersAsked): Promise<Map<number, ShownCounters[]>> {
  const asked = { hotelId, nights: stayOf(dates), roomTypeId: undefined, withHolders: false };
  const types = await readInventory(db, asked);
  return new Map(types.map(({ room_type_id: roomTypeId, nights }) => [roomTypeId, nights]));
}
