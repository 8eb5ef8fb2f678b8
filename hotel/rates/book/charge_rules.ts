import type { MinorUnits } from "../../vocabulary/money.ts";
import type { RuleScope } from "./scope.ts";

/** A name for the children of some ages, both inclusive: `infant` 0 to 2, `child` 3 to 12. Older ones pay as adults. */
export interface ChildBand {
  readonly band: string;
  readonly minAge: number;
  readonly maxAge: number;
}

/** What a tax is taken on. */
export type Product = "room" | "meal" | "extra" | "fee";

/** By what an amount is multiplied. */
export type ChargeBasis = "stay" | "night" | "person" | "person_night";

/** Value added tax of some products: in their prices already, or added to them. */
export interface ValueAddedTax {
  readonly kind: "vat";
  readonly code: string;
  readonly name: string;
  /** With at most two decimals: 887.5 is 8.875 %. */
  readonly basisPoints: number;
  readonly products: readonly Product[];
  readonly included: boolean;
}

/** A tax of the city for staying: for each person and night, or a share of the price of the room; always added. */
export interface CityTax {
  readonly kind: "city_tax";
  readonly code: string;
  readonly name: string;
  readonly rate: { readonly perPersonNightMinor: MinorUnits } | { readonly basisPoints: number };
  /** Children of this age and older pay it; 0: everybody. */
  readonly fromAge: number;
  /** The most nights of a stay that pay it; undefined: all of them. */
  readonly mostNights?: number;
  /** Nights it is taken on. */
  readonly scope?: RuleScope;
}

/** A fee that everybody pays: for cleaning, for the resort. Always added. */
export interface MandatoryFee {
  readonly kind: "fee";
  readonly code: string;
  readonly name: string;
  readonly amountMinor: MinorUnits;
  readonly per: ChargeBasis;
}

/** What is charged besides the room and what was chosen. */
export type TaxOrFee = ValueAddedTax | CityTax | MandatoryFee;

/** Something that can be had besides the room: breakfast, parking, a cot. */
export interface Extra {
  readonly code: string;
  readonly name: string;
  readonly priceMinor: MinorUnits;
  readonly per: ChargeBasis;
  /** A meal or something else: value added tax may differ. */
  readonly product: "meal" | "extra";
  /** The most of it in one stay; undefined: 1. */
  readonly mostQuantity?: number;
  readonly roomTypeIds?: readonly number[];
}
