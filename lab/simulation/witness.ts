import type { AdmissionObserver } from "../../hotel/reservations/admission/observer.ts";
import type { Try } from "./callers.ts";
import type { Coverage } from "./coverage.ts";
import type { Fault } from "./faults.ts";
import type { CommittedEvent } from "./judgement/event_faults.ts";
import { stateOf, type CommittedState } from "./judgement/state.ts";
import { stateFaults } from "./judgement/state_faults.ts";
import { rateFaults } from "./judgement/rate_faults.ts";
import { reasonsToRefuse } from "./judgement/reasons.ts";
import { nameOf } from "./store/names.ts";
import type { Schedule } from "./schedule.ts";

/** Watches one schedule from outside: every commit, every answer, and what was wrong with them. */
export class Witness {
  /** What was found to be wrong. */
  readonly faultsFound: string[] = [];
  /** What was made to happen. */
  readonly faults = new Set<Fault>();
  readonly events: CommittedEvent[] = [];
  readonly observer: AdmissionObserver;
  /** Somebody waited for a lock. */
  waited = false;
  /** A batch was tried again. */
  retried = false;
  readonly #schedule: Schedule;
  readonly #coverage: Coverage;
  // With the place in `#seen` of what was committed when it began.
  readonly #open = new Map<Try, number>();
  readonly #seen: CommittedState[] = [];
  #state: CommittedState | undefined;
  readonly #known = new Set<number>();

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
    this.#coverage = schedule.coverage;
    this.observer = {
      waited: () => undefined,
      committed: () => undefined,
      refusedBySight: (requests) =>
        this.#coverage.add(`by sight: ${requests > 0 ? "answered" : "left to a transaction"}`),
      decided: () => undefined,
      failed: (kind) => {
        this.retried = true;
        this.#coverage.add(`batch failed: ${kind}`);
        schedule.trace.say(() => `a batch failed: ${kind}`);
      },
    };
  }

  /** Something is wrong. */
  blame(fault: string): void {
    this.#schedule.trace.say(() => `WRONG: ${fault}`);
    this.faultsFound.push(fault);
  }

  /** A request is under way from now on. */
  began(one: Try): void {
    this.#open.set(one, this.#seen.length);
    this.look();
  }

  /** A transaction was committed: what is there now must hold, and may be a reason to refuse. */
  committed(decidedAt: number | undefined): void {
    const { store } = this.#schedule;
    const before = this.#state;
    this.#state = undefined;
    const fresh = this.#newEvents();
    this.events.push(...fresh);
    this.#lookWithin(fresh);
    for (const fault of stateFaults(this.#present())) this.blame(`after commit ${store.commits}: ${fault}`);
    if (before !== undefined && before.rateBooks.length > 0) this.#lookAtRates(before, fresh, decidedAt);
    this.look();
    if (decidedAt !== undefined) this.#lookAt(decidedAt);
  }

  #lookAtRates(before: CommittedState, fresh: readonly CommittedEvent[], decidedAt: number | undefined): void {
    const after = this.#present();
    for (const fault of rateFaults({ before, after, fresh, decidedAt: decidedAt ?? after.now })) {
      this.blame(`after commit ${this.#schedule.store.commits}: ${fault}`);
    }
  }

  // Between a decision and its COMMIT holds may run out that the decision still saw, or made.
  #lookAt(decidedAt: number): void {
    const state = this.#present();
    if (this.#open.size > 0 && decidedAt !== state.now) this.#seen.push({ ...state, now: decidedAt });
  }

  /** Keeps what is committed at present, for as long as a request is under way whose refusal may have its reason in it. */
  look(): void {
    if (this.#open.size > 0) this.#seen.push(this.#present());
  }

  // What is committed changes with a commit alone, and its rows never: only the time is another.
  #present(): CommittedState {
    const { store } = this.#schedule;
    this.#state ??= stateOf(store);
    if (this.#state.now !== store.now) this.#state = { ...this.#state, now: store.now };
    return this.#state;
  }

  #findReasons(one: Try, from: number): void {
    if (!this.#needsReason(one)) return;
    for (let index = from; index < this.#seen.length; index += 1) {
      for (const code of reasonsToRefuse(one, this.#seen[index] as CommittedState)) one.reasons.add(code);
    }
  }

  // A refusal does, and a change of which somebody is told that it is done although nothing was.
  #needsReason({ outcome, call, requestId }: Try): boolean {
    if (outcome?.kind !== "answered") return false;
    if (!outcome.answer.accepted) return outcome.answer.refusal.code !== "overloaded";
    if (outcome.answer.replayed || "rooms" in call.wish) return false;
    return !this.events.some((event) => event.requestId === requestId);
  }

  // What was taken before something else was given back, in one transaction, was never committed so, and may have been the reason.
  #lookWithin(fresh: readonly CommittedEvent[]): void {
    if (fresh.length > 1 && fresh.some(({ type }) => GIVES_BACK.has(type)))
      for (const one of this.#open.keys()) one.reasons.add("any");
  }

  /** A request has come to its end for the caller. */
  answered(one: Try): void {
    this.#findReasons(one, this.#open.get(one) ?? 0);
    this.#open.delete(one);
    if (this.#open.size === 0) this.#seen.length = 0;
    const { trace } = this.#schedule;
    const words = wordsOf(one);
    trace.addText(words);
    trace.say(() => `${one.requestId}: ${words}`);
    this.#coverage.add(`${one.call.wish.kind}: ${words}`);
    if (one.outcome?.kind === "answered" && one.outcome.answer.accepted) this.#mustBeThere(one);
  }

  // At the moment of the answer, not only at the end.
  #mustBeThere(one: Try): void {
    const { store } = this.#schedule;
    // Whether a change of rates is there, the end tells by its event.
    if (one.call.wish.kind === "set_rates") return;
    const row = store.tables.reservations.find(nameOf.reservation(one.hotelId, toldReservation(one)));
    if (row?.committed === undefined) this.blame(`${one.requestId} was accepted and nothing of it is committed`);
  }

  #newEvents(): CommittedEvent[] {
    const { commits, tables } = this.#schedule.store;
    const fresh: CommittedEvent[] = [];
    for (const { committed } of tables.events.all()) {
      if (committed === undefined || this.#known.has(committed.eventId)) continue;
      this.#known.add(committed.eventId);
      fresh.push({ ...committed, commit: commits });
    }
    return fresh;
  }
}

const GIVES_BACK = new Set([
  "reservation.cancelled",
  "reservation.hold_released",
  "reservation.expired",
  "reservation.modified",
  "hold.lapsed",
]);

function toldReservation(one: Try): string {
  const { outcome } = one;
  if (outcome?.kind !== "answered" || !outcome.answer.accepted) return one.reservationId;
  const told = outcome.answer.reply.body["reservation_id"];
  return typeof told === "string" ? told : one.reservationId;
}

function wordsOf({ outcome }: Try): string {
  if (outcome?.kind === "answered") {
    if (!outcome.answer.accepted) return outcome.answer.refusal.code;
    return outcome.answer.replayed ? "replayed" : "accepted";
  }
  return outcome?.kind ?? "under way";
}
