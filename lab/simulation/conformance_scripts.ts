import { seeded } from "../load/random.ts";
import { EVERY_PLAN } from "../../hotel/rates/book/rate_night.ts";
import { withRateCalls } from "./rates/drawn_rates.ts";
import { drawCalls } from "./requests.ts";
import { runSchedules } from "./run.ts";
import type { Asked } from "./store/session.ts";
import { ALL_GUARDS } from "./store/store.ts";
import type { WorldPlan } from "./world.ts";

/** The world in which both databases begin. */
export const CONFORMANCE_WORLD: WorldPlan = {
  types: [
    { hotelId: 1, roomTypeId: 11, rooms: 1, allowance: 0 },
    { hotelId: 1, roomTypeId: 12, rooms: 2, allowance: 1 },
  ],
  nights: 3,
  rates: [
    {
      hotelId: 1,
      hasBook: true,
      nights: [
        { roomTypeId: 11, day: 0, ratePlanId: EVERY_PLAN, priceMinor: null, closed: null, sellLimit: 1 },
        { roomTypeId: 12, day: 1, ratePlanId: 1, priceMinor: 9_900, closed: null, sellLimit: 2 },
      ],
    },
  ],
};

/**
 * Statements as admission sends them, by drawing a schedule and listening: for each connection one after the other. Played in
 * another order, by several sessions, they meet what they do not expect.
 */
export async function recordScripts(seed: number): Promise<Asked[][]> {
  const draw = seeded(seed);
  const scripts = new Map<number, Asked[]>();
  const calls = drawCalls(draw, CONFORMANCE_WORLD, 2);
  const plan = {
    world: CONFORMANCE_WORLD,
    processes: 2,
    calls: withRateCalls(draw, { world: CONFORMANCE_WORLD, calls }, 2),
    faults: [{ step: 20 + draw(30), fault: "let_holds_lapse" as const }],
    lanes: 1,
    patienceMs: 10_000,
    draw,
    guards: ALL_GUARDS,
    keepsLines: false,
    onSent: (connection: number, asked: readonly Asked[]) => {
      scripts.set(connection, [...(scripts.get(connection) ?? []), ...asked]);
    },
  };
  await runSchedules([{ number: 0, name: `script ${seed}`, plan }]);
  return [...scripts.values()].map(ended);
}

const ROLLBACK: Asked = { name: "rollback", text: "ROLLBACK", values: [] };

// The line of a connection may have ended within a transaction, and the server ends that then. Left open, it would hold the next script in
// a savepoint of its own, where PostgreSQL keeps locks after an error and the store, which is never asked such a thing, does not.
function ended(script: readonly Asked[]): Asked[] {
  const isOpen = script.findLastIndex(isBegin) > script.findLastIndex(isEnd);
  return isOpen ? [...script, ROLLBACK] : [...script];
}

function isBegin({ name }: Asked): boolean {
  return name === "begin";
}

function isEnd({ name }: Asked): boolean {
  return name === "commit" || name === "rollback";
}

/** Without the locks of the types: then everything else has to wait, or to fail. */
export function withoutTypeLocks(script: readonly Asked[]): Asked[] {
  return script.filter(({ name }) => name !== "lock_types");
}
