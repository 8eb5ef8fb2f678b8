import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyBookFields, anyPlanFields, RANDOM_CURRENCIES, RANDOM_TYPES } from "../../testing/random_rate_terms.ts";
import { RateBookFields } from "./book_schemas.ts";
import { readBookTerms } from "./read_book.ts";
import { ratePlanDefaults, readTerms } from "./read_plan.ts";
import { NewRatePlan } from "./schemas.ts";
import { showBookFields } from "./show_book.ts";
import { showRatePlan } from "./show_plan.ts";
import { parseChildBands, parseExtras, parseTaxes, storeTaxes } from "./stored_charges.ts";
import { parseRestrictions, parseTerms, storeRestrictions, storeTerms } from "./stored_terms.ts";

const ajv = new Ajv({ strictTypes: false });
const isPlan = ajv.compile(NewRatePlan);
const isBook = ajv.compile(RateBookFields);
const roomTypeIds = new Set(RANDOM_TYPES);

const planIn = fc.oneof(
  ...RANDOM_CURRENCIES.map((currency) => fc.tuple(fc.constant(currency), anyPlanFields(currency))),
);
const bookIn = fc.oneof(
  ...RANDOM_CURRENCIES.map((currency) => fc.tuple(fc.constant(currency), anyBookFields(currency))),
);

describe("a rate plan", () => {
  test("is read, kept, read again and shown as it was sent", () => {
    fc.assert(
      fc.property(planIn, ([currency, fields]) => {
        expect(isPlan(fields), ajv.errorsText(isPlan.errors)).toBe(true);
        const read = readTerms({ currency, roomTypeIds }, fields);
        if (!read.accepted) throw new Error(read.refusal.message);
        const kept = parseTerms(JSON.parse(JSON.stringify(storeTerms(read.value))));
        expect(kept).toEqual(read.value);
        const names = { hotelId: 1, ratePlanId: 2, code: fields.code, name: fields.name };
        const shown = showRatePlan({ ...names, ...kept, status: "active", version: 3 }, currency);
        expect(shown).toEqual({ ...fields, hotel_id: 1, rate_plan_id: 2, status: "active", version: 3 });
      }),
    );
  });

  test.each([{}, { basis: { kind: "base" }, surprise: 1 }, null, "{}"])(
    "that this program cannot have written throws: %j",
    (stored) => {
      expect(() => parseTerms(stored)).toThrow(TypeError);
    },
  );

  test("with a season that no calendar has throws", () => {
    const read = readTerms({ currency: "EUR", roomTypeIds }, ratePlanDefaults);
    if (!read.accepted) throw new Error(read.refusal.message);
    const stored = { ...storeTerms(read.value), prices: [{ from: "2027-02-30", priceMinor: 100 }] };
    expect(() => parseTerms(stored)).toThrow("2027-02-30");
  });
});

test("a rate book is read, kept, read again and shown as it was sent", () => {
  fc.assert(
    fc.property(bookIn, ([currency, fields]) => {
      expect(isBook(fields), ajv.errorsText(isBook.errors)).toBe(true);
      const read = readBookTerms({ currency, roomTypeIds }, fields);
      if (!read.accepted) throw new Error(read.refusal.message);
      const { childBands, taxes, extras, restrictions } = read.value;
      const documents = [childBands, storeTaxes(taxes), extras, storeRestrictions(restrictions)];
      const [bands, kept, others, rules] = documents.map((one): unknown => JSON.parse(JSON.stringify(one)));
      const again = {
        ...read.value,
        childBands: parseChildBands(bands),
        taxes: parseTaxes(kept),
        extras: parseExtras(others),
        restrictions: parseRestrictions(rules),
      };
      expect(again).toEqual(read.value);
      expect(showBookFields(again, currency)).toEqual(fields);
    }),
  );
});

test.each([
  [parseChildBands, [{ band: "child", minAge: 3 }]],
  [parseTaxes, [{ kind: "vat", code: "vat", name: "VAT", basisPoints: 10_001, products: [], included: true }]],
  [parseExtras, {}],
  [parseRestrictions, [{ closed: "yes" }]],
] as const)("%o throws on what cannot have been written", (parse, stored) => {
  expect(() => parse(stored)).toThrow(/is not possible/);
});
