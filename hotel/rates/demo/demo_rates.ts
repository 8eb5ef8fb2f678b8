import type { Night } from "../../vocabulary/night.ts";
import { CHILD_BANDS, flexible, members, saver, type DemoRates } from "./plan_patterns.ts";

/**
 * The rates of a hotel of the demo, by its name; undefined for one that sells its room types at their own price only. Invented,
 * as taxes too; seasons lie around the day it is entered.
 */
export function demoRates(hotelName: string, today: Night): DemoRates | undefined {
  return ratesOf[hotelName]?.(today);
}

// The tour of the README books the standard plan in Lisbon: there nothing is added to it.
const ratesOf: Readonly<Record<string, (today: Night) => DemoRates>> = {
  "Casa do Rio": (today) => ({
    book: {
      child_bands: CHILD_BANDS,
      taxes: [vat("VAT 6 %", 6), { ...vat("VAT 13 %", 13), code: "vat_meals", products: ["meal"] }],
      extras: [
        { code: "cot", name: "Cot", price: 12, per: "night", product: "extra", most_quantity: 1 },
        { code: "dinner", name: "Fado dinner", price: 42, per: "person", product: "meal", most_quantity: 4 },
      ],
    },
    plans: [
      flexible(today, {
        breakfast: 18,
        single: 9,
        extraAdult: 35,
        child: 15,
        seasons: [
          { from: "06-10", until: "09-15", percent: 20 },
          { from: "12-28", until: "01-02", percent: 35 },
        ],
      }),
      saver,
      members,
    ],
  }),
  "Miradouro Pequeno": (today) => ({
    book: { child_bands: CHILD_BANDS, taxes: [vat("VAT 6 %", 6)] },
    plans: [
      {
        code: "week",
        name: "A week on the hill",
        length_discounts: [
          { min_nights: 5, percent: -8 },
          { min_nights: 7, percent: -15 },
        ],
        lead_discounts: [{ name: "early booking", min_days: 60, percent: -10 }],
      },
      flexible(today, { breakfast: 14, single: 7, extraAdult: 24, child: 10, seasons: [] }),
      saver,
    ],
  }),
  "Armazém da Ribeira": (today) => ({
    book: {
      child_bands: CHILD_BANDS,
      taxes: [vat("VAT 6 %", 6), { ...cityTax("Porto city tax", 3), from_age: 13, most_nights: 7 }],
      extras: [{ code: "tasting", name: "Port tasting", price: 28, per: "person", product: "meal", most_quantity: 4 }],
    },
    plans: [
      flexible(today, {
        breakfast: 22,
        single: 11,
        extraAdult: 38,
        child: 16,
        seasons: [{ from: "06-01", until: "09-30", percent: 18 }],
      }),
      { ...saver, restrictions: [{ weekdays: ["fri", "sat"], min_stay_arrival: 2 }] },
      members,
    ],
  }),
  "The Lamplighter": (today) => ({
    book: {
      child_bands: CHILD_BANDS,
      taxes: [{ ...vat("VAT 20 %", 20), products: ["room", "meal", "extra", "fee"] }],
      extras: [{ code: "parking", name: "Garage", price: 45, per: "night", product: "extra" }],
    },
    plans: [
      flexible(today, {
        breakfast: 30,
        single: 15,
        extraAdult: 55,
        child: 20,
        seasons: [{ from: "12-12", until: "01-01", percent: 25 }],
      }),
      { ...saver, lead_discounts: [{ name: "last minute", max_days: 2, percent: -8 }] },
      {
        code: "corporate",
        name: "Museum partners",
        meal_plan: "breakfast",
        audience: { kind: "company", code: "museum" },
        below: { code: "flexible", percent: 15 },
      },
    ],
  }),
  "Water Tower House": () => ({
    book: {
      child_bands: CHILD_BANDS,
      taxes: [
        { kind: "city_tax", code: "occupancy", name: "Hotel occupancy tax", percent: 14.75, from_age: 0 },
        { kind: "fee", code: "facility", name: "Facility fee", amount: 25, per: "night" },
      ],
    },
    only: "best_price",
    plans: [
      {
        code: "best_price",
        name: "Best price of the day",
        prices: [{ weekdays: ["thu", "fri", "sat"], percent: 10 }],
        occupancy: { included_adults: 2, extra_adult: 40, children: [{ band: "child", price: 0 }] },
        dynamic: {
          rules: [
            { name: "nearly full", when: { min_occupancy: 80 }, percent: 20 },
            { name: "filling", when: { min_occupancy: 60, max_occupancy: 79.99 }, percent: 8 },
            { name: "in demand", when: { pickup: { days: 3, min_rooms: 6 } }, percent: 6 },
            { name: "empty and soon", when: { max_occupancy: 30, max_lead_days: 3 }, percent: -15 },
          ],
          floor: 149,
          ceiling: 890,
        },
        cancellation: { kind: "free_until", before_hours: 24, late_fee: { kind: "first_night" } },
        payment: { kind: "guarantee" },
      },
      { ...saver, meal_plan: "room_only", below: { code: "best_price", percent: 12 } },
    ],
  }),
  "Sumida Yado": (today) => ({
    book: {
      child_bands: CHILD_BANDS,
      taxes: [vat("Consumption tax 10 %", 10), cityTax("Accommodation tax", 200)],
      extras: [{ code: "bath", name: "Private bath, an hour", price: 3_000, per: "stay", product: "extra" }],
    },
    plans: [
      flexible(today, {
        breakfast: 4_000,
        single: 2_000,
        extraAdult: 6_000,
        child: 3_000,
        seasons: [{ from: "03-20", until: "04-10", percent: 30 }],
      }),
      saver,
    ],
  }),
  "Bayt al-Sahil": (today) => ({
    book: { child_bands: CHILD_BANDS, taxes: [{ ...fee("Service charge", 2.5), per: "night" }] },
    plans: [
      flexible(today, { breakfast: 6.25, single: 3.125, extraAdult: 9.5, child: 4.75, seasons: [] }),
      saver,
      {
        code: "half_board",
        name: "Half board",
        meal_plan: "half_board",
        prices: [{ amount: 24.5 }],
        payment: { kind: "deposit", share: "percent", percent: 30, days_before: 14 },
      },
    ],
  }),
  "Patan Courtyard": (today) => ({
    book: {
      child_bands: CHILD_BANDS,
      taxes: [{ ...vat("VAT 13 %", 13), included: false, products: ["room", "meal", "extra"] }],
    },
    plans: [
      flexible(today, {
        breakfast: 1_200,
        single: 600,
        extraAdult: 1_800,
        child: 900,
        seasons: [{ from: "10-01", until: "11-30", percent: 25 }],
      }),
      saver,
    ],
  }),
};

type Tax = NonNullable<DemoRates["book"]["taxes"]>[number];

function vat(name: string, percent: number): Tax {
  return { kind: "vat", code: "vat", name, percent, products: ["room", "extra"], included: true };
}

function cityTax(name: string, perPersonNight: number): Tax {
  return { kind: "city_tax", code: "city_tax", name, per_person_night: perPersonNight, from_age: 0 };
}

function fee(name: string, amount: number): Tax {
  return { kind: "fee", code: "service", name, amount };
}
