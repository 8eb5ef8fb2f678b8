import type { QueryConfig } from "pg";
import { formatNight } from "../../../../hotel/vocabulary/night.ts";
import { INCLUDED_ADULTS } from "../world/rates.ts";
import { LIMIT, type SearchAsk } from "../asks.ts";

/** How nights are read: by the primary key, on the tables as they are, or by {@link SEARCH_INDEX}. */
export type NightsRead = "primary_key" | "covering_index";

/**
 * An index for searches alone: all that they read of a night, in the order of nights, so that no row of the table is looked at. Bookings
 * would pay for it, as no update of a night could stay on its page; so it is there only while searches are compared.
 */
export const SEARCH_INDEX = `
  CREATE INDEX IF NOT EXISTS bench_room_night_search ON room_night (night, hotel_id, room_type_id)
  INCLUDE (rooms, out_of_order, allowance, sold, held, blocked, closed)`;

/** Takes it away. */
export const DROP_SEARCH_INDEX = "DROP INDEX IF EXISTS bench_room_night_search";

/** A hotel's cheapest stay, as the statements of {@link statementOf} return it. */
export interface StayRow {
  readonly hotel_id: number;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly star_rating: number | null;
  readonly room_type_id: number;
  readonly room_type_name: string;
  readonly rate_plan_id: number;
  readonly available_rooms: number;
  readonly total_minor: number;
  readonly check_in: string;
  readonly check_out: string;
}

/** The cheapest night of a day, as the statement of a calendar returns it. */
export interface DayRow {
  readonly night: string;
  readonly total_minor: number;
}

// $1 arrival, $2 nights, $3 guests, $4 days sooner or later; from $5 on the place. Of every statement the same parts: hotels; their
// room types with the price of an ordinary night and of a night at the weekend in the cheapest plan (shares are rounded to the
// minor unit, halves up); what was set for single nights in hotels that set anything, looked up once for each room type.
const FACTS = (place: string, from: string, until: string): string => `
  hotels AS MATERIALIZED (
    SELECT hotel.hotel_id, rule.rate_plan_id, rule.priced_plan_id, rule.weekend_basis_points, rule.saver_basis_points,
      coalesce(greatest($3::integer - ${INCLUDED_ADULTS}, 0) * rule.extra_adult_minor + $3 * rule.city_tax_minor, 0) AS persons_minor
    FROM hotel LEFT JOIN bench.price_rule AS rule USING (hotel_id)
    WHERE hotel.status = 'active'${place}
  ), types AS MATERIALIZED (
    SELECT hotel_id, room_type_id, rate_plan_id, priced_plan_id, weekend_basis_points, saver_basis_points,
      CASE WHEN rate_plan_id IS NULL THEN base_price_minor
        ELSE ${saver("base_price_minor")} + persons_minor END AS ordinary_minor,
      CASE WHEN rate_plan_id IS NULL THEN base_price_minor
        ELSE ${saver(`(${weekend("base_price_minor")})`)} + persons_minor END AS weekend_minor,
      persons_minor
    FROM hotels JOIN room_type USING (hotel_id)
    WHERE room_type.status = 'active' AND room_type.max_occupancy >= $3
  ), own AS MATERIALIZED (
    SELECT t.hotel_id, t.room_type_id, r.night, r.closed_to_arrival, r.closed_to_departure, r.min_stay_arrival,
      CASE WHEN r.price_minor IS NOT NULL THEN t.persons_minor + CASE WHEN extract(isodow FROM r.night) IN (5, 6)
        THEN ${saver(`(${weekend("r.price_minor")})`)} - t.weekend_minor
        ELSE ${saver("r.price_minor")} - t.ordinary_minor END END AS difference_minor
    FROM types AS t
    CROSS JOIN LATERAL (
      SELECT night, price_minor, closed_to_arrival, closed_to_departure, min_stay_arrival
      FROM rate_night
      WHERE rate_night.hotel_id = t.hotel_id AND rate_night.room_type_id = t.room_type_id
        AND night >= ${from} AND night <= ${until} AND rate_plan_id IN (-1, t.priced_plan_id) AND channel = ''
      OFFSET 0
    ) AS r
    WHERE t.rate_plan_id IS NOT NULL
  )`;

function weekend(price: string): string {
  return `${price} + (${price} * weekend_basis_points + 5000) / 10000`;
}

function saver(price: string): string {
  return `${price} + (${price} * saver_basis_points - 5000) / 10000`;
}

const FREE = "n.rooms - n.out_of_order + n.allowance - n.sold - n.held - n.blocked";

// The nights from so many days after $1 on until so many. By the primary key those of a room type lie side by side; in the index
// those of a hotel do, one night after the other.
const NIGHTS: Readonly<Record<NightsRead, (from: string, until: string) => string>> = {
  primary_key: (from, until) => `types AS t
    CROSS JOIN LATERAL (
      SELECT * FROM room_night
      WHERE room_night.hotel_id = t.hotel_id AND room_night.room_type_id = t.room_type_id
        AND night >= $1::date + ${from} AND night < $1::date + ${until}
      OFFSET 0
    ) AS n`,
  covering_index: (from, until) => `hotels
    CROSS JOIN generate_series(${from}, ${until} - 1) AS offset_days
    JOIN room_night AS n ON n.night = $1::date + offset_days AND n.hotel_id = hotels.hotel_id`,
};
const UNTIL_DEPARTURE = ["0", "$2::integer"] as const;
const AROUND = ["-$4::integer", "$4::integer + $2::integer"] as const;

const STAYS = (read: NightsRead): string => `
  stays AS MATERIALIZED (
    SELECT n.hotel_id, n.room_type_id, 0 AS shift, min(${FREE}) AS free
    FROM ${NIGHTS[read](...UNTIL_DEPARTURE)}
    GROUP BY n.hotel_id, n.room_type_id
    HAVING count(*) = $2 AND min(${FREE}) >= 1 AND NOT bool_or(n.closed)
  )`;

const STAYS_OF_SEVERAL_DATES = (read: NightsRead): string => `
  nights AS MATERIALIZED (
    SELECT n.hotel_id, n.room_type_id, n.night - $1::date AS day, ${FREE} AS free
    FROM ${NIGHTS[read](...AROUND)}
    WHERE NOT n.closed AND ${FREE} >= 1
  ), stays AS MATERIALIZED (
    SELECT hotel_id, room_type_id, shift, min(free) AS free
    FROM nights JOIN generate_series(-$4::integer, $4::integer) AS shift ON day >= shift AND day < shift + $2
    GROUP BY hotel_id, room_type_id, shift
    HAVING count(*) = $2
  )`;

// What an ordinary stay costs, and what its own nights differ by.
const CHEAPEST = `
  dates AS MATERIALIZED (
    SELECT shift, count(*) FILTER (WHERE extract(isodow FROM night) IN (5, 6)) AS weekend_nights
    FROM generate_series(-$4::integer, $4::integer) AS shift
    CROSS JOIN LATERAL (SELECT $1::date + shift + day AS night FROM generate_series(0, $2::integer - 1) AS day) AS nights
    GROUP BY shift
  ), differences AS MATERIALIZED (
    SELECT own.hotel_id, own.room_type_id, shift,
      sum(difference_minor) FILTER (WHERE night < $1::date + shift + $2::integer) AS difference_minor,
      bool_or(night = $1::date + shift AND (closed_to_arrival OR min_stay_arrival > $2)
        OR night = $1::date + shift + $2::integer AND closed_to_departure) AS is_restricted
    FROM own JOIN dates ON night >= $1::date + shift AND night <= $1::date + shift + $2::integer
    GROUP BY own.hotel_id, own.room_type_id, shift
  ), best AS (
    SELECT DISTINCT ON (hotel_id) hotel_id, room_type_id, shift, free, rate_plan_id,
      (ordinary_minor * ($2 - weekend_nights) + weekend_minor * weekend_nights + coalesce(difference_minor, 0))::bigint AS total_minor
    FROM stays
    JOIN types USING (hotel_id, room_type_id)
    JOIN dates USING (shift)
    LEFT JOIN differences USING (hotel_id, room_type_id, shift)
    WHERE is_restricted IS NOT TRUE
    ORDER BY hotel_id, total_minor, abs(shift), shift, room_type_id
  ), cheapest AS MATERIALIZED (
    SELECT hotel_id, room_type_id, shift, free, rate_plan_id, total_minor
    FROM best
    ORDER BY total_minor, hotel_id
    LIMIT ${LIMIT}
  )
  SELECT hotel.hotel_id, hotel.name, hotel.city, hotel.country, hotel.latitude, hotel.longitude, hotel.star_rating,
    room_type_id, room_type.name AS room_type_name, coalesce(rate_plan_id, 0) AS rate_plan_id,
    free AS available_rooms, total_minor, $1::date + shift AS check_in, $1::date + shift + $2::integer AS check_out
  FROM cheapest
  JOIN hotel USING (hotel_id)
  JOIN room_type USING (hotel_id, room_type_id)
  ORDER BY total_minor, hotel_id`;

const SEARCH = (place: string, read: NightsRead): string =>
  `WITH ${FACTS(place, "$1::date - $4::integer", "$1::date + $4::integer + $2::integer")}, ${STAYS(read)}, ${CHEAPEST}`;

const FLEXIBLE = (place: string, read: NightsRead): string =>
  `WITH ${FACTS(place, "$1::date - $4::integer", "$1::date + $4::integer + $2::integer")}, ${STAYS_OF_SEVERAL_DATES(read)}, ${CHEAPEST}`;

// A night may have a row with a price and one with restrictions. By the primary key in any case: PostgreSQL finds no good plan for so
// many nights of a hotel in the index.
const CALENDAR = (place: string): string => `
  WITH ${FACTS(place, "$1::date - $4::integer", "$1::date + $2::integer")}, changed AS MATERIALIZED (
    SELECT hotel_id, room_type_id, night, sum(difference_minor) AS difference_minor, bool_or(is_restricted) AS is_restricted
    FROM (
      SELECT hotel_id, room_type_id, night, difference_minor, closed_to_arrival OR min_stay_arrival > 1 AS is_restricted FROM own
      UNION ALL
      SELECT hotel_id, room_type_id, night - 1, NULL, true FROM own WHERE closed_to_departure
    ) AS one
    GROUP BY hotel_id, room_type_id, night
  )
  SELECT n.night, min(CASE WHEN extract(isodow FROM n.night) IN (5, 6) THEN weekend_minor ELSE ordinary_minor END
    + coalesce(difference_minor, 0))::bigint AS total_minor
  FROM ${NIGHTS.primary_key(...UNTIL_DEPARTURE)}
  LEFT JOIN changed ON changed.hotel_id = n.hotel_id AND changed.room_type_id = n.room_type_id AND changed.night = n.night
  WHERE ${FREE} >= 1 AND NOT n.closed AND is_restricted IS NOT TRUE
  GROUP BY n.night
  ORDER BY n.night`;

const IN_CITY = " AND city_key(hotel.city) = city_key($5)";

// Great circles, as the haversine formula has them on a sphere of 6371 km; the box lets an index find those that may be near enough.
const WITHIN = `
      AND hotel.latitude BETWEEN $5 - $7 / 111.0 AND $5 + $7 / 111.0
      AND 2 * 6371.0087714 * asin(least(1, sqrt(sin(radians(hotel.latitude - $5) / 2) ^ 2
        + cos(radians($5)) * cos(radians(hotel.latitude)) * sin(radians(hotel.longitude - $6) / 2) ^ 2))) <= $7`;

const PLACE_WITHIN = WITHIN.replaceAll(/\$([567])/g, "$$$1::double precision");

type Texts = Readonly<Record<SearchAsk["kind"], string>>;

const textsOf = (read: NightsRead): Texts => ({
  city: SEARCH(IN_CITY, read),
  world: SEARCH("", read),
  radius: SEARCH(PLACE_WITHIN, read),
  flexible: FLEXIBLE(IN_CITY, read),
  calendar: CALENDAR(IN_CITY),
});

const TEXTS: Readonly<Record<NightsRead, Texts>> = {
  primary_key: textsOf("primary_key"),
  covering_index: textsOf("covering_index"),
};

/** The one statement that answers the question. Rows are {@link StayRow}, of a calendar {@link DayRow}. */
export function statementOf(ask: SearchAsk, read: NightsRead): QueryConfig {
  const days = ask.kind === "flexible" ? ask.days : 0;
  const values: unknown[] = [formatNight(ask.arrival), ask.nights, ask.guests, days];
  if (ask.kind === "radius") values.push(ask.latitude, ask.longitude, ask.km);
  else if (ask.kind !== "world") values.push(ask.city);
  return { name: `bench_${read}_${ask.kind}`, text: TEXTS[read][ask.kind], values };
}
