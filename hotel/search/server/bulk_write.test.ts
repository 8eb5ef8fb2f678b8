import { expect, test } from "vitest";
import { directoryHotel } from "../../testing/directory_hotels.ts";
import { fakeSearchServer, type FakeAnswer } from "../../testing/fake_search_server.ts";
import { bulkWrite, cursorDocument, hotelDocuments } from "./bulk_write.ts";
import { SearchClient } from "./search_client.ts";

const TARGET = { writeAlias: "hotels-write", isVisible: true };
const documents = hotelDocuments(
  [1, 2, 3],
  [1, 2, 3].map((hotelId) => directoryHotel({ hotelId })),
  7,
);

/** Writes the three documents to a server that gives these answers, one after the other; returns the ids it was sent each time. */
async function sentTo(answers: readonly FakeAnswer[]): Promise<{ written: Promise<void>; ids: () => unknown[] }> {
  let asked = 0;
  const { url, requests } = await fakeSearchServer(() => answers[Math.min(asked++, answers.length - 1)] ?? "silence");
  const written = bulkWrite(new SearchClient(url), TARGET, documents, 1);
  // Awaited by the test; until then a failure is nobody's fault.
  written.catch(() => undefined);
  const ids = (): unknown[] =>
    requests.map(({ lines }) => lines.flatMap((line) => (line as { index?: { _id: string } }).index?._id ?? []).join());
  return { written, ids };
}

function items(...statuses: number[]): FakeAnswer {
  return {
    json: { items: statuses.map((status) => ({ index: { status, error: status < 300 ? undefined : "because" } })) },
  };
}

test("a hotel that sells no more leaves a mark; every document has its version", async () => {
  const { url, requests } = await fakeSearchServer(() => items(201, 201));
  const two = hotelDocuments([1, 2], [directoryHotel({ hotelId: 2, name: "Inn" })], 9);
  await bulkWrite(new SearchClient(url), TARGET, two);
  expect(requests[0]).toMatchObject({
    path: expect.stringMatching(/^\/hotels-write\/_bulk\?require_alias=true&.*refresh=true/),
    lines: [
      { index: { _id: "1", version: 9, version_type: "external" } },
      { kind: "gone", hotel_id: 1 },
      { index: { _id: "2", version: 9, version_type: "external" } },
      { kind: "hotel", hotel_id: 2, city_name: "Nowhere" },
    ],
  });
});

test("nothing to write asks nothing", async () => {
  const { url, requests } = await fakeSearchServer(() => "silence");
  await bulkWrite(new SearchClient(url), TARGET, []);
  expect(requests).toEqual([]);
});

test("what is there as new or newer is written", async () => {
  const { written, ids } = await sentTo([items(201, 409, 200)]);
  await written;
  expect(ids()).toEqual(["1,2,3"]);
});

test("what a busy server turns away is sent again, and only that", async () => {
  const { written, ids } = await sentTo([items(201, 429, 503), { status: 429, json: {} }, items(429, 201), items(201)]);
  await written;
  expect(ids()).toEqual(["1,2,3", "2,3", "2,3", "2"]);
});

test("a server that stays busy is a failure", async () => {
  const { written, ids } = await sentTo([items(201, 429, 201), items(429)]);
  await expect(written).rejects.toMatchObject({ kind: "busy" });
  expect(ids()).toHaveLength(5);
});

test.each([
  ["a document that is refused", items(201, 400, 201), "refused"],
  ["an index that is gone", items(404, 404, 404), "gone"],
  ["fewer answers than documents", items(201, 201), "wrong_answer"],
  ["an answer about something else", { json: { acknowledged: true } }, "wrong_answer"],
  ["a refusal", { status: 403, json: {} }, "refused"],
] as const)("%s is a failure", async (_what, answer, kind) => {
  const { written } = await sentTo([answer]);
  await expect(written).rejects.toMatchObject({ kind });
});

test("a cursor says how far the index is, as a version too", () => {
  expect(cursorDocument(12)).toEqual({ id: "cursor", version: 12, document: { kind: "cursor", position: 12 } });
});
