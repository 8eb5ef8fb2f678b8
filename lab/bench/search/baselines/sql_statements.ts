import type { QueryConfig } from "pg";
import { formatNight } from "../../../../hotel/vocabulary/night.ts";
import { INCLUDED_ADULTS } from "../world/rates.ts";
import { LIMIT, type SearchAsk } from "../asks.ts";

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

// By the primary key, type by type: the nights of a stay lie side by side. An index in the order of nights with all that is read of
// them was slower, besides what bookings would have paid for it.
const NIGHTS = (from: string, until: string): string => `
    CROSS JOIN LATERAL (
      SELECT * FROM room_night
      WHERE room_night.hotel_id = t.hotel_id AND room_night.room_type_id = t.room_type_id AND night >= ${from} AND night < ${until}
      OFFSET 0
    ) AS n`;

const STAYS = `
  stays AS MATERIALIZED (
    SELECT n.hotel_id, n.room_type_id, 0 AS shift, min(${FREE}) AS free
    FROM types AS t ${NIGHTS("$1::date", "$1::date + $2::integer")}
    GROUP BY n.hotel_id, n.room_type_id
    HAVING count(*) = $2 AND min(${FREE}) >= 1 AND NOT bool_or(n.closed)
  )`;

const STAYS_OF_SEVERAL_DATES = `
  nights AS MATERIALIZED (
    SELECT n.hotel_id, n.room_type_id, n.night - $1::date AS day, ${FREE} AS free
    FROM types AS t ${NIGHTS("$1::date - $4::integer", "$1::date + $4::integer + $2::integer")}
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

const SEARCH = (place: string): string =>
  `WITH ${FACTS(place, "$1::date - $4::integer", "$1::date + $4::integer + $2::integer")}, ${STAYS}, ${CHEAPEST}`;

const FLEXIBLE = (place: string): string =>
  `WITH ${FACTS(place, "$1::date - $4::integer", "$1::date + $4::integer + $2::integer")}, ${STAYS_OF_SEVERAL_DATES}, ${CHEAPEST}`;

// A night may have a row with a price and one with restrictions.
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
  FROM types AS t ${NIGHTS("$1::date", "$1::date + $2::integer")}
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

const TEXTS: Readonly<Record<SearchAsk["kind"], string>> = {
  city: SEARCH(IN_CITY),
  world: SEARCH(""),
  radius: SEARCH(WITHIN.replaceAll(/\$([567])/g, "$$$1::double precision")),
  flexible: FLEXIBLE(IN_CITY),
  calendar: CALENDAR(IN_CITY),
};

/** The one statement that answers the question. Rows are {@link StayRow}, of a calendar {@link DayRow}. */
export function statementOf(ask: SearchAsk): QueryConfig {
  const days = ask.kind === "flexible" ? ask.days : 0;
  const values: unknown[] = [formatNight(ask.arrival), ask.nights, ask.guests, days];
  if (ask.kind === "radius") values.push(ask.latitude, ask.longitude, ask.km);
  else if (ask.kind !== "world") values.push(ask.city);
  return { name: `bench_${ask.kind}`, text: TEXTS[ask.kind], values };
}
