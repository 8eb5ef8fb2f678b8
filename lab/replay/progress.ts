import { formatNight } from "../../hotel/vocabulary/night.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";

/** Where progress is shown: a terminal is redrawn, anything else gets a line now and then. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 30;
const REDRAW_MS = 100;
const LINE_MS = 10_000;

/** A progress bar of bookings; call the result after each day. `total` bookings will be asked for. */
export function progressBar(
  total: number,
  screen: Screen,
  now: () => number = () => performance.now(),
): {
  show(day: Night, asked: number): void;
  end(): void;
} {
  const isTerminal = screen.isTTY === true;
  const pause = isTerminal ? REDRAW_MS : LINE_MS;
  const start = now();
  let next = start;
  let isFull = false;
  const show = (day: Night, asked: number): void => {
    const fills = asked >= total && !isFull;
    if (now() < next && !fills) return;
    isFull ||= fills;
    next = now() + pause;
    const line = lineOf(day, asked, total, (now() - start) / 1000);
    screen.write(isTerminal ? `\r${line}\u001b[K` : `${line}\n`);
  };
  return { show, end: () => void (isTerminal && screen.write("\n")) };
}

function lineOf(day: Night, asked: number, total: number, seconds: number): string {
  const share = total === 0 ? 1 : asked / total;
  const done = Math.round(share * WIDTH);
  const left = asked === 0 ? "" : `, ${Math.round((seconds * (total - asked)) / asked)} s left`;
  const bar = "#".repeat(done) + ".".repeat(WIDTH - done);
  return `[${bar}] ${formatNight(day)}  ${asked.toLocaleString("en")} of ${total.toLocaleString("en")} bookings${left}`;
}
