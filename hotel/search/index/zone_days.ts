import { businessDate, type HotelDay } from "../../vocabulary/business_date.ts";
import type { Night } from "../../vocabulary/night.ts";

/** Hotels on one wall clock, and the night that they are selling. */
export interface ZoneDay extends HotelDay {
  night: Night;
}

/** The business dates of all hotels: a few hundred wall clocks for any number of hotels. */
export class ZoneDays {
  readonly #zones = new Map<string, ZoneDay>();
  #second = Number.NaN;

  /** The day of a hotel; the same object for every hotel on that clock. */
  of({ timeZone, dayRollHour }: HotelDay, now: Date): ZoneDay {
    const name = `${timeZone} ${dayRollHour}`;
    let zone = this.#zones.get(name);
    if (zone === undefined) {
      zone = { timeZone, dayRollHour, night: businessDate({ timeZone, dayRollHour }, now) };
      this.#zones.set(name, zone);
    }
    return zone;
  }

  /** Brings every day up to the time; days roll on full hours, so once a second is enough. */
  update(now: Date): void {
    const second = Math.floor(now.getTime() / 1_000);
    if (second === this.#second) return;
    this.#second = second;
    for (const zone of this.#zones.values()) zone.night = businessDate(zone, now);
  }
}
