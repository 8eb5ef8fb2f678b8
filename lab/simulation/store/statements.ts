import { addHolds, appendEvents, insertKeys, reapHolds, removeHolds, witnessBatch } from "./batch_writes.ts";
import { lockFreeTypes, lockReservations, lockTypes } from "./lock_statements.ts";
import { writeNights } from "./night_write.ts";
import {
  catalogueStamps,
  readCatalogue,
  readKeys,
  readNights,
  readNow,
  readRooms,
  readStayNights,
  readTouches,
  readWitness,
  seeNights,
} from "./read_statements.ts";
import {
  lockBook,
  makeBook,
  raiseBook,
  rateBookStamps,
  readRateBooks,
  readRateNights,
  readRatesVersion,
} from "./rate_statements.ts";
import { writeRateNight, writeRatePlan } from "./rate_writes.ts";
import {
  insertGuests,
  insertReservations,
  insertStays,
  updateReservations,
  upsertStays,
} from "./reservation_writes.ts";
import { readSeated } from "./seated_statement.ts";
import { soldUnder } from "./sold_statement.ts";
import type { Behaviour } from "./statement.ts";
import { insertStayNights, sitDown, upsertStayNights, vacateNights } from "./stay_night_writes.ts";

/** Every statement of admission, and of whoever changes rates, by its name, and what it does here. BEGIN, COMMIT and ROLLBACK are the session's. */
export const STATEMENTS: ReadonlyMap<string, Behaviour> = new Map<string, Behaviour>([
  ["read_touches", readTouches],
  ["lock_types", lockTypes],
  ["lock_free_types", lockFreeTypes],
  ["reap_holds", reapHolds],
  ["read_now", readNow],
  ["catalogue_stamps", catalogueStamps],
  ["rate_book_stamps", rateBookStamps],
  ["rate_books", readRateBooks],
  ["rate_nights", readRateNights],
  ["sold_under", soldUnder],
  ["read_rates_version", readRatesVersion],
  ["write_rate_night", writeRateNight],
  ["write_rate_plan", writeRatePlan],
  ["properties_catalogue", readCatalogue],
  ["read_rooms", readRooms],
  ["read_nights", readNights],
  ["see_nights", seeNights],
  ["read_keys", readKeys],
  ["lock_reservations", lockReservations],
  ["read_stay_nights", readStayNights],
  ["read_seated", readSeated],
  ["read_witness", readWitness],
  ["write_nights", writeNights],
  ["vacate_nights", vacateNights],
  ["insert_guests", insertGuests],
  ["insert_reservations", insertReservations],
  ["insert_stays", insertStays],
  ["insert_stay_nights", insertStayNights],
  ["update_reservations", updateReservations],
  ["upsert_stays", upsertStays],
  ["upsert_stay_nights", upsertStayNights],
  ["sit_down", sitDown],
  ["remove_holds", removeHolds],
  ["add_holds", addHolds],
  ["insert_keys", insertKeys],
  ["append_events", appendEvents],
  ["witness_batch", witnessBatch],
]);

/** Statements that the product gives no name, by how their text begins. */
const UNNAMED: readonly (readonly [start: string, behaviour: Behaviour])[] = [
  ["INSERT INTO rate_book ", makeBook],
  ["SELECT version FROM rate_book ", lockBook],
  ["UPDATE rate_book SET version ", raiseBook],
];

/** What the statement does; throws for one that is not in the table, so that a new one cannot go unnoticed. */
export function behaviourOf(name: string): Behaviour {
  const behaviour = STATEMENTS.get(name) ?? UNNAMED.find(([start]) => name.startsWith(start))?.[1];
  if (behaviour === undefined) {
    throw new Error(`the simulation does not know the statement ${name}: add it to lab/simulation/store/statements.ts`);
  }
  return behaviour;
}
