import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { sampleEvent } from "../testing/sample_events.ts";
import { eventCatalogue } from "./catalogue.ts";
import { cataloguePage } from "./catalogue_page.ts";
import { eventProblems, ledgerProblems } from "./conformance.ts";
import { moveEvents } from "./move.ts";
import { appendEvents } from "./outbox.ts";

const database = await testDatabase();

const sample = { type: "reservation.confirmed", version: 1, reservation_id: "r", data: sampleEvent(1).data };

interface Part {
  readonly type?: string;
  readonly pattern?: string;
  readonly additionalProperties?: boolean;
}

/** A schema and every schema within it. */
function parts(schema: object): Part[] {
  const inner = Object.values(schema).filter((value) => typeof value === "object" && value !== null);
  return [schema, ...inner.flatMap((value) => parts(value))];
}

test("docs/events.md is what the catalogue says", async () => {
  expect(await readFile(new URL("../../docs/events.md", import.meta.url), "utf8")).toBe(cataloguePage());
});

test("no event has room for personal data: objects are closed and no text is free", () => {
  for (const [type, { data }] of Object.entries(eventCatalogue)) {
    const all = parts(data);
    expect(
      all.filter((part) => part.type === "object" && part.additionalProperties !== false),
      type,
    ).toEqual([]);
    expect(
      all.filter((part) => part.type === "string" && part.pattern === undefined),
      type,
    ).toEqual([]);
  }
});

test("an event that conforms has no problems, one that departs is told how", () => {
  expect(eventProblems(sample)).toEqual([]);
  expect(eventProblems({ ...sample, type: "reservation.sold" })).toEqual(["reservation.sold is not in the catalogue"]);
  expect(eventProblems({ ...sample, version: 2 })).toEqual(["reservation.confirmed has version 2, the catalogue 1"]);
  expect(eventProblems({ ...sample, reservation_id: null })).toEqual(["reservation.confirmed names no reservation"]);
  expect(eventProblems({ ...sample, data: { stays: [], from_hold: false, guest_name: "?" } })[0]).toContain(
    "guest_name",
  );
  expect(eventProblems({ ...sample, data: { stays: [], from_hold: "no" } })).toEqual([
    "reservation.confirmed data/from_hold must be boolean",
  ]);
  const ofHotel = { type: "hotel.retired", version: 1, reservation_id: "r", data: { version: 2 } };
  expect(eventProblems(ofHotel)).toEqual(["hotel.retired names a reservation"]);
});

test("a ledger is checked whole: what waits and what is recorded", async () => {
  await appendEvents(database.pool, [sampleEvent(1), { ...sampleEvent(1), type: "reservation.held" }]);
  await moveEvents(database.pool, { after: 0, limit: 100 });
  await appendEvents(database.pool, [sampleEvent(1), { ...sampleEvent(1), data: { stays: [] } }]);
  const problems = await ledgerProblems(database.pool);
  expect(problems.some((problem) => problem.startsWith("reservation.held data"))).toBe(true);
  expect(problems.some((problem) => problem.startsWith("reservation.confirmed data"))).toBe(true);
  await database.pool.query(
    "DELETE FROM event WHERE type = 'reservation.held'; DELETE FROM outbox WHERE data = '{\"stays\": []}'",
  );
  expect(await ledgerProblems(database.pool)).toEqual([]);
});
