import type { CatalogueEntry, HotelFacts, RoomTypeFacts } from "../properties/facts.ts";
import { emptyRateBook, type RateBook } from "../rates/book/rate_book.ts";
import type { RatePlan, RatePlanTerms } from "../rates/book/rate_plan.ts";

/** A room type of a hotel in Lisbon with a base price of 100.00 EUR; what is given replaces it. */
export function paperEntry(hotel: Partial<HotelFacts> = {}, roomType: Partial<RoomTypeFacts> = {}): CatalogueEntry {
  return {
    hotel: {
      hotelId: 1,
      organisationId: 1,
      name: "Paper",
      timeZone: "Europe/Lisbon",
      currency: "EUR",
      dayRollHour: 0,
      checkInTime: "15:00:00",
      checkOutTime: "11:00:00",
      noShowGraceMinutes: 0,
      freeCancellationDays: 1,
      lateCancellationFee: "first_night",
      seatingPolicy: "best_fit",
      status: "active",
      version: 1,
      ...hotel,
    },
    roomType: {
      hotelId: 1,
      roomTypeId: 1,
      name: "Double",
      maxOccupancy: 4,
      basePriceMinor: 10_000,
      overbookingBasisPoints: 0,
      status: "active",
      version: 1,
      ...roomType,
    },
  };
}

/** A book that says nothing but what is given. */
export function paperBook(some: Partial<RateBook>): RateBook {
  return { ...emptyRateBook({ hotelId: 1 }), version: 1, ...some };
}

/** A public plan for two adults at the base price; what is given replaces it. */
export function paperPlan(some: Partial<RatePlan> = {}): RatePlan {
  const ratePlanId = some.ratePlanId ?? 1;
  return {
    hotelId: 1,
    ratePlanId,
    code: `plan-${ratePlanId}`,
    name: `Plan ${ratePlanId}`,
    ...paperTerms(),
    status: "active",
    version: 1,
    ...some,
  };
}

/** What a plan for two adults at the base price keeps as its document; what is given replaces it. */
export function paperTerms(some: Partial<RatePlanTerms> = {}): RatePlanTerms {
  return {
    basis: { kind: "base" },
    mealPlan: "room_only",
    audience: { kind: "public" },
    prices: [],
    occupancy: { includedAdults: 2, extraAdultMinor: 0, children: [] },
    lengthDiscounts: [],
    leadDiscounts: [],
    dynamic: { rules: [] },
    extras: [],
    payment: { kind: "pay_at_hotel" },
    restrictions: [],
    ...some,
  };
}
