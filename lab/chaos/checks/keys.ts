import type { Anomaly } from "../anomaly.ts";
import type { Epoch } from "../ledger/replay.ts";
import { LOOKS, type Operation } from "../operation.ts";
import { ownEvents } from "./check.ts";

/** What is known of a key. */
interface KeyUse {
  /** The operation that the ledger carries out under it. */
  doneBy: Operation | undefined;
  /** The first that was accepted. */
  accepted: Operation | undefined;
}

/** Keys are remembered so long, in number of keys: clients repeat nothing that is older. */
const REMEMBERED = 50_000;

/**
 * Once per key: of all operations that carry a key one at most takes effect, all accepted ones are answered with the same
 * reservation, and whatever comes after an accepted one is a replay, or refused when it asks for something else.
 */
export class KeyCheck {
  readonly #uses = new Map<number, KeyUse>();

  /** What an epoch shows to be wrong. */
  check(epoch: Epoch): Anomaly[] {
    const inOrder = epoch.operations.filter(({ outcome }) => outcome === "ok").toSorted(byEnd);
    const done = [...epoch.caused.keys()].flatMap((id) => epoch.sent.get(id) ?? []);
    const anomalies = [
      ...done.flatMap((operation) => this.#done(epoch, operation)),
      ...inOrder.flatMap((operation) => this.#accepted(operation)),
      ...epoch.operations.flatMap((operation) => this.#refused(operation)),
    ];
    for (const key of this.#uses.keys()) {
      if (this.#uses.size <= REMEMBERED) break;
      this.#uses.delete(key);
    }
    return anomalies;
  }

  #done(epoch: Epoch, operation: Operation): Anomaly[] {
    if (ownEvents(epoch, operation).length === 0) return [];
    const use = this.#useOf(operation.key);
    const first = use.doneBy;
    use.doneBy ??= operation;
    if (first === undefined || first.id === operation.id) return [];
    return [wrong("one key took effect twice", [first, operation], epoch)];
  }

  #accepted(operation: Operation): Anomaly[] {
    if (LOOKS.has(operation.kind)) return [];
    if (operation.kind === "reuse") return [wrong("another request under a used key was accepted", [operation])];
    const use = this.#useOf(operation.key);
    const { accepted: first } = use;
    use.accepted ??= operation;
    if (first === undefined) return [];
    const isSame = first.seen?.reservationId === operation.seen?.reservationId;
    if (!isSame) return [wrong("one key was answered with two reservations", [first, operation])];
    const cameLater = first.completed < operation.invoked;
    return cameLater && !operation.replayed ? [wrong("a repeat was not answered as one", [first, operation])] : [];
  }

  // What was accepted stays accepted, whatever has become of the booking: also when the house is full by now.
  #refused(operation: Operation): Anomaly[] {
    const isRepeat = operation.outcome === "refused" && operation.kind !== "reuse" && operation.code !== "overloaded";
    const first = isRepeat ? this.#uses.get(operation.key)?.accepted : undefined;
    if (first === undefined || first.completed > operation.invoked) return [];
    return [wrong("a repeat of what was accepted is refused", [first, operation])];
  }

  #useOf(key: number): KeyUse {
    const known = this.#uses.get(key);
    if (known !== undefined) return known;
    const use: KeyUse = { doneBy: undefined, accepted: undefined };
    this.#uses.set(key, use);
    return use;
  }
}

function byEnd(one: Operation, other: Operation): number {
  return one.completed - other.completed;
}

function wrong(message: string, operations: readonly Operation[], epoch?: Epoch): Anomaly {
  const events = operations.flatMap(({ id }) => epoch?.caused.get(id) ?? []);
  return { check: "once per key", message, operations, events };
}
