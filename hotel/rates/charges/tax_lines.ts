import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Product, TaxOrFee, ValueAddedTax } from "../book/charge_rules.ts";
import type { Charge } from "../priced_stay.ts";
import { includedShare, roundedShare } from "../rounding.ts";
import { cityTaxOf, type TaxedNights } from "./city_tax.ts";
import type { TaxBases } from "./tax_bases.ts";

/**
 * The taxes of a stay, in the order of the book. Value added tax is taken on the sum of what the stay has of its products, so it
 * is rounded once for each tax and stay, and not line by line.
 *
 * @param inRoom how much of the price of the nights is for extras
 */
export function taxLines(
  rules: readonly TaxOrFee[],
  stay: TaxedNights,
  bases: TaxBases,
  inRoom: MinorUnits,
): readonly Charge[] {
  const lines: Charge[] = [];
  for (const rule of rules) {
    if (rule.kind === "fee") continue;
    const included = rule.kind === "vat" && rule.included;
    const amountMinor = rule.kind === "vat" ? valueAddedTax(rule, rules, bases) : cityTaxOf(rule, stay, inRoom);
    const { code, name } = rule;
    if (amountMinor !== 0) lines.push({ kind: "tax", code, name, quantity: 1, amountMinor, included });
  }
  return lines;
}

function valueAddedTax(tax: ValueAddedTax, rules: readonly TaxOrFee[], bases: TaxBases): MinorUnits {
  if (tax.included) return taxWithin(tax, rules, bases);
  let base = 0;
  for (const product of tax.products) base += bases[product];
  return roundedShare(base, tax.basisPoints);
}

// A price may hold several taxes, each a share of the same net price. Products that hold the same taxes are rounded together:
// that is one rounding, unless somebody taxes the products of one tax differently by another.
function taxWithin(tax: ValueAddedTax, rules: readonly TaxOrFee[], bases: TaxBases): MinorUnits {
  let amount = 0;
  for (const { all, products } of productsByTaxes(tax, rules)) {
    let base = 0;
    for (const product of products) base += bases[product];
    amount += includedShare(base, tax.basisPoints, all);
  }
  return amount;
}

interface AlikeProducts {
  /** The sum of the taxes within their prices, in basis points. */
  readonly all: number;
  readonly products: readonly Product[];
}

// The rules of a book never change, and every price asks.
const known = new WeakMap<readonly TaxOrFee[], Map<ValueAddedTax, readonly AlikeProducts[]>>();

function productsByTaxes(tax: ValueAddedTax, rules: readonly TaxOrFee[]): readonly AlikeProducts[] {
  let ofRules = known.get(rules);
  if (ofRules === undefined) known.set(rules, (ofRules = new Map()));
  let alike = ofRules.get(tax);
  if (alike === undefined) {
    const byTaxes = Map.groupBy(tax.products, (product) => allWithin(rules, product));
    ofRules.set(tax, (alike = Array.from(byTaxes, ([all, products]) => ({ all, products }))));
  }
  return alike;
}

function allWithin(rules: readonly TaxOrFee[], product: Product): number {
  let all = 0;
  for (const rule of rules) {
    if (rule.kind === "vat" && rule.included && rule.products.includes(product)) all += rule.basisPoints;
  }
  return all;
}
