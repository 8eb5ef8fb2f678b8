import type { Database } from "../database/database.ts";
import { spareRooms } from "../inventory/room_night.ts";
import type { CatalogueEntry } from "../properties/facts.ts";
import { cheapestFor } from "../rates/offers.ts";
import { businessDate } from "../vocabulary/business_date.ts";
import { formatNight, type Night } from "../vocabulary/night.ts";
import type { Refusal } from "../vocabulary/refusal.ts";
import { alternativesTo, NEAREST_DAYS, type Refused, type TypeOnSale } from "./alternatives.ts";
import { seeRates, type RatesSeen } from "./seen_rates.ts";

interface HeldRow {
  readonly room_type_id: number;
  readonly night: string;
  readonly until: Date;
}

const HELD = `
  SELECT n.room_type_id, n.night, min(h.expires_at) AS until
    FROM hold h
    JOIN stay_night n ON n.hotel_id = h.hotel_id AND n.reservation_id = h.reservation_id
                     AND n.room_type_id = h.room_type_id AND n.used_as = 'held'
                     AND n.night >= $3::date AND n.night < $4::date
   WHERE h.hotel_id = $1 AND h.room_type_id = ANY ($2::int[])
   GROUP BY n.room_type_id, n.night`;

interface Help {
  readonly alternatives: readonly object[];
  readonly heldUntil: ReadonlyMap<string, Date>;
}

/** A full night as the refusal names it. */
interface FullNightShown {
  readonly date: string;
  readonly room_type_id: number;
  readonly reason: string;
}

const KEPT_MS = 250;
const MOST_KEPT = 1_000;

/**
 * Says what would help somebody whose booking was refused: until when full nights are held, other room types, the
 * nearest dates. Reads without a lock and after the decision; in a rush everybody is refused for the same
 * nights, so an answer serves all who ask within a quarter of a second.
 */
export class RefusalHelp {
  readonly #database: Database;
  readonly #kept = new Map<string, { readonly at: number; readonly help: Promise<Help> }>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The refusal with `held_until` on nights that are held and with `alternatives`. */
  async complete(refusal: Refusal, hotelId: number, wanted: readonly Refused[]): Promise<Refusal> {
    if (refusal.code !== "no_availability" && refusal.code !== "no_single_room") return refusal;
    const detail = refusal.detail ?? {};
    const full = Array.isArray(detail["nights"]) ? (detail["nights"] as readonly FullNightShown[]) : [];
    const types = new Set(full.map((night) => night.room_type_id));
    const failed = wanted.filter(({ roomTypeId }) => types.size === 0 || types.has(roomTypeId));
    const helps = await Promise.all(failed.map((one) => this.#helpFor(hotelId, one)));
    const nights = full.length === 0 ? {} : { nights: full.map((night) => withHold(night, helps)) };
    return { ...refusal, detail: { ...detail, ...nights, alternatives: helps.flatMap((help) => help.alternatives) } };
  }

  #helpFor(hotelId: number, refused: Refused): Promise<Help> {
    const { roomTypeId, dates, guests, rooms } = refused;
    const name = [hotelId, roomTypeId, dates.arrival, dates.departure, guests, rooms].join();
    const now = performance.now();
    const kept = this.#kept.get(name);
    if (kept !== undefined && now - kept.at < KEPT_MS) return kept.help;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    const help = this.#read(hotelId, refused);
    this.#kept.set(name, { at: now, help });
    return help;
  }

  async #read(hotelId: number, refused: Refused): Promise<Help> {
    const { arrival, departure } = refused.dates;
    const stay = [formatNight(arrival), formatNight(departure)];
    const [seen, held] = await Promise.all([
      seeRates(this.#database, {
        hotelId,
        from: Math.max(0, arrival - NEAREST_DAYS),
        to: departure + NEAREST_DAYS,
      }),
      this.#database.pool.query<HeldRow>({
        name: "held_nights",
        text: HELD,
        values: [hotelId, [refused.roomTypeId], ...stay],
      }),
    ]);
    const heldUntil = new Map(held.rows.map((row) => [`${row.room_type_id} ${row.night}`, row.until]));
    return { alternatives: alternativesTo(refused, typesOnSale(seen)), heldUntil };
  }
}

function typesOnSale(seen: RatesSeen): TypeOnSale[] {
  return seen.types
    .filter(({ hotel, roomType }) => hotel.status === "active" && roomType.status === "active")
    .map((entry) => {
      const { roomTypeId, name, maxOccupancy } = entry.roomType;
      return {
        roomTypeId,
        name,
        maxOccupancy,
        currency: entry.hotel.currency,
        spare: spareOf(seen, entry),
        cheapest: (dates, guests) => {
          const party = { adults: guests, childAges: [] };
          const offer = cheapestFor(seen.facts, { roomTypeId, dates, party }, ANYBODY);
          return offer && { ratePlanId: offer.ratePlanId, totalMinor: offer.totalMinor };
        },
      };
    });
}

/** Whoever comes to the hotel's own site without a code. */
const ANYBODY = { channel: "web", member: false };

function spareOf({ ledger, now }: RatesSeen, { hotel, roomType }: CatalogueEntry): Map<Night, number> {
  const today = businessDate(hotel, now);
  const nights = [...ledger.type(roomType.roomTypeId).nights.values()];
  return new Map(
    nights.filter(({ night, closed }) => !closed && night >= today).map((row) => [row.night, spareRooms(row)]),
  );
}

function withHold(night: FullNightShown, helps: readonly Help[]): object {
  if (night.reason !== "held") return night;
  const until = helps
    .map((help) => help.heldUntil.get(`${night.room_type_id} ${night.date}`))
    .find((time) => time !== undefined);
  return until === undefined ? night : { ...night, held_until: until.toISOString() };
}
