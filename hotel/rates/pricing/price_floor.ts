import type { CatalogueEntry } from "../../properties/facts.ts";
import type { MinorUnits } from "../../vocabulary/money.ts";
import type { Night } from "../../vocabulary/night.ts";
import type { Adjustment, DemandCondition, DemandRule } from "../book/rate_plan.ts";
import type { RateBook } from "../book/rate_book.ts";
import type { RateNight } from "../book/rate_night.ts";
import { isInScope } from "../book/scope.ts";
import { adjusted } from "./adjustment.ts";
import type { NightToPrice } from "./asked_night.ts";
import { guestPrices, withGuests, type GuestPrices } from "./guest_prices.ts";
import { plansSoldFor } from "./plan_on_sale.ts";
import { standardPrices, type PlanPrices } from "./plan_prices.ts";
import { kindsOfNight } from "./kinds_of_night.ts";
import { roomPrice } from "./room_price.ts";

/** The least that a night can cost; what was set for the night is handed over. */
export type NightFloor = (night: Night, set: readonly RateNight[]) => MinorUnits;

/**
 * The floors of one room type: prices that no stay goes below on a night, whatever the plan, the party, the buyer, the demand, the
 * length and the time of booking. With base prices alone it is the price itself; 0 where nothing is on sale.
 *
 * Prepared once for many nights. Rules tell nights apart only by their dates and their day of
 * the week, so each kind of night is reckoned once; only a night with a price of its own is reckoned by itself.
 */
export function floorsOf(book: RateBook, { roomType }: CatalogueEntry): NightFloor {
  const { kindOf, planFloors } = floorsOfBook(book);
  const plans = plansSoldFor(book, roomType.roomTypeId).flatMap(({ ratePlanId }) => planFloors.get(ratePlanId) ?? []);
  if (plans.length === 0) return () => 0;
  const floorOf = (night: Night, set: readonly RateNight[]): MinorUnits =>
    leastOf(plans, { book, roomType, night, set });
  const known: MinorUnits[] = [];
  return (night, set) => {
    if (hasPrice(set)) return floorOf(night, set);
    const kind = kindOf(night);
    return (known[kind] ??= floorOf(night, []));
  };
}

type PlanFloor = (night: NightToPrice) => MinorUnits;

/** What the room types of a hotel have in common: a book never changes, so it is prepared once for all of them. */
interface BookFloors {
  readonly kindOf: (night: Night) => number;
  readonly planFloors: ReadonlyMap<number, PlanFloor>;
}

const prepared = new WeakMap<RateBook, BookFloors>();

function floorsOfBook(book: RateBook): BookFloors {
  const known = prepared.get(book);
  if (known !== undefined) return known;
  const plans = [standardPrices, ...book.plans.values()];
  const floors: BookFloors = {
    kindOf: kindsOfNight(plans),
    planFloors: new Map(plans.map((plan) => [plan.ratePlanId, planFloor(book, plan)])),
  };
  prepared.set(book, floors);
  return floors;
}

function leastOf(plans: readonly PlanFloor[], night: NightToPrice): MinorUnits {
  let least = Infinity;
  for (const floor of plans) least = Math.min(least, floor(night));
  return least;
}

function hasPrice(set: readonly RateNight[]): boolean {
  for (const one of set) if (one.priceMinor !== undefined) return true;
  return false;
}

/** No step turns a higher price into a lower one, so the least price is what the least of every step makes. */
function planFloor(book: RateBook, plan: PlanPrices): PlanFloor {
  const parties = cheapestParties(book, plan);
  const lengths = plan.lengthDiscounts.map(({ adjustment }) => adjustment);
  const leads = plan.leadDiscounts.map(({ adjustment }) => adjustment);
  return (night) => {
    const room = roomPrice(plan, night, leastDemanded);
    return leastDiscounted(leastDiscounted(leastWithGuests(room, parties), lengths), leads);
  };
}

/** A rule without a condition always applies; of the others only those that count which take something off. */
function leastDemanded(start: MinorUnits, rules: readonly DemandRule[], { roomType, night }: NightToPrice): MinorUnits {
  let least = start;
  for (const rule of rules) {
    if (!isInScope(rule, roomType.roomTypeId, night)) continue;
    const changed = adjusted(least, rule.adjustment);
    if (changed < least || isUnconditional(rule.when)) least = changed;
  }
  return least;
}

function isUnconditional(when: DemandCondition): boolean {
  for (const bound in when) if (when[bound as keyof DemandCondition] !== undefined) return false;
  return true;
}

const AGES = Array.from({ length: 18 }, (_, age) => age);

/**
 * The parties one of which pays least: one guest, and the cheaper of two adults and an adult with a child. Undefined when
 * guests are paid for coming: then there is no end to it.
 */
function cheapestParties(book: RateBook, { occupancy }: PlanPrices): readonly GuestPrices[] | undefined {
  if (occupancy.extraAdultMinor < 0 || occupancy.children.some(({ priceMinor }) => priceMinor < 0)) return undefined;
  const priceOf = (adults: number, ...childAges: number[]): GuestPrices =>
    guestPrices(book.childBands, occupancy, { adults, childAges });
  const [first, ...others] = [priceOf(2), ...AGES.map((age) => priceOf(1, age))];
  return [
    priceOf(1),
    others.reduce((least, one) => (addedBy(one) < addedBy(least) ? one : least), first ?? priceOf(2)),
  ];
}

function addedBy({ extraAdultsMinor, childrenMinor }: GuestPrices): MinorUnits {
  return extraAdultsMinor + childrenMinor;
}

function leastWithGuests(room: MinorUnits, parties: readonly GuestPrices[] | undefined): MinorUnits {
  if (parties === undefined) return 0;
  let least = Infinity;
  for (const party of parties) least = Math.min(least, withGuests(room, party));
  return least;
}

function leastDiscounted(price: MinorUnits, adjustments: readonly Adjustment[]): MinorUnits {
  let least = price;
  for (const adjustment of adjustments) least = Math.min(least, adjusted(price, adjustment));
  return least;
}
