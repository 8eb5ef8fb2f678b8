import { seeded, type Draw } from "../load/random.ts";
import { drawFaults } from "./faults.ts";
import { drawCalls } from "./requests.ts";
import { withRates } from "./rates/drawn_rates.ts";
import type { Planned } from "./run.ts";
import type { SchedulePlan } from "./schedule.ts";
import { ALL_GUARDS, type Guards } from "./store/store.ts";
import { drawWorld } from "./world.ts";

/** Which schedules to draw. */
export interface DrawnOptions {
  readonly seed: number;
  /** The number of the first one. */
  readonly from: number;
  readonly count: number;
  /** Takes every so many-th, for one of several workers. */
  readonly stride?: number;
  /** In one schedule of so many a hotel has rates; 16 unless told. */
  readonly ratesIn?: number;
  readonly guards?: Guards;
  readonly keepsLines?: boolean;
}

/** Schedules drawn at random, each from the seed and its own number: any of them can be repeated by itself. */
export function* drawnSchedules(options: DrawnOptions): Generator<Planned, void, void> {
  const { seed, from, count, stride = 1, ratesIn = RATES_IN, guards = ALL_GUARDS, keepsLines = false } = options;
  for (let number = from; number < from + count; number += stride) {
    // Drawn by itself, so that a schedule without rates takes the course that it took before there were any.
    const ofRates = drawOf(seed ^ RATES, number);
    const plan = drawPlan(drawOf(seed, number), ofRates(ratesIn) === 0 ? ofRates : undefined, guards, keepsLines);
    yield { number, name: `--seed ${seed} --only ${number}`, plan };
  }
}

const RATES = 0x5a5e5;
const RATES_IN = 16;

// Short enough that some requests are told that they waited too long.
const SHORT_PATIENCE_MS = 60;
const PATIENCE_MS = 10_000;

function drawPlan(draw: Draw, ofRates: Draw | undefined, guards: Guards, keepsLines: boolean): SchedulePlan {
  const world = drawWorld(draw);
  const processes = draw(4) === 0 ? 1 : 2;
  const plain = { world, calls: drawCalls(draw, world, processes) };
  return {
    ...(ofRates === undefined ? plain : withRates(ofRates, plain, processes)),
    processes,
    faults: drawFaults(draw),
    lanes: 1 + draw(2),
    patienceMs: draw(8) === 0 ? SHORT_PATIENCE_MS : PATIENCE_MS,
    draw,
    guards,
    keepsLines,
  };
}

// Two numbers into one: neighbouring schedules begin far from each other.
function drawOf(seed: number, number: number): Draw {
  return seeded(Math.imul(seed ^ Math.imul(number + 1, 0x9e3779b1), 0x85ebca6b) ^ (number >>> 3));
}
