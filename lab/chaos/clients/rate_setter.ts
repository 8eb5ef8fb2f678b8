import { setTimeout as pause } from "node:timers/promises";
import { seeded, type Draw } from "../../load/random.ts";
import type { ContestedRates } from "../rates/contested_rates.ts";
import type { RateChange } from "../rates/rate_change.ts";
import type { ContestedHotel } from "../world.ts";
import { chosenFrom } from "./choices.ts";
import { Sender, type Line, type Surroundings } from "./sender.ts";

type RatedHotel = ContestedHotel & { readonly rates: ContestedRates };
/** A change of which nobody has read a version yet. */
type Wish = RateChange extends infer Change ? (Change extends unknown ? Omit<Change, "version"> : never) : never;

const LONGEST_RANGE = 4;
const MOST_PERCENT = 30;
const LOWEST_PRICE = 90;

/** Changes prices, closes and opens nights at the hotels with rates, one change after the other, until the gate is shut for good. */
export class RateSetter {
  readonly #draw: Draw;
  readonly #sender: Sender;
  readonly #hotels: readonly RatedHotel[];
  readonly #restMs: number;
  /** What was told last, by book or plan; wrong when a change was made whose answer was lost, or by somebody else. */
  readonly #versions = new Map<string, number>();

  /** @param restMs between two changes; guests get their turn meanwhile */
  constructor(seed: number, line: Line, around: Surroundings, restMs: number) {
    this.#draw = seeded(seed);
    this.#sender = new Sender(line, around);
    this.#hotels = around.world.flatMap(({ rates, ...hotel }) => (rates === undefined ? [] : [{ ...hotel, rates }]));
    this.#restMs = restMs;
  }

  /** Resolves when the gate has ended the run. */
  async run(): Promise<void> {
    while (this.#hotels.length > 0 && (await this.step())) await pause(this.#restMs);
  }

  /** One change and, when nobody knows how it ended, its repeats; false when the run is over. */
  async step(): Promise<boolean> {
    if (this.#hotels.length === 0) return true;
    const { hotelId, rates, ...hotel } = chosenFrom(this.#hotels, this.#draw);
    const wish = chosenChange({ hotelId, rates, ...hotel }, this.#draw);
    const thing = `${hotelId} ${wish.kind === "plan" ? wish.ratePlanId : "book"}`;
    const change: RateChange = { ...wish, version: this.#versions.get(thing) ?? 1 };
    const done = await this.#sender.sendUntilKnown({ kind: "set_rates", hotelId, change }, rates.managerKey);
    const told = done?.operation.version;
    if (told !== undefined) this.#versions.set(thing, told);
    return done !== undefined;
  }
}

function chosenChange({ rates, firstNight, nights }: RatedHotel, draw: Draw): Wish {
  const { flexible, closingFrom } = rates;
  const end = firstNight + nights;
  switch (draw(4)) {
    case 0:
      return { kind: "plan", ratePlanId: flexible, percent: draw(MOST_PERCENT) };
    case 1: {
      const from = firstNight + draw(nights);
      const to = Math.min(end, from + 1 + draw(LONGEST_RANGE));
      return { kind: "price", from, to, ratePlanIds: [0, flexible], price: LOWEST_PRICE + draw(100) / 2 };
    }
    default: {
      const from = closingFrom + draw(end - closingFrom);
      return { kind: "close", from, to: end, closed: draw(2) === 0 };
    }
  }
}
