import { formatNight, nightsOf, type Night, type StayDates } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { AdmissionBooks } from "./admission_books.ts";
import { invalidDates } from "./dates.ts";
import type { Ledger, LedgerNight } from "./ledger.ts";
import { nightsFrom } from "./room_standing.ts";

/** Nights of a room type that are taken off sale, or put back. */
export interface SaleStatus {
  readonly roomTypeId: number;
  readonly nights: StayDates;
  readonly closed: boolean;
}

/**
 * Takes nights off sale or puts them back; what is sold stays sold. Refuses with `invalid_request` for nights that have
 * passed and `outside_horizon` for nights that are not there yet. Returns how many nights changed.
 */
export async function setSaleStatus(books: AdmissionBooks, sale: SaleStatus): Promise<Decision<number>> {
  if (sale.nights.arrival < books.today) return invalidDates("/start_date", books.today);
  const changed = closeNights(books.ledger, sale);
  if (changed === undefined) return outsideHorizon(books, sale.roomTypeId);
  for (const { first, last } of rangesOf(changed)) {
    books.tell(sale.closed ? "nights.closed" : "nights.reopened", {
      room_type_id: sale.roomTypeId,
      start_date: formatNight(first),
      end_date: formatNight(last + 1),
    });
  }
  return accept(changed.length);
}

/** Writes the status into the nights; returns those that changed, undefined when one of them does not exist. */
export function closeNights(ledger: Ledger, { roomTypeId, nights, closed }: SaleStatus): Night[] | undefined {
  const rows: LedgerNight[] = [];
  for (const night of nightsOf(nights)) {
    const row = ledger.night(roomTypeId, night);
    if (row === undefined) return undefined;
    if (row.closed !== closed) rows.push(row);
  }
  for (const row of rows) ledger.change(row, { closed });
  return rows.map((row) => row.night);
}

/** Consecutive nights together. */
export function rangesOf(nights: readonly Night[]): { readonly first: Night; readonly last: Night }[] {
  const ranges: { readonly first: Night; last: Night }[] = [];
  for (const night of nights) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last + 1 === night) open.last = night;
    else ranges.push({ first: night, last: night });
  }
  return ranges;
}

function outsideHorizon(books: AdmissionBooks, roomTypeId: number): ReturnType<typeof refuse> {
  const last = nightsFrom(books.ledger.type(roomTypeId), books.today).at(-1)?.night ?? books.today;
  const [from, to] = [formatNight(books.today), formatNight(last)];
  return refuse("outside_horizon", `Nights from ${from} to ${to} can be closed.`, {
    first_night: from,
    last_night: to,
  });
}
