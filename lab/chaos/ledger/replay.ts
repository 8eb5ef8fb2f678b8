import type { Anomaly } from "../anomaly.ts";
import { operationOf, type Operation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import type { LedgerEvent } from "./events.ts";
import { ClosedNights } from "./closed_nights.ts";
import { House, nightNames, typeOf } from "./house.ts";
import { standingAfter, whyIllegal, type Standing } from "./register.ts";
import { Windows, type CausedStep } from "./windows.ts";

/** What the operations of an epoch and the ledger come to; what the checks work on. */
export interface Epoch {
  /** The operations that were invoked in this epoch, all of them ended. */
  readonly operations: readonly Operation[];
  /** Any operation that was ever sent and can still matter, by id. */
  readonly sent: ReadonlyMap<number, Operation>;
  /** The ledger of this epoch. */
  readonly events: readonly LedgerEvent[];
  /** The events that an operation of any epoch has caused in this one, by its id. */
  readonly caused: ReadonlyMap<number, readonly LedgerEvent[]>;
  readonly replay: Replay;
}

/**
 * Lives the ledger through again: who had which room after every event, and how each reservation stood. Carries its
 * end over from one epoch to the next, and finds on the way what the ledger itself shows to be wrong.
 */
export class Replay {
  readonly house: House;
  readonly closed = new ClosedNights();
  /** The standings of a reservation since the last check, the one before it first. */
  readonly standings = new Map<string, Standing[]>();
  /** The end of the ledger. */
  position = 0;
  /** How many reservations were ever made. */
  made = 0;
  readonly #sequences = new Map<number, number>();
  /** How many steps each hotel has made since the last check. */
  readonly #steps = new Map<number, number>();
  /** The steps that concern a thing since the last check: a room type, by `typeOf`, or a reservation by its id. */
  readonly #concerning = new Map<string, CausedStep[]>();
  readonly #windows = new Map<string, Windows>();
  #found: Anomaly[] = [];
  #unnamed: ReadonlySet<string> = new Set();

  constructor(world: readonly ContestedHotel[]) {
    this.house = new House(world);
  }

  /** Goes on with the events of the next epoch; returns what they show to be wrong. */
  goOn(events: readonly LedgerEvent[], sent: ReadonlyMap<number, Operation>): Anomaly[] {
    this.#found = [];
    this.#beginAnew();
    this.#apply(events, sent);
    return this.#found;
  }

  /** How the reservation stands at the end of the ledger. */
  standing(reservationId: string): Standing | undefined {
    return this.standings.get(reservationId)?.at(-1);
  }

  /** How the reservation may have stood when the operation was decided; undefined: it was not there yet. */
  standingsWithin(operation: Operation, reservationId: string): (Standing | undefined)[] {
    const { first, last } = this.#windowOf(operation, reservationId);
    const standings = this.standings.get(reservationId) ?? [];
    // One that stood before the epoch was there at its first step.
    const all: (Standing | undefined)[] = standings[0]?.step === 0 ? standings : [undefined, ...standings];
    return all.filter((standing, index) => {
      const until = all[index + 1]?.step ?? Infinity;
      return (standing?.step ?? 0) <= last && until > first;
    });
  }

  /** The most rooms of a night that were used at any moment when the operation may have been decided, and the fewest. */
  usedWithin(operation: Operation, night: string): { readonly most: number; readonly fewest: number } {
    const { first, last } = this.#windowOf(operation, typeOf(night));
    const steps = this.house.stepsOf(night);
    const within = steps.filter(({ step }, index) => step <= last && (steps[index + 1]?.step ?? Infinity) > first);
    const used = within.map((step) => step.used);
    return { most: Math.max(...used), fewest: Math.min(...used) };
  }

  /** Whether a night was closed by a manager at any moment when the operation may have been decided. */
  closedWithin(operation: Operation, night: string): boolean {
    const { first, last } = this.#windowOf(operation, typeOf(night));
    const steps = this.closed.stepsOf(night);
    return steps.some(
      ({ step, isClosed }, index) => isClosed && step <= last && (steps[index + 1]?.step ?? Infinity) > first,
    );
  }

  /** Forgets the reservations that are over and that nobody can ask for any more: not named twice in a row. */
  forget(named: ReadonlySet<string>): void {
    const unnamed = new Set<string>();
    for (const [id, standings] of this.standings) {
      if (named.has(id) || standings.at(-1)?.status !== "cancelled") continue;
      if (this.#unnamed.has(id)) this.standings.delete(id);
      else unnamed.add(id);
    }
    this.#unnamed = unnamed;
  }

  #windowOf(operation: Operation, thing: string): { readonly first: number; readonly last: number } {
    const known = this.#windows.get(thing);
    const windows = known ?? new Windows(this.#concerning.get(thing) ?? []);
    if (known === undefined) this.#windows.set(thing, windows);
    return windows.of(operation);
  }

  #beginAnew(): void {
    this.#concerning.clear();
    this.#windows.clear();
    this.house.forgetSteps();
    this.closed.forgetSteps();
    this.#steps.clear();
    for (const [id, standings] of this.standings) {
      const last = standings.at(-1);
      if (last !== undefined) this.standings.set(id, [{ ...last, step: 0 }]);
    }
  }

  #apply(events: readonly LedgerEvent[], sent: ReadonlyMap<number, Operation>): void {
    const ofRequest = Map.groupBy(events, requestOf);
    const touched = new Map<string, Set<string>>();
    for (const event of events) {
      this.#number(event);
      const step = (this.#steps.get(event.hotelId) ?? 0) + 1;
      this.#steps.set(event.hotelId, step);
      const request = requestOf(event);
      const names = touched.get(request) ?? new Set();
      touched.set(request, names);
      const changed = event.reservationId === "" ? [] : this.#change(event, step);
      for (const name of changed) names.add(name);
      const cause = sent.get(operationOf(event.requestId) ?? -1);
      const closed = this.#close(event, cause, step);
      this.#concern([event.reservationId, ...[...changed, ...closed].map(typeOf)], { step, cause });
      const own = ofRequest.get(request) ?? [];
      if (own.at(-1) === event) this.#judge(own, names);
    }
  }

  // The ledger says which nights are different; what they are now was said by whoever asked.
  #close({ type, hotelId, roomTypeId }: LedgerEvent, cause: Operation | undefined, step: number): string[] {
    const change = cause?.change;
    if (type !== "rate_nights.changed" || roomTypeId === undefined || change?.kind !== "close") return [];
    const names = nightNames(hotelId, { roomTypeId, from: change.from, to: change.to });
    for (const name of names) this.closed.set(name, change.closed, step);
    return names;
  }

  #concern(things: readonly string[], step: CausedStep): void {
    for (const thing of new Set(things)) {
      const steps = this.#concerning.get(thing);
      if (steps === undefined) this.#concerning.set(thing, [step]);
      else steps.push(step);
    }
  }

  #change(event: LedgerEvent, step: number): string[] {
    const standings = this.standings.get(event.reservationId) ?? [];
    const before = standings.at(-1);
    const illegal = whyIllegal(event, before);
    if (illegal !== undefined) this.#report("legal life cycles", illegal, [event]);
    const after = standingAfter(event, before, step);
    if (before === undefined) this.made += 1;
    standings.push(after);
    this.standings.set(event.reservationId, standings);
    const gone = this.house.use(event.hotelId, before?.segments ?? [], -1, step);
    return [...gone, ...this.house.use(event.hotelId, after.segments, 1, step)];
  }

  // A booking's event stands before those of the guests who made place for it, and other room types' may stand in between: only
  // together they are one change.
  #judge(group: readonly LedgerEvent[], names: ReadonlySet<string>): void {
    for (const name of names) {
      const [used, limit] = [this.house.used(name), this.house.limit(name)];
      if (used > limit)
        this.#report("capacity at every instant", `${name} has ${used} guests in ${limit} rooms`, group);
    }
    for (const room of this.house.sharedRooms(names)) {
      this.#report("capacity at every instant", `${room} is given twice`, group);
    }
  }

  #number(event: LedgerEvent): void {
    const sequence = (this.#sequences.get(event.hotelId) ?? 0) + 1;
    if (event.sequence !== sequence || event.position !== this.position + 1) {
      this.#report("order of the ledger", `place ${sequence} of the hotel, ${this.position + 1} of all, is missing`, [
        event,
      ]);
    }
    this.#sequences.set(event.hotelId, event.sequence);
    this.position = event.position;
  }

  #report(check: string, message: string, events: readonly LedgerEvent[]): void {
    this.#found.push({ check, message, operations: [], events });
  }
}

/** What belongs together: the events of one client's request at one hotel; any other event stands alone. */
function requestOf({ requestId, hotelId, position }: LedgerEvent): string {
  return operationOf(requestId) === undefined ? `event ${position}` : `${requestId} ${hotelId}`;
}
