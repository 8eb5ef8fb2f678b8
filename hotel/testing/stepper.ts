import type { Queryable } from "../database/database.ts";
import type { GatedActor } from "./gated_actor.ts";
import type { Chooser } from "./schedules.ts";

/** What became of a schedule. */
export interface Stepped {
  /** What each actor's work came to, in their order. */
  readonly outcomes: readonly PromiseSettledResult<unknown>[];
  /** Whose step each was, in order: `AABBA`. */
  readonly steps: string;
}

/** The work of an actor. */
export interface Work {
  readonly actor: GatedActor;
  readonly run: () => Promise<unknown>;
}

const MOST_STEPS = 200;
// Some hundred microseconds each: more than the longest timeout of the database.
const MOST_LOOKS = 100_000;

const BLOCKED = `
  SELECT EXISTS (SELECT 1 FROM unnest($1::int[]) AS t (pid) WHERE pg_blocking_pids(t.pid) && $2::int[]) AS blocked`;

/**
 * Carries out the work of all actors, one step of one of them at a time, in the order that the chooser says. A step has
 * ended when the actor wants to make its next one, is done, or waits for a lock that another actor has: then the others go
 * on. When all wait for each other, the database ends it. Throws when a schedule has no end.
 *
 * @param observer a connection that nobody else uses, which sees who waits for whom
 */
export async function stepThrough(observer: Queryable, works: readonly Work[], choose: Chooser): Promise<Stepped> {
  const actors = works.map(({ actor }) => actor);
  const outcomes = Promise.allSettled(works.map(({ actor, run }) => actor.start(run)));
  const looks = { left: MOST_LOOKS };
  let steps = "";
  for (;;) {
    for (const actor of actors) await settle(observer, actor, actors, looks);
    if (actors.every((actor) => actor.isDone)) return { outcomes: await outcomes, steps };
    const ready = actors.flatMap((actor) => actor.nextStep ?? []);
    // All wait for each other: the next looks tell when the database has ended that.
    if (ready.length === 0) continue;
    const { actor: chosen } = choose(ready);
    steps += String.fromCharCode("A".charCodeAt(0) + chosen);
    if (steps.length > MOST_STEPS) throw new Error(`a schedule has no end: ${steps}`);
    actors.find(({ place }) => place === chosen)?.letGo();
  }
}

async function settle(
  observer: Queryable,
  actor: GatedActor,
  actors: readonly GatedActor[],
  looks: { left: number },
): Promise<void> {
  while (!actor.isSettled) {
    if ((looks.left -= 1) < 0) throw new Error("a step has no end");
    if (await isBlocked(observer, actor, actors)) return;
  }
}

async function isBlocked(observer: Queryable, actor: GatedActor, actors: readonly GatedActor[]): Promise<boolean> {
  const others = actors.filter((other) => other !== actor).flatMap(({ pids }) => [...pids]);
  const values = [[...actor.patientPids], others];
  const { rows } = await observer.query<{ blocked: boolean }>({ name: "is_blocked", text: BLOCKED, values });
  return rows[0]?.blocked === true && !actor.isSettled;
}
