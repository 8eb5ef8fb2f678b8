import type { Anomaly } from "../anomaly.ts";
import type { LedgerEvent } from "../ledger/events.ts";
import type { Epoch } from "../ledger/replay.ts";
import { CLOCKS_APART_MS, type Standing } from "../ledger/register.ts";
import type { Operation } from "../operation.ts";

/** One question to an epoch: what in it must not be; empty when nothing. */
export type Check = (epoch: Epoch) => Anomaly[];

/** The events of the kind that an operation is answered by; the others tell of guests who made place. */
const OWN_EVENTS: Readonly<Record<string, readonly string[]>> = {
  book: ["reservation.confirmed"],
  hold: ["reservation.held"],
  confirm: ["reservation.confirmed"],
  cancel: ["reservation.cancelled", "reservation.hold_released"],
  modify: ["reservation.modified"],
  set_rates: ["rate_nights.changed", "rate_plan.changed"],
};

/** Whether an event is what the operation asked for. */
export function isOwnEvent(operation: Operation, event: LedgerEvent): boolean {
  return OWN_EVENTS[operation.kind]?.includes(event.type) === true;
}

/** The events that are what the operation asked for, in this epoch. */
export function ownEvents({ caused }: Epoch, operation: Operation): LedgerEvent[] {
  return (caused.get(operation.id) ?? []).filter((event) => isOwnEvent(operation, event));
}

/** The states that a reader may have found at about that time: a hold that has run out is expired before anybody wrote it. */
export function statusesAt(standing: Standing, at: number): string[] {
  if (standing.status !== "pending" || standing.expiresAt === undefined) return [standing.status];
  if (at > standing.expiresAt + CLOCKS_APART_MS + LONGEST_ANSWER_MS) return ["expired"];
  return at < standing.expiresAt - CLOCKS_APART_MS ? ["pending"] : ["pending", "expired"];
}

/** An answer that came now may have been decided so long before, in milliseconds. */
const LONGEST_ANSWER_MS = 10_000;
