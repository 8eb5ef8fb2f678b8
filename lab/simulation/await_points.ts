import type { Connection } from "./connection.ts";
import type { SimulatedProcess } from "./process.ts";
import type { Asked } from "./store/session.ts";

const WORDS = 3;

/** What a connection is at: which packet, and how far it has come. */
export function awaitPointOf(connection: Connection): string {
  const { session, serving, requests, replies } = connection;
  const [reply] = replies;
  if (reply !== undefined) return `${packetName(reply.sent.asked)}: answered`;
  if (serving !== undefined)
    return `${packetName(serving.asked)}: ${session.blocker === undefined ? "running" : "waiting"}`;
  const [request] = requests;
  return request === undefined ? "idle" : `${packetName(request.asked)}: sent`;
}

/** What a process waits for, each once. */
export function awaitPointsOf(process: SimulatedProcess, connections: readonly Connection[]): Set<string> {
  const points = new Set<string>();
  if (process.openings.length > 0) points.add("connecting");
  if (process.pauses.length > 0) points.add("pausing");
  if (process.later.length > 0) points.add("answering");
  for (const connection of connections) {
    if (connection.owner === process && connection.isOpen) points.add(awaitPointOf(connection));
  }
  return points;
}

// What has no name goes by its text.
function shortName(name: string): string {
  return name.split(" ").slice(0, WORDS).join(" ");
}

/** What a packet is for. */
export function packetName(asked: readonly Asked[]): string {
  const last = shortName(asked.at(-1)?.name ?? "nothing");
  const has = (name: string): boolean => asked.some((statement) => statement.name === name);
  if (last === "commit") return asked.length === 1 ? "commit" : has("append_events") ? "write and commit" : "vouch";
  if (has("read_now")) return has("lock_types") ? "lock and read" : "read";
  if (has("lock_types")) return "lock";
  return has("witness_batch") ? "write" : last;
}
