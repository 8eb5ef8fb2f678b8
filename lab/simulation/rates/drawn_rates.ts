import { EVERY_PLAN } from "../../../hotel/rates/book/rate_night.ts";
import type { Draw } from "../../load/random.ts";
import type { PlannedCall, WantedRoom, Wish } from "../requests.ts";
import type { WorldPlan } from "../world.ts";
import { PLANS, type NightSetting, type PlannedRates } from "./planned_rates.ts";

/** A world and its callers. */
interface Drawn {
  readonly world: WorldPlan;
  readonly calls: readonly PlannedCall[];
}

const MOST_SETTERS = 2;
const PLAN_CHANGES = 4;

/** The same world with rates in one of its hotels: its guests ask for plans, and somebody changes prices and restrictions meanwhile. */
export function withRates(draw: Draw, { world, calls }: Drawn, processes: number): Drawn {
  const rated = { ...world, rates: [drawRates(draw, world)] };
  return { world: rated, calls: withRateCalls(draw, { world: rated, calls }, processes) };
}

/** The calls of guests who ask for plans, and of those who change rates, in a world with rates. */
export function withRateCalls(draw: Draw, { world, calls }: Drawn, processes: number): PlannedCall[] {
  const [rates] = world.rates ?? [];
  if (rates === undefined) throw new RangeError("the world has no rates");
  const guests = calls.map((call) => ({ ...call, wish: withPlans(draw, call.wish, rates) }));
  const setters = Array.from({ length: 1 + draw(MOST_SETTERS) }, (): PlannedCall => {
    return { wish: drawChange(draw, world, rates), process: draw(processes), isKeyed: false, isPatient: false };
  });
  return [...guests, ...setters];
}

function withPlans(draw: Draw, wish: Wish, { hotelId, hasBook }: PlannedRates): Wish {
  if (!("rooms" in wish) || wish.hotelId !== hotelId || !hasBook) return wish;
  return { ...wish, rooms: wish.rooms.map((room) => withPlan(draw, room)) };
}

function withPlan(draw: Draw, room: WantedRoom): WantedRoom {
  const plan = [undefined, PLANS.standard, PLANS.flexible, PLANS.saver][draw(4)];
  return plan === undefined ? room : { ...room, ratePlanId: plan };
}

function drawChange(draw: Draw, world: WorldPlan, { hotelId, hasBook }: PlannedRates): Wish {
  const isOfPlan = hasBook && draw(PLAN_CHANGES) === 0;
  const setting = isOfPlan ? { surchargeMinor: draw(30) * 100 } : { night: drawSetting(draw, world, hotelId, hasBook) };
  return { kind: "set_rates", hotelId, setting };
}

function drawRates(draw: Draw, world: WorldPlan): PlannedRates {
  const hotelId = 1;
  const hasBook = draw(4) > 0;
  const nights = Array.from({ length: draw(3) }, () => drawSetting(draw, world, hotelId, hasBook));
  return { hotelId, hasBook, nights: hasBook ? nights : [] };
}

// Mostly a limit, which is found out only by counting.
function drawSetting(draw: Draw, world: WorldPlan, hotelId: number, hasBook: boolean): NightSetting {
  const types = world.types.filter((type) => type.hotelId === hotelId);
  const place = { roomTypeId: types[draw(types.length)]?.roomTypeId ?? 0, day: draw(world.nights) };
  const nothing = { ...place, ratePlanId: EVERY_PLAN, priceMinor: null, closed: null, sellLimit: null };
  const plan = hasBook ? draw(2) : PLANS.standard;
  switch (draw(5)) {
    case 0:
      return { ...nothing, ratePlanId: plan, priceMinor: 8_000 + draw(40) * 100 };
    case 1:
      return { ...nothing, closed: true };
    case 2:
      // Nothing in the way any more.
      return nothing;
    default:
      return { ...nothing, ratePlanId: draw(3) === 0 ? plan : EVERY_PLAN, sellLimit: draw(3) };
  }
}
