import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperPlan } from "../../testing/paper_rates.ts";
import { nightsOf } from "../../vocabulary/night.ts";
import type { CityTax, Extra, MandatoryFee, Product, TaxOrFee, ValueAddedTax } from "../book/charge_rules.ts";
import { emptyRateBook, type RateBook } from "../book/rate_book.ts";
import type { PackagedExtra } from "../book/rate_plan.ts";
import { totalOfLines, type Charge } from "../priced_stay.ts";
import { chargesOfStay, type ChargedStay } from "./charges_of_stay.ts";

const ARRIVAL = 20_606; // a Wednesday
const PRODUCTS: readonly Product[] = ["room", "meal", "extra", "fee"];

const basis = fc.constantFrom("stay", "night", "person", "person_night");
const minor = fc.nat(1_000_000);
const basisPoints = fc.nat(10_000);

const fee = fc.record({ kind: fc.constant("fee"), amountMinor: minor, per: basis });
const vat = fc.record({
  kind: fc.constant("vat"),
  basisPoints,
  products: fc.uniqueArray(fc.constantFrom(...PRODUCTS), { minLength: 1 }),
  included: fc.boolean(),
});
const cityTax = fc
  .tuple(
    fc.oneof(fc.record({ perPersonNightMinor: minor }), fc.record({ basisPoints })),
    fc.nat(18),
    fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
    fc.option(fc.record({ weekdays: fc.integer({ min: 1, max: 127 }) }), { nil: undefined }),
  )
  .map(([rate, fromAge, mostNights, scope]) => ({
    kind: "city_tax" as const,
    rate,
    fromAge,
    ...(mostNights === undefined ? {} : { mostNights }),
    ...(scope === undefined ? {} : { scope }),
  }));

const taxes = fc
  .array(fc.oneof(fee, vat, cityTax), { maxLength: 6 })
  .map((rules) => rules.map((rule, index): TaxOrFee => ({ ...rule, code: `tax_${index}`, name: `Tax ${index}` })));

const extras = fc
  .array(fc.record({ priceMinor: minor, per: basis, product: fc.constantFrom("meal" as const, "extra" as const) }), {
    maxLength: 4,
  })
  .map((list) =>
    list.map((extra, index): Extra => ({ ...extra, code: `extra_${index}`, name: `Extra ${index}`, mostQuantity: 9 })),
  );

const stay = fc
  .record({
    taxes,
    extras,
    packaged: fc.array(fc.boolean(), { maxLength: 2 }),
    prices: fc.array(fc.nat(5_000_000), { minLength: 1, maxLength: 14 }),
    adults: fc.integer({ min: 1, max: 6 }),
    childAges: fc.array(fc.nat(17), { maxLength: 4 }),
    quantity: fc.nat(3),
  })
  .map(({ taxes, extras, packaged, prices, adults, childAges, quantity }) =>
    stayOf({
      book: { taxes, extras },
      packaged: packaged.flatMap((included, index) => {
        const code = extras[index]?.code;
        return code === undefined ? [] : [{ code, included }];
      }),
      prices,
      party: { adults, childAges },
      extras: quantity === 0 ? [] : extras.slice(0, 2).map(({ code }) => ({ code, quantity })),
    }),
  );

describe("the lines of a stay", () => {
  test("are whole and not negative, extras before fees before taxes", () => {
    const rank = { extra: 0, fee: 1, tax: 2 };
    fc.assert(
      fc.property(stay, (asked) => {
        const charges = linesOf(asked);
        const order = charges.map(({ kind }) => rank[kind]);
        expect(order).toEqual(order.toSorted((one, other) => one - other));
        for (const { amountMinor } of charges) {
          expect(Number.isSafeInteger(amountMinor) && amountMinor >= 0 && !Object.is(amountMinor, -0)).toBe(true);
        }
      }),
    );
  });

  test("add up to the total to the cent: nights, and what is not within another line", () => {
    fc.assert(
      fc.property(stay, (asked) => {
        const charges = linesOf(asked);
        let total = 0n;
        for (const { priceMinor } of asked.nightly) total += BigInt(priceMinor);
        for (const { included, amountMinor } of charges) total += included ? 0n : BigInt(amountMinor);
        expect(BigInt(totalOfLines(asked.nightly, charges))).toBe(total);
      }),
    );
  });

  test("are the same for the same question, whatever the order and the portions of what was chosen", () => {
    fc.assert(
      fc.property(stay, (asked) => {
        const singly = asked.extras
          .flatMap(({ code, quantity }) => Array.from({ length: quantity }, () => ({ code, quantity: 1 })))
          .toReversed();
        expect(linesOf({ ...asked, extras: singly })).toEqual(linesOf(asked));
      }),
    );
  });

  test("an empty book makes none, and the same list each time", () => {
    const asked = stayOf({});
    const charges = linesOf(asked);
    expect(charges).toEqual([]);
    expect(linesOf({ ...asked, nightly: [{ night: 1, priceMinor: 5 }] })).toBe(charges);
  });
});

describe("value added tax", () => {
  test("in the price or added, never changes another line; in the price, it changes no total", () => {
    fc.assert(
      fc.property(stay, fc.boolean(), (asked, included) => {
        const rules = asked.book.taxes.map((rule) => (rule.kind === "vat" ? { ...rule, included } : rule));
        const taxed = linesOf(withTaxes(asked, rules));
        const without = linesOf(
          withTaxes(
            asked,
            rules.filter(({ kind }) => kind !== "vat"),
          ),
        );
        const vatCodes = new Set(rules.filter(({ kind }) => kind === "vat").map(({ code }) => code));
        expect(taxed.filter(({ code }) => !vatCodes.has(code))).toEqual(without);
        const vatTotal = sumOf(taxed.filter(({ code }) => vatCodes.has(code)));
        const difference = totalOfLines(asked.nightly, taxed) - totalOfLines(asked.nightly, without);
        expect(difference).toBe(included ? 0 : vatTotal);
      }),
    );
  });

  test("is the exact share of all that was sold of its products, rounded once", () => {
    fc.assert(
      fc.property(stay, fc.subarray([...PRODUCTS], { minLength: 1 }), basisPoints, (asked, products, basisPoints) => {
        const others = asked.book.taxes.filter(({ kind }) => kind !== "vat");
        for (const included of [false, true]) {
          const tax: ValueAddedTax = { kind: "vat", code: "vat", name: "VAT", basisPoints, products, included };
          const charges = linesOf(withTaxes(asked, [...others, tax]));
          const sold = products.map((product) => soldOf(product, asked, charges)).reduce((one, other) => one + other);
          const whole = BigInt(included ? 10_000 + basisPoints : 10_000);
          const exact = (2n * BigInt(sold) * BigInt(basisPoints) + whole) / (2n * whole);
          expect(charges.find(({ code }) => code === "vat")?.amountMinor ?? 0).toBe(Number(exact));
        }
      }),
    );
  });

  test("several in one price leave the net price that each is a share of", () => {
    const rules = [vatOf("state", 500, ["room"]), vatOf("province", 1_000, ["room"])];
    const charges = linesOf(stayOf({ book: { taxes: rules }, prices: [11_500] }));
    expect(charges.map(({ amountMinor }) => amountMinor)).toEqual([500, 1_000]);
  });

  test("products of one tax that another tax tells apart are rounded apart", () => {
    const rules = [vatOf("all", 1_000, ["room", "fee"]), vatOf("room", 500, ["room"]), feeOf("cleaning", 1_100)];
    const charges = linesOf(stayOf({ book: { taxes: rules }, prices: [11_500] }));
    expect(charges.map(({ code, amountMinor }) => [code, amountMinor])).toEqual([
      ["cleaning", 1_100],
      ["all", 1_100],
      ["room", 500],
    ]);
  });
});

describe("city tax", () => {
  test("never falls with more nights that pay it", () => {
    fc.assert(
      fc.property(stay, cityTax, fc.integer({ min: 1, max: 20 }), (asked, rule, mostNights) => {
        const capped = { ...rule, code: "city", name: "City", mostNights } as CityTax;
        const raised = { ...capped, mostNights: mostNights + 1 };
        const { mostNights: _, ...uncapped } = capped;
        expect(taxOf(asked, capped)).toBeLessThanOrEqual(taxOf(asked, raised));
        expect(taxOf(asked, raised)).toBeLessThanOrEqual(taxOf(asked, uncapped));
      }),
    );
  });

  test("never falls with one more person, or with an older child", () => {
    fc.assert(
      fc.property(stay, cityTax, fc.nat(17), fc.nat(17), (asked, rule, one, other) => {
        const tax = { ...rule, code: "city", name: "City" } as CityTax;
        // Extras for each person would take a larger part of the price of the room: here it is the room alone.
        const room = { ...asked, plan: undefined, extras: [] };
        const { adults, childAges } = room.party;
        const withParty = (party: ChargedStay["party"]): number => taxOf({ ...room, party }, tax);
        const before = withParty(room.party);
        expect(withParty({ adults: adults + 1, childAges })).toBeGreaterThanOrEqual(before);
        expect(withParty({ adults, childAges: [...childAges, one] })).toBeGreaterThanOrEqual(before);
        const [young, old] = one <= other ? [one, other] : [other, one];
        expect(withParty({ adults, childAges: [old] })).toBeGreaterThanOrEqual(
          withParty({ adults, childAges: [young] }),
        );
      }),
    );
  });

  test("of a whole stay with breakfast in its price is a share of the room alone; of some nights, of their part", () => {
    const breakfast: Extra = { code: "breakfast", name: "Breakfast", priceMinor: 3_000, per: "stay", product: "meal" };
    const rule: CityTax = { kind: "city_tax", code: "city", name: "City", rate: { basisPoints: 1_000 }, fromAge: 0 };
    const asked = stayOf({
      book: { extras: [breakfast] },
      packaged: [{ code: "breakfast", included: true }],
      prices: [10_000, 20_000],
    });
    expect(taxOf(asked, rule)).toBe(2_700);
    expect(taxOf(asked, { ...rule, mostNights: 1 })).toBe(900);
  });
});

describe("extras", () => {
  const breakfast: Extra = {
    code: "breakfast",
    name: "Breakfast",
    priceMinor: 1_500,
    per: "person_night",
    product: "meal",
  };
  const parking: Extra = {
    code: "parking",
    name: "Parking",
    priceMinor: 2_000,
    per: "night",
    product: "extra",
    mostQuantity: 2,
  };
  const balcony: Extra = {
    code: "balcony",
    name: "Balcony",
    priceMinor: 900,
    per: "stay",
    product: "extra",
    roomTypeIds: [8],
  };
  const book = { extras: [breakfast, parking, balcony] };

  test.each([
    ["what the hotel does not have", [{ code: "sauna", quantity: 1 }], [], "There is no extra sauna for this room."],
    [
      "what this room type does not have",
      [{ code: "balcony", quantity: 1 }],
      [],
      "There is no extra balcony for this room.",
    ],
    ["too much", [{ code: "parking", quantity: 3 }], [], "A stay has at most 2 of parking."],
    [
      "too much in portions",
      [1, 1, 1].map((quantity) => ({ code: "parking", quantity })),
      [],
      "A stay has at most 2 of parking.",
    ],
    ["two of what comes once", [{ code: "breakfast", quantity: 2 }], [], "A stay has at most 1 of breakfast."],
    [
      "what the plan brings",
      [{ code: "breakfast", quantity: 1 }],
      ["breakfast"],
      "A stay has at most 1 of breakfast. The rate brings 1 of them.",
    ],
    ["none of it", [{ code: "parking", quantity: 0 }], [], "The quantity of parking must be 1 or more."],
    ["less than none", [{ code: "parking", quantity: -1 }], [], "The quantity of parking must be 1 or more."],
    ["half of it", [{ code: "parking", quantity: 0.5 }], [], "The quantity of parking must be 1 or more."],
  ])("%s is refused", (_, chosen, plan, message) => {
    const packaged = plan.map((code) => ({ code, included: true }));
    expect(chargesOfStay(stayOf({ book, packaged, extras: chosen }))).toEqual({
      accepted: false,
      refusal: { code: "invalid_request", message, detail: { errors: [{ field: "extras", rule: "extra", message }] } },
    });
  });

  test("chosen of a hotel that has none are refused too", () => {
    expect(chargesOfStay(stayOf({ extras: [{ code: "breakfast", quantity: 1 }] })).accepted).toBe(false);
  });

  test("one more of what the plan brings can be had as long as there are two", () => {
    const packaged = [{ code: "parking", included: true }];
    const charges = linesOf(stayOf({ book, packaged, extras: [{ code: "parking", quantity: 1 }] }));
    expect(charges.map(({ included, amountMinor }) => [included, amountMinor])).toEqual([
      [true, 2_000],
      [false, 2_000],
    ]);
  });

  test("of the plan that this room type does not have are left out", () => {
    const packaged = [
      { code: "balcony", included: false },
      { code: "gone", included: true },
    ];
    expect(linesOf(stayOf({ book, packaged }))).toEqual([]);
  });

  test("in the price are never worth more than the price", () => {
    const packaged = [
      { code: "parking", included: true },
      { code: "breakfast", included: true },
    ];
    const amounts = linesOf(stayOf({ book, packaged, prices: [3_100], party: { adults: 2, childAges: [] } }));
    expect(amounts.map(({ amountMinor }) => amountMinor)).toEqual([2_000, 1_100]);
  });
});

interface Asked {
  readonly book?: Partial<RateBook>;
  readonly packaged?: readonly PackagedExtra[];
  readonly prices?: readonly number[];
  readonly party?: ChargedStay["party"];
  readonly extras?: ChargedStay["extras"];
}

function stayOf({ book, packaged = [], prices = [10_000], party, extras = [] }: Asked): ChargedStay {
  const dates = { arrival: ARRIVAL, departure: ARRIVAL + prices.length };
  return {
    book: { ...emptyRateBook({ hotelId: 1 }), ...book },
    plan: packaged.length === 0 ? undefined : paperPlan({ extras: packaged }),
    currency: "EUR",
    roomTypeId: 7,
    dates,
    party: party ?? { adults: 1, childAges: [] },
    nightly: nightsOf(dates).map((night, index) => ({ night, priceMinor: prices[index] ?? 0 })),
    extras,
  };
}

function vatOf(code: string, basisPoints: number, products: readonly Product[]): ValueAddedTax {
  return { kind: "vat", code, name: code, basisPoints, products, included: true };
}

function feeOf(code: string, amountMinor: number): MandatoryFee {
  return { kind: "fee", code, name: code, amountMinor, per: "stay" };
}

function withTaxes(asked: ChargedStay, taxes: readonly TaxOrFee[]): ChargedStay {
  return { ...asked, book: { ...asked.book, taxes } };
}

function linesOf(asked: ChargedStay): readonly Charge[] {
  const charges = chargesOfStay(asked);
  // What is drawn may go beyond the most of an extra only if the test drew it wrongly.
  if (!charges.accepted) throw new Error(charges.refusal.message);
  return charges.value;
}

function taxOf(asked: ChargedStay, tax: CityTax): number {
  return sumOf(linesOf(withTaxes(asked, [tax])).filter(({ kind }) => kind === "tax"));
}

function sumOf(charges: readonly Charge[]): number {
  return charges.reduce((total, { amountMinor }) => total + amountMinor, 0);
}

/** From the lines of the bill, as an auditor would: what is within the price of the room is not the room. */
function soldOf(product: Product, asked: ChargedStay, charges: readonly Charge[]): number {
  const extras = charges.filter(({ kind }) => kind === "extra");
  if (product === "fee") return sumOf(charges.filter(({ kind }) => kind === "fee"));
  if (product !== "room") {
    const codes = asked.book.extras.filter((extra) => extra.product === product).map(({ code }) => code);
    return sumOf(extras.filter(({ code }) => codes.includes(code)));
  }
  const nights = asked.nightly.reduce((total, { priceMinor }) => total + priceMinor, 0);
  return nights - sumOf(extras.filter(({ included }) => included));
}
