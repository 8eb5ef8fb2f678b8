import { chosenNode, short, sometimesLong, type Fault } from "./fault.ts";

/** A node is killed in the middle of whatever it does (SIGKILL), and started again. */
const killNode: Fault = {
  name: "kill a node",
  lasts: short,
  inject: async (scene) => {
    const node = chosenNode(scene);
    await node.end("SIGKILL");
    return { heal: () => node.start(), struck: () => 1 };
  },
};

/** A node stands still with all its connections and locks (SIGSTOP), and goes on where it was. */
const freezeNode: Fault = {
  name: "freeze a node",
  lasts: sometimesLong,
  inject: (scene) => {
    const node = chosenNode(scene);
    const struck = Number(node.signal("SIGSTOP"));
    const heal = (): Promise<void> => {
      node.signal("SIGCONT");
      return Promise.resolve();
    };
    return Promise.resolve({ heal, struck: () => struck });
  },
};

/** A node is stopped in order and started again: what is in flight is finished. */
const restartNode: Fault = {
  name: "restart a node",
  lasts: short,
  inject: async (scene) => {
    const node = chosenNode(scene);
    await node.end("SIGTERM");
    return { heal: () => node.start(), struck: () => 1 };
  },
};

const SHIFTED_CLOCK = new URL("../servers/shifted_clock.ts", import.meta.url);
const MINUTE_MS = 60_000;
const MOST_MINUTES = 45;

/** A node's clock is wrong by minutes, forwards or backwards. */
const wrongClock: Fault = {
  name: "wrong clock of a node",
  lasts: sometimesLong,
  inject: async (scene) => {
    const node = chosenNode(scene);
    const minutes = (1 + scene.draw(MOST_MINUTES)) * (scene.draw(2) === 0 ? 1 : -1);
    await node.end("SIGTERM");
    await node.start(["--import", `${SHIFTED_CLOCK.href}?shift=${minutes * MINUTE_MS}`]);
    const heal = async (): Promise<void> => {
      await node.end("SIGTERM");
      await node.start();
    };
    return { heal, struck: () => 1 };
  },
};

/** What happens to API processes. */
export const nodeFaults: readonly Fault[] = [killNode, freezeNode, restartNode, wrongClock];
