import { expect, test } from "vitest";
import { createLastroom, LastroomProblem, LastroomUnreachable } from "./index.ts";

interface Sent {
  readonly url: string;
  readonly init: RequestInit | undefined;
  header(name: string): string | null;
}

/** A server that gives these answers, one after the other; an error is thrown, as a broken connection is. */
function answering(...answers: (Response | Error)[]): { fetch: typeof fetch; sent: Sent[] } {
  const sent: Sent[] = [];
  const answer = (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    sent.push({
      url: input instanceof Request ? input.url : input.toString(),
      init,
      header: (name) => headers.get(name),
    });
    const next = answers.shift() ?? new Error("no more answers");
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  return { fetch: answer, sent };
}

function problem(status: number, error: string, headers: Record<string, string> = {}): Response {
  const body = { type: `/problems/${error}`, title: "", status, detail: "Why.", instance: "", error, message: "Why." };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json", ...headers } });
}

const BASE = { baseUrl: "http://lastroom.example/", patience: { longestWaitMs: 5_000 } };
const BOOKING = { hotel_id: 1, room_type_id: 2, start_date: "2027-06-01", end_date: "2027-06-02" };

test("a changing call keeps its key while it is tried again", async () => {
  const { fetch, sent } = answering(
    new TypeError("fetch failed"),
    problem(503, "overloaded", { "retry-after": "0" }),
    Response.json({ reservation_id: "r" }, { status: 201 }),
  );
  const { reservations } = createLastroom({ ...BASE, fetch });
  expect(await reservations.book(BOOKING)).toEqual({ reservation_id: "r" });
  const keys = sent.map((one) => one.header("idempotency-key"));
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
});

test("two calls have two keys; the caller's own is kept, also from the body", async () => {
  const replies = Array.from({ length: 4 }, () => Response.json({}, { status: 201 }));
  const { fetch, sent } = answering(...replies);
  const { reservations } = createLastroom({ ...BASE, fetch });
  await reservations.book(BOOKING);
  await reservations.book(BOOKING);
  await reservations.book(BOOKING, { idempotencyKey: "mine" });
  await reservations.book({ ...BOOKING, idempotency_key: "in-body" });
  const [one, other, ...own] = sent.map((each) => each.header("idempotency-key"));
  expect(one).not.toBe(other);
  expect(own).toEqual(["mine", "in-body"]);
});

test("a refusal is a typed error with its members, and is not tried again", async () => {
  const { fetch, sent } = answering(problem(409, "no_availability"));
  const error = await createLastroom({ ...BASE, fetch })
    .reservations.book(BOOKING)
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(LastroomProblem);
  expect(error).toMatchObject({ error: "no_availability", status: 409, message: "no_availability: Why." });
  expect(sent).toHaveLength(1);
});

test("attempts end: silence is told as such, with the key to ask again", async () => {
  const silence = Array.from({ length: 9 }, () => new TypeError("fetch failed"));
  const { fetch, sent } = answering(...silence);
  const { reservations } = createLastroom({ ...BASE, patience: { attempts: 2 }, fetch });
  const error = await reservations.book(BOOKING, { idempotencyKey: "k" }).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(LastroomUnreachable);
  expect(error).toMatchObject({ idempotencyKey: "k" });
  expect(sent).toHaveLength(2);
});

test("a proxy's page is no answer of the API", async () => {
  const { fetch } = answering(new Response("<html>", { status: 404, headers: { "content-type": "text/html" } }));
  await expect(createLastroom({ ...BASE, fetch }).reservations.read("r")).rejects.toBeInstanceOf(LastroomUnreachable);
});

test("calls without a key are not repeated when they may have happened", async () => {
  const { fetch, sent } = answering(new TypeError("fetch failed"));
  const signIn = createLastroom({ ...BASE, fetch }).signIn("a@example.com", "secret");
  await expect(signIn).rejects.toBeInstanceOf(LastroomUnreachable);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.header("idempotency-key")).toBeNull();
});

test("address, token and version of a call", async () => {
  const { fetch, sent } = answering(Response.json({}), Response.json({}));
  const lastroom = createLastroom({ ...BASE, fetch, token: "staff" });
  await lastroom.reservations.change("a/b", { guests: 2 }, { ifMatch: 7, token: "lrm_x" });
  await lastroom.search({ city: "São Tomé", check_in: "2027-06-01", check_out: "2027-06-02", guests: 2 });
  expect(sent[0]?.url).toBe("http://lastroom.example/v1/reservations/a%2Fb");
  expect(sent[0]?.init?.method).toBe("PATCH");
  expect(sent[0]?.header("if-match")).toBe('"7"');
  expect(sent[0]?.header("authorization")).toBe("Bearer lrm_x");
  expect(sent[1]?.header("authorization")).toBe("Bearer staff");
  expect(sent[1]?.url).toBe(
    "http://lastroom.example/v1/hotels/availability?city=S%C3%A3o+Tom%C3%A9&check_in=2027-06-01&check_out=2027-06-02&guests=2",
  );
});

test("the caller's signal ends a call, also between two attempts", async () => {
  const { fetch, sent } = answering(problem(503, "overloaded", { "retry-after": "5" }));
  const stop = new AbortController();
  const call = createLastroom({ ...BASE, fetch }).reservations.read("r", { signal: stop.signal });
  await expect.poll(() => sent.length).toBe(1);
  stop.abort(new Error("enough"));
  await expect(call).rejects.toThrow("enough");
  expect(sent).toHaveLength(1);
});
