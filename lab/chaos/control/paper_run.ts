import type { Anomaly } from "../anomaly.ts";
import { Client } from "../clients/client.ts";
import { Gate } from "../clients/gate.ts";
import { KnownBookings } from "../clients/known_bookings.ts";
import { KnownQuotes } from "../clients/known_quotes.ts";
import { RateSetter } from "../clients/rate_setter.ts";
import type { Surroundings } from "../clients/sender.ts";
import { seeded } from "../../load/random.ts";
import { History } from "../history.ts";
import { Auditor } from "../ledger/auditor.ts";
import { closingFrom, fixedRules, type ContestedRates } from "../rates/contested_rates.ts";
import type { ContestedHotel } from "../world.ts";
import type { Defect } from "./defects.ts";
import { PaperHotel } from "./paper_hotel.ts";

/** What the checks say of a hotel on paper. */
export interface PaperResult {
  readonly anomalies: readonly Anomaly[];
  readonly history: History;
}

const CLIENTS = 12;
const EPOCHS = 3;
const STEPS = 60;
const FIRST_NIGHT = 20_000;
const RATE_SETTERS = 2;
const RATE_SETTER_STEPS = 15;
const NIGHTS = 6;
const NIGHTS_WITH_RATES = 10;

/** The houses on paper: as contested as the real ones, the second one with rates. */
export const PAPER_WORLD: readonly ContestedHotel[] = [
  { ...paperHouse(1), nights: NIGHTS },
  { ...paperHouse(2), nights: NIGHTS_WITH_RATES, rates: ratesOf(paperHouse(2)) },
];

function paperHouse(hotelId: number): Omit<ContestedHotel, "nights"> {
  const types = [
    { roomTypeId: 10 * hotelId + 1, rooms: 1 + hotelId },
    { roomTypeId: 10 * hotelId + 2, rooms: 2 + hotelId },
  ];
  return { hotelId, city: `Paper ${hotelId}`, types, firstNight: FIRST_NIGHT };
}

function ratesOf({ types, firstNight }: Pick<ContestedHotel, "types" | "firstNight">): ContestedRates {
  const [flexible, saver] = [1, 2];
  const roomTypeIds = types.map(({ roomTypeId }) => roomTypeId);
  const fixed = fixedRules(roomTypeIds, firstNight, saver);
  return { flexible, saver, fixed, closingFrom: closingFrom(firstNight), managerKey: "manager" };
}

/** Lets the clients of a chaos run loose on a hotel on paper, and judges what came of it, in three epochs. */
export async function runOnPaper(seed: number, defect?: Defect): Promise<PaperResult> {
  const hotel = new PaperHotel(PAPER_WORLD, seed, defect);
  const history = new History();
  const known = new KnownBookings();
  const around: Surroundings = { world: PAPER_WORLD, history, known, quotes: new KnownQuotes(), gate: new Gate() };
  const auditor = new Auditor(PAPER_WORLD);
  const draw = seeded(seed);
  const clients = Array.from({ length: CLIENTS }, () => new Client(draw(2 ** 31), hotel, around));
  const rateSetters = Array.from({ length: RATE_SETTERS }, () => new RateSetter(draw(2 ** 31), hotel, around, 0));
  const anomalies: Anomaly[] = [];
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const working = clients.map((client) => stepOften(client, STEPS));
    await Promise.all([...working, ...rateSetters.map((setter) => stepOften(setter, RATE_SETTER_STEPS))]);
    const events = hotel.book.events.splice(0);
    const evidence = { operations: history.take(), events, stored: hotel.book.stored() };
    anomalies.push(...auditor.judge(evidence, around.known.ids));
  }
  return { anomalies, history };
}

async function stepOften(client: { step(): Promise<boolean> }, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) await client.step();
}
