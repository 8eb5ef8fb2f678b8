import type { Decision } from "../../vocabulary/refusal.ts";
import type { ChildBand, CityTax, Extra, MandatoryFee, TaxOrFee, ValueAddedTax } from "../book/charge_rules.ts";
import type { RateBook } from "../book/rate_book.ts";
import type * as bodies from "./book_schemas.ts";
import { present } from "../present.ts";
import { readRestriction, readRoomTypes, readScope } from "./read_rules.ts";
import { Reading, type RateWords } from "./reading.ts";

/** What staff write of a book. */
export type RateBookTerms = Omit<RateBook, "hotelId" | "version" | "plans">;

/** The fields of a book as the program reckons with them. Refuses with `invalid_request`, naming every field that is wrong. */
export function readBookTerms(words: RateWords, body: bodies.RateBookFields): Decision<RateBookTerms> {
  const reading = new Reading(words);
  return reading.outcome<RateBookTerms>({
    defaultRatePlanId: body.default_rate_plan_id,
    standardPlanSold: body.standard_plan_sold,
    childBands: readBands(reading, body.child_bands),
    taxes: readTaxes(reading, body.taxes),
    extras: readExtras(reading, body.extras),
    restrictions: reading.each("/restrictions", body.restrictions, readRestriction),
  });
}

function readBands(reading: Reading, rows: readonly bodies.ChildBand[]): ChildBand[] {
  distinct(reading, "/child_bands", rows, "band");
  return rows.map(({ band, min_age: minAge, max_age: maxAge }, index) => {
    const before = rows[index - 1];
    if (minAge > maxAge) reading.fail(`/child_bands/${index}/max_age`, "range", "max_age is not below min_age.");
    if (before !== undefined && minAge <= before.max_age) {
      const message =
        "Bands come in order of age and do not overlap: min_age lies above the max_age of the band before.";
      reading.fail(`/child_bands/${index}/min_age`, "order", message);
    }
    return { band, minAge, maxAge };
  });
}

function readTaxes(reading: Reading, rows: readonly bodies.TaxOrFee[]): TaxOrFee[] {
  distinct(reading, "/taxes", rows, "code");
  return reading.each("/taxes", rows, readTax);
}

function readTax(reading: Reading, at: string, body: bodies.TaxOrFee): TaxOrFee {
  if (body.kind === "vat") return readValueAddedTax(reading, at, body);
  return body.kind === "city_tax" ? readCityTax(reading, at, body) : readFee(reading, at, body);
}

function readValueAddedTax(reading: Reading, at: string, body: bodies.TaxOrFee): ValueAddedTax {
  const { code, name, percent, products, included } = body;
  reading.only(at, body, ["kind", "code", "name", "percent", "products", "included"], "vat");
  reading.required(`${at}/percent`, percent, "vat");
  reading.required(`${at}/products`, products, "vat");
  const basisPoints = reading.taxShare(`${at}/percent`, percent ?? 0);
  return { kind: "vat", code, name, basisPoints, products: products ?? [], included: included ?? true };
}

function readCityTax(reading: Reading, at: string, body: bodies.TaxOrFee): CityTax {
  const { code, name, percent, per_person_night: perPersonNight, scope } = body;
  const allowed = ["kind", "code", "name", "percent", "per_person_night", "from_age", "most_nights", "scope"];
  reading.only(at, body, allowed, "city_tax");
  reading.oneOf(at, body, ["percent", "per_person_night"]);
  return {
    kind: "city_tax",
    code,
    name,
    rate:
      perPersonNight === undefined
        ? { basisPoints: reading.taxShare(`${at}/percent`, percent ?? 0) }
        : { perPersonNightMinor: reading.price(`${at}/per_person_night`, perPersonNight) },
    fromAge: body.from_age ?? 0,
    ...present({
      mostNights: body.most_nights,
      scope: scope === undefined ? undefined : readScope(reading, `${at}/scope`, scope),
    }),
  };
}

function readFee(reading: Reading, at: string, body: bodies.TaxOrFee): MandatoryFee {
  const { code, name, amount, per } = body;
  reading.only(at, body, ["kind", "code", "name", "amount", "per"], "fee");
  reading.required(`${at}/amount`, amount, "fee");
  return { kind: "fee", code, name, amountMinor: reading.price(`${at}/amount`, amount ?? 0), per: per ?? "stay" };
}

function readExtras(reading: Reading, rows: readonly bodies.Extra[]): Extra[] {
  distinct(reading, "/extras", rows, "code");
  return reading.each("/extras", rows, readExtra);
}

function readExtra(reading: Reading, at: string, body: bodies.Extra): Extra {
  const { code, name, price, per, product, most_quantity: mostQuantity, room_type_ids: types } = body;
  const priceMinor = reading.price(`${at}/price`, price);
  const roomTypeIds = readRoomTypes(reading, `${at}/room_type_ids`, types);
  return { code, name, priceMinor, per, product, ...present({ mostQuantity, roomTypeIds }) };
}

function distinct<Name extends string>(
  reading: Reading,
  at: string,
  rows: readonly Readonly<Record<Name, string>>[],
  name: Name,
): void {
  const values = rows.map((row) => row[name]);
  values.forEach((value, index) => {
    if (values.indexOf(value) === index) return;
    reading.fail(`${at}/${index}/${name}`, "unique", `${name} ${value} stands here twice.`);
  });
}
