import { seeded } from "../../load/random.ts";
import { drawAsk, type AskKind, type NightsOnSale, type SearchAsk } from "./asks.ts";
import type { ChosenCities, WorldCity } from "./cities.ts";

/** What is asked for in one measurement. */
export interface SearchScenario {
  readonly name: string;
  readonly about: string;
  /** How many ask at a time: fewer where one answer takes long, so that the slowest contender has some within a run. */
  readonly connections: number;
  readonly asks: readonly SearchAsk[];
}

/** Different questions of a scenario: enough that no cache of answers would help. */
const ASKS = 1_000;
const CONNECTIONS: Readonly<Record<AskKind, number>> = { city: 32, radius: 32, flexible: 16, calendar: 4, world: 4 };

/** The searches that are measured; the same seed draws the same questions. */
export function searchScenarios(cities: ChosenCities, on: NightsOnSale, seed: number): SearchScenario[] {
  const { biggest, median, typical } = cities;
  const scenario = (name: string, about: string, kind: AskKind, city: WorldCity): SearchScenario => {
    const draw = seeded(seed);
    const connections = CONNECTIONS[kind];
    return { name, about, connections, asks: Array.from({ length: ASKS }, () => drawAsk(kind, [city], on, draw)) };
  };
  const sized = ({ city, hotels }: WorldCity): string => `${city}, ${hotels} ${hotels === 1 ? "hotel" : "hotels"}`;
  return [
    scenario("city_biggest", `the 20 cheapest of the biggest city (${sized(biggest)})`, "city", biggest),
    scenario(
      "city_typical",
      `the 20 cheapest of the city of the hotel in the middle (${sized(typical)})`,
      "city",
      typical,
    ),
    scenario("city_median", `the 20 cheapest of the city in the middle (${sized(median)})`, "city", median),
    scenario("radius", `the 20 cheapest within 50 km of a hotel in ${biggest.city}`, "radius", biggest),
    scenario(
      "flexible",
      `the 20 cheapest of ${sized(typical)}, on the best dates of 3 days sooner or later`,
      "flexible",
      typical,
    ),
    scenario("calendar", `the cheapest night of each of 60 days in ${sized(typical)}`, "calendar", typical),
    scenario("world", "the 20 cheapest of all hotels", "world", biggest),
  ];
}
