import { parseArgs } from "node:util";
import { onOwnServer } from "../servers/own_server.ts";
import type { Engine } from "./engine.ts";
import { readInput } from "./input.ts";
import type { Input } from "./input.ts";
import type { HotelName } from "./intended_booking.ts";
import { progressBar } from "./progress.ts";
import { Replay } from "./replay.ts";
import { reportOf } from "./report.ts";
import { planTypes } from "./room_counts.ts";
import type { RoomsOption, TypePlan } from "./room_counts.ts";
import { scheduleOf } from "./schedule.ts";
import { startHotel } from "./started_hotel.ts";

const USAGE = `npm run replay -- FILE [--hotel City|Resort] [--rooms peak|N] [--direct] [--limit N]

Lives through a hotel_bookings CSV (plain or gzip) day by day on the movable clock of a server of its own, through the public
API; --direct calls the use cases in process instead. --rooms gives every room type so many rooms; unless told, as many as
were really in use at once. --limit reads so many lines only. Exit 1 when the engine and the oracle differ in a decision, or
when the check at the end finds anything wrong.`;

const OPTIONS = {
  hotel: { type: "string" },
  rooms: { type: "string", default: "peak" },
  direct: { type: "boolean", default: false },
  limit: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** What the command line asked for. */
interface Wish {
  readonly file: string;
  readonly hotel: HotelName | undefined;
  readonly rooms: RoomsOption;
  readonly direct: boolean;
  readonly limit: number | undefined;
}

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  const wish = readWish(process.argv.slice(2));
  if (wish === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return 2;
  }
  const input = await readInput(wish.file, wish);
  const types = planTypes(input.bookings, wish.rooms);
  return onOwnServer(async (server) => {
    const engine = await startHotel(server, { ...input, direct: wish.direct });
    try {
      await engine.open(types);
      return await replayAll(engine, input, types);
    } finally {
      await engine.close();
    }
  });
}

async function replayAll(engine: Engine, input: Input, types: readonly TypePlan[]): Promise<number> {
  const replay = new Replay(engine, types);
  const bar = progressBar(input.bookings.length, process.stderr);
  const start = performance.now();
  await replay.run(scheduleOf(input.bookings, input.firstDay), (day, asked) => bar.show(day, asked));
  const elapsedMs = performance.now() - start;
  bar.end();
  const [faults, reseatings] = [await engine.verify(), await engine.reseatings()];
  process.stdout.write(`${reportOf({ input, types, replay, elapsedMs, faults, reseatings })}\n`);
  return faults.length === 0 && replay.comparison.differed === 0 ? 0 : 1;
}

/** Undefined when the command line makes no sense. */
function readWish(args: string[]): Wish | undefined {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [file, ...more] = positionals;
  const rooms = values.rooms === "peak" ? "peak" : wholeNumber(values.rooms);
  const limit = values.limit === undefined ? undefined : wholeNumber(values.limit);
  const hotel = values.hotel;
  if (values.help || file === undefined || more.length > 0 || rooms === undefined) return undefined;
  if (hotel !== undefined && hotel !== "City" && hotel !== "Resort") return undefined;
  if (values.limit !== undefined && limit === undefined) return undefined;
  return { file, hotel, rooms, direct: values.direct, limit };
}

function wholeNumber(text: string): number | undefined {
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}
