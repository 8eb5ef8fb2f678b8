import type { Proxy, WireFaults } from "../servers/proxy.ts";
import { chosenNode, short, sometimesLong, type Fault, type Scene } from "./fault.ts";

type End = "front" | "back";
const OF: Readonly<Record<End, string>> = { front: "clients", back: "the database" };
/** Of the writes of clients, and of the COMMITs of a node: one of so many is cut. */
const ONE_IN: Readonly<Record<End, number>> = { front: 12, back: 5 };

function onWires(
  name: string,
  end: End,
  lasts: Fault["lasts"],
  faultsOf: (scene: Scene) => Partial<WireFaults>,
): Fault {
  return {
    name: `${name} ${OF[end]}`,
    lasts,
    inject: (scene) => {
      const wires = scene.draw(2) === 0 ? [chosenNode(scene)[end]] : scene.nodes.map((node) => node[end]);
      const before = strikesOf(wires);
      const faults = faultsOf(scene);
      for (const wire of wires) Object.assign(wire.faults, faults);
      const heal = (): Promise<void> => {
        for (const wire of wires) wire.heal();
        return Promise.resolve();
      };
      return Promise.resolve({ heal, struck: () => strikesOf(wires) - before });
    },
  };
}

function cutAll(end: End): Fault {
  return {
    name: `cut all lines to ${OF[end]}`,
    lasts: short,
    inject: ({ nodes }) => {
      const cut = nodes.reduce((all, node) => all + node[end].cutAll(), 0);
      return Promise.resolve({ heal: () => Promise.resolve(), struck: () => cut });
    },
  };
}

function strikesOf(wires: readonly Proxy[]): number {
  return wires.reduce((all, wire) => all + wire.strikes, 0);
}

/** What happens to the network, between clients and nodes and between nodes and PostgreSQL. */
export const wireFaults: readonly Fault[] = (["front", "back"] as const).flatMap((end) => [
  onWires("cut before the effect, line to", end, short, () => ({ cutBeforeOneIn: ONE_IN[end] })),
  onWires("cut after the effect, line to", end, short, () => ({ cutAfterOneIn: ONE_IN[end] })),
  onWires("slow line to", end, short, ({ draw }) => ({ delayMs: 20 + draw(150) })),
  onWires("swallowing line to", end, sometimesLong, () => ({ swallow: true })),
  cutAll(end),
]);
