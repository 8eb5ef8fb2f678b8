import { seeded } from "../load/random.ts";
import { FAULTS, type PlannedFault } from "./faults.ts";
import { runSchedules, type Planned } from "./run.ts";
import { SCENARIOS, type Scenario } from "./scenarios.ts";
import type { SchedulePlan } from "./schedule.ts";
import { ALL_GUARDS, type Guards } from "./store/store.ts";

// How what comes after the fault is drawn: once the plain course, and once at random.
const COURSES = 2;
const PATIENCE_MS = 10_000;

/** Every fault before every step of every scenario, each with several courses after it. The order is always the same. */
export async function everyStep(guards: Guards = ALL_GUARDS): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const scenario of SCENARIOS) {
    const steps = await stepsOf(scenario);
    for (let step = 1; step <= steps; step += 1) {
      for (const fault of FAULTS) {
        for (let course = 0; course < COURSES; course += 1) {
          const number = planned.length;
          const name = `"${scenario.name}", ${fault} before step ${step}, course ${course}`;
          planned.push({ number, name, plan: planOf(scenario, guards, [{ step, fault }], course) });
        }
      }
    }
  }
  return planned;
}

/** How many steps the scenario takes when nothing goes wrong. */
async function stepsOf(scenario: Scenario): Promise<number> {
  const result = await runSchedules([{ number: 0, name: scenario.name, plan: planOf(scenario, ALL_GUARDS, [], 0) }]);
  if (result.wrong.length > 0) throw new Error(`${scenario.name}: ${String(result.wrong[0]?.faults)}`);
  return result.coverage.tally.get("steps") ?? 0;
}

function planOf(scenario: Scenario, guards: Guards, faults: readonly PlannedFault[], course: number): SchedulePlan {
  const { world, calls } = scenario;
  return {
    world,
    calls,
    faults,
    processes: 2,
    lanes: 2,
    patienceMs: PATIENCE_MS,
    draw: plain,
    drawAfterFault: course === 0 ? plain : seeded(course * 1_000_003 + (faults[0]?.step ?? 0)),
    guards,
    keepsLines: false,
  };
}

// Everything in the order in which it was begun.
function plain(): number {
  return 0;
}
