import { openClient, type Database, type Queryable } from "../database/database.ts";
import { underAdmission } from "../inventory/under_admission.ts";
import { Admission } from "../reservations/admission/admission.ts";
import { unobserved, type AdmissionObserver } from "../reservations/admission/observer.ts";
import { systemActor } from "../vocabulary/actor.ts";
import type { WritingCase } from "./interleaved_cases.ts";
import { judgeScene, openScene, type Guest, type Judged, type Scene } from "./interleaved_scene.ts";
import { GatedActor } from "./gated_actor.ts";
import { everySchedule, type Chooser } from "./schedules.ts";
import { stepThrough } from "./stepper.ts";
import { patientLane, wholeAdmission, type WayIn } from "./ways_in.ts";

/** What a schedule of two use cases came to. */
export interface Played extends Judged {
  readonly steps: string;
  /** What each was told: `accepted`, `replayed`, the code of a refusal, or what was thrown. */
  readonly told: readonly string[];
  /** What failed inside meanwhile and was tried again, if anything. */
  readonly failed: readonly string[];
}

/** All schedules of two use cases. */
export interface Interleaved {
  readonly names: readonly string[];
  /** One wholly before the other, and the other way round. */
  readonly inTurn: readonly Played[];
  readonly played: readonly Played[];
  readonly diverged: number;
}

/** How to go about it. */
export interface InterleavingOptions {
  /** Through a whole {@link Admission}, which puts a hotel aside that somebody else has locked for 50 ms. */
  readonly admission?: boolean;
  readonly alsoAlike?: boolean;
}

const MOST_SCHEDULES = 2_000;
const by = systemActor("test");

/** A place where use cases meet: two actors, each as a process of its own, who are let go step by step. */
export class Interleaving {
  readonly #database: Database;
  readonly #setUp: Admission;
  readonly #actors: readonly GatedActor[];
  readonly #ways: readonly WayIn[];
  readonly #failed: string[] = [];

  readonly #alsoAlike: boolean;
  readonly #observer: Promise<Queryable & { end(): Promise<void> }>;

  constructor(database: Database, { admission = false, alsoAlike = false }: InterleavingOptions = {}) {
    this.#database = database;
    this.#alsoAlike = alsoAlike;
    this.#setUp = new Admission({ database });
    this.#observer = openClient(database);
    // Who waits for each other is told soon, should it come to that.
    this.#actors = [0, 1].map((place) => new GatedActor(place, database, "-c deadlock_timeout=50"));
    const open = admission ? wholeAdmission : patientLane;
    this.#ways = this.#actors.map((actor) => open(actor.database, this.#watcher()));
  }

  /** Plays every schedule of two use cases, each in a hotel of its own. */
  async playAll(one: WritingCase, other: WritingCase): Promise<Interleaved> {
    const cases = [one, other];
    const inTurn = [await this.#play(cases, preferring(0)), await this.#play(cases, preferring(1))];
    const played: Played[] = [];
    const how = { most: MOST_SCHEDULES, alsoAlike: this.#alsoAlike };
    const { diverged } = await everySchedule(how, async (choose) => {
      played.push(await this.#play(cases, choose));
    });
    return { names: [one.name, other.name], inTurn, played, diverged };
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#setUp.close();
    await (await this.#observer).end();
    for (const way of this.#ways) await way.close();
    for (const { database } of this.#actors) await database.close();
  }

  async #play(cases: readonly WritingCase[], choose: Chooser): Promise<Played> {
    const guests = new Set(cases.flatMap(({ guest }): Guest[] => (guest === undefined ? [] : [guest])));
    const scene = await openScene(this.#database, this.#setUp, [...guests]);
    this.#failed.length = 0;
    const works = this.#actors.map((actor, place) => ({ actor, run: this.#workOf(cases, scene, place) }));
    const { outcomes, steps } = await stepThrough(await this.#observer, works, choose);
    const judged = await judgeScene(this.#database, scene);
    return { ...judged, steps, told: outcomes.map(toldBy), failed: [...this.#failed] };
  }

  #workOf(cases: readonly WritingCase[], scene: Scene, place: number): () => Promise<unknown> {
    const [one, actor, way] = [cases[place], this.#actors[place], this.#ways[place]];
    if (one === undefined || actor === undefined || way === undefined) throw new RangeError("there are two actors");
    if ("command" in one) return () => way.submit(one.command(scene));
    const { hotelId, types } = scene.hotel;
    const scope = {
      hotelId,
      roomTypeIds: [types[0]?.roomTypeId ?? 0],
      by,
      withSeats: true,
      lockHotel: one.lockHotel === true,
    };
    return () => underAdmission(actor.database, scope, one.work(scene));
  }

  #watcher(): AdmissionObserver {
    return { ...unobserved, failed: (kind, error) => this.#failed.push(`${kind}: ${String(error)}`) };
  }
}

/** One of them does all it can before the other does anything. */
function preferring(first: number): Chooser {
  return (ready) => {
    const step = ready.find(({ actor }) => actor === first) ?? ready[0];
    if (step === undefined) throw new Error("nobody can make a step");
    return step;
  };
}

function toldBy(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === "rejected") return `thrown: ${String(outcome.reason)}`;
  const answer = outcome.value as { accepted: boolean; replayed?: boolean; refusal?: { code: string } };
  if (!answer.accepted) return answer.refusal?.code ?? "refused without a code";
  return answer.replayed === true ? "replayed" : "accepted";
}
