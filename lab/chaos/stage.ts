import { manageToken } from "../../hotel/access/manage_token.ts";
import { deriveSecrets } from "../../hotel/access/secrets.ts";
import { seeded } from "../load/random.ts";
import { Client } from "./clients/client.ts";
import { NodeLine } from "./clients/line.ts";
import { RateSetter } from "./clients/rate_setter.ts";
import type { Surroundings } from "./clients/sender.ts";
import type { Standing } from "./ledger/register.ts";
import { takeGuardsAway } from "./control/without_guards.ts";
import { JWT_SECRET, startNode, type ApiNode } from "./servers/node.ts";
import { startPostgres, type ChaosPostgres } from "./servers/postgres.ts";

/** The servers of a run. */
export interface Stage {
  readonly postgres: ChaosPostgres;
  readonly nodes: readonly ApiNode[];
}

/** Does some work on a PostgreSQL and so many API processes of its own, and ends and removes them whatever happens. */
export async function onStage<Result>(
  { nodes, withoutGuards }: { readonly nodes: number; readonly withoutGuards: boolean },
  work: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const postgres = await startPostgres();
  const started: ApiNode[] = [];
  try {
    for (let number = 1; number <= nodes; number += 1) {
      started.push(await startNode(`node ${number}`, (port) => postgres.urlOn(port), postgres.port));
    }
    if (withoutGuards) await takeGuardsAway({ postgres, nodes: started });
    return await work({ postgres, nodes: started });
  } finally {
    for (const node of started) await endNode(node);
    await postgres.close();
  }
}

async function endNode(node: ApiNode): Promise<void> {
  node.signal("SIGCONT");
  node.front.close();
  await node.end("SIGTERM");
  node.back.close();
}

/** Clients at work. */
export interface Crowd {
  /** Resolves when all have gone home, after the gate was ended; rejects as soon as one fails. */
  readonly gone: Promise<unknown>;
}

/** Two, so that each meets versions that the other has made. */
const RATE_SETTERS = 2;
const RATE_SETTERS_REST_MS = 150;

/** Starts so many clients, and two who set rates, which turn to the nodes by turns. */
export function startCrowd(clients: number, seed: number, { nodes }: Stage, around: Surroundings): Crowd {
  const draw = seeded(seed);
  const ports = nodes.map(({ front }) => front.port);
  const running = Array.from({ length: clients }, async (_, number) => {
    const line = new NodeLine(ports, number);
    await new Client(draw(2 ** 31), line, around).run();
    line.close();
  });
  const setting = Array.from({ length: RATE_SETTERS }, async (_, number) => {
    const line = new NodeLine(ports, number);
    await new RateSetter(draw(2 ** 31), line, around, RATE_SETTERS_REST_MS).run();
    line.close();
  });
  return { gone: Promise.all([...running, ...setting]) };
}

const SECRET = deriveSecrets(JWT_SECRET).manageToken;

/** Gives the clients what exists and nobody was told of, so that its rooms come free again some day. */
export function adoptOrphans({ known }: Surroundings, standings: Iterable<Standing | undefined>): number {
  const { ids } = known;
  let adopted = 0;
  for (const standing of standings) {
    if (standing === undefined || ids.has(standing.reservationId)) continue;
    if (standing.status !== "pending" && standing.status !== "confirmed") continue;
    const { reservationId, hotelId, segments, status } = standing;
    known.add({
      reservationId,
      hotelId,
      token: manageToken(SECRET, reservationId),
      madeBy: undefined,
      // Several rooms may be one stay that was split: such a booking is never modified.
      rooms: [...segments, ...segments].map(({ roomTypeId, from, to }) => ({ roomTypeId, from, to })),
      status,
    });
    adopted += 1;
  }
  return adopted;
}
