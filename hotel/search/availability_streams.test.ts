import { expect, test } from "vitest";
import type { EventCursor } from "../events/follow.ts";
import { AvailabilityStreams, type StreamWish } from "./availability_streams.ts";
import type { OnAnew, OnApplied, SearchFeed } from "./index/search_feed.ts";
import { SearchIndex } from "./index/search_index.ts";

const cursor: EventCursor = { incarnation: "0a1b2c3d-0000-4000-8000-000000000000", position: 7 };
const READ = { hotels: new Set([1]), books: new Set<number>(), pickups: new Set<number>(), nights: [], rates: [] };

test("a reader that takes nothing is cut off, and the others go on", async () => {
  const { feed, tell } = feedOf();
  const streams = new AvailabilityStreams(feed, { query: () => Promise.reject(new Error("not asked")) } as never);
  const slow = sink(300_000);
  const quick = sink(0);
  streams.open(wish(), slow);
  streams.open(wish(), quick);
  await expect.poll(() => quick.written.length).toBe(1);
  expect([slow.isCut, streams.size]).toEqual([true, 1]);
  tell();
  expect(quick.written.at(-1)).toBe('event: hotel\nid: 0a1b2c3d-7\ndata: {"hotel_id":1}\n\n');
  streams.close();
  expect([quick.isEnded, streams.size]).toEqual([true, 0]);
});

test("a stream whose past cannot be read is cut off: its reader comes again", async () => {
  const { feed } = feedOf();
  const streams = new AvailabilityStreams(feed, { query: () => Promise.reject(new Error("away")) } as never);
  const one = sink(0);
  streams.open(wish("0a1b2c3d-3"), one);
  await expect.poll(() => one.isCut).toBe(true);
  streams.close();
});

test("when everything was read anew every reader is told to do the same, also one that is just catching up", async () => {
  const { feed, anew } = feedOf();
  const past = Promise.withResolvers<{ rows: never[] }>();
  const streams = new AvailabilityStreams(feed, { query: () => past.promise } as never);
  const [one, other] = [sink(0), sink(0)];
  streams.open(wish(), one);
  streams.open(wish("0a1b2c3d-3"), other);
  await expect.poll(() => one.written.length).toBe(1);
  anew();
  past.resolve({ rows: [] });
  const reset = "event: reset\nid: 0a1b2c3d-7\ndata: {}\n\n";
  expect(one.written.at(-1)).toBe(reset);
  await expect.poll(() => other.written).toEqual([reset]);
  streams.close();
});

test("nothing is written to a stream that was ended while its past was read", async () => {
  const { feed } = feedOf();
  const past = Promise.withResolvers<{ rows: never[] }>();
  const streams = new AvailabilityStreams(feed, { query: () => past.promise } as never);
  const [ended, forgotten] = [sink(0), sink(0)];
  streams.open(wish("0a1b2c3d-3"), forgotten)();
  streams.open(wish("0a1b2c3d-9"), ended);
  streams.open(wish("0a1b2c3d-3"), ended);
  streams.close();
  past.resolve({ rows: [] });
  await past.promise;
  await new Promise(setImmediate);
  expect([ended.written, forgotten.written]).toEqual([[], []]);
});

function wish(lastId?: string): StreamWish {
  return { client: "192.0.2.1", hotelIds: new Set([1]), lastId };
}

function feedOf(): { feed: SearchFeed; tell: () => void; anew: () => void } {
  const listeners: OnApplied[] = [];
  const anew: (OnAnew | undefined)[] = [];
  const feed = {
    cursor,
    state: { index: new SearchIndex(new Date(), 30) },
    listen: (listener: OnApplied, onAnew?: OnAnew) => {
      listeners.push(listener);
      anew.push(onAnew);
      return () => undefined;
    },
  };
  return {
    feed: feed as unknown as SearchFeed,
    tell: () => listeners.forEach((listener) => listener([], READ, cursor)),
    anew: () => anew.forEach((listener) => listener?.(cursor)),
  };
}

function sink(waiting: number) {
  return {
    waiting,
    written: [] as string[],
    isCut: false,
    isEnded: false,
    write(text: string) {
      this.written.push(text);
    },
    end() {
      this.isEnded = true;
    },
    cut() {
      this.isCut = true;
    },
  };
}
