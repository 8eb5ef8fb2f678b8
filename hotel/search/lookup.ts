import type { AvailabilityQuery, AvailableType, Zone } from "./available_types.ts";

/** Where a search for availability looks: in the tables, or in a cache of them. */
export interface AvailabilityLookup {
  /** The time by the clock of the hotels, and the zones of a city's hotels: none when nobody has a hotel there. */
  zones(city: string): Promise<{ now: Date; zones: readonly Zone[] }>;
  /** Room types with enough rooms, by hotel and price; one hotel more than the limit when there is another page. */
  available(query: AvailabilityQuery): Promise<readonly AvailableType[]>;
}
