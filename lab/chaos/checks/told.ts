import type { Anomaly } from "../anomaly.ts";
import type { Epoch } from "../ledger/replay.ts";
import { nightNames } from "../ledger/house.ts";
import type { Operation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";

/**
 * Capacity by what the clients were told alone: bookings that were accepted, and that nobody had yet asked to change or cancel, never
 * fill a night beyond its rooms. It looks at no ledger and no row.
 */
export class ToldCheck {
  readonly #rooms = new Map<string, number>();
  /** Bookings that certainly exist. */
  readonly #certain = new Map<string, Operation>();
  readonly #used = new Map<string, number>();

  constructor(world: readonly ContestedHotel[]) {
    for (const { hotelId, types } of world) {
      for (const { roomTypeId, rooms } of types) this.#rooms.set(`${hotelId}/${roomTypeId}`, rooms);
    }
  }

  /** What the operations of an epoch show to be wrong. */
  check({ operations }: Pick<Epoch, "operations">): Anomaly[] {
    const anomalies: Anomaly[] = [];
    for (const moment of momentsOf(operations)) {
      if (moment.ends !== undefined) this.#end(moment.ends);
      else if (moment.begins !== undefined) anomalies.push(...this.#begin(moment.begins));
    }
    return anomalies;
  }

  #begin(booking: Operation): Anomaly[] {
    this.#certain.set(booking.seen?.reservationId ?? "", booking);
    return this.#count(booking, 1).flatMap((name) => {
      const rooms = this.#rooms.get(name.split("/").slice(0, 2).join("/")) ?? 0;
      if ((this.#used.get(name) ?? 0) <= rooms) return [];
      const message = `more than ${rooms} guests were told that they have a room on ${name}`;
      return [{ check: "capacity at every instant", message, operations: this.#guestsOf(name), events: [] }];
    });
  }

  #end(reservationId: string): void {
    const booking = this.#certain.get(reservationId);
    if (booking === undefined) return;
    this.#certain.delete(reservationId);
    this.#count(booking, -1);
  }

  #count({ hotelId, rooms }: Operation, change: 1 | -1): string[] {
    const names = rooms.flatMap((room) => nightNames(hotelId, room));
    for (const name of names) this.#used.set(name, (this.#used.get(name) ?? 0) + change);
    return [...new Set(names)];
  }

  #guestsOf(name: string): Operation[] {
    return [...this.#certain.values()].filter(({ hotelId, rooms }) =>
      rooms.some((room) => nightNames(hotelId, room).includes(name)),
    );
  }
}

interface Moment {
  readonly at: number;
  readonly begins?: Operation;
  /** The reservation that somebody asks to change from now on. */
  readonly ends?: string;
}

function momentsOf(operations: readonly Operation[]): Moment[] {
  const moments = operations.flatMap((operation): Moment[] => {
    const { kind, outcome, replayed, invoked, completed, reservationId } = operation;
    if (kind === "book") return outcome === "ok" && !replayed ? [{ at: completed, begins: operation }] : [];
    const changes = kind === "cancel" || kind === "modify";
    return changes && reservationId !== undefined ? [{ at: invoked, ends: reservationId }] : [];
  });
  return moments.toSorted((one, other) => one.at - other.at);
}
