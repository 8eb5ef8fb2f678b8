import { describe, expect, test } from "vitest";
import { exampleFiles, fieldsOf } from "../testing/example_files.ts";
import { paperPlan } from "../testing/paper_rates.ts";
import { decimalPlaces, fromDecimal, isCurrency, toDecimal } from "../vocabulary/money.ts";
import { nightOf, nightsOf } from "../vocabulary/night.ts";
import type { ChargeBasis, Extra, Product, TaxOrFee } from "./book/charge_rules.ts";
import { emptyRateBook, type RateBook } from "./book/rate_book.ts";
import type { PackagedExtra, RatePlan } from "./book/rate_plan.ts";
import type { RuleScope } from "./book/scope.ts";
import { WEEKDAY_NAMES } from "./book/weekday_names.ts";
import { chargesOfStay, type ChargedStay } from "./charges/charges_of_stay.ts";
import { totalOfLines } from "./priced_stay.ts";

/** The worked examples of charges_*.json: amounts as decimals, percents as percents. */
interface ExampleFile {
  readonly about: string;
  readonly hotels: Readonly<Record<string, ExampleHotel>>;
  readonly examples: readonly Example[];
}

interface ExampleHotel {
  readonly currency: string;
  readonly rooms: readonly string[];
  readonly extras?: readonly ExampleExtra[];
  readonly taxes?: readonly ExampleTax[];
  readonly rates?: Readonly<Record<string, readonly PackagedExtra[]>>;
}

interface ExampleExtra {
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly per: ChargeBasis;
  readonly product: Extra["product"];
  readonly most?: number;
  readonly rooms?: readonly string[];
}

interface ExampleTax {
  readonly vat?: string;
  readonly city_tax?: string;
  readonly fee?: string;
  readonly name: string;
  readonly percent?: number;
  readonly on?: readonly Product[];
  readonly included?: boolean;
  readonly per_person_and_night?: number;
  readonly from_age?: number;
  readonly most_nights?: number;
  readonly from?: string;
  readonly until?: string;
  readonly weekdays?: readonly string[];
  readonly rooms?: readonly string[];
  readonly amount?: number;
  readonly per?: ChargeBasis;
}

interface Example {
  readonly title: string;
  readonly story: string;
  readonly hotel: string;
  readonly stay: {
    readonly arrival: string;
    readonly nights: readonly number[];
    readonly adults: number;
    readonly children?: readonly number[];
    /** The hotel's first when it is left out. */
    readonly room?: string;
    /** None: a rate without extras. */
    readonly rate?: string;
    readonly extras?: ChargedStay["extras"];
  };
  readonly lines?: readonly ExampleLine[];
  readonly total?: number;
  readonly because?: string;
  readonly refused?: string;
}

interface ExampleLine {
  readonly line: string;
  /** 1 when it is left out. */
  readonly quantity?: number;
  readonly amount: number;
  readonly included?: boolean;
  readonly because: string;
}

const FIELDS = new Set(
  (
    "about hotels examples currency rooms extras taxes rates code name price per product most vat city_tax fee percent on " +
    "included per_person_and_night from_age most_nights from until weekdays amount title story hotel stay arrival nights " +
    "adults children room rate quantity lines line total because refused"
  ).split(" "),
);

const files = exampleFiles<ExampleFile>("charges");

test("there are more than fifty examples, each told once", () => {
  const titles = files.flatMap(({ content }) => content.examples.map(({ title }) => title));
  expect(titles.length).toBeGreaterThan(50);
  expect(new Set(titles).size).toBe(titles.length);
});

describe.each(files)("$name", ({ content: file }) => {
  test("has no field that nobody reads", () => {
    const names = new Set([...Object.keys(file.hotels), ...Object.values(file.hotels).flatMap(namesOfRates)]);
    expect(fieldsOf(file).filter((field) => !FIELDS.has(field) && !names.has(field))).toEqual([]);
  });

  test("is about currencies that there are", () => {
    expect(Object.values(file.hotels).filter(({ currency }) => !isCurrency(currency))).toEqual([]);
  });

  test.each(file.examples)("$title", (example) => {
    const hotel = file.hotels[example.hotel];
    if (hotel === undefined) throw new Error(`there is no hotel ${example.hotel} in the file`);
    expect(answerTo(example, hotel)).toEqual(expectedOf(example));
  });
});

function expectedOf({ lines, total, refused }: Example): unknown {
  if (refused !== undefined) return { refused };
  return {
    lines: lines?.map(({ line, quantity = 1, amount, included = false }) => ({ line, quantity, amount, included })),
    total,
  };
}

function answerTo(example: Example, hotel: ExampleHotel): unknown {
  const stay = stayOf(example, hotel);
  const charges = chargesOfStay(stay);
  if (!charges.accepted) return { refused: charges.refusal.message };
  return {
    lines: charges.value.map(({ code, quantity, amountMinor, included }) => ({
      line: code,
      quantity,
      amount: toDecimal(amountMinor, hotel.currency),
      included,
    })),
    total: toDecimal(totalOfLines(stay.nightly, charges.value), hotel.currency),
  };
}

function stayOf({ stay }: Example, hotel: ExampleHotel): ChargedStay {
  const arrival = nightOf(stay.arrival);
  const dates = { arrival, departure: arrival + stay.nights.length };
  return {
    book: bookOf(hotel),
    plan: stay.rate === undefined ? undefined : planOf(hotel, stay.rate),
    currency: hotel.currency,
    roomTypeId: stay.room === undefined ? 1 : roomId(hotel, stay.room),
    dates,
    party: { adults: stay.adults, childAges: stay.children ?? [] },
    nightly: nightsOf(dates).map((night, index) => ({ night, priceMinor: minor(hotel, stay.nights[index]) })),
    extras: stay.extras ?? [],
  };
}

function bookOf(hotel: ExampleHotel): RateBook {
  return {
    ...emptyRateBook({ hotelId: 1 }),
    taxes: (hotel.taxes ?? []).map((tax) => taxOf(hotel, tax)),
    extras: (hotel.extras ?? []).map(({ price, most, rooms, ...extra }) => ({
      ...extra,
      priceMinor: minor(hotel, price),
      ...(most === undefined ? {} : { mostQuantity: most }),
      ...(rooms === undefined ? {} : { roomTypeIds: rooms.map((room) => roomId(hotel, room)) }),
    })),
  };
}

function taxOf(hotel: ExampleHotel, tax: ExampleTax): TaxOrFee {
  const { name, per = "stay", on: products = [], included = false } = tax;
  if (tax.vat !== undefined) {
    return { kind: "vat", code: tax.vat, name, basisPoints: basisPoints(tax.percent), products, included };
  }
  if (tax.fee !== undefined) return { kind: "fee", code: tax.fee, name, amountMinor: minor(hotel, tax.amount), per };
  return {
    kind: "city_tax",
    code: tax.city_tax ?? "",
    name,
    rate:
      tax.percent === undefined
        ? { perPersonNightMinor: minor(hotel, tax.per_person_and_night) }
        : { basisPoints: basisPoints(tax.percent) },
    fromAge: tax.from_age ?? 0,
    ...(tax.most_nights === undefined ? {} : { mostNights: tax.most_nights }),
    scope: scopeOf(hotel, tax),
  };
}

function scopeOf(hotel: ExampleHotel, { from, until, weekdays, rooms }: ExampleTax): RuleScope {
  return {
    ...(from === undefined ? {} : { from: nightOf(from) }),
    ...(until === undefined ? {} : { until: nightOf(until) }),
    ...(weekdays === undefined ? {} : { weekdays: weekdays.reduce((bits, day) => bits | weekdayBit(day), 0) }),
    ...(rooms === undefined ? {} : { roomTypeIds: rooms.map((room) => roomId(hotel, room)) }),
  };
}

function planOf(hotel: ExampleHotel, rate: string): RatePlan {
  const extras = hotel.rates?.[rate];
  if (extras === undefined) throw new Error(`the hotel has no rate ${rate}`);
  return paperPlan({ code: rate, name: rate, extras });
}

function roomId({ rooms }: ExampleHotel, room: string): number {
  const index = rooms.indexOf(room);
  if (index < 0) throw new Error(`the hotel has no room ${room}`);
  return index + 1;
}

function weekdayBit(day: string): number {
  const index = WEEKDAY_NAMES.findIndex((name) => name === day);
  if (index < 0) throw new Error(`${day} is no day of the week`);
  return 1 << index;
}

function basisPoints(percent: number | undefined): number {
  if (percent === undefined) throw new Error("the tax has no percent");
  return Math.round(percent * 10_000) / 100;
}

function minor({ currency }: ExampleHotel, decimal: number | undefined): number {
  const amount = decimal === undefined ? undefined : fromDecimal(decimal, currency);
  if (amount === undefined)
    throw new Error(`${decimal} has not ${decimalPlaces(currency)} decimals, as ${currency} has`);
  return amount;
}

function namesOfRates({ rates }: ExampleHotel): string[] {
  return Object.keys(rates ?? {});
}
