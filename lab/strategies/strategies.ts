import type { Queryable } from "../../hotel/database/database.ts";
import { conditionalUpdate } from "./conditional_update.ts";
import { databaseFunction } from "./database_function.ts";
import { insertWhereNotExists } from "./insert_where_not_exists.ts";
import { insertWithConstraint } from "./insert_with_constraint.ts";
import { optimistic } from "./optimistic.ts";
import { randomRoom } from "./random_room.ts";
import { readThenWrite } from "./read_then_write.ts";
import { mutex } from "./mutex.ts";
import { queue } from "./queue.ts";
import { redisLock } from "./redis_lock.ts";
import { redisLockFenced } from "./redis_lock_fenced.ts";
import { rowLocks } from "./row_locks.ts";
import { rowLocksAsAsked } from "./row_locks_as_asked.ts";
import { serializable } from "./serializable.ts";
import { skipLocked } from "./skip_locked.ts";
import type { Guard, Strategy } from "./strategy.ts";
import { zookeeperLock } from "./zookeeper_lock.ts";

const lockingStrategies: readonly Strategy[] = [rowLocks, conditionalUpdate, databaseFunction];

/** The baselines that the engine is measured against: they decide each request by itself, and never oversell. */
export const perRequest: readonly Strategy[] = [...lockingStrategies, optimistic, skipLocked];

/** All ways to sell a room that the laboratory compares, from the most naive on. */
export const strategies: readonly Strategy[] = [
  readThenWrite,
  randomRoom,
  insertWhereNotExists,
  insertWithConstraint,
  rowLocksAsAsked,
  optimistic,
  serializable,
  skipLocked,
  ...lockingStrategies,
  mutex,
  redisLock,
  redisLockFenced,
  zookeeperLock,
  queue,
];

/** The strategy of that name; throws when there is none. */
export function strategyNamed(name: string): Strategy {
  const found = strategies.find((strategy) => strategy.name === name);
  if (found === undefined)
    throw new Error(`no strategy ${name}: ${strategies.map((strategy) => strategy.name).join(", ")}`);
  return found;
}

const TAKE_AWAY: Readonly<Record<Guard, string>> = {
  counter: "ALTER TABLE room_night DROP CONSTRAINT room_night_never_oversold",
  room_once: "DROP INDEX stay_night_room_once",
};

/** Makes a database ready for a strategy: its functions, and without the guards that it does without. Once for each database. */
export async function installStrategy(connection: Queryable, strategy: Strategy): Promise<void> {
  for (const guard of strategy.without ?? []) await connection.query(TAKE_AWAY[guard]);
  if (strategy.install !== undefined) await connection.query(strategy.install);
}
