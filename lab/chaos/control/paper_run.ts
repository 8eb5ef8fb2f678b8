import type { Anomaly } from "../anomaly.ts";
import { Client, type Surroundings } from "../clients/client.ts";
import { Gate } from "../clients/gate.ts";
import { KnownBookings } from "../clients/known_bookings.ts";
import { seeded } from "../../load/random.ts";
import { History } from "../history.ts";
import { Auditor } from "../ledger/auditor.ts";
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

/** The houses on paper: as contested as the real ones. */
export const PAPER_WORLD: readonly ContestedHotel[] = [1, 2].map((hotelId) => ({
  hotelId,
  city: `Paper ${hotelId}`,
  types: [
    { roomTypeId: 10 * hotelId + 1, rooms: 2 },
    { roomTypeId: 10 * hotelId + 2, rooms: 3 },
  ],
  firstNight: FIRST_NIGHT,
  nights: 6,
}));

/** Lets the clients of a chaos run loose on a hotel on paper, and judges what came of it, in three epochs. */
export async function runOnPaper(seed: number, defect?: Defect): Promise<PaperResult> {
  const hotel = new PaperHotel(PAPER_WORLD, seed, defect);
  const history = new History();
  const around: Surroundings = { world: PAPER_WORLD, history, known: new KnownBookings(), gate: new Gate() };
  const auditor = new Auditor(PAPER_WORLD);
  const draw = seeded(seed);
  const clients = Array.from({ length: CLIENTS }, () => new Client(draw(2 ** 31), hotel, around));
  const anomalies: Anomaly[] = [];
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    await Promise.all(clients.map((client) => stepOften(client)));
    const events = hotel.book.events.splice(0);
    const evidence = { operations: history.take(), events, stored: hotel.book.stored() };
    anomalies.push(...auditor.judge(evidence, around.known.ids));
  }
  return { anomalies, history };
}

async function stepOften(client: Client): Promise<void> {
  for (let step = 0; step < STEPS; step += 1) await client.step();
}
