import { Type } from "typebox";
import { Compile } from "typebox/compile";
import type { ChildBand, Extra, TaxOrFee } from "../book/charge_rules.ts";
import { exactly, StoredPrice, StoredScope, StoredText, StoredTypes } from "./stored_rules.ts";
import { impossible, parseScope, storeScope } from "./stored_terms.ts";

const Age = Type.Integer({ minimum: 0, maximum: 17 });
const Basis = Type.Enum(["stay", "night", "person", "person_night"]);
const Product = Type.Enum(["room", "meal", "extra", "fee"]);
/** Basis points with two decimals: 997.5 is 9.975 %. */
const StoredTaxShare = Type.Number({ minimum: 0, maximum: 10_000 });
const named = { code: StoredText, name: StoredText };

const bands = Compile(Type.Array(exactly({ band: StoredText, minAge: Age, maxAge: Age })));

const taxes = Compile(
  Type.Array(
    Type.Union([
      exactly({
        kind: Type.Literal("vat"),
        ...named,
        basisPoints: StoredTaxShare,
        products: Type.Array(Product),
        included: Type.Boolean(),
      }),
      exactly({
        kind: Type.Literal("city_tax"),
        ...named,
        rate: Type.Union([exactly({ perPersonNightMinor: StoredPrice }), exactly({ basisPoints: StoredTaxShare })]),
        fromAge: Type.Integer({ minimum: 0, maximum: 120 }),
        mostNights: Type.Optional(Type.Integer({ minimum: 1 })),
        scope: Type.Optional(StoredScope),
      }),
      exactly({ kind: Type.Literal("fee"), ...named, amountMinor: StoredPrice, per: Basis }),
    ]),
  ),
);

const extras = Compile(
  Type.Array(
    exactly({
      ...named,
      priceMinor: StoredPrice,
      per: Basis,
      product: Type.Union([Type.Literal("meal"), Type.Literal("extra")]),
      mostQuantity: Type.Optional(Type.Integer({ minimum: 1 })),
      roomTypeIds: Type.Optional(StoredTypes),
    }),
  ),
);

/** Reads the child bands that `rate_book.child_bands` keeps as they are; throws on what cannot have been written. */
export function parseChildBands(stored: unknown): ChildBand[] {
  if (!bands.Check(stored)) throw impossible("rate_book.child_bands", bands.Errors(stored));
  return stored;
}

/** Taxes and fees as the database keeps them: nights as ISO dates. */
export function storeTaxes(rules: readonly TaxOrFee[]): object[] {
  return rules.map((rule) =>
    rule.kind === "city_tax" && rule.scope !== undefined ? { ...rule, scope: storeScope(rule.scope) } : rule,
  );
}

/** Reads them again; throws on what cannot have been written. */
export function parseTaxes(stored: unknown): TaxOrFee[] {
  if (!taxes.Check(stored)) throw impossible("rate_book.taxes", taxes.Errors(stored));
  return stored.map((rule): TaxOrFee => {
    if (rule.kind !== "city_tax") return rule;
    const { scope, ...tax } = rule;
    return scope === undefined ? tax : { ...tax, scope: parseScope(scope) };
  });
}

/** Reads the extras that `rate_book.extras` keeps as they are; throws on what cannot have been written. */
export function parseExtras(stored: unknown): Extra[] {
  if (!extras.Check(stored)) throw impossible("rate_book.extras", extras.Errors(stored));
  return stored;
}
