import type { MinorUnits } from "../../vocabulary/money.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { Extra } from "../book/charge_rules.ts";
import type { Charge, NightlyPrice } from "../priced_stay.ts";
import { chargeUnits } from "./charge_units.ts";
import type { ChargedStay } from "./charges_of_stay.ts";

/** An extra on the bill, and what kind of thing it is, which decides its tax. */
export interface ExtraLine {
  readonly product: Extra["product"];
  readonly charge: Charge;
}

/**
 * The extras that come with the plan, once each, in its order. One that the hotel does not have for this room type is left out.
 * What is in the price of the room is at most that price: a room sold for less than its breakfast holds a cheaper breakfast.
 */
export function packagedExtras(stay: ChargedStay): ExtraLine[] {
  const lines: ExtraLine[] = [];
  let roomLeft = priceOf(stay.nightly);
  for (const { code, included } of stay.plan?.extras ?? []) {
    const extra = extraFor(stay, code);
    if (extra === undefined) continue;
    const full = extra.priceMinor * chargeUnits(extra.per, stay);
    const amountMinor = included ? Math.min(full, roomLeft) : full;
    if (included) roomLeft -= amountMinor;
    lines.push(extraLine(extra, 1, amountMinor, included));
  }
  return lines;
}

/**
 * The extras that the guest chose, in the order of the book; what is chosen twice counts together. The most of an extra in one
 * stay holds with what the plan brings.
 */
export function chosenExtras(stay: ChargedStay, packaged: readonly ExtraLine[]): Decision<readonly ExtraLine[]> {
  if (stay.extras.length === 0) return NONE_CHOSEN;
  const quantities = new Map<string, number>();
  for (const { code, quantity } of stay.extras) {
    if (!Number.isInteger(quantity) || quantity < 1) return refuseExtra(`The quantity of ${code} must be 1 or more.`);
    if (extraFor(stay, code) === undefined) return refuseExtra(`There is no extra ${code} for this room.`);
    quantities.set(code, (quantities.get(code) ?? 0) + quantity);
  }
  const lines: ExtraLine[] = [];
  for (const extra of stay.book.extras) {
    const quantity = quantities.get(extra.code);
    if (quantity === undefined) continue;
    const tooMuch = quantityProblem(extra, quantity, packaged);
    if (tooMuch !== undefined) return refuseExtra(tooMuch);
    lines.push(extraLine(extra, quantity, extra.priceMinor * quantity * chargeUnits(extra.per, stay), false));
  }
  return accept(lines);
}

const NONE_CHOSEN = accept<readonly ExtraLine[]>([]);

/** How much of the price of the room is for extras that are in it. */
export function includedInRoom(extras: readonly ExtraLine[]): MinorUnits {
  let included = 0;
  for (const { charge } of extras) if (charge.included) included += charge.amountMinor;
  return included;
}

/** The sum of nights. */
export function priceOf(nightly: readonly NightlyPrice[]): MinorUnits {
  let price = 0;
  for (const { priceMinor } of nightly) price += priceMinor;
  return price;
}

function extraFor({ book, roomTypeId }: ChargedStay, code: string): Extra | undefined {
  const extra = book.extras.find((one) => one.code === code);
  return extra?.roomTypeIds?.includes(roomTypeId) === false ? undefined : extra;
}

function quantityProblem(extra: Extra, quantity: number, packaged: readonly ExtraLine[]): string | undefined {
  const most = extra.mostQuantity ?? 1;
  const withPlan = packaged.filter(({ charge }) => charge.code === extra.code).length;
  if (quantity + withPlan <= most) return undefined;
  const brought = withPlan === 0 ? "" : ` The rate brings ${withPlan} of them.`;
  return `A stay has at most ${most} of ${extra.code}.${brought}`;
}

function refuseExtra(message: string): ReturnType<typeof refuse> {
  return refuse("invalid_request", message, { errors: [{ field: "extras", rule: "extra", message }] });
}

function extraLine(extra: Extra, quantity: number, amountMinor: MinorUnits, included: boolean): ExtraLine {
  const { code, name, product } = extra;
  return { product, charge: { kind: "extra", code, name, quantity, amountMinor, included } };
}
