import Fastify from "fastify";
import type { FastifyInstance, FastifyReply } from "fastify";
import pg from "pg";
import type { Database } from "../../hotel/database/database.ts";
import { readIdempotency } from "../../hotel/http/idempotency.ts";
import { sendRefusal } from "../../hotel/http/problem.ts";
import { refuse } from "../../hotel/vocabulary/refusal.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import { answerOf, draftOf, readWorld } from "./drafts.ts";
import type { BookingBody } from "./drafts.ts";
import type { Book, Draft, Outcome, Places, Strategy, Tally } from "./strategy.ts";

const id = { type: "integer", minimum: 1, maximum: 2 ** 31 - 1 } as const;
const date = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" } as const;

/** The same rules as the engine's route has for the same fields; unknown ones are refused. */
const BODY = {
  type: "object",
  additionalProperties: false,
  required: ["hotel_id", "room_type_id", "start_date", "end_date"],
  properties: {
    hotel_id: id,
    room_type_id: id,
    start_date: date,
    end_date: date,
    guests: { type: "integer", minimum: 1, maximum: 100 },
    idempotency_key: { type: "string", minLength: 1, maxLength: 200 },
  },
};

/** A database whose transactions lost to a deadlock is asked again, so often in all. */
const ATTEMPTS = 3;
const DEADLOCK = "40P01";
const BODY_LIMIT = 64 * 1024;

/** A server that is ready to listen, and its pool to be ended after it. */
export interface StrategyServer {
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

/**
 * `POST /v1/reservations` over one strategy, on a pool of its own with so many pipelined connections; `GET /lab/tally` tells
 * its trouble so far. What the strategy installs must be there.
 */
export async function openStrategyServer(
  database: Database,
  strategy: Strategy,
  poolSize: number,
  services: Places["services"] = {},
): Promise<StrategyServer> {
  const world = await readWorld(database.pool);
  const opened = await strategy.open({ database, services });
  const tally: Tally = { deadlocks: 0, retries: 0 };
  const pool = new pg.Pool({ ...database.connection, max: poolSize, min: poolSize, pipeline: true });
  pool.on("error", () => undefined); // a broken connection shows in the request that uses it
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  app.post<{ Body: BookingBody }>("/v1/reservations", { schema: { body: BODY } }, async (request, reply) => {
    const idempotent = readIdempotency(request);
    if (!idempotent.accepted) return sendRefusal(reply, idempotent.refusal);
    const draft = draftOf(world, request.body, idempotent.value, request.id);
    if (!draft.accepted) return sendRefusal(reply, draft.refusal);
    return answer(reply, draft.value, await bookOnce(pool, opened.book, draft.value, tally));
  });
  app.get("/lab/tally", () => tally);
  const close = async (): Promise<void> => {
    await app.close();
    await opened.close();
    await pool.end();
  };
  return { app, close };
}

async function bookOnce(pool: pg.Pool, book: Book, draft: Draft, tally: Tally): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await pool.connect();
    try {
      const outcome = await book(connection, draft, tally);
      connection.release();
      return outcome;
    } catch (error) {
      // Statements sent behind the failed one may still be under way: this connection is not used again.
      connection.release(true);
      if (!(error instanceof pg.DatabaseError) || error.code !== DEADLOCK) throw error;
      tally.deadlocks += 1;
      if (attempt >= ATTEMPTS) throw error;
      tally.retries += 1;
    }
  }
}

function answer(reply: FastifyReply, draft: Draft, outcome: Outcome): FastifyReply {
  switch (outcome.kind) {
    case "booked":
      return created(reply, answerOf(draft.reply, draft.reservationId));
    case "known":
      return answerAgain(reply, draft, outcome);
    case "no_single_room":
      return refusal(reply, refuse("no_single_room", "There is no single room for the whole stay."));
    case "full":
      return refusal(reply, noAvailability(draft, outcome.nights));
  }
}

function answerAgain(reply: FastifyReply, draft: Draft, known: { fingerprint: Buffer; reply: string }): FastifyReply {
  if (!known.fingerprint.equals(draft.fingerprint)) {
    return refusal(reply, refuse("idempotency_key_reused", "The key was used for another request."));
  }
  const { reservation_id } = JSON.parse(known.reply) as { reservation_id: string };
  return created(reply.header("idempotent-replayed", "true"), answerOf(known.reply, reservation_id));
}

function noAvailability(draft: Draft, nights: readonly number[]): ReturnType<typeof refuse> {
  const detail = { nights: nights.map((night) => ({ room_type_id: draft.roomTypeId, night: formatNight(night) })) };
  return refuse("no_availability", "There is no room on at least one night.", detail);
}

function created(reply: FastifyReply, body: string): FastifyReply {
  return reply.code(201).type("application/json; charset=utf-8").send(body);
}

function refusal(reply: FastifyReply, refused: ReturnType<typeof refuse>): FastifyReply {
  return sendRefusal(reply, refused.refusal);
}
