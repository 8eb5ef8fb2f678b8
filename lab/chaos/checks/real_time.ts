import type { Anomaly } from "../anomaly.ts";
import type { LedgerEvent } from "../ledger/events.ts";
import type { Epoch } from "../ledger/replay.ts";
import { operationOf, type Operation } from "../operation.ts";

/** The ledger's order and the clients' agree: what was answered before something else was sent stands before it. */
export function checkRealTime({ events, sent }: Epoch): Anomaly[] {
  return [...Map.groupBy(events, ({ hotelId }) => hotelId).values()].flatMap((own) => outOfOrder(own, sent));
}

function outOfOrder(events: readonly LedgerEvent[], sent: ReadonlyMap<number, Operation>): Anomaly[] {
  const anomalies: Anomaly[] = [];
  let earliest: { readonly operation: Operation; readonly event: LedgerEvent } | undefined;
  for (const event of events.toReversed()) {
    const operation = sent.get(operationOf(event.requestId) ?? -1);
    if (operation === undefined) continue;
    if (earliest !== undefined && earliest.operation.completed < operation.invoked) {
      anomalies.push({
        check: "order of the ledger",
        message: `operation ${earliest.operation.id} was answered before ${operation.id} was sent, and stands after it`,
        operations: [earliest.operation, operation],
        events: [event, earliest.event],
      });
    }
    if (earliest === undefined || operation.completed < earliest.operation.completed) earliest = { operation, event };
  }
  return anomalies;
}
