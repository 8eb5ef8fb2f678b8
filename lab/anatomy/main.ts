import { parseArgs } from "node:util";
import { nightOf } from "../../hotel/vocabulary/night.ts";
import { hotScenario, soldOutScenario, spreadScenario } from "../bench/scenarios.ts";
import { tonight } from "../bench/world.ts";
import { makeTemplate } from "../bench/worlds.ts";
import { onOwnServer } from "../servers/own_server.ts";
import { compareAlternatives, textOfComparisons } from "./alternatives/alternatives.ts";
import { anatomyOf, type Anatomy } from "./booking_anatomy.ts";
import { textOf } from "./report.ts";

const USAGE = `npm run anatomy -- [--scenario hot|spread|"sold out"] [--seconds N] [--json]
npm run anatomy -- --alternatives

Where the microseconds of one booking go: the main thread of a warm API process by part, from its CPU profile, and the
statements of PostgreSQL, from pg_stat_statements, under the loads of the bench. Watching costs speed: rates are the bench's matter.
--alternatives: what the engine does beside what it could do instead, by turns: arrays against COPY and single rows, how full the pages
of nights are, ways to commit, the pieces of a request.`;

const OPTIONS = {
  scenario: { type: "string" },
  seconds: { type: "string", default: "5" },
  alternatives: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const WARM_UP_SECONDS = 12;

type Arguments = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

if (import.meta.main) {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) process.stdout.write(`${USAGE}\n`);
  else if (values.alternatives) await alternatives();
  else await anatomy(values);
}

async function alternatives(): Promise<void> {
  process.stdout.write(`${textOfComparisons(await onOwnServer(compareAlternatives))}\n`);
}

async function anatomy({ scenario: only, seconds, json }: Arguments): Promise<void> {
  const anatomies = await onOwnServer(
    async (server) => {
      const firstNight = nightOf(await tonight(server.pool));
      const all = [hotScenario(firstNight), spreadScenario(firstNight), soldOutScenario(firstNight)];
      const found: Anatomy[] = [];
      for (const scenario of all.filter(({ name }) => only === undefined || name === only)) {
        await makeTemplate(server, scenario.template, scenario.world);
        found.push(await anatomyOf(server, scenario, { warmUpSeconds: WARM_UP_SECONDS, seconds: Number(seconds) }));
      }
      return found;
    },
    { preload: "pg_stat_statements" },
  );
  const shown = anatomies.map((each) => ({ ...each, parts: Object.fromEntries(each.parts) }));
  process.stdout.write(`${json ? JSON.stringify(shown, null, 2) : textOf(anatomies)}\n`);
}
