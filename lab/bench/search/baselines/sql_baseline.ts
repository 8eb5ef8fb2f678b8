import pg from "pg";
import { openDatabase } from "../../../../hotel/database/database.ts";
import type { SearchBaseline } from "./baseline.ts";
import { daysBody, hotelsBody } from "./shop_window.ts";
import { statementOf, type DayRow, type NightsRead, type StayRow } from "./sql_statements.ts";

/** One statement for each question. A plan made for any city is no good for a large one: each is planned anew, which takes a millisecond. */
export function openSqlBaseline(databaseUrl: string, connections: number, read: NightsRead): SearchBaseline {
  const { connection } = openDatabase({ url: databaseUrl, poolSize: 1 });
  const options = `${connection.options ?? ""} -c plan_cache_mode=force_custom_plan -c statement_timeout=60000`;
  const pool = new pg.Pool({ ...connection, options, query_timeout: 65_000, max: connections });
  pool.on("error", () => undefined); // a broken connection shows in the request that uses it
  return {
    answer: async (ask) => {
      if (ask.kind === "calendar") return daysBody(ask, (await pool.query<DayRow>(statementOf(ask, read))).rows);
      return hotelsBody((await pool.query<StayRow>(statementOf(ask, read))).rows);
    },
    close: () => pool.end(),
  };
}
