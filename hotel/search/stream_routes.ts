import type { ServerResponse } from "node:http";
import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { clientKey } from "../http/rate_limit.ts";
import { invalidFields } from "../properties/field_error.ts";
import { closed, MAX_ID } from "../properties/schemas.ts";
import type { Services } from "../services.ts";
import { accept, refuse, type Decision, type Refusal } from "../vocabulary/refusal.ts";
import { AvailabilityStreams, MOST_STREAMS, type StreamSink } from "./availability_streams.ts";
import { SearchFeed } from "./index/search_feed.ts";
import { NOT_READY } from "./search_hotels.ts";

const MOST_HOTELS = 100;

const StreamQuery = closed({
  hotel_id: Type.String({
    minLength: 1,
    maxLength: 1_200,
    description: `Hotels whose changes are told, at most ${MOST_HOTELS}: \`1,2,3\`.`,
  }),
});

const StreamHeaders = Type.Object({
  "last-event-id": Type.Optional(
    Type.String({ maxLength: 60, description: "The id of the last message: the stream goes on after it." }),
  ),
});

const EventStream = {
  description:
    "Server-Sent Events. `ready`: from here on. `availability`: rooms free on each night of a room type. `hotel`: the " +
    "hotel, its types or its rates changed. `reset`: too much happened since the last message, read everything anew.",
  content: { "text/event-stream": { schema: Type.String() } },
};

/** `GET /v1/availability/stream`: what changes, as it changes. */
export function streamRoutes(app: App, { config, search, database }: Services): void {
  // Without an index of its own a node does not know what has changed into what.
  const streams = search.feed instanceof SearchFeed ? new AvailabilityStreams(search.feed, database.pool) : undefined;
  app.addHook("preClose", (done) => {
    streams?.close();
    done();
  });
  const schema = {
    tags: ["search"],
    summary: "Changes of availability as Server-Sent Events",
    querystring: StreamQuery,
    headers: StreamHeaders,
    response: { 200: EventStream, ...refusals("invalid_request", "not_found", "too_many_requests", "overloaded") },
  };
  // No HEAD: it would wait for the end of a body that it does not take, and count as a stream.
  app.get("/v1/availability/stream", { schema, exposeHeadRoute: false }, async (request, reply) => {
    const hotelIds = readHotelIds(request.query.hotel_id);
    if (!hotelIds.accepted) return sendRefusal(reply, hotelIds.refusal);
    if (streams === undefined) return sendRefusal(reply, NO_INDEX.refusal);
    const state = await search.feed.stateOf(Int32Array.from(hotelIds.value), { from: 0, to: 0 });
    if (state === undefined) return sendRefusal(reply, NOT_READY.refusal);
    const unknown = [...hotelIds.value].find((hotelId) => state.index.hotel(hotelId) === undefined);
    if (unknown !== undefined) return sendRefusal(reply, noHotel(unknown));
    // From here on nothing is waited for: what is counted is what is opened.
    const client = clientKey(request);
    const most = config.streamsPerClient;
    if (streams.openOf(client) >= most) return sendRefusal(reply, tooManyOfOne(most));
    if (streams.size >= MOST_STREAMS) return sendRefusal(reply, TOO_MANY.refusal);
    reply.hijack();
    const { raw } = reply;
    // Gone already: nobody would tell that the stream has ended.
    if (raw.destroyed) return reply;
    const headers = reply.getHeaders() as Record<string, string>;
    raw.writeHead(200, { ...headers, "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
    raw.flushHeaders();
    const lastId = request.headers["last-event-id"];
    raw.on("close", streams.open({ client, hotelIds: hotelIds.value, lastId }, sinkOf(raw)));
    return reply;
  });
}

const NO_INDEX = refuse("overloaded", "This node has no streams: ask one with a search index.", {
  reason: "no_search_index",
  retry_after: 10,
});

const TOO_MANY = refuse("overloaded", "Too many streams are open.", { reason: "streams", retry_after: 10 });

const tooManyOfOne = (most: number): Refusal =>
  refuse(
    "too_many_requests",
    `You have ${most} streams open, which is the most: close one, or ask one for more hotels.`,
    {
      most,
      retry_after: 10,
    },
  ).refusal;

const noHotel = (hotelId: number): Refusal => refuse("not_found", `There is no hotel ${hotelId} on sale.`).refusal;

function readHotelIds(text: string): Decision<ReadonlySet<number>> {
  const ids = text.split(",").map((part) => (/^[1-9]\d{0,9}$/.test(part) ? Number(part) : 0));
  const problem =
    ids.length > MOST_HOTELS
      ? `At most ${MOST_HOTELS} hotels, not ${ids.length}.`
      : ids.some((id) => id < 1 || id > MAX_ID)
        ? "hotel_id is a list of ids, separated by commas."
        : undefined;
  if (problem === undefined) return accept(new Set(ids));
  return invalidFields([{ field: "hotel_id", rule: "ids", message: problem }]);
}

function sinkOf(raw: ServerResponse): StreamSink {
  return {
    get waiting() {
      return raw.writableLength;
    },
    write: (text) => void raw.write(text),
    end: () => void raw.end(),
    cut: () => void raw.destroy(),
  };
}
