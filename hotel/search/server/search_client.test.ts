import { expect, test } from "vitest";
import { fakeSearchServer } from "../../testing/fake_search_server.ts";
import { MOST_IN_FLIGHT, SearchClient, ServerFailure } from "./search_client.ts";

const GET = { method: "GET", path: "hotels/_doc/1?x=y" } as const;

async function failureOf(sent: Promise<unknown>): Promise<ServerFailure> {
  const error = await sent.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (error instanceof ServerFailure) return error;
  throw new Error("it did not fail as a server does", { cause: error });
}

test("sends JSON, lines and who asks, below the path of the address", async () => {
  const { url, requests } = await fakeSearchServer(() => ({ json: { took: 1 } }));
  const client = new SearchClient(url.replace("http://", "http://us%40r:p%3Aw@").concat("/search/"));
  expect(await client.send({ ...GET, method: "POST", body: { query: "ü" } })).toEqual({
    status: 200,
    body: { took: 1 },
  });
  await client.send({ ...GET, method: "POST", body: [{ index: {} }, { name: "b\n" }] });
  const authorization = `Basic ${Buffer.from("us@r:p:w").toString("base64")}`;
  expect(requests).toMatchObject([
    {
      path: "/search/hotels/_doc/1?x=y",
      headers: { authorization, "content-type": "application/json" },
      lines: [{ query: "ü" }],
    },
    { headers: { "content-type": "application/x-ndjson" }, lines: [{ index: {} }, { name: "b\n" }] },
  ]);
});

test.each([
  [404, "gone"],
  [408, "timeout"],
  [429, "busy"],
  [503, "busy"],
  [504, "timeout"],
  [400, "refused"],
  [401, "refused"],
  [500, "refused"],
] as const)("status %d is a failure: %s", async (status, kind) => {
  const { url } = await fakeSearchServer(() => ({ status, json: { error: "because" } }));
  const failure = await failureOf(new SearchClient(url).send(GET));
  expect(failure.kind).toBe(kind);
  expect(failure.message).toContain("because");
});

test("a status that is expected is an answer", async () => {
  const { url } = await fakeSearchServer(() => ({ status: 404, json: {} }));
  expect(await new SearchClient(url).send({ ...GET, expected: [404] })).toEqual({ status: 404, body: {} });
});

test("what is not JSON is a wrong answer", async () => {
  const { url } = await fakeSearchServer(() => ({ text: "<html>" }));
  expect((await failureOf(new SearchClient(url).send(GET))).kind).toBe("wrong_answer");
});

test("silence ends with the signal", async () => {
  const { url } = await fakeSearchServer(() => "silence");
  const failure = await failureOf(new SearchClient(url).send({ ...GET, signal: AbortSignal.timeout(20) }));
  expect(failure.kind).toBe("timeout");
});

test("nobody there, and somebody who sends elsewhere, cannot be reached; no message has the password", async () => {
  const elsewhere = await fakeSearchServer(() => ({ json: {} }));
  const { url } = await fakeSearchServer(() => ({ status: 307, location: elsewhere.url }));
  for (const address of [url, "http://127.0.0.1:1"]) {
    const client = new SearchClient(address.replace("http://", "http://me:hush@"));
    const failure = await failureOf(client.send(GET));
    expect(failure.kind).toBe("unreachable");
    expect(`${failure.message} ${client.address} ${JSON.stringify(failure.cause)}`).not.toContain("hush");
  }
  expect(elsewhere.requests).toEqual([]);
});

test("only so many wait at once", async () => {
  const { url, requests } = await fakeSearchServer(() => "silence");
  const client = new SearchClient(url);
  const end = new AbortController();
  const waiting = Array.from({ length: MOST_IN_FLIGHT }, () => failureOf(client.send({ ...GET, signal: end.signal })));
  expect((await failureOf(client.send(GET))).kind).toBe("busy");
  await expect.poll(() => requests.length, { timeout: 20_000 }).toBe(MOST_IN_FLIGHT);
  end.abort();
  await Promise.all(waiting);
  expect((await failureOf(client.send({ ...GET, signal: AbortSignal.timeout(10) }))).kind).toBe("timeout");
});
