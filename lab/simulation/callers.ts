import type { Answer } from "../../hotel/reservations/admission/command.ts";
import type { SimulatedProcess } from "./process.ts";
import { requestIdOf, reservationIdOf, type PlannedCall, type TryOf } from "./requests.ts";

/** How a try ended for the caller; lost: its process crashed. */
export type TryOutcome =
  | { readonly kind: "answered"; readonly answer: Answer }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "lost" };

/** One request to one process. */
export interface Try {
  readonly of: TryOf;
  readonly requestId: string;
  readonly call: PlannedCall;
  readonly process: SimulatedProcess;
  /** The reservation it makes or is about. */
  readonly hotelId: number;
  readonly reservationId: string;
  /** The time at the hotels, and how many commits there had been, when it was submitted. */
  readonly submittedNow: number;
  readonly signal: { aborted: boolean };
  outcome: TryOutcome | undefined;
  /** Codes of refusals for which there was a reason at some time while it was under way. */
  readonly reasons: Set<string>;
}

/** Somebody who wants something, and asks again when nothing came of it. */
export interface Caller {
  readonly number: number;
  readonly call: PlannedCall;
  readonly tries: Try[];
  /** Asks again, if the schedule lets it. */
  mayRepeat: boolean;
}

const MOST_TRIES = 3;

/** Whether the caller has a first request to make. */
export function isReady({ call, tries }: Caller, callers: readonly Caller[]): boolean {
  if (tries.length > 0) return false;
  if (!("of" in call.wish) || !call.isPatient) return true;
  return isDone(callers[call.wish.of]);
}

/** Whether the caller knows that its last request came to nothing, and may ask again. */
export function wantsAgain({ tries, mayRepeat }: Caller): boolean {
  const outcome = tries.at(-1)?.outcome;
  if (outcome === undefined || !mayRepeat || tries.length >= MOST_TRIES) return false;
  if (outcome.kind !== "answered") return true;
  return !outcome.answer.accepted && outcome.answer.refusal.code === "overloaded";
}

/** Whether nothing is under way. */
export function isDone(caller: Caller | undefined): boolean {
  return caller !== undefined && caller.tries.length > 0 && caller.tries.every(({ outcome }) => outcome !== undefined);
}

/** Which reservation a try is about: its own, or the one that its target was told. */
export function targetOf(
  { call }: Caller,
  of: TryOf,
  callers: readonly Caller[],
): { hotelId: number; reservationId: string } {
  const { wish } = call;
  if ("rooms" in wish) return { hotelId: wish.hotelId, reservationId: reservationIdOf(wish.hotelId, of) };
  if (!("of" in wish)) return { hotelId: wish.hotelId, reservationId: "" };
  const booker = callers[wish.of];
  const hotelId = booker !== undefined && "rooms" in booker.call.wish ? booker.call.wish.hotelId : 1;
  return {
    hotelId,
    reservationId:
      booker === undefined ? "" : (toldId(booker) ?? reservationIdOf(hotelId, { caller: wish.of, number: 0 })),
  };
}

function toldId({ tries }: Caller): string | undefined {
  for (const { outcome } of tries) {
    if (outcome?.kind === "answered" && outcome.answer.accepted)
      return String(outcome.answer.reply.body["reservation_id"]);
  }
  return undefined;
}

/** A try that begins now. */
export function newTry(
  caller: Caller,
  callers: readonly Caller[],
  process: SimulatedProcess,
  submittedNow: number,
): Try {
  const of = { caller: caller.number, number: caller.tries.length };
  return {
    of,
    requestId: requestIdOf(of),
    call: caller.call,
    process,
    ...targetOf(caller, of, callers),
    submittedNow,
    signal: { aborted: false },
    outcome: undefined,
    reasons: new Set(),
  };
}
