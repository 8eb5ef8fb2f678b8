import type { Queryable } from "../database/database.ts";
import { formatNight, nightOf, type Night } from "../vocabulary/night.ts";
import type { Refusal } from "../vocabulary/refusal.ts";
import { alternativesTo, NEAREST_DAYS, type Refused, type TypeOnSale } from "./alternatives.ts";

interface SpareRow {
  readonly room_type_id: number;
  readonly name: string;
  readonly max_occupancy: number;
  readonly base_price_minor: number;
  readonly currency: string;
  readonly night: string;
  readonly spare: number;
}

const SPARE = `
  SELECT t.room_type_id, t.name, t.max_occupancy, t.base_price_minor, h.currency, n.night,
         n.rooms - n.out_of_order + n.allowance - n.sold - n.held - n.blocked AS spare
    FROM hotel h
    JOIN room_type t ON t.hotel_id = h.hotel_id AND t.status = 'active'
    JOIN room_night n ON n.hotel_id = t.hotel_id AND n.room_type_id = t.room_type_id
                     AND n.night >= $2::date AND n.night < $3::date AND NOT n.closed
                     AND n.night >= ((hotel_now() AT TIME ZONE h.time_zone) - make_interval(hours => h.day_roll_hour))::date
   WHERE h.hotel_id = $1`;

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
  readonly #db: Queryable;
  readonly #kept = new Map<string, { readonly at: number; readonly help: Promise<Help> }>();

  constructor(db: Queryable) {
    this.#db = db;
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
    const window = [formatNight(Math.max(0, arrival - NEAREST_DAYS)), formatNight(departure + NEAREST_DAYS)];
    const stay = [formatNight(arrival), formatNight(departure)];
    const [spare, held] = await Promise.all([
      this.#db.query<SpareRow>({ name: "spare_around", text: SPARE, values: [hotelId, ...window] }),
      this.#db.query<HeldRow>({ name: "held_nights", text: HELD, values: [hotelId, [refused.roomTypeId], ...stay] }),
    ]);
    const heldUntil = new Map(held.rows.map((row) => [`${row.room_type_id} ${row.night}`, row.until]));
    return { alternatives: alternativesTo(refused, typesOnSale(spare.rows)), heldUntil };
  }
}

function typesOnSale(rows: readonly SpareRow[]): TypeOnSale[] {
  return [...Map.groupBy(rows, (row) => row.room_type_id)].flatMap(([roomTypeId, nights]) => {
    const [first] = nights;
    if (first === undefined) return [];
    const spare = new Map<Night, number>(nights.map((row) => [nightOf(row.night), row.spare]));
    const { name, max_occupancy: maxOccupancy, base_price_minor: basePriceMinor, currency } = first;
    return [{ roomTypeId, name, maxOccupancy, basePriceMinor, currency, spare }];
  });
}

function withHold(night: FullNightShown, helps: readonly Help[]): object {
  if (night.reason !== "held") return night;
  const until = helps
    .map((help) => help.heldUntil.get(`${night.room_type_id} ${night.date}`))
    .find((time) => time !== undefined);
  return until === undefined ? night : { ...night, held_until: until.toISOString() };
}
