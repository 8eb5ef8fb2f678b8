import { cheapestFor, offersFor, type AskedRoom, type Offer } from "../../rates/offers.ts";
import { limitsOnStay } from "../../rates/restrictions/sell_limits.ts";
import type { Buyer, Party, RateFacts } from "../../rates/stay_ask.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";
import { mayArrive } from "../dates_wanted.ts";
import { cheapestRooms } from "./cheapest_rooms.ts";
import type { IndexedHotel, IndexedType } from "./indexed_hotel.ts";
import type { CheapestType, StayScan, StayWish } from "./stay_scan.ts";

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
  /** The type by which its bound was found, when there is one room and one arrival. */
  readonly cheapest?: CheapestType | undefined;
}

/**
 * The cheapest rooms for all parties on the cheapest dates, the earlier of equal ones; undefined when the hotel has none that
 * this buyer can have. Dates and types are asked for exact prices in the order of their floors, as long as they can
 * still be cheaper.
 */
export function cheapestOffer(question: HotelQuestion): HotelOffer | undefined {
  const { firstArrival, lastArrival } = question.wish.dates;
  return firstArrival === lastArrival ? offerOn(question, firstArrival) : offerOnAnyDates(question);
}

function offerOnAnyDates(question: HotelQuestion): HotelOffer | undefined {
  let best: HotelOffer | undefined;
  question.scan.bound(question.hotel);
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
  const { parties } = question.wish;
  const [only] = parties;
  const isOneRoom = only !== undefined && parties.length === 1 && only.rooms === 1;
  return isOneRoom ? oneRoom(question, arrival, only.party) : severalRooms(question, arrival);
}

function oneRoom(question: HotelQuestion, arrival: Night, party: Party): HotelOffer | undefined {
  const { scan, hotel, cheapest } = question;
  const { types } = hotel;
  let best = cheapest && roomOffer(question, arrival, types[cheapest.place] as IndexedType, party);
  if (best !== undefined && best.offer.totalMinor === cheapest?.floor) return alone(hotel, arrival, best);
  const floors = scan.floorsOn(hotel, arrival);
  if (cheapest !== undefined) floors[cheapest.place] = Number.POSITIVE_INFINITY;
  // Type after type by its floor: mostly the first is it, so they are not put in order.
  for (let next = leastOf(floors, types.length); next !== undefined; next = leastOf(floors, types.length)) {
    if (best !== undefined && (floors[next] as MinorUnits) >= best.offer.totalMinor) break;
    floors[next] = Number.POSITIVE_INFINITY;
    const room = roomOffer(question, arrival, types[next] as IndexedType, party);
    if (room !== undefined && (best === undefined || room.offer.totalMinor < best.offer.totalMinor)) best = room;
  }
  return best && alone(hotel, arrival, best);
}

function alone(hotel: IndexedHotel, arrival: Night, room: RoomOffer): HotelOffer {
  return { hotel, arrival, totalMinor: room.offer.totalMinor, rooms: [room] };
}

/** The place of the least among so many; undefined when there is none. */
function leastOf(floors: Float64Array, length: number): number | undefined {
  let least: number | undefined;
  let floor = Number.POSITIVE_INFINITY;
  for (let place = 0; place < length; place += 1) {
    if ((floors[place] as MinorUnits) >= floor) continue;
    least = place;
    floor = floors[place] as MinorUnits;
  }
  return least;
}

function severalRooms(question: HotelQuestion, arrival: Night): HotelOffer | undefined {
  const { hotel, scan, wish, facts, buyer } = question;
  const dates = { arrival, departure: arrival + wish.dates.length };
  const free = hotel.types.filter(({ slot }) => scan.freeRooms(slot, arrival) > 0);
  const rooms = cheapestRooms({
    wanted: wish.parties.map(({ rooms: wanted }) => wanted),
    types: free.map(({ roomTypeId, slot, sold }) => ({
      free: scan.freeRooms(slot, arrival),
      // What is sold is counted only where a sell limit stands.
      limits: sold === undefined ? [] : limitsOnStay(facts, { roomTypeId, dates }, buyer.channel),
    })),
    rooms: wish.parties.map(({ party }) => free.map((type) => roomOffers(question, arrival, type, party))),
  });
  return rooms && { hotel, arrival, totalMinor: sumOf(rooms), rooms };
}

function sumOf(rooms: readonly RoomOffer[]): MinorUnits {
  return rooms.reduce((sum, { offer }) => sum + offer.totalMinor, 0);
}

function roomOffer(question: HotelQuestion, arrival: Night, type: IndexedType, party: Party): RoomOffer | undefined {
  const { scan, facts, buyer } = question;
  const offer = cheapestFor(facts, askedRoom(question, arrival, type, party), buyer);
  return offer && { type, party, offer, freeRooms: scan.freeRooms(type.slot, arrival) };
}

function roomOffers(question: HotelQuestion, arrival: Night, type: IndexedType, party: Party): RoomOffer[] {
  const { scan, facts, buyer } = question;
  if (party.adults + party.childAges.length > type.entry.roomType.maxOccupancy) return [];
  const freeRooms = scan.freeRooms(type.slot, arrival);
  const offers = offersFor(facts, askedRoom(question, arrival, type, party), buyer);
  return offers.map((offer) => ({ type, party, offer, freeRooms }));
}

function askedRoom({ wish }: HotelQuestion, arrival: Night, { roomTypeId }: IndexedType, party: Party): AskedRoom {
  return { roomTypeId, dates: { arrival, departure: arrival + wish.dates.length }, party };
}
