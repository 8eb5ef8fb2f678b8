import { seeded, type Draw } from "../../load/random.ts";
import type { Operation } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";
import { tokenIn } from "./answers.ts";
import { chosenFrom, chosenKind, chosenRoom, chosenRooms } from "./choices.ts";
import type { KnownBooking } from "./known_bookings.ts";
import { Sender, type Asked, type Line, type Surroundings } from "./sender.ts";

/** One hold of so many is left to run out. */
const FORGOTTEN = 100;
/** A minute, the shortest that the engine takes, and some. */
const HOLD_MS = 63_000;
/** Of live bookings, from where on nothing more is booked than given back. */
const MANY_LIVE = 200;

/** One booking of so many brings a quote, where there are any. */
const BY_QUOTE = 3;

/** One client: an operation after the other, chosen by its own seed, until the gate is shut for good. */
export class Client {
  readonly #draw: Draw;
  readonly #sender: Sender;
  readonly #around: Surroundings;

  constructor(seed: number, line: Line, around: Surroundings) {
    this.#draw = seeded(seed);
    this.#sender = new Sender(line, around);
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
    if (kind === "quote") return this.#quote(chosenFrom(world, this.#draw));
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
        return (await this.#sender.send({ kind: "read", ...nameOf(booking) }, booking.token)) !== undefined;
    }
  }

  async #search(hotel: ContestedHotel): Promise<boolean> {
    const room = chosenRoom(hotel, this.#draw);
    // The answer tells of all room types.
    const rooms = hotel.types.map(({ roomTypeId }) => ({ ...room, roomTypeId }));
    return (await this.#sender.send({ kind: "search", hotelId: hotel.hotelId, rooms })) !== undefined;
  }

  async #quote(hotel: ContestedHotel): Promise<boolean> {
    const asked: Asked = { kind: "quote", hotelId: hotel.hotelId, rooms: chosenRooms(hotel, this.#draw) };
    const sent = await this.#sender.send(asked);
    if (sent?.operation.quoted !== undefined) this.#around.quotes.add(sent.operation, this.#draw);
    return sent !== undefined;
  }

  async #book(kind: "book" | "hold"): Promise<boolean> {
    const done = await this.#sender.sendUntilKnown({ kind, ...this.#wantedRooms() }, "");
    if (done?.operation.outcome === "ok") this.#remember(done.first, done.operation, tokenIn(done.answer));
    return done !== undefined;
  }

  #wantedRooms(): Pick<Asked, "hotelId" | "rooms" | "quote"> {
    const quote = this.#draw(BY_QUOTE) === 0 ? this.#around.quotes.choose(this.#draw) : undefined;
    if (quote !== undefined) return { hotelId: quote.hotelId, rooms: quote.rooms, quote: quote.quoted };
    const hotel = chosenFrom(this.#around.world, this.#draw);
    return { hotelId: hotel.hotelId, rooms: chosenRooms(hotel, this.#draw) };
  }

  #remember(first: Operation, { hotelId, rooms, seen }: Operation, token: string): void {
    if (seen === undefined) return;
    const { reservationId, status } = seen;
    const booking = { reservationId, hotelId, token, madeBy: first, rooms, status };
    const forget = status === "pending" && this.#draw(FORGOTTEN) === 0;
    if (!forget || !this.#around.known.forget(booking, HOLD_MS)) this.#around.known.add(booking);
  }

  async #confirm(booking: KnownBooking): Promise<boolean> {
    const done = await this.#sender.sendUntilKnown({ kind: "confirm", ...nameOf(booking) }, booking.token);
    this.#endIfOver(booking, done?.operation);
    return done !== undefined;
  }

  async #cancel(booking: KnownBooking): Promise<boolean> {
    const done = await this.#sender.sendUntilKnown({ kind: "cancel", ...nameOf(booking) }, booking.token);
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
    const done = await this.#sender.sendUntilKnown({ kind: "modify", ...nameOf(booking), rooms }, booking.token);
    if (done?.operation.outcome === "ok") booking.rooms = rooms;
    return done !== undefined;
  }

  async #repeat({ madeBy }: KnownBooking): Promise<boolean> {
    if (madeBy === undefined) return this.#book("book");
    const { kind, hotelId, rooms, key, quote } = madeBy;
    return (await this.#sender.send({ kind, hotelId, rooms, key, quote })) !== undefined;
  }

  async #reuse({ madeBy }: KnownBooking): Promise<boolean> {
    const hotel = this.#around.world.find(({ hotelId }) => hotelId === madeBy?.hotelId);
    if (madeBy === undefined || hotel === undefined) return this.#book("book");
    // One room more than it was, so that it is never the same request.
    const rooms = [...madeBy.rooms, chosenRoom(hotel, this.#draw)];
    return (await this.#sender.send({ kind: "reuse", hotelId: madeBy.hotelId, rooms, key: madeBy.key })) !== undefined;
  }
}

function nameOf({ reservationId, hotelId }: KnownBooking): { reservationId: string; hotelId: number } {
  return { reservationId, hotelId };
}
