import { setTimeout as pause } from "node:timers/promises";
import { seeded, type Draw } from "../../load/random.ts";
import type { History } from "../history.ts";
import type { Operation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import { completionOf, tokenIn } from "./answers.ts";
import { chosenFrom, chosenKind, chosenRoom, chosenRooms } from "./choices.ts";
import type { HttpAnswer } from "./connection.ts";
import type { Gate } from "./gate.ts";
import type { KnownBooking, KnownBookings } from "./known_bookings.ts";
import { requestText } from "./requests.ts";

/** Sends a request as text; undefined when no answer came. */
export interface Line {
  send(text: string): Promise<HttpAnswer | undefined>;
}

/** What all clients have in common. */
export interface Surroundings {
  readonly world: readonly ContestedHotel[];
  readonly history: History;
  readonly known: KnownBookings;
  readonly gate: Gate;
}

/** How often an operation whose outcome is unknown is sent again, with its key. */
const MOST_REPEATS = 12;
const BREATH_MS = 40;
/** One hold of so many is left to run out. */
const FORGOTTEN = 100;
/** A minute, the shortest that the engine takes, and some. */
const HOLD_MS = 63_000;
/** Of live bookings, from where on nothing more is booked than given back. */
const MANY_LIVE = 200;

type Asked = Parameters<History["invoke"]>[0];

/** One client: an operation after the other, chosen by its own seed, until the gate is shut for good. */
export class Client {
  readonly #draw: Draw;
  readonly #line: Line;
  readonly #around: Surroundings;

  constructor(seed: number, line: Line, around: Surroundings) {
    this.#draw = seeded(seed);
    this.#line = line;
    this.#around = around;
  }

  /** Resolves when the gate has ended the run. */
  async run(): Promise<void> {
    while (await this.step());
  }

  /** One operation and, when nobody knows how it ended, its repeats; false when the run is over. */
  async step(): Promise<boolean> {
    const { known, world } = this.#around;
    const recalled = known.recall();
    if (recalled !== undefined) return this.#confirm(recalled);
    const kind = known.live > MANY_LIVE ? "cancel" : chosenKind(this.#draw);
    if (kind === "search") return this.#search(chosenFrom(world, this.#draw));
    const booking = known.choose(this.#draw);
    if (kind === "book" || kind === "hold" || booking === undefined)
      return this.#book(kind === "hold" ? "hold" : "book");
    switch (kind) {
      case "confirm":
        return this.#confirm(booking);
      case "cancel":
        return this.#cancel(booking);
      case "modify":
        return this.#modify(booking);
      case "repeat":
        return this.#repeat(booking);
      case "reuse":
        return this.#reuse(booking);
      case "read":
        return (await this.#send({ kind: "read", ...nameOf(booking) }, booking.token)) !== undefined;
    }
  }

  async #search(hotel: ContestedHotel): Promise<boolean> {
    const room = chosenRoom(hotel, this.#draw);
    // The answer tells of all room types.
    const rooms = hotel.types.map(({ roomTypeId }) => ({ ...room, roomTypeId }));
    return (await this.#send({ kind: "search", hotelId: hotel.hotelId, rooms })) !== undefined;
  }

  async #book(kind: "book" | "hold"): Promise<boolean> {
    const hotel = chosenFrom(this.#around.world, this.#draw);
    const asked: Asked = { kind, hotelId: hotel.hotelId, rooms: chosenRooms(hotel, this.#draw) };
    const done = await this.#sendUntilKnown(asked, "");
    if (done?.operation.outcome === "ok") this.#remember(done.first, done.operation, tokenIn(done.answer));
    return done !== undefined;
  }

  #remember(first: Operation, { hotelId, rooms, seen }: Operation, token: string): void {
    if (seen === undefined) return;
    const { reservationId, status } = seen;
    const booking = { reservationId, hotelId, token, madeBy: first, rooms, status };
    const forget = status === "pending" && this.#draw(FORGOTTEN) === 0;
    if (!forget || !this.#around.known.forget(booking, HOLD_MS)) this.#around.known.add(booking);
  }

  async #confirm(booking: KnownBooking): Promise<boolean> {
    const done = await this.#sendUntilKnown({ kind: "confirm", ...nameOf(booking) }, booking.token);
    this.#endIfOver(booking, done?.operation);
    return done !== undefined;
  }

  async #cancel(booking: KnownBooking): Promise<boolean> {
    const done = await this.#sendUntilKnown({ kind: "cancel", ...nameOf(booking) }, booking.token);
    this.#endIfOver(booking, done?.operation);
    return done !== undefined;
  }

  #endIfOver(booking: KnownBooking, operation: Operation | undefined): void {
    const { known } = this.#around;
    const status = operation?.seen?.status;
    if (status === "cancelled" || ["wrong_state", "hold_expired"].includes(operation?.code ?? "")) known.end(booking);
    else if (status !== undefined) booking.status = status;
  }

  async #modify(booking: KnownBooking): Promise<boolean> {
    const [room, ...others] = booking.rooms;
    const hotel = this.#around.world.find(({ hotelId }) => hotelId === booking.hotelId);
    if (room === undefined || others.length > 0 || hotel === undefined) return this.#book("book");
    const rooms = [{ ...chosenRoom(hotel, this.#draw), roomTypeId: room.roomTypeId }];
    const done = await this.#sendUntilKnown({ kind: "modify", ...nameOf(booking), rooms }, booking.token);
    if (done?.operation.outcome === "ok") booking.rooms = rooms;
    return done !== undefined;
  }

  async #repeat({ madeBy }: KnownBooking): Promise<boolean> {
    if (madeBy === undefined) return this.#book("book");
    const { kind, hotelId, rooms, key } = madeBy;
    return (await this.#send({ kind, hotelId, rooms, key })) !== undefined;
  }

  async #reuse({ madeBy }: KnownBooking): Promise<boolean> {
    const hotel = this.#around.world.find(({ hotelId }) => hotelId === madeBy?.hotelId);
    if (madeBy === undefined || hotel === undefined) return this.#book("book");
    // One room more than it was, so that it is never the same request.
    const rooms = [...madeBy.rooms, chosenRoom(hotel, this.#draw)];
    return (await this.#send({ kind: "reuse", hotelId: madeBy.hotelId, rooms, key: madeBy.key })) !== undefined;
  }

  /** Repeats it with its key for as long as nobody knows, and not for ever; undefined when the run is over. */
  async #sendUntilKnown(
    asked: Asked,
    token: string,
  ): Promise<{ first: Operation; operation: Operation; answer: HttpAnswer | undefined } | undefined> {
    const first = await this.#send(asked, token);
    let last = first;
    for (let repeat = 1; repeat <= MOST_REPEATS && last?.operation.outcome === "unknown"; repeat += 1) {
      last = await this.#send({ ...asked, key: first?.operation.key ?? 0 }, token);
    }
    return first === undefined || last === undefined ? undefined : { first: first.operation, ...last };
  }

  async #send(asked: Asked, token = ""): Promise<{ operation: Operation; answer: HttpAnswer | undefined } | undefined> {
    const { gate, history, world } = this.#around;
    const sent = await gate.pass(async () => {
      const operation = history.invoke(asked);
      const city = world.find(({ hotelId }) => hotelId === asked.hotelId)?.city ?? "";
      const answer = await this.#line.send(requestText(operation, token, city));
      history.complete(operation, completionOf(operation, answer));
      return { operation, answer };
    });
    // Who has found nobody there draws breath before the next try.
    if (sent !== undefined && (sent.answer === undefined || sent.answer.status >= 500)) await pause(BREATH_MS);
    return sent;
  }
}

function nameOf({ reservationId, hotelId }: KnownBooking): { reservationId: string; hotelId: number } {
  return { reservationId, hotelId };
}
