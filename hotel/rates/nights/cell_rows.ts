import * as column from "../../database/column.ts";
import type { Queryable } from "../../database/database.ts";
import { formatNight } from "../../vocabulary/night.ts";
import { valuesOf, type CellValues } from "./cell.ts";
import type { CellChange, CellLookup, EditPart, NightEdit } from "./edit_rules.ts";
import { RATE_NIGHT_COLUMNS, rateNightOf, type RateNightRow } from "./rate_night_rows.ts";

const READ = `
  SELECT ${RATE_NIGHT_COLUMNS}
    FROM rate_night n
   WHERE n.hotel_id = $1 AND n.room_type_id = $2 AND n.night >= $3::date AND n.night < $4::date
     AND n.rate_plan_id = ANY ($5::int[]) AND n.channel = $6`;

/** What is set in the cells of a part of an edit. */
export async function readCells(db: Queryable, hotelId: number, edit: NightEdit, part: EditPart): Promise<CellLookup> {
  const { roomTypeId, nights } = part;
  const { rows } = await db.query<RateNightRow>(READ, [
    hotelId,
    roomTypeId,
    formatNight(nights.arrival),
    formatNight(nights.departure),
    edit.ratePlanIds,
    edit.channel,
  ]);
  const cells = new Map<string, CellValues>();
  for (const row of rows.map(rateNightOf)) cells.set(`${row.night}/${row.ratePlanId}`, valuesOf(row));
  return (night, ratePlanId) => cells.get(`${night}/${ratePlanId}`);
}

const WRITE = `
  INSERT INTO rate_night (hotel_id, channel, room_type_id, night, rate_plan_id, price_minor, closed, closed_to_arrival,
    closed_to_departure, min_stay_arrival, max_stay_arrival, min_stay_through, max_stay_through, min_advance_days,
    max_advance_days, same_day_cutoff_hour, sell_limit, stay_pattern)
  SELECT $1::int, $2::text, cell.room_type_id, cell.night, cell.rate_plan_id, cell.price_minor, cell.closed,
    cell.closed_to_arrival, cell.closed_to_departure, cell.min_stay_arrival, cell.max_stay_arrival, cell.min_stay_through,
    cell.max_stay_through, cell.min_advance_days, cell.max_advance_days, cell.same_day_cutoff_hour, cell.sell_limit,
    cell.stay_pattern
    FROM unnest($3::int[], $4::date[], $5::int[], $6::bigint[], $7::bool[], $8::bool[], $9::bool[], $10::smallint[],
           $11::smallint[], $12::smallint[], $13::smallint[], $14::smallint[], $15::smallint[], $16::smallint[],
           $17::int[], $18::text[])
      AS cell (room_type_id, night, rate_plan_id, price_minor, closed, closed_to_arrival, closed_to_departure,
           min_stay_arrival, max_stay_arrival, min_stay_through, max_stay_through, min_advance_days, max_advance_days,
           same_day_cutoff_hour, sell_limit, stay_pattern)
  ON CONFLICT (hotel_id, room_type_id, night, rate_plan_id, channel) DO UPDATE
    SET price_minor = excluded.price_minor, closed = excluded.closed, closed_to_arrival = excluded.closed_to_arrival,
      closed_to_departure = excluded.closed_to_departure, min_stay_arrival = excluded.min_stay_arrival,
      max_stay_arrival = excluded.max_stay_arrival, min_stay_through = excluded.min_stay_through,
      max_stay_through = excluded.max_stay_through, min_advance_days = excluded.min_advance_days,
      max_advance_days = excluded.max_advance_days, same_day_cutoff_hour = excluded.same_day_cutoff_hour,
      sell_limit = excluded.sell_limit, stay_pattern = excluded.stay_pattern`;

const DELETE = `
  DELETE FROM rate_night AS n
   USING unnest($3::int[], $4::date[], $5::int[]) AS cell (room_type_id, night, rate_plan_id)
   WHERE n.hotel_id = $1 AND n.channel = $2 AND n.room_type_id = cell.room_type_id AND n.night = cell.night
     AND n.rate_plan_id = cell.rate_plan_id`;

/** Writes cells as they are after a change; one in which nothing is set has no row. Under the admission locks of the room types. */
export async function writeCells(
  tx: Queryable,
  place: { readonly hotelId: number; readonly channel: string },
  changes: readonly CellChange[],
): Promise<void> {
  const { kept = [], emptied = [] } = Object.groupBy(changes, ({ after }) => (isEmpty(after) ? "emptied" : "kept"));
  const names = [place.hotelId, place.channel];
  if (kept.length > 0) await tx.query(WRITE, [...names, ...keyColumns(kept), ...valueColumns(kept)]);
  if (emptied.length > 0) await tx.query(DELETE, [...names, ...keyColumns(emptied)]);
}

function isEmpty(cell: CellValues): boolean {
  return Object.keys(cell).length === 0;
}

function keyColumns(cells: readonly CellChange[]): column.Column[] {
  return [
    column.integers(cells, (cell) => cell.roomTypeId),
    column.dates(cells, (cell) => cell.night),
    column.integers(cells, (cell) => cell.ratePlanId),
  ];
}

function valueColumns(cells: readonly CellChange[]): column.Column[] {
  return [
    column.bigIntegers(cells, ({ after }) => after.priceMinor ?? null),
    column.truths(cells, ({ after }) => after.closed ?? null),
    column.truths(cells, ({ after }) => after.closedToArrival ?? null),
    column.truths(cells, ({ after }) => after.closedToDeparture ?? null),
    column.smallIntegers(cells, ({ after }) => after.minStayArrival ?? null),
    column.smallIntegers(cells, ({ after }) => after.maxStayArrival ?? null),
    column.smallIntegers(cells, ({ after }) => after.minStayThrough ?? null),
    column.smallIntegers(cells, ({ after }) => after.maxStayThrough ?? null),
    column.smallIntegers(cells, ({ after }) => after.minAdvanceDays ?? null),
    column.smallIntegers(cells, ({ after }) => after.maxAdvanceDays ?? null),
    column.smallIntegers(cells, ({ after }) => after.sameDayCutoffHour ?? null),
    column.integers(cells, ({ after }) => after.sellLimit ?? null),
    column.texts(cells, ({ after }) => after.stayPattern ?? null),
  ];
}
