import { expect, test } from "vitest";
import { fakeSearchServer, type FakeAnswer, type FakeRequest } from "../../testing/fake_search_server.ts";
import type { DirectoryQuery } from "../directory/directory.ts";
import { SearchClient } from "./search_client.ts";
import { ServerDirectory } from "./server_directory.ts";

/** What the server says to one search, whole unless told. */
function answered(ids: readonly number[], others: object = {}): object {
  return {
    status: 200,
    timed_out: false,
    _shards: { failed: 0 },
    hits: { hits: ids.map((id) => ({ sort: [id] })) },
    ...others,
  };
}

function all(...responses: object[]): FakeAnswer {
  return { json: { responses } };
}

async function asked(
  query: DirectoryQuery,
  answer: (request: FakeRequest) => FakeAnswer,
  { withFacets = false, limitMs = 20_000 } = {},
): Promise<{ found: Promise<number[]>; requests: FakeRequest[] }> {
  const { url, requests } = await fakeSearchServer(answer);
  const directory = new ServerDirectory(new SearchClient(url), "hotels-1", limitMs);
  const found = directory.find(query, withFacets).then(({ hotelIds }) => [...hotelIds]);
  found.catch(() => undefined);
  return { found, requests };
}

/** How many searches were in each request. */
function searches(requests: readonly FakeRequest[]): number[] {
  return requests.map(({ lines }) => lines.length / 2);
}

test("asks the index by its own name, and for whole answers only", async () => {
  const { found, requests } = await asked({ city: "Lisbon" }, () => all(answered([3, 7])));
  expect(await found).toEqual([3, 7]);
  expect(requests).toMatchObject([
    {
      method: "POST",
      path: expect.stringMatching(/^\/hotels-1\/_msearch\?/),
      lines: [{ allow_partial_search_results: false }, {}],
    },
  ]);
});

test("words that are spelled right cost one request", async () => {
  const { found, requests } = await asked({ text: "hilton paris" }, () => all(answered([3])));
  expect(await found).toEqual([3]);
  expect(searches(requests)).toEqual([1]);
});

test("only when nothing is found it is asked which words are known with which mistakes", async () => {
  const { found, requests } = await asked({ text: "hillton contnental" }, ({ lines }) => {
    if (lines.length === 2) return all(answered(JSON.stringify(lines).includes('"fuzziness":1') ? [5] : []));
    // hillton as it stands, with one mistake; contnental as it stands, with one, with two.
    return all(answered([]), answered([1]), answered([]), answered([]), answered([9]));
  });
  expect(await found).toEqual([5]);
  expect(searches(requests)).toEqual([1, 5, 1]);
  expect(JSON.stringify(requests[2]?.lines)).toMatch(/"hillton","fuzziness":1.*"contnental","fuzziness":2/);
});

test("short words and numbers are not asked about twice", async () => {
  const { found, requests } = await asked({ text: "inn 19001" }, () => all(answered([])));
  expect(await found).toEqual([]);
  expect(searches(requests)).toEqual([1]);
});

test("hotels some metres beyond the distance are left out by a second request", async () => {
  const near = { latitude: 0, longitude: 0, km: 111.2 };
  const doubtful = (hotelId: number, longitude: number): object => ({
    sort: [hotelId],
    fields: { latitude: [0], longitude: [longitude] },
  });
  const doubts = answered([], { hits: { hits: [doubtful(2, 1), doubtful(3, 1.0002)] } });
  const { found, requests } = await asked({ near }, ({ lines }) =>
    lines.length === 4 ? all(answered([1, 2, 3]), doubts) : all(answered([1, 2])),
  );
  expect(await found).toEqual([1, 2]);
  expect(JSON.stringify(requests[1]?.lines)).toContain('"must_not":[{"terms":{"hotel_id":[3]}}]');
});

const BAD: [what: string, answer: FakeAnswer, kind: string][] = [
  ["shards that failed", all(answered([1], { _shards: { failed: 1 } })), "wrong_answer"],
  ["a search cut short", all(answered([1], { timed_out: true })), "wrong_answer"],
  ["a search that was refused", all({ status: 400, error: "because" }), "refused"],
  ["a search turned away", all({ status: 429, error: "because" }), "busy"],
  ["an index that is gone", all({ status: 404, error: "because" }), "gone"],
  ["hotels out of order", all(answered([2, 1])), "wrong_answer"],
  ["a hotel twice", all(answered([1, 1])), "wrong_answer"],
  ["an id that is none", all(answered([1.5])), "wrong_answer"],
  ["fewer answers than searches", all(), "wrong_answer"],
  ["something else", { json: { ok: true } }, "wrong_answer"],
  ["silence", "silence", "timeout"],
];

test.each(BAD)("%s is a failure and no answer", async (_what, answer, kind) => {
  const { found } = await asked({}, () => answer, { limitMs: answer === "silence" ? 50 : 20_000 });
  await expect(found).rejects.toMatchObject({ kind });
});

test("facets that are missing, or have more values than were counted, are no answer", async () => {
  const values = { sum_other_doc_count: 0, buckets: [] };
  const counted = { stars: { values }, cities: { values }, amenities: { values } };
  const uncounted = { ...counted, amenities: { values: { ...values, sum_other_doc_count: 1 } } };
  const answerOf = async (others: object): Promise<number[]> =>
    (await asked({}, () => all(answered([1], others)), { withFacets: true })).found;
  expect(await answerOf({ aggregations: counted })).toEqual([1]);
  await expect(answerOf({})).rejects.toMatchObject({ kind: "wrong_answer" });
  await expect(answerOf({ aggregations: uncounted })).rejects.toMatchObject({ kind: "wrong_answer" });
});
