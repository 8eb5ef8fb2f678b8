import { awaitPointOf, awaitPointsOf } from "./await_points.ts";
import type { Connection } from "./connection.ts";
import type { Fault } from "./faults.ts";
import { HOLD_MINUTES } from "./requests.ts";
import type { Schedule } from "./schedule.ts";

/** Lets a fault happen now, where there is something that it can happen to. */
export function faultAt(schedule: Schedule, fault: Fault): void {
  const points = EFFECTS[fault](schedule);
  if (points === undefined) return;
  schedule.trace.addText(fault);
  schedule.trace.say(() => `fault: ${fault} (${[...points].join(", ")})`);
  schedule.witness.faults.add(fault);
  for (const point of points) schedule.coverage.add(`${fault} while ${point}`);
}

/** Undefined: there was nothing that it could happen to. */
type Effect = (schedule: Schedule) => Iterable<string> | undefined;

const EFFECTS: Readonly<Record<Fault, Effect>> = {
  crash: (schedule) => {
    const process = schedule.processes[schedule.draw(schedule.processes.length)];
    if (process === undefined) return undefined;
    const points = awaitPointsOf(process, schedule.connections);
    schedule.crash(process);
    return points;
  },
  cut_before: (schedule) =>
    onConnection(schedule, (connection) => {
      connection.breakOff();
      connection.requests.length = 0;
    }),
  cut_after: (schedule) => onConnection(schedule, (connection) => connection.breakOff()),
  end_session: (schedule) => onConnection(schedule, endSession),
  restart_server: (schedule) => {
    const open = schedule.connections.filter(({ isClosed }) => !isClosed);
    const points = new Set(open.map(awaitPointOf));
    for (const connection of open) endSession(connection);
    return points;
  },
  refuse_connection: (schedule) => {
    schedule.refusesConnections += 1;
    return ["any"];
  },
  warn_commit: (schedule) => {
    schedule.warnsCommit = true;
    return ["any"];
  },
  repeat_request: (schedule) => {
    const { callers, processes } = schedule;
    const open = callers.filter(({ call, tries }) => call.isKeyed && tries.length > 0);
    const [caller, process] = [open[schedule.draw(open.length)], processes[schedule.draw(processes.length)]];
    if (caller === undefined || process === undefined) return undefined;
    schedule.submit(caller, process);
    return [caller.call.wish.kind];
  },
  give_up: ({ callers, draw }) => {
    const open = callers.flatMap(({ tries }) => tries.filter(({ outcome }) => outcome === undefined));
    const one = open[draw(open.length)];
    if (one === undefined) return undefined;
    one.signal.aborted = true;
    return [one.call.wish.kind];
  },
  let_holds_lapse: (schedule) => {
    schedule.moveClock((HOLD_MINUTES + 1) * 60_000);
    return ["any"];
  },
};

// One that is in use, if there is any.
function onConnection(
  { connections, draw }: Schedule,
  change: (connection: Connection) => void,
): Iterable<string> | undefined {
  const open = connections.filter(({ isOpen }) => isOpen);
  const busy = open.filter((connection) => awaitPointOf(connection) !== "idle");
  const candidates = busy.length > 0 ? busy : open;
  const connection = candidates[draw(candidates.length)];
  if (connection === undefined) return undefined;
  const point = awaitPointOf(connection);
  change(connection);
  return [point];
}

function endSession(connection: Connection): void {
  connection.breakOff();
  connection.close();
}
