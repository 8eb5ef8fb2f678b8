import type { Anomaly } from "../anomaly.ts";
import type { Epoch } from "../ledger/replay.ts";
import { CLOCKS_APART_MS } from "../ledger/register.ts";
import type { Stored } from "../ledger/rows.ts";
import type { Operation } from "../operation.ts";
import type { SeenPrice } from "../rates/told_rates.ts";

/** Every total is the sum of its lines, and who brings a quote is booked at its price and under its plans, until it has run out. */
export function checkPrices(epoch: Epoch): Anomaly[] {
  return epoch.operations.flatMap((operation) => {
    if (operation.outcome !== "ok") return [];
    const message = wrongTotal(operation.quoted?.price ?? operation.seen?.price) ?? brokenPromise(operation);
    return message === undefined ? [] : [wrong(message, operation)];
  });
}

/** What was told of a reservation's price is what its row has, as long as its version is the same. */
export function checkStoredPrices(epoch: Epoch, { reservations }: Stored): Anomaly[] {
  return epoch.operations.flatMap((operation) => {
    const { outcome, seen } = operation;
    const row = reservations.get(seen?.reservationId ?? "");
    if (outcome !== "ok" || seen?.price === undefined || row === undefined || row.version !== seen.version) return [];
    const { totalMinor } = seen.price;
    if (totalMinor === row.totalMinor) return [];
    return [wrong(`told to cost ${totalMinor}, the row has ${row.totalMinor}`, operation)];
  });
}

function wrongTotal(price: SeenPrice | undefined): string | undefined {
  if (price === undefined) return undefined;
  const sum = price.lines.reduce((total, line) => total + (line.isAdded ? line.amountMinor : 0), 0);
  return sum === price.totalMinor ? undefined : `the total is ${price.totalMinor}, its lines come to ${sum}`;
}

// A repeat shows what was decided when it was first carried out.
function brokenPromise({ kind, quote, seen, replayed, invokedAt }: Operation): string | undefined {
  if (quote === undefined || (kind !== "book" && kind !== "hold")) return undefined;
  if (!replayed && invokedAt > quote.expiresAt + CLOCKS_APART_MS) return "the quote had run out when it was sent";
  if (seen?.price === undefined) return "booked by a quote without telling the price";
  const { price } = seen;
  if (price.totalMinor !== quote.price.totalMinor) {
    return `quoted at ${quote.price.totalMinor}, booked at ${price.totalMinor}`;
  }
  return textOf(price) === textOf(quote.price) ? undefined : "booked on other lines or plans than were quoted";
}

function textOf({ lines, plans }: SeenPrice): string {
  const shown = lines.map(({ name, amountMinor, isAdded }) => `${name} ${amountMinor} ${isAdded}`);
  return `${shown.toSorted().join(", ")}; ${plans.join()}`;
}

function wrong(message: string, operation: Operation): Anomaly {
  return { check: "prices as promised", message, operations: [operation], events: [] };
}
