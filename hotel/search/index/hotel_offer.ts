import { offersFor, type Offer } from "../../rates/offers.ts";
import { limitsOnStay } from "../../rates/restrictions/sell_limits.ts";
import type { Buyer, Party, RateFacts } from "../../rates/stay_ask.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";
import { mayArrive } from "../dates_wanted.ts";
import { cheapestRooms } from "./cheapest_rooms.ts";
import type { IndexedHotel, IndexedType } from "./indexed_hotel.ts";
import { cheapestWithinLimits } from "./rooms_within_limits.ts";
import type { StayScan, StayWish } from "./stay_scan.ts";

/** One room of an offer. */
export interface RoomOffer {
  readonly type: IndexedType;
  readonly party: Party;
  readonly offer: Offer;
  /** Rooms of the type that are free on the fullest night. */
  readonly freeRooms: number;
}

/** The cheapest that a hotel has for a wish. */
export interface HotelOffer {
  readonly hotel: IndexedHotel;
  readonly arrival: Night;
  readonly totalMinor: MinorUnits;
  /** As many as were wanted, alike parties one after the other. */
  readonly rooms: readonly RoomOffer[];
}

/** What a hotel is asked. */
export interface HotelQuestion {
  readonly scan: StayScan;
  readonly wish: StayWish;
  readonly hotel: IndexedHotel;
  readonly facts: RateFacts;
  readonly buyer: Buyer;
}

interface FreeType {
  readonly type: IndexedType;
  readonly floor: MinorUnits;
}

/**
 * The cheapest rooms for all parties on the cheapest dates, the earlier of equal ones; undefined when the hotel has none that
 * this buyer can have. Dates and types are asked for exact prices in the order of their floors, as long as they can
 * still be cheaper.
 */
export function cheapestOffer(question: HotelQuestion): HotelOffer | undefined {
  const { scan, hotel } = question;
  let best: HotelOffer | undefined;
  scan.bound(hotel);
  for (const { arrival, bound } of arrivalsOf(question)) {
    if (best !== undefined && !couldBeBetter(bound, arrival, best)) continue;
    const offer = offerOn(question, arrival);
    if (offer !== undefined && (best === undefined || isBetter(offer, best))) best = offer;
  }
  return best;
}

function isBetter(one: HotelOffer, other: HotelOffer): boolean {
  return couldBeBetter(one.totalMinor, one.arrival, other);
}

function couldBeBetter(totalMinor: MinorUnits, arrival: Night, other: HotelOffer): boolean {
  return totalMinor < other.totalMinor || (totalMinor === other.totalMinor && arrival < other.arrival);
}

function arrivalsOf({ scan, wish }: HotelQuestion): { readonly arrival: Night; readonly bound: number }[] {
  const { firstArrival, lastArrival } = wish.dates;
  const arrivals = [];
  for (let arrival = firstArrival; arrival <= lastArrival; arrival += 1) {
    const bound = mayArrive(wish.dates, arrival) ? scan.boundOn(arrival) : Number.POSITIVE_INFINITY;
    if (bound < Number.POSITIVE_INFINITY) arrivals.push({ arrival, bound });
  }
  return arrivals.length < 2 ? arrivals : arrivals.toSorted((one, other) => one.bound - other.bound);
}

function offerOn(question: HotelQuestion, arrival: Night): HotelOffer | undefined {
  const { scan, hotel, wish } = question;
  const free: FreeType[] = [];
  for (const type of hotel.types) {
    const floor = scan.floorOf(type.slot, arrival);
    if (floor < Number.POSITIVE_INFINITY) free.push({ type, floor });
  }
  const [only] = wish.parties;
  const isOneRoom = only !== undefined && wish.parties.length === 1 && only.rooms === 1;
  return isOneRoom ? oneRoom(question, arrival, free, only.party) : severalRooms(question, arrival, free);
}

function oneRoom(
  question: HotelQuestion,
  arrival: Night,
  free: readonly FreeType[],
  party: Party,
): HotelOffer | undefined {
  let best: RoomOffer | undefined;
  for (const { type, floor } of free.toSorted((one, other) => one.floor - other.floor)) {
    if (best !== undefined && floor >= best.offer.totalMinor) break;
    const room = roomOffer(question, arrival, type, party);
    if (room !== undefined && (best === undefined || room.offer.totalMinor < best.offer.totalMinor)) best = room;
  }
  if (best === undefined) return undefined;
  return { hotel: question.hotel, arrival, totalMinor: best.offer.totalMinor, rooms: [best] };
}

function severalRooms(question: HotelQuestion, arrival: Night, free: readonly FreeType[]): HotelOffer | undefined {
  const { hotel, scan, wish } = question;
  if (free.some(({ type }) => type.sold !== undefined)) return roomsWithinLimits(question, arrival, free);
  const offers = wish.parties.map(({ party }) => free.map(({ type }) => roomOffer(question, arrival, type, party)));
  const taken = cheapestRooms({
    wanted: wish.parties.map(({ rooms }) => rooms),
    free: free.map(({ type }) => scan.freeRooms(type.slot, arrival)),
    cost: offers.map((own) => own.map((room) => room?.offer.totalMinor ?? Number.POSITIVE_INFINITY)),
  });
  if (taken === undefined) return undefined;
  const rooms = taken.flatMap((own, party) =>
    own.flatMap((count, place) => {
      const room = offers[party]?.[place];
      return room === undefined ? [] : Array.from({ length: count }, () => room);
    }),
  );
  return { hotel, arrival, totalMinor: sumOf(rooms), rooms };
}

/** Where a sell limit stands, the cheapest plan of a type may not have a place for each room. */
function roomsWithinLimits(question: HotelQuestion, arrival: Night, free: readonly FreeType[]): HotelOffer | undefined {
  const { hotel, scan, wish, facts, buyer } = question;
  const dates = { arrival, departure: arrival + wish.dates.length };
  const rooms = cheapestWithinLimits({
    wanted: wish.parties.map(({ rooms: wanted }) => wanted),
    types: free.map(({ type: { roomTypeId, slot, sold } }) => ({
      free: scan.freeRooms(slot, arrival),
      limits: sold === undefined ? [] : limitsOnStay(facts, { roomTypeId, dates }, buyer.channel),
    })),
    rooms: wish.parties.map(({ party }) => free.map(({ type }) => roomOffers(question, arrival, type, party))),
  })?.flat();
  return rooms && { hotel, arrival, totalMinor: sumOf(rooms), rooms };
}

function sumOf(rooms: readonly RoomOffer[]): MinorUnits {
  return rooms.reduce((sum, { offer }) => sum + offer.totalMinor, 0);
}

function roomOffer(question: HotelQuestion, arrival: Night, type: IndexedType, party: Party): RoomOffer | undefined {
  return roomOffers(question, arrival, type, party)[0];
}

function roomOffers(
  { scan, wish, facts, buyer }: HotelQuestion,
  arrival: Night,
  type: IndexedType,
  party: Party,
): RoomOffer[] {
  if (party.adults + party.childAges.length > type.entry.roomType.maxOccupancy) return [];
  const dates = { arrival, departure: arrival + wish.dates.length };
  const freeRooms = scan.freeRooms(type.slot, arrival);
  const offers = offersFor(facts, { roomTypeId: type.roomTypeId, dates, party }, buyer);
  return offers.map((offer) => ({ type, party, offer, freeRooms }));
}
