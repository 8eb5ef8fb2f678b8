import type { EventDraft } from "../../events/outbox.ts";
import type { NewGuest } from "../../guests/guest_rows.ts";
import type { LapsedHold } from "../../inventory/hold_rows.ts";
import { isHeldBy, lapse, unused } from "../../inventory/lapse.ts";
import type { Ledger } from "../../inventory/ledger.ts";
import type { SeatMove } from "../../inventory/occupancy.ts";
import type { SeatedStays } from "../../inventory/seating.ts";
import type { StayNight, StayNightOf } from "../../inventory/stay_night_rows.ts";
import type { CatalogueEntry } from "../../properties/facts.ts";
import { refuse } from "../../vocabulary/refusal.ts";
import { countersIn, rateFactsOf, type RatesRead } from "../rate_facts.ts";
import { keyName, type KeyEntry, type UsedKey } from "../key_rows.ts";
import type { Reservation } from "../reservation.ts";
import type { Answer, Change, Command, Facts, Reply } from "./command.ts";

/** What was read under the locks, before any request was decided. */
export interface FactsRead {
  readonly now: Date;
  readonly ledger: Ledger;
  readonly catalogue: ReadonlyMap<number, CatalogueEntry>;
  readonly rates: RatesRead;
  readonly reservations: Map<string, Reservation>;
  readonly keys: Map<string, UsedKey>;
  readonly seated: SeatedStays | undefined;
}

export { unused } from "../../inventory/lapse.ts";

/** A move of a seat and the hotel it happens in. */
export type SeatMoveAt = SeatMove & { readonly hotelId: number };

/**
 * The books of one transaction: what the database holds, what the requests decided so far have made of it,
 * and so what is to be written. Each request sees what the ones before it did. Knows no database.
 */
export class Books implements Omit<Facts, "rates"> {
  readonly now: Date;
  readonly ledger: Ledger;
  readonly seated: SeatedStays | undefined;
  readonly created = new Map<string, Reservation>();
  /** Reservations that existed before, as they were read. */
  readonly stored = new Map<string, Reservation>();
  readonly guests: NewGuest[] = [];
  readonly moves: SeatMoveAt[] = [];
  readonly events: EventDraft[] = [];
  readonly keys: KeyEntry[] = [];
  /** Nights taken back from holds that ran out. */
  readonly lapsed: StayNightOf[] = [];
  readonly #catalogue: ReadonlyMap<number, CatalogueEntry>;
  readonly #rates: RatesRead;
  readonly #current: Map<string, Reservation>;
  readonly #used: Map<string, UsedKey>;
  readonly #factsByHotel = new Map<number, Facts>();

  constructor(facts: FactsRead) {
    this.now = facts.now;
    this.ledger = facts.ledger;
    this.seated = facts.seated;
    this.#catalogue = facts.catalogue;
    this.#rates = facts.rates;
    this.#current = facts.reservations;
    this.#used = facts.keys;
    for (const [id, reservation] of facts.reservations) this.stored.set(id, reservation);
  }

  roomType(roomTypeId: number): CatalogueEntry | undefined {
    return this.#catalogue.get(roomTypeId);
  }

  reservation(reservationId: string): Reservation | undefined {
    return this.#current.get(reservationId);
  }

  /** Reservations that were changed, as they were and as they are. */
  *changed(): Generator<{ readonly before: Reservation; readonly after: Reservation }> {
    for (const [id, before] of this.stored) {
      const after = this.#current.get(id);
      if (after !== undefined && after !== before) yield { before, after };
    }
  }

  /**
   * Gives the nights of lapsed holds back before anything is decided.
   *
   * @param nights all nights of the reservations concerned
   */
  reap(holds: readonly LapsedHold[], nights: ReadonlyMap<string, readonly StayNight[]>): void {
    const { freed, events } = lapse(this.ledger, holds, nights, this.now);
    this.lapsed.push(...freed);
    this.events.push(...events);
    for (const hold of holds) this.#forgetNights(hold);
  }

  /** Decides one request and keeps what it changes. Undefined: it must run alone. */
  decide(command: Command): Answer | undefined {
    const known = this.#repeatOf(command);
    if (known !== undefined) return known;
    const mark = this.ledger.mark();
    const verdict = command.decide(this.#factsOf(command.hotelId));
    // Whatever a decision tried and did not ask to keep leaves no trace.
    if (verdict.kind !== "change") this.ledger.takeBack(mark);
    switch (verdict.kind) {
      case "alone":
        return undefined;
      case "refused":
        return { accepted: false, refusal: verdict.refusal };
      case "unchanged":
        this.#keepKey(command, command.reservationId ?? null, verdict.reply);
        return { accepted: true, reply: verdict.reply, replayed: false };
      case "change":
        this.#keep(command, verdict);
        return { accepted: true, reply: verdict.reply, replayed: false };
    }
  }

  /** Whether there is anything to write. */
  get isEmpty(): boolean {
    return this.events.length === 0 && this.keys.length === 0 && this.lapsed.length === 0;
  }

  // Ids are unique over all hotels and a batch has requests of several: each sees only what is its hotel's.
  #factsOf(hotelId: number): Facts {
    const known = this.#factsByHotel.get(hotelId);
    if (known !== undefined) return known;
    const facts = this.#makeFacts(hotelId);
    this.#factsByHotel.set(hotelId, facts);
    return facts;
  }

  #makeFacts(hotelId: number): Facts {
    const { ledger, now, seated } = this;
    const roomType = (roomTypeId: number): CatalogueEntry | undefined => {
      const entry = this.roomType(roomTypeId);
      return entry?.hotel.hotelId === hotelId ? entry : undefined;
    };
    return {
      ledger,
      now,
      seated,
      rates: rateFactsOf(this.#rates, { hotelId, now, counters: countersIn(ledger), roomType }),
      roomType,
      reservation: (reservationId) => {
        const reservation = this.reservation(reservationId);
        return reservation?.hotelId === hotelId ? reservation : undefined;
      },
    };
  }

  #keep(command: Command, change: Change): void {
    const { after } = change;
    this.#rates.soldUnder.changed(this.#current.get(after.reservationId), after);
    if (!this.stored.has(after.reservationId)) this.created.set(after.reservationId, after);
    this.#current.set(after.reservationId, after);
    if (change.guest !== undefined) this.guests.push(change.guest);
    for (const move of change.moves) this.moves.push({ ...move, hotelId: after.hotelId });
    this.events.push(...change.events);
    this.#keepKey(command, after.reservationId, change.reply);
  }

  #keepKey({ hotelId, key }: Command, reservationId: string | null, reply: Reply): void {
    if (key === undefined) return;
    const replyText = JSON.stringify(reply.body);
    this.keys.push({ hotelId, claim: key, reservationId, reply, replyText, at: this.now });
    this.#used.set(keyName(hotelId, key), { fingerprint: key.fingerprint, status: reply.status, reply: replyText });
  }

  // A refusal is not remembered: the same key may succeed once a room is free again.
  #repeatOf({ hotelId, key }: Command): Answer | undefined {
    if (key === undefined) return undefined;
    const used = this.#used.get(keyName(hotelId, key));
    if (used === undefined) return undefined;
    if (!used.fingerprint.equals(key.fingerprint)) {
      return refuse("idempotency_key_reused", "This idempotency key was used for a request with another content.");
    }
    const body = JSON.parse(used.reply) as Record<string, unknown>;
    return { accepted: true, reply: { status: used.status, body }, replayed: true };
  }

  #forgetNights(hold: LapsedHold): void {
    const reservation = this.#current.get(hold.reservation_id);
    if (reservation === undefined) return;
    const stays = reservation.stays.map((stay) => ({
      ...stay,
      nights: stay.nights.map((night) => (isHeldBy(hold, night) ? unused(night) : night)),
    }));
    const without = { ...reservation, stays };
    this.#current.set(hold.reservation_id, without);
    this.stored.set(hold.reservation_id, without);
  }
}
