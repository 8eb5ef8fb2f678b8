import type { Night } from "../../hotel/vocabulary/night.ts";
import type { WorldPlan } from "../bench/world.ts";
import type { Scenario } from "../load/bookings.ts";
import type { WishedStay } from "./spare_rooms.ts";

/** Guests who all come in the same moment, round after round, each round on nights of its own. */
export interface RushScenario {
  readonly kind: "rush";
  readonly name: string;
  readonly about: string;
  readonly guests: number;
  /** The time from the first guest's arrival to the last one's, in milliseconds; none unless told: all in the same moment. */
  readonly arriveWithinMs?: number;
  /** Of a thorough run; each on nights of its own, so not more than the world has room for. */
  readonly rounds: number;
  readonly world: Omit<WorldPlan, "firstNight">;
  /** What a guest wants, the dearest wish first. */
  wishes(round: number, guest: number, firstNight: Night): WishedStay[];
}

/** Guests who each come again as soon as they have their answer. */
export interface FlowScenario {
  readonly kind: "flow";
  readonly name: string;
  readonly about: string;
  readonly connections: number;
  readonly world: Omit<WorldPlan, "firstNight">;
  readonly warmUp: (firstNight: Night) => Scenario;
  readonly load: (firstNight: Night) => Scenario;
}

/** What the laboratory puts its contenders through. */
export type ContestScenario = RushScenario | FlowScenario;

const NIGHTS = 375;
const TIERS = 3;
const SALE_TIERS = 4;
const SALE_NIGHTS = 3;
const LONG_STAY = 4;
const NIGHTS_APART = 8;

const lastRoom: RushScenario = {
  kind: "rush",
  name: "last room",
  about: "50 guests ask for the last room of a night in the same moment",
  guests: 50,
  rounds: 40,
  world: { hotels: 1, typesPerHotel: 1, roomsPerType: 1, nights: NIGHTS },
  wishes: (round, _guest, firstNight) => [oneNight(1, firstNight + 1 + round)],
};

const convention: RushScenario = {
  kind: "rush",
  name: "convention",
  about: "100 guests ask for the last 30 rooms in 3 tiers, and for the next tier when theirs is gone",
  guests: 100,
  rounds: 20,
  world: { hotels: 1, typesPerHotel: TIERS, roomsPerType: 10, nights: NIGHTS },
  wishes: (round, guest, firstNight) =>
    Array.from({ length: TIERS }, (_, step) => oneNight(1 + ((guest + step) % TIERS), firstNight + 1 + round)),
};

/** The hour at which a hotel's best rooms go on sale. */
export const onSale: RushScenario = {
  kind: "rush",
  name: "on sale",
  about:
    "1,500 guests ask at ten o'clock sharp for 3 nights in 300 rooms of 4 tiers, and for the next tier when theirs is gone",
  guests: 1_500,
  rounds: 5,
  world: { hotels: 1, typesPerHotel: SALE_TIERS, roomsPerType: 75, nights: NIGHTS },
  wishes: (round, guest, firstNight) => {
    const arrival = firstNight + 1 + round * NIGHTS_APART;
    const dates = { arrival, departure: arrival + SALE_NIGHTS };
    return Array.from({ length: SALE_TIERS }, (_, step) => ({ roomTypeId: 1 + ((guest + step) % SALE_TIERS), dates }));
  },
};

const oppositeOrders: RushScenario = {
  kind: "rush",
  name: "opposite orders",
  about: "50 guests ask for overlapping stays of 4 nights in 12 rooms; some programs lock the nights backwards",
  guests: 50,
  rounds: 40,
  world: { hotels: 1, typesPerHotel: 1, roomsPerType: 12, nights: NIGHTS },
  wishes: (round, guest, firstNight) => {
    const arrival = firstNight + 1 + round * NIGHTS_APART + (guest % LONG_STAY);
    return [{ roomTypeId: 1, dates: { arrival, departure: arrival + LONG_STAY } }];
  },
};

const hotNight: FlowScenario = {
  kind: "flow",
  name: "hot night",
  about: "64 guests at a time book one night of one type with 40,000 rooms",
  connections: 64,
  world: { hotels: 1, typesPerHotel: 1, roomsPerType: 40_000, nights: NIGHTS },
  warmUp: (firstNight) => ({
    kind: "spread",
    hotels: 1,
    typesPerHotel: 1,
    firstNight: firstNight + 40,
    days: 300,
    longestStay: 1,
  }),
  load: (firstNight) => ({ kind: "hot", night: firstNight + 30 }),
};

const spread: FlowScenario = {
  kind: "flow",
  name: "spread",
  about: "64 guests at a time book 1 to 5 nights in 100 hotels with 20 types of 20 rooms",
  connections: 64,
  world: { hotels: 100, typesPerHotel: 20, roomsPerType: 20, nights: NIGHTS },
  warmUp: spreadOver,
  load: spreadOver,
};

/** In the order of the report. */
export const scenarios: readonly ContestScenario[] = [lastRoom, convention, onSale, oppositeOrders, hotNight, spread];

function oneNight(roomTypeId: number, arrival: Night): WishedStay {
  return { roomTypeId, dates: { arrival, departure: arrival + 1 } };
}

function spreadOver(firstNight: Night): Scenario {
  return {
    kind: "spread",
    hotels: 100,
    typesPerHotel: 20,
    firstNight: firstNight + 1,
    days: 365,
    longestStay: 5,
  };
}
