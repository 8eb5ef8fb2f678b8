import { setTimeout as pause } from "node:timers/promises";
import type { WorldPlan } from "../bench/world.ts";
import { Histogram } from "../load/histogram.ts";
import { seeded } from "../load/random.ts";
import { cancelCall, confirmCall, roomCall, searchCall, type Booked } from "./guest_calls.ts";
import { JsonClient, type JsonAnswer, type JsonCall } from "./json_client.ts";

/** What the guests do. */
export interface GuestPlan {
  readonly port: number;
  readonly world: WorldPlan;
  /** Rooms asked for each second, whether or not the answers have come; bounded by how many may wait at once. */
  readonly rate: number;
  /** So many reservations live; beyond that the oldest one is cancelled for each new one. */
  readonly live: number;
  readonly seed: number;
}

/** What the guests saw in some time. */
export interface Seen {
  readonly answers: number;
  /** In milliseconds; 0 without an answer. */
  readonly p99: number;
}

/** What the guests saw from the first to the last. */
export interface AllSeen {
  /** Answers by what was asked for and the HTTP status, as in `book 201`; status 0: no answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** Guests who did not ask because too many waited already. */
  readonly notSent: number;
  /** Reservations that were made. */
  readonly made: number;
}

type Wish = "book" | "hold" | "confirm" | "cancel" | "search";

const TICK_MS = 20;
const MOST_WAITING = 1_000;
const TAIL_MS = 20_000;
/** Of a hundred guests so many hold the room first; every second of them confirms, the others let it lapse. */
const HOLDS_OF_HUNDRED = 15;
/** For so many rooms asked for there is one search. */
const ROOMS_FOR_A_SEARCH = 10;

/** Guests who come at their own pace: they book, hold, confirm, cancel, search, and let holds lapse. */
export class OpenLoop {
  readonly #plan: GuestPlan;
  readonly #client: JsonClient;
  readonly #draw: ReturnType<typeof seeded>;
  readonly #live: Booked[] = [];
  readonly #answers: Record<string, number> = {};
  #latencies = new Histogram();
  #waiting = 0;
  #notSent = 0;
  #made = 0;
  #rooms = 0;

  constructor(plan: GuestPlan) {
    this.#plan = plan;
    this.#client = new JsonClient(plan.port);
    this.#draw = seeded(plan.seed);
  }

  /** Lets guests come until the signal; resolves when the last answer has come, or 20 seconds after it. */
  async run(signal: AbortSignal): Promise<void> {
    const start = performance.now();
    while (!signal.aborted) {
      const due = Math.floor(((performance.now() - start) / 1000) * this.#plan.rate);
      while (this.#rooms < due) this.#come();
      await pause(TICK_MS);
    }
    const deadline = performance.now() + TAIL_MS;
    while (this.#waiting > 0 && performance.now() < deadline) await pause(TICK_MS);
    this.#client.close();
  }

  /** What was seen since this was asked last. */
  take(): Seen {
    const seen = this.#latencies;
    this.#latencies = new Histogram();
    return { answers: seen.count, p99: seen.quantile(0.99) / 1000 };
  }

  /** What was seen in all. */
  all(): AllSeen {
    return { answers: this.#answers, notSent: this.#notSent, made: this.#made };
  }

  #come(): void {
    this.#rooms += 1;
    if (this.#waiting >= MOST_WAITING) {
      this.#notSent += 1;
      return;
    }
    const { world } = this.#plan;
    const hold = this.#draw(100) < HOLDS_OF_HUNDRED;
    const call = roomCall(this.#draw, world, `soak-${this.#rooms}`, hold);
    this.#ask(hold ? "hold" : "book", call, (answer) => (hold ? this.#held(answer) : this.#booked(answer)));
    if (this.#rooms % ROOMS_FOR_A_SEARCH === 0) this.#ask("search", searchCall(this.#draw, world));
  }

  #booked(answer: JsonAnswer): void {
    const booked = this.#reservationIn(answer);
    if (booked !== undefined) this.#keep(booked);
  }

  #held(answer: JsonAnswer): void {
    const held = this.#reservationIn(answer);
    if (held === undefined || this.#draw(2) === 0) return;
    this.#ask("confirm", confirmCall(held), ({ status }) => {
      if (status === 200) this.#keep(held);
    });
  }

  #reservationIn({ status, body }: JsonAnswer): Booked | undefined {
    if (status !== 201) return undefined;
    this.#made += 1;
    return { reservationId: String(body["reservation_id"]), token: String(body["manage_token"]) };
  }

  /** The newest lives, and the oldest makes room for it. */
  #keep(booked: Booked): void {
    this.#live.push(booked);
    const oldest = this.#live.length > this.#plan.live ? this.#live.shift() : undefined;
    if (oldest !== undefined) this.#ask("cancel", cancelCall(oldest));
  }

  #ask(wish: Wish, call: JsonCall, then: (answer: JsonAnswer) => void = () => undefined): void {
    const sentAt = performance.now();
    this.#waiting += 1;
    void this.#client.ask(call).then((answer) => {
      this.#waiting -= 1;
      this.#latencies.record((performance.now() - sentAt) * 1000);
      const name = `${wish} ${answer.status}`;
      this.#answers[name] = (this.#answers[name] ?? 0) + 1;
      then(answer);
    });
  }
}
