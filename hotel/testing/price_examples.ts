import type { CatalogueEntry } from "../properties/facts.ts";
import type { RateBook } from "../rates/book/rate_book.ts";
import type { DemandRule, PriceRule, RatePlan } from "../rates/book/rate_plan.ts";
import type { RateNight } from "../rates/book/rate_night.ts";
import type { Buyer, RateFacts, StayAsk } from "../rates/stay_ask.ts";
import { nightOf } from "../vocabulary/night.ts";
import type {
  ExampleDemand,
  ExampleHotel,
  ExamplePlan,
  ExamplePriceRule,
  PriceExample,
} from "./price_example_format.ts";
import { paperEntry, paperPlan, paperBook } from "./paper_rates.ts";
import * as words from "./price_example_words.ts";

/** What the rates are asked for an example. */
export interface AskedExample {
  readonly facts: RateFacts;
  readonly ask: StayAsk;
  readonly buyer: Buyer;
}

/** The question of an example as the rates understand it. */
export function askExample(hotel: ExampleHotel, example: PriceExample): AskedExample {
  const reader = new HotelReader(hotel);
  const arrival = nightOf(example.arrival);
  const ask: StayAsk = {
    roomTypeId: reader.roomTypeId(example.room ?? Object.keys(hotel.rooms)[0] ?? ""),
    dates: { arrival, departure: arrival + example.nights },
    party: { adults: example.adults ?? 2, childAges: example.children ?? [] },
    ratePlanId: example.plan === undefined ? 0 : reader.ratePlanId(example.plan),
    extras: [],
  };
  return { facts: factsOf(reader, example, arrival), ask, buyer: words.readBuyer(example.buyer) };
}

function factsOf(reader: HotelReader, example: PriceExample, arrival: number): RateFacts {
  const noon = (arrival - (example.booked_days_before ?? 30)) * 86_400_000 + 43_200_000;
  const { occupancy = "50 %" } = example;
  const pickups = example.picked_up?.split(", ").map(words.readPickup) ?? [];
  const nights = reader.rateNights();
  return {
    book: reader.book(),
    now: new Date(example.booked_at ?? noon),
    roomType: (roomTypeId) => reader.entry(roomTypeId),
    nights: (roomTypeId, night) => nights.filter((one) => one.roomTypeId === roomTypeId && one.night === night),
    demand: (_, night) => {
      const text = typeof occupancy === "string" ? occupancy : occupancy[night - arrival];
      if (text === undefined) throw new RangeError(`${example.title}: no occupancy for a night`);
      return words.readOccupancy(text);
    },
    pickup: (_roomTypeId, _night, days) => pickups.find((one) => one.days === days)?.minRooms ?? 0,
    soldUnder: () => undefined,
  };
}

/** Names become ids by the order in which they are written. */
class HotelReader {
  readonly hotel: ExampleHotel;

  constructor(hotel: ExampleHotel) {
    this.hotel = hotel;
  }

  roomTypeId(name: string): number {
    return placeOf(name, this.hotel.rooms);
  }

  ratePlanId(name: string): number {
    return name === "standard" ? 0 : placeOf(name, this.hotel.plans ?? {});
  }

  entry(roomTypeId: number): CatalogueEntry | undefined {
    const base = Object.values(this.hotel.rooms)[roomTypeId - 1];
    if (base === undefined) return undefined;
    return paperEntry(
      {
        currency: this.hotel.currency,
        timeZone: this.hotel.time_zone ?? "Europe/Lisbon",
        dayRollHour: this.hotel.day_rolls_at_hour ?? 0,
      },
      { roomTypeId, basePriceMinor: this.amount(base) },
    );
  }

  book(): RateBook {
    const plans = Object.entries(this.hotel.plans ?? {}).map(([name, plan]) => this.plan(name, plan));
    return paperBook({
      standardPlanSold: this.hotel.standard_plan !== "not on sale",
      childBands: Object.entries(this.hotel.child_bands ?? {}).map(([band, ages]) => ({
        band,
        ...words.readAges(ages),
      })),
      plans: new Map(plans.map((plan) => [plan.ratePlanId, plan])),
    });
  }

  rateNights(): RateNight[] {
    return (this.hotel.set_for_nights ?? []).map(({ plan, room, night, price }) => ({
      roomTypeId: this.roomTypeId(room),
      night: nightOf(night),
      ratePlanId: this.ratePlanId(plan),
      channel: "",
      priceMinor: this.amount(price),
    }));
  }

  amount(text: string): number {
    return words.readAmount(text, this.hotel.currency);
  }

  plan(name: string, plan: ExamplePlan): RatePlan {
    return paperPlan({
      ratePlanId: this.ratePlanId(name),
      name,
      ...this.basis(plan),
      audience: words.readAudience(plan.for ?? "everybody"),
      ...(plan.rooms === undefined ? {} : { roomTypeIds: plan.rooms.map((room) => this.roomTypeId(room)) }),
      status: plan.retired === true ? "retired" : "active",
      prices: (plan.prices ?? []).map((rule) => this.priceRule(rule)),
      occupancy: this.occupancy(plan),
      lengthDiscounts: (plan.long_stays ?? []).map((one) => ({
        minNights: one.from_nights,
        adjustment: this.change(one.change),
      })),
      leadDiscounts: (plan.booked_ahead ?? []).map((one) => ({
        name: one.name,
        ...(one.from_days === undefined ? {} : { minDays: one.from_days }),
        ...(one.to_days === undefined ? {} : { maxDays: one.to_days }),
        adjustment: this.change(one.change),
      })),
      dynamic: {
        rules: (plan.demand ?? []).map((rule) => this.demandRule(rule)),
        ...(plan.floor === undefined ? {} : { floorMinor: this.amount(plan.floor) }),
        ...(plan.ceiling === undefined ? {} : { ceilingMinor: this.amount(plan.ceiling) }),
      },
    });
  }

  basis(plan: ExamplePlan): Pick<RatePlan, "basis"> {
    if (plan.derived_from === undefined) return { basis: { kind: "base" } };
    const adjustment = this.change(plan.change ?? "+0 %");
    return {
      basis: {
        kind: "derived",
        ratePlanId: this.ratePlanId(plan.derived_from),
        adjustment,
        inheritsRestrictions: true,
      },
    };
  }

  occupancy(plan: ExamplePlan): RatePlan["occupancy"] {
    return {
      includedAdults: plan.included_adults ?? 2,
      ...(plan.single_use === undefined ? {} : { singleUse: this.change(plan.single_use) }),
      extraAdultMinor: this.amount(plan.extra_adult ?? "0"),
      children: Object.entries(plan.children ?? {}).map(([band, price]) => ({ band, priceMinor: this.amount(price) })),
    };
  }

  priceRule(rule: ExamplePriceRule): PriceRule {
    const scope = this.scope(rule);
    if (rule.price !== undefined) return { ...scope, priceMinor: this.amount(rule.price) };
    return { ...scope, ...this.change(rule.change ?? "") };
  }

  demandRule(rule: ExampleDemand): DemandRule {
    return {
      name: rule.name,
      ...this.scope(rule),
      when: {
        ...(rule.occupancy_from === undefined ? {} : { minOccupancy: words.readPercent(rule.occupancy_from) }),
        ...(rule.occupancy_to === undefined ? {} : { maxOccupancy: words.readPercent(rule.occupancy_to) }),
        ...(rule.picked_up === undefined ? {} : { pickup: words.readPickup(rule.picked_up) }),
        ...(rule.days_ahead_from === undefined ? {} : { minLeadDays: rule.days_ahead_from }),
        ...(rule.days_ahead_to === undefined ? {} : { maxLeadDays: rule.days_ahead_to }),
      },
      adjustment: this.change(rule.change),
    };
  }

  scope({
    days,
    nights,
    rooms,
  }: Pick<ExamplePriceRule, "days" | "nights" | "rooms">): ReturnType<typeof words.readScope> {
    const scope = words.readScope(days, nights);
    return rooms === undefined ? scope : { ...scope, roomTypeIds: rooms.map((room) => this.roomTypeId(room)) };
  }

  change(text: string): ReturnType<typeof words.readChange> {
    return words.readChange(text, this.hotel.currency);
  }
}

/** Counted from 1. */
function placeOf(name: string, list: Readonly<Record<string, unknown>>): number {
  const place = Object.keys(list).indexOf(name);
  if (place < 0) throw new TypeError(`nothing is called ${name}`);
  return place + 1;
}
