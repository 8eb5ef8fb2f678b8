import type { Night } from "../../hotel/vocabulary/night.ts";
import type { Scenario } from "../load/bookings.ts";
import type { WorldPlan } from "./world.ts";
import { NIGHTS_ON_SALE, YEAR } from "./worlds.ts";

/** A load, and the world that it meets. */
export interface BenchScenario {
  readonly name: string;
  readonly about: string;
  readonly scenario: Scenario;
  /** What is booked before: the same kind of bookings, where they take no room of the measured ones. */
  readonly warmUp: Scenario;
  readonly world: WorldPlan;
  /** The name of the migrated and filled database that every run gets a fresh copy of. */
  readonly template: string;
  /** The HTTP status of the answers that are counted: 201 bookings, 409 refusals. */
  readonly counted: "201" | "409";
  /** So many of the measured requests must be booked, not one more or less; undefined: as many as there is time for. */
  readonly sells?: number;
}

const LONGEST_STAY = 5;
/** So many that one night never sells out in a run. */
const HOT_ROOMS = 60_000;
/** So few that one night is sold out in the first moment of a run. */
const FEW_ROOMS = 20;
/** The hot night, counted from the first on sale, and how many later ones are booked before it is measured. */
const HOT_DAY = 30;
const OTHER_NIGHTS = 300;
const SPREAD = { hotels: 100, typesPerHotel: 20, roomsPerType: 20 };

/** One night of one type that everybody wants. */
export function hotScenario(firstNight: Night): BenchScenario {
  return {
    name: "hot",
    about: `one night of one type with ${HOT_ROOMS.toLocaleString("en")} rooms`,
    scenario: { kind: "hot", night: firstNight + HOT_DAY },
    warmUp: otherNights(firstNight, OTHER_NIGHTS),
    world: oneType(firstNight, HOT_ROOMS),
    template: "bench_hot",
    counted: "201",
  };
}

/** Stays all over the year and many hotels. */
export function spreadScenario(firstNight: Night): BenchScenario {
  const { hotels, typesPerHotel, roomsPerType } = SPREAD;
  const arrivals = { firstNight: firstNight + 1, days: YEAR, longestStay: LONGEST_STAY };
  const scenario: Scenario = { kind: "spread", hotels, typesPerHotel, ...arrivals };
  return {
    name: "spread",
    about: `${hotels} hotels x ${typesPerHotel} types of ${roomsPerType} rooms, stays of 1-${LONGEST_STAY} nights within a year`,
    scenario,
    warmUp: scenario,
    world: { ...SPREAD, firstNight, nights: NIGHTS_ON_SALE },
    template: "bench_spread",
    counted: "201",
  };
}

/** A night without a room, which everybody still asks for. */
export function soldOutScenario(firstNight: Night): BenchScenario {
  return {
    name: "sold out",
    about: `refusals of one night of one type, whose ${FEW_ROOMS} rooms are sold in the first moment`,
    scenario: { kind: "hot", night: firstNight + HOT_DAY },
    // So few nights that they are sold out soon, too: what is compiled is the refusal.
    warmUp: otherNights(firstNight, FEW_ROOMS),
    world: oneType(firstNight, FEW_ROOMS),
    template: "bench_sold_out",
    counted: "409",
    sells: FEW_ROOMS,
  };
}

function oneType(firstNight: Night, roomsPerType: number): WorldPlan {
  return { hotels: 1, typesPerHotel: 1, roomsPerType, firstNight, nights: NIGHTS_ON_SALE };
}

/** Single nights of a world's only type, behind the hot one: that one would be sold out before it is measured. */
function otherNights(firstNight: Night, days: number): Scenario {
  return {
    kind: "spread",
    hotels: 1,
    typesPerHotel: 1,
    firstNight: firstNight + HOT_DAY + 2,
    days,
    longestStay: 1,
  };
}
