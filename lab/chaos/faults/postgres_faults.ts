import { signal } from "../../../hotel/database/embedded/postmaster.ts";
import { short, sometimesLong, type Fault, type Injected, type Scene } from "./fault.ts";

/** PostgreSQL ends by a signal and is started again by the engine's own watch, as after a crash. */
function ended(name: string, by: NodeJS.Signals): Fault {
  return {
    name,
    lasts: short,
    inject: async ({ postgres }) => {
      const postmaster = await postgres.postmaster();
      if (postmaster !== undefined) signal(postmaster, by);
      return { heal: () => postgres.untilBack(), struck: () => Number(postmaster !== undefined) };
    },
  };
}

/** One server process is killed, and PostgreSQL ends all the others and recovers, as it must not trust their memory. */
const killBackend: Fault = {
  name: "kill a backend",
  lasts: short,
  inject: async (scene) => {
    const backend = await chosenBackend(scene);
    if (backend !== undefined) signal(backend, "SIGKILL");
    return { heal: () => scene.postgres.untilBack(), struck: () => Number(backend !== undefined) };
  },
};

/** All of PostgreSQL stands still. */
const freezePostgres: Fault = {
  name: "freeze PostgreSQL",
  lasts: sometimesLong,
  inject: async ({ postgres }) => frozen(await postgres.family(), () => postgres.untilBack()),
};

/** One server process stands still, with the locks of its transaction. */
const freezeBackend: Fault = {
  name: "freeze a backend",
  lasts: sometimesLong,
  inject: async (scene) => {
    const backend = await chosenBackend(scene);
    return frozen(backend === undefined ? [] : [backend], () => scene.postgres.untilBack());
  },
};

function frozen(pids: readonly number[], untilBack: () => Promise<void>): Injected {
  for (const pid of pids) signal(pid, "SIGSTOP");
  const heal = (): Promise<void> => {
    for (const pid of pids) signal(pid, "SIGCONT");
    return untilBack();
  };
  return { heal, struck: () => pids.length };
}

async function chosenBackend({ postgres, draw }: Scene): Promise<number | undefined> {
  const backends = await postgres.backends();
  return backends[draw(Math.max(backends.length, 1))];
}

/** What happens to single processes of PostgreSQL. */
export const backendFaults: readonly Fault[] = [freezeBackend, killBackend];

/** How PostgreSQL ends. */
export const endings: readonly Fault[] = [
  ended("kill PostgreSQL", "SIGKILL"),
  ended("restart PostgreSQL, fast", "SIGINT"),
  ended("restart PostgreSQL, immediate", "SIGQUIT"),
];

/** How it stands still. */
export const standstills: readonly Fault[] = [freezePostgres];
