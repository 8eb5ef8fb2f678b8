import { CommitInDoubt } from "../../../hotel/reservations/admission/batch.ts";
import type { Answer } from "../../../hotel/reservations/admission/command.ts";
import type { Try } from "../callers.ts";
import type { KeyCells } from "../store/tables.ts";
import type { CommittedEvent } from "./event_faults.ts";

/** A request and what became of it. */
export type JudgedTry = Pick<Try, "of" | "requestId" | "call" | "outcome" | "reasons">;

/** What is known of the schedule besides. */
export interface Circumstances {
  readonly events: readonly CommittedEvent[];
  readonly keys: readonly KeyCells[];
  /** A fault, a wait or a short patience: there was a reason to be too slow. */
  readonly isDisturbed: boolean;
}

/** What is wrong with the answers, compared with what was committed for each request. */
export function answerFaults(tries: readonly JudgedTry[], circumstances: Circumstances): string[] {
  const effects = effectsOf(circumstances.events);
  const faults = tries.flatMap((one) =>
    tryFaults(one, effects.get(one.requestId) ?? [], circumstances).map((fault) => `${one.requestId} ${fault}`),
  );
  for (const [caller, own] of Map.groupBy(tries, ({ of }) => of.caller)) {
    const done = own.reduce((sum, { requestId }) => sum + (effects.get(requestId) ?? []).length, 0);
    if (own[0]?.call.isKeyed === true && done > 1) faults.push(`the key of caller ${caller} was used ${done} times`);
  }
  return faults;
}

const CAUSES: Readonly<Record<string, readonly string[]>> = {
  book: ["reservation.confirmed"],
  hold: ["reservation.held"],
  confirm: ["reservation.confirmed"],
  cancel: ["reservation.cancelled", "reservation.hold_released"],
  decline: ["reservation.hold_released"],
  expire: ["reservation.expired"],
  modify: ["reservation.modified"],
  set_rates: ["rate_nights.changed"],
};

// Others who make place are told of in events of the same request.
function effectsOf(events: readonly CommittedEvent[]): Map<string, CommittedEvent[]> {
  return Map.groupBy(
    events.filter(({ type }) => type !== "reservation.reseated"),
    ({ requestId }) => requestId,
  );
}

function tryFaults(one: JudgedTry, effects: readonly CommittedEvent[], circumstances: Circumstances): string[] {
  const { outcome, call } = one;
  if (effects.some(({ type }) => !(CAUSES[call.wish.kind] ?? []).includes(type))) return ["did something else"];
  if (effects.length > 1) return [`was carried out ${effects.length} times`];
  if (outcome === undefined) return ["was never answered"];
  if (outcome.kind === "lost") return [];
  if (outcome.kind === "failed")
    return outcome.error instanceof CommitInDoubt ? [] : [`failed: ${String(outcome.error)}`];
  return outcome.answer.accepted
    ? acceptedFaults(one, outcome.answer, effects, circumstances)
    : refusedFaults(one, outcome.answer.refusal.code, effects, circumstances);
}

function acceptedFaults(
  { of, reasons }: JudgedTry,
  { reply, replayed }: Extract<Answer, { accepted: true }>,
  effects: readonly CommittedEvent[],
  { keys }: Circumstances,
): string[] {
  if (!replayed) {
    const isExplained = effects.length === 1 || reasons.has("unchanged") || reasons.has("any");
    return isExplained ? [] : ["was accepted and not carried out"];
  }
  if (effects.length > 0) return ["was carried out and is called a repeat"];
  const kept = keys.find(({ key }) => key === `key ${of.caller}`);
  return kept?.reply === JSON.stringify(reply.body) ? [] : ["was answered otherwise than the first time"];
}

function refusedFaults(
  { reasons }: JudgedTry,
  code: string,
  effects: readonly CommittedEvent[],
  { isDisturbed }: Circumstances,
): string[] {
  if (effects.length > 0) return [`was refused (${code}) and carried out`];
  const isExplained = code === "overloaded" ? isDisturbed : reasons.has(code) || reasons.has("any");
  return isExplained ? [] : [`was refused without a reason: ${code}`];
}
