import fc from "fast-check";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { allowMovingClock } from "../events/clock.ts";
import { kindOf } from "../testing/bookings.ts";
import { openAdmission, submitAtOnce, type WatchedAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { readHotel } from "../testing/hotel_rows.ts";
import { ModelledHotel } from "../testing/modelled_hotel.ts";
import type { DrawnBooking } from "../testing/model_steps.ts";
import { explain, requestOf, type DrawnRequest } from "../testing/parallel_requests.ts";
import { faultsOf } from "../testing/recount.ts";

/** Sequences of groups to run; a failure prints seed and path, and `MODEL_SEED=… MODEL_PATH=…` begins there. */
const runs = Number(process.env["MODEL_RUNS"] ?? 40);
const seed = Number(process.env["MODEL_SEED"] ?? inject("seed"));
const path = process.env["MODEL_PATH"];

const database = await testDatabase({ poolSize: 20 });
const [one, other] = [openAdmission(database), openAdmission(database)];
beforeAll(() => allowMovingClock(database));

const stay = fc.record({
  type: fc.nat(1),
  from: fc.nat(3),
  length: fc.integer({ min: 1, max: 3 }),
  guests: fc.constant(1),
  allowSplit: fc.constant(false),
});
const booking: fc.Arbitrary<DrawnBooking> = fc.record({
  stays: fc.array(stay, { minLength: 1, maxLength: 2 }),
  hold: fc.boolean(),
  force: fc.constant(false),
  key: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(1) }),
});
const place = fc.nat(20);
const request: fc.Arbitrary<DrawnRequest> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("book" as const), booking }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("confirm" as const, "cancel" as const, "decline" as const, "check_in" as const),
      place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("modify" as const),
      place,
      from: fc.nat(3),
      length: fc.integer({ min: 1, max: 3 }),
    }),
  },
);
const group = fc
  .array(request, { minLength: 2, maxLength: 6, size: "max" })
  .chain((drawn) =>
    fc.nat(drawn.length).map((repeats) => [...drawn, ...drawn.slice(0, repeats).filter(hasKey)].slice(0, 6)),
  );
const groups = fc.array(group, { minLength: 3, maxLength: 8, size: "max" });

describe.each([
  ["one process", [one]],
  ["two processes", [one, other]],
])("requests sent at once through %s", (_, admissions) => {
  test(
    "are answered as if they had come in some order, and everything adds up",
    async () => {
      const answered: Record<string, number> = {};
      const property = fc.asyncProperty(groups, async (drawn) => {
        const hotel = await ModelledHotel.open(database, one.admission, {});
        for (const requests of drawn) await sendAtOnce(hotel, admissions, requests, answered);
      });
      await fc.assert(property, { seed, numRuns: runs, ...(path === undefined ? {} : { path }) });
      expect(Object.keys(answered)).toEqual(
        expect.arrayContaining(["accepted", "no_availability", "wrong_state", "replayed"]),
      );
    },
    60_000 + runs * 3_000,
  );
});

describe("what judges them", () => {
  test("finds no order for more guests than there are rooms, nor for a refusal that nothing explains", async () => {
    const hotel = await ModelledHotel.open(database, one.admission, {});
    const last = { type: 0, from: 0, length: 1, guests: 1, allowSplit: false };
    const drawn = [1, 2, 3].map(() => ({
      kind: "book" as const,
      booking: { stays: [last], hold: false, force: false, key: undefined },
    }));
    const requests = drawn.flatMap((each) => requestOf(hotel, each) ?? []);
    const answers = await submitAtOnce(
      [one],
      requests.map(({ command }) => command),
    );
    const rows = await readHotel(database.pool, hotel.hotel.hotelId);
    const [accepted, refused] = [answers.find((answer) => answer.accepted), answers.find((answer) => !answer.accepted)];
    if (accepted === undefined || refused === undefined) throw new Error("two of three fit");
    expect(explain(hotel.model, requests, [accepted, accepted, accepted], rows, hotel.types)).toBe(false);
    expect(explain(hotel.model, requests, [refused, accepted, refused], rows, hotel.types)).toBe(false);
    expect(explain(hotel.model, requests, answers, rows, hotel.types)).toBe(true);
  });
});

async function sendAtOnce(
  hotel: ModelledHotel,
  admissions: readonly WatchedAdmission[],
  drawn: readonly DrawnRequest[],
  answered: Record<string, number>,
): Promise<void> {
  await hotel.look();
  const requests = drawn.flatMap((each) => requestOf(hotel, each) ?? []);
  const answers = await submitAtOnce(
    admissions,
    requests.map(({ command }) => command),
  );
  for (const answer of answers) answered[kindOf(answer)] = (answered[kindOf(answer)] ?? 0) + 1;
  const rows = await readHotel(database.pool, hotel.hotel.hotelId);
  expect(faultsOf(rows, hotel.model.today)).toEqual([]);
  const isExplained = explain(hotel.model, requests, answers, rows, hotel.types);
  expect(isExplained ? [] : answers.map((answer, index) => [drawn[index], kindOf(answer)])).toEqual([]);
}

function hasKey(drawn: DrawnRequest): boolean {
  return drawn.kind === "book" && drawn.booking.key !== undefined;
}
