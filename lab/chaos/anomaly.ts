import type { LedgerEvent } from "./ledger/events.ts";
import type { Operation } from "./operation.ts";

/** Something that must not be, with what shows it. */
export interface Anomaly {
  /** The check that found it. */
  readonly check: string;
  readonly message: string;
  readonly operations: readonly Operation[];
  readonly events: readonly LedgerEvent[];
}

/** An anomaly as lines for a person: what, then the operations and events that show it. */
export function describeAnomaly({ check, message, operations, events }: Anomaly): string {
  const lines = [`${check}: ${message}`];
  for (const operation of operations) lines.push(`  operation ${shown(operation)}`);
  for (const event of events) lines.push(`  ledger    ${shown(event)}`);
  return lines.join("\n");
}

function shown(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) => (part instanceof Map ? [...part] : part));
}
