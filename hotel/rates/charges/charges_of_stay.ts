import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { StayDates } from "../../vocabulary/night.ts";
import type { RateBook } from "../book/rate_book.ts";
import type { RatePlan } from "../book/rate_plan.ts";
import type { Charge, NightlyPrice } from "../priced_stay.ts";
import type { ChosenExtra, Party } from "../stay_ask.ts";
import { chosenExtras, type ExtraLine, includedInRoom, packagedExtras } from "./extra_lines.ts";
import { feeLines } from "./fee_lines.ts";
import { taxBases } from "./tax_bases.ts";
import { taxLines } from "./tax_lines.ts";

/** The stay of one room, with its nights priced, that charges are asked for. */
export interface ChargedStay {
  readonly book: RateBook;
  /** Undefined: the standard plan, which brings no extras. */
  readonly plan: RatePlan | undefined;
  /** Of the hotel and of every amount here. */
  readonly currency: string;
  readonly roomTypeId: number;
  readonly dates: StayDates;
  readonly party: Party;
  /** What each night costs, in order. */
  readonly nightly: readonly NightlyPrice[];
  readonly extras: readonly ChosenExtra[];
}

/**
 * Everything on the bill besides the nights, in this order: the extras of the plan in its order, the extras chosen in the
 * order of the book, mandatory fees, then taxes, both in the order of the book. Taxes and fees of nothing are left out. An
 * included line is part of the price of the nights, or of another line, and is not added to the total; so the prices of the
 * nights stay what they are, whatever the taxes.
 *
 * Refuses `invalid_request`, naming `extras`, when an extra was chosen that the hotel does not have for this room type, or too
 * much of one. A book without extras and taxes gives the same empty list each time.
 */
export function chargesOfStay(stay: ChargedStay): Decision<readonly Charge[]> {
  if (chargesNothing(stay)) return NOTHING;
  const packaged = packagedExtras(stay);
  const chosen = chosenExtras(stay, packaged);
  if (!chosen.accepted) return chosen;
  const extras = [...packaged, ...chosen.value];
  if (extras.length === 0) return accept(feesAndTaxes(stay, extras));
  return accept([...extras.map(({ charge }) => charge), ...feesAndTaxes(stay, extras)]);
}

const NOTHING = accept<readonly Charge[]>(Object.freeze([]));

function chargesNothing({ book, plan, extras }: ChargedStay): boolean {
  return extras.length === 0 && book.taxes.length === 0 && (plan === undefined || plan.extras.length === 0);
}

function feesAndTaxes(stay: ChargedStay, extras: readonly ExtraLine[]): readonly Charge[] {
  const { taxes } = stay.book;
  if (taxes.length === 0) return [];
  const fees = feeLines(taxes, stay);
  const inRoom = includedInRoom(extras);
  const lines = taxLines(taxes, stay, taxBases(stay.nightly, extras, fees), inRoom);
  return fees.length === 0 ? lines : [...fees, ...lines];
}
