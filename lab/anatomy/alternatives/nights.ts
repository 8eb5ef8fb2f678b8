import type { Client } from "pg";
import { formatNight, type Night } from "../../../hotel/vocabulary/night.ts";
import type { Way } from "./by_turns.ts";

const NIGHTS = 365;
const A_BATCH = 16;

const KINDS = [
  { name: "pages half full (the engine)", fillfactor: 50, indexed: false },
  { name: "pages full", fillfactor: 100, indexed: false },
  { name: "pages half full, and an index on the counter", fillfactor: 50, indexed: true },
];

/** Ways to keep the nights of a room type, of which a batch counts some up. The world's first type must have many rooms. */
export async function nightWays(client: Client, firstNight: Night): Promise<Way[]> {
  const ways: Way[] = [];
  for (const [number, { name, fillfactor, indexed }] of KINDS.entries()) {
    const table = `night_way_${number}`;
    await client.query(`CREATE TABLE ${table} (LIKE room_night INCLUDING ALL) WITH (fillfactor = ${fillfactor})`);
    await client.query(`INSERT INTO ${table} SELECT * FROM room_night`);
    if (indexed) await client.query(`CREATE INDEX ON ${table} (hotel_id, sold)`);
    await client.query(`VACUUM ANALYZE ${table}`);
    ways.push({ name, run: () => countUp(client, table, firstNight), remark: () => heapOnlyShare(client, table) });
  }
  return ways;
}

async function countUp(client: Client, table: string, firstNight: Night): Promise<number> {
  const nights = Array.from({ length: A_BATCH }, () => formatNight(firstNight + Math.floor(Math.random() * NIGHTS)));
  const { rowCount } = await client.query({
    name: `count_up_${table}`,
    text: `UPDATE ${table} AS n SET sold = n.sold + 1 FROM unnest($1::date[]) AS w (night)
            WHERE n.hotel_id = 1 AND n.room_type_id = 1 AND n.night = w.night`,
    values: [[...new Set(nights)]],
  });
  return rowCount ?? 0;
}

// Heap-only: the new version lies on the same page, and no index hears of it.
async function heapOnlyShare(client: Client, table: string): Promise<string> {
  await client.query("SELECT pg_stat_force_next_flush()");
  const { rows } = await client.query<{ share: number }>(
    "SELECT n_tup_hot_upd::float / greatest(1, n_tup_upd) AS share FROM pg_stat_user_tables WHERE relname = $1",
    [table],
  );
  return `${Math.round(100 * (rows[0]?.share ?? 0))} % heap-only`;
}
