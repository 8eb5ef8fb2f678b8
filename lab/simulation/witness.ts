import type { AdmissionObserver } from "../../hotel/reservations/admission/observer.ts";
import type { Try } from "./callers.ts";
import type { Coverage } from "./coverage.ts";
import type { Fault } from "./faults.ts";
import type { CommittedEvent } from "./judgement/event_faults.ts";
import { stateOf } from "./judgement/state.ts";
import { stateFaults } from "./judgement/state_faults.ts";
import { reasonsToRefuse } from "./judgement/reasons.ts";
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
  readonly #open = new Set<Try>();

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
    this.#open.add(one);
    this.look();
  }

  /** A transaction was committed: what is there now must hold, and may be a reason to refuse. */
  committed(): void {
    const { store } = this.#schedule;
    const fresh = this.#newEvents();
    this.events.push(...fresh);
    this.#lookWithin(fresh);
    for (const fault of stateFaults(stateOf(store))) this.blame(`after commit ${store.commits}: ${fault}`);
    this.look();
  }

  /** Notes for every request under way for which refusals there is a reason at present. */
  look(): void {
    if (this.#open.size === 0) return;
    const state = stateOf(this.#schedule.store);
    for (const one of this.#open) for (const code of reasonsToRefuse(one, state)) one.reasons.add(code);
  }

  // What was taken before something else was given back, in one transaction, was never committed so, and may have been the reason.
  #lookWithin(fresh: readonly CommittedEvent[]): void {
    if (fresh.length > 1 && fresh.some(({ type }) => GIVES_BACK.has(type)))
      for (const one of this.#open) one.reasons.add("any");
  }

  /** A request has come to its end for the caller. */
  answered(one: Try): void {
    this.#open.delete(one);
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
    const isThere = store.tables.reservations
      .committed()
      .some(({ hotelId, reservationId }) => hotelId === one.hotelId && reservationId === toldReservation(one));
    if (!isThere) this.blame(`${one.requestId} was accepted and nothing of it is committed`);
  }

  #newEvents(): CommittedEvent[] {
    const { commits, tables } = this.#schedule.store;
    const seen = new Set(this.events.map(({ eventId }) => eventId));
    const fresh = tables.events.committed().filter(({ eventId }) => !seen.has(eventId));
    return fresh.map((event) => ({ ...event, commit: commits }));
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
