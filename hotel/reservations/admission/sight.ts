import type { Client } from "pg";
import { Packet } from "../../database/packet.ts";
import { nowStatement } from "../../events/clock.ts";
import { someNight } from "../../inventory/admission_lock.ts";
import type { Ledger } from "../../inventory/ledger.ts";
import { hadLapsedHolds, ledgerBySight, seeNights, type SeenNightRow } from "../../inventory/seen_nights.ts";
import { isSoldOut } from "../../inventory/sold_out_nights.ts";
import { stampsStatement, type CatalogueStamp } from "../../properties/known_catalogue.ts";
import { readKeys, usedKeys, type KeyRow } from "../key_rows.ts";
import { bookStampsStatement, type BookStamp } from "../../rates/known_rate_books.ts";
import type { RateNightRow } from "../../rates/nights/rate_night_rows.ts";
import { Books } from "./books.ts";
import type { Answer, Command } from "./command.ts";
import { addSome, joinAllTouches, type KnownTypes } from "./read.ts";
import { hotelsOf, hotelsWithBook, rateNightsOf, readRates } from "./read_rates.ts";

/** Whether the command may be refused by sight, and the nights it wants were last seen sold out. */
export function looksHopeless(command: Command, known: KnownTypes): boolean {
  return command.refusedWhenFull === true && known.soldOut.has(command.touches);
}

/**
 * Refuses, without a transaction and without a lock, those of the commands for which there was no room; undefined for a
 * command that admission must decide. One round trip for all; another one only where sell limits or prices that follow
 * demand make the hotel's rooms be counted.
 *
 * A refusal is right when there was a moment between the call and the answer at which it was true. The nights are read
 * in one statement that begins after the call came in, so they all stand as they stood at one moment. A full night is
 * full for whoever wants a room of it anew, in whatever order the others are served. Two things could make a full night a
 * wrong answer, and are looked at: a hold on the type that had run out by then (its rooms are free), and the caller's own
 * booking under the same key that took the last room a moment ago. The keys are read after the nights: whoever sees the
 * nights full of it sees its key.
 */
export async function refuseBySight(
  client: Client,
  commands: readonly Command[],
  known: KnownTypes,
): Promise<(Answer | undefined)[]> {
  const touches = joinAllTouches(commands, []);
  const packet = new Packet();
  const stamps = packet.add<CatalogueStamp>(stampsStatement(touches));
  const bookStamps = packet.add<BookStamp>(bookStampsStatement(hotelsOf(touches)));
  const withNights = hotelsWithBook(touches, known.rateBooks);
  const rateNights = addSome<RateNightRow>(packet, rateNightsOf(touches, withNights));
  const nights = packet.add<SeenNightRow>(seeNights(touches));
  const keyQuery = readKeys(commands);
  const keys = keyQuery === undefined ? { rows: [] } : packet.add<KeyRow>(keyQuery);
  // The last: a hold that has not run out by now had not run out when the nights were read.
  const clock = packet.add<{ now: Date }>(nowStatement);
  await packet.send(client);
  const now = clock.rows[0]?.now ?? new Date(Number.NaN);
  if (known.catalogue.missing(stamps.rows) !== undefined || known.rateBooks.missing(bookStamps.rows) !== undefined) {
    return commands.map(() => undefined);
  }
  const ledger = ledgerBySight(touches, nights.rows);
  known.soldOut.learn(ledger);
  if (hadLapsedHolds(nights.rows, now)) return commands.map(() => undefined);
  const catalogue = known.catalogue.entries(stamps.rows, []);
  // A stay that is restricted as well is refused for that, as a transaction and a quote refuse it.
  const rateRows = { bookStamps: bookStamps.rows, rateNights: rateNights.rows, withNights };
  const rates = await readRates(client, { touches }, rateRows, known.rateBooks);
  const books = new Books({
    now,
    ledger,
    catalogue,
    rates,
    keys: usedKeys(keys.rows),
    reservations: new Map(),
    seated: undefined,
  });
  return commands.map((command) => (isFull(command, ledger) ? withoutEffect(books.decide(command)) : undefined));
}

// What has an effect is for a transaction.
function withoutEffect(answer: Answer | undefined): Answer | undefined {
  return answer?.accepted === true && !answer.replayed ? undefined : answer;
}

// Only then is there nothing to take from a ledger that has no rooms.
function isFull({ refusedWhenFull, touches }: Command, ledger: Ledger): boolean {
  if (refusedWhenFull !== true) return false;
  return someNight(touches, (roomTypeId, night) => isSoldOut(ledger.night(roomTypeId, night)));
}
