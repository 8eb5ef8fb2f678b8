import type { Database } from "../../hotel/database/database.ts";
import { formatNight, nightOf } from "../../hotel/vocabulary/night.ts";
import { buildWorld, tonight } from "../bench/world.ts";
import { openStrategyServer } from "./server.ts";
import { installStrategy } from "./strategies.ts";
import type { Strategy, Tally } from "./strategy.ts";

/** How many clients race. */
export const CLIENTS = 50;
/** How many rooms they race for. */
export const ROOMS = 3;

/** Two such tests run at once, deadlocked connections are replaced before they have ended, and a server takes a hundred. */
const CONNECTIONS = 30;

/** What a client was told. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly replayed: boolean;
}

/** A strategy that sells one room type of one hotel. */
export interface Seller {
  /** Tomorrow; it and the 38 nights after it are on sale. */
  readonly first: number;
  ask(body: Record<string, unknown>): Promise<Answer>;
  /** All at once, as clients that do not know of each other. */
  askAll(bodies: readonly Record<string, unknown>[]): Promise<Answer[]>;
  tally(): Promise<Tally>;
  close(): Promise<void>;
}

/** Fills an empty database with the type's rooms and nights. */
export async function buildOneType(database: Database): Promise<void> {
  const firstNight = nightOf(await tonight(database.pool));
  await buildWorld(database.pool, { hotels: 1, typesPerHotel: 1, roomsPerType: ROOMS, firstNight, nights: 40 });
}

/** Opens the strategy on a database that {@link buildOneType} has filled. */
export async function openSeller(database: Database, strategy: Strategy): Promise<Seller> {
  await installStrategy(database.pool, strategy);
  const server = await openStrategyServer(database, strategy, CONNECTIONS);
  const first = nightOf(await tonight(database.pool)) + 1;
  const ask = async (body: Record<string, unknown>): Promise<Answer> => {
    const answer = await server.app.inject({ method: "POST", url: "/v1/reservations", payload: body });
    const replayed = answer.headers["idempotent-replayed"] === "true";
    return { status: answer.statusCode, body: answer.json(), replayed };
  };
  const askAll = (bodies: readonly Record<string, unknown>[]): Promise<Answer[]> => Promise.all(bodies.map(ask));
  const tally = async (): Promise<Tally> => (await server.app.inject("/lab/tally")).json<Tally>();
  return { first, ask, askAll, tally, close: () => server.close() };
}

/** The body of a request for some nights. */
export function stay(arrival: number, nights: number, key: string): Record<string, unknown> {
  const dates = { start_date: formatNight(arrival), end_date: formatNight(arrival + nights) };
  return { hotel_id: 1, room_type_id: 1, ...dates, idempotency_key: key };
}

/** Every client wants the same one night. */
export function sameNight(arrival: number): Record<string, unknown>[] {
  return Array.from({ length: CLIENTS }, (_, client) => stay(arrival, 1, `night-${arrival}-${client}`));
}

/** Every client wants 1 to 4 nights that overlap with those of the others; six nights in all. */
export function overlapping(arrival: number): Record<string, unknown>[] {
  return Array.from({ length: CLIENTS }, (_, client) =>
    stay(arrival + (client % 3), 1 + (client % 4), `stay-${arrival}-${client}`),
  );
}

/** How many were told that they have a room. */
export function countBooked(answers: readonly Answer[]): number {
  return answers.filter(({ status }) => status === 201).length;
}
