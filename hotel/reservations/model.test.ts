import fc, { type AsyncCommand } from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { allowMovingClock } from "../events/clock.ts";
import { verifyEverything } from "./verify.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import type { HotelModel } from "../testing/hotel_model.ts";
import * as staff from "../testing/model_staff_steps.ts";
import * as steps from "../testing/model_steps.ts";
import { ModelledHotel, type Counted } from "../testing/modelled_hotel.ts";

/**
 * Sequences to run: `MODEL_RUNS`; 2,000 take about a quarter of an hour. A failure prints seed, path and replay path:
 * `MODEL_SEED=… MODEL_PATH=… MODEL_REPLAY=…` runs just that one again.
 */
const runs = Number(process.env["MODEL_RUNS"] ?? 60);
const seed = Number(process.env["MODEL_SEED"] ?? inject("seed"));
const path = process.env["MODEL_PATH"];
const replayPath = process.env["MODEL_REPLAY"];

const database = await testDatabase();
const { admission, failures } = openAdmission(database, { lanes: 1 });
beforeAll(() => allowMovingClock(database));

type ModelStep = AsyncCommand<HotelModel, ModelledHotel>;

/** A step from what is drawn for it; its text is what a counterexample shows. */
function step<Drawn>(
  name: string,
  drawn: fc.Arbitrary<Drawn>,
  run: (hotel: ModelledHotel, drawn: Drawn) => Promise<void>,
) {
  return drawn.map((value): ModelStep => ({
    check: () => true,
    run: async (_model, hotel) => {
      await hotel.look();
      await run(hotel, value);
    },
    toString: () => `${name} ${JSON.stringify(value)}`,
  }));
}

const seldom = fc.nat(7).map((luck) => luck === 0);
const type = fc.nat(1);
const length = fc.integer({ min: 1, max: 5 });
const night = fc.oneof(
  { weight: 12, arbitrary: fc.nat(6) },
  { weight: 1, arbitrary: fc.integer({ min: -1, max: 13 }) },
);
const guests = fc.integer({ min: 1, max: 2 });
const room = fc.nat(2);
const pick = fc.record({ place: fc.nat(30), any: seldom });
const stay = fc.record({ type, from: night, length, guests, allowSplit: seldom });
const booking = fc.record({
  stays: fc.oneof(
    { weight: 3, arbitrary: fc.tuple(stay) },
    { weight: 1, arbitrary: fc.array(stay, { minLength: 2, maxLength: 3 }) },
  ),
  hold: fc.boolean(),
  force: fc.constant(false),
  key: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(3) }),
});
const maybe = <Drawn>(drawn: fc.Arbitrary<Drawn>): fc.Arbitrary<Drawn | undefined> =>
  fc.option(drawn, { nil: undefined, freq: 2 });
const change = fc.record({
  from: maybe(night),
  length: maybe(length),
  type: maybe(type),
  guests: maybe(guests),
  allowSplit: seldom,
  stay: fc.nat(2),
});
const deskStay = fc.constantFrom(0, 0, 0, 0, 1, 2);
const nights = fc.record({ type, from: fc.nat(8), length: fc.integer({ min: 1, max: 3 }) });
const minutes = fc.constantFrom(10, 20, 20, 540, 540, 1_440);

const book = step("book", booking, steps.book);
const everyStep = [
  book,
  book,
  book,
  book,
  step("fill", fc.array(booking, { minLength: 6, maxLength: 6 }), steps.fill),
  step("fill", fc.array(booking, { minLength: 6, maxLength: 6 }), steps.fill),
  step("again", fc.nat(40), steps.again),
  step(
    "book",
    stay.map((one) => ({ stays: [one], hold: false, force: false, key: undefined })),
    steps.book,
  ),
  step(
    "import",
    fc.tuple(stay).map((stays) => ({ stays, hold: false, force: true, key: undefined })),
    steps.book,
  ),
  step("confirm", pick, steps.confirm),
  step("confirm", pick, steps.confirm),
  step("cancel", fc.tuple(pick, seldom), (hotel, [one, waive]) => steps.cancel(hotel, one, waive)),
  step("decline", pick, steps.decline),
  step("expire", pick, steps.expire),
  step("modify", fc.tuple(pick, change), (hotel, [one, drawn]) => steps.modify(hotel, one, drawn)),
  step("modify", fc.tuple(pick, change), (hotel, [one, drawn]) => steps.modify(hotel, one, drawn)),
  ...(["check_in", "check_in", "check_out", "no_show", "reinstate"] as const).map((name) =>
    step(name, fc.tuple(pick, deskStay), (hotel, [one, stayNo]) => steps.atDesk(hotel, one, name, stayNo)),
  ),
  step("extend", fc.tuple(pick, fc.nat(14), seldom), (hotel, [one, to, split]) => steps.extend(hotel, one, to, split)),
  step("move_room", fc.tuple(pick, type, maybe(room), fc.boolean()), (hotel, [one, to, into, told]) =>
    steps.moveRoom(hotel, one, to, into, told),
  ),
  step("pin", fc.tuple(pick, fc.boolean()), (hotel, [one, told]) => steps.pin(hotel, one, told)),
  step("seat_waiting", pick, steps.seatWaiting),
  step("time", minutes, steps.passTime),
  step("time", minutes, steps.passTime),
  step("block", fc.tuple(nights, fc.integer({ min: 1, max: 2 })), (hotel, [drawn, rooms]) =>
    staff.block(hotel, drawn, rooms),
  ),
  step("release", fc.nat(5), staff.release),
  step("sale", fc.tuple(nights, fc.boolean()), (hotel, [drawn, closed]) => staff.setSale(hotel, drawn, closed)),
  step("out of order", fc.tuple(nights, room, seldom), (hotel, [drawn, one, force]) =>
    staff.takeOut(hotel, drawn, one, force),
  ),
  step("back in order", fc.nat(5), staff.giveBack),
  step("cut", fc.tuple(nights, fc.integer({ min: 1, max: 2 }), fc.nat(5)), async (hotel, [drawn, rooms, luck]) => {
    if (luck === 0) await staff.cut(hotel, drawn, rooms);
  }),
  step("retire", fc.tuple(nights, room, seldom, seldom), async (hotel, [drawn, one, force, now]) => {
    if (now) await staff.retire(hotel, drawn, one, force);
  }),
];

const counted: Counted = {};

/** What a run of this many sequences comes to at least twenty times: if one is missing, the commands have lost their aim. */
const ENOUGH_RUNS = 60;
const ALWAYS_ACCEPTED =
  "book, hold, import, confirm, decline, expire, cancel, modify, check_in, check_out, reinstate, move_room, pin, block, release, close, out of order, seat_waiting"
    .split(", ")
    .map((name) => `${name}: accepted`);
const ALWAYS_ANSWERED = [
  ...ALWAYS_ACCEPTED,
  "book: no_availability",
  "hold: no_availability",
  "repeat: replayed",
  "confirm: hold_expired",
];

test(
  "every step does what the model says, and everything adds up after it",
  async () => {
    const commands = fc.commands(everyStep, {
      maxCommands: 100,
      size: "max",
      ...(replayPath === undefined ? {} : { replayPath }),
    });
    const sequence = fc.asyncProperty(commands, async (drawn) => {
      const hotel = await ModelledHotel.open(database, admission, counted);
      await fc.asyncModelRun(() => ({ model: hotel.model, real: hotel }), drawn);
      expect(await verifyEverything(database, { hotelId: hotel.hotel.hotelId })).toEqual([]);
    });
    await fc.assert(sequence, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) });
    expect(failures).toEqual([]);
    if (runs < ENOUGH_RUNS || path !== undefined) return;
    expect(Object.keys(counted)).toEqual(expect.arrayContaining(ALWAYS_ANSWERED));
  },
  60_000 + runs * 3_000,
);

afterAll(() => {
  if (process.env["MODEL_RUNS"] !== undefined)
    process.stdout.write(`${JSON.stringify(counted, Object.keys(counted).toSorted(), 1)}\n`);
});
