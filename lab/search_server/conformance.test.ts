import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HotelEntry } from "../../hotel/search/directory/directory.ts";
import { distanceKm } from "../../hotel/search/directory/distance.ts";
import { LocalDirectory } from "../../hotel/search/directory/local_directory.ts";
import { bulkWrite, hotelDocuments } from "../../hotel/search/server/bulk_write.ts";
import { createGeneration, discard, writeAliasOf } from "../../hotel/search/server/generation.ts";
import { SearchClient } from "../../hotel/search/server/search_client.ts";
import { ServerDirectory } from "../../hotel/search/server/server_directory.ts";
import { directoryConformance, type ChangingDirectory } from "../../hotel/testing/directory_conformance.ts";
import { directoryHotel } from "../../hotel/testing/directory_hotels.ts";
import { prepareOpenSearch, type OpenSearchServer } from "../servers/open_search_server.ts";
import { randomHotels, randomQueries } from "./random_hotels.ts";

/** Whatever this machine does besides: what is tested is the answer and not the time. */
const LONG_MS = 60_000;
const RUNS = 25;

let server: OpenSearchServer;
let client: SearchClient;

beforeAll(async () => {
  server = await prepareOpenSearch();
  await server.start();
  client = new SearchClient(server.url);
}, 900_000);
afterAll(() => server.remove());

async function directoryOf(entries: readonly HotelEntry[]): Promise<ChangingDirectory & { readonly index: string }> {
  const index = await createGeneration(client, randomUUID());
  const target = { writeAlias: writeAliasOf(index), isVisible: true };
  const directory = new ServerDirectory(client, index, LONG_MS);
  let version = 0;
  const write = (hotelIds: readonly number[], hotels: readonly HotelEntry[]): Promise<void> =>
    bulkWrite(client, target, hotelDocuments(hotelIds, hotels, (version += 1)));
  const ids = entries.map(({ hotelId }) => hotelId);
  await write(ids, entries);
  return {
    index,
    find: (query, withFacets) => directory.find(query, withFacets),
    upsert: (entry) => write([entry.hotelId], [entry]),
    remove: (hotelId) => write([hotelId], []),
  };
}

describe("OpenSearch", () => {
  directoryConformance(directoryOf);
});

test("answers whatever is asked as the directory in this process does", { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomHotels, randomQueries, async (hotels, queries) => {
      const last = [...new Map(hotels.map((hotel) => [hotel.hotelId, hotel])).values()];
      const local = new LocalDirectory(last);
      const onServer = await directoryOf(last);
      for (const query of queries) expect(await onServer.find(query, true)).toEqual(local.find(query, true));
      await discard(client, onServer.index);
    }),
    { numRuns: RUNS },
  );
});

test("knows the distance as exactly as the directory in this process does", async () => {
  const from = { latitude: 48.2082, longitude: 16.3738 };
  const around = Array.from({ length: 200 }, (_, place) =>
    directoryHotel({ hotelId: place + 1, latitude: 48.21 + place * 1e-7, longitude: 16.5 + place * 1.3e-7 }),
  );
  const local = new LocalDirectory(around);
  const onServer = await directoryOf(around);
  for (const hotel of around.filter(({ hotelId }) => hotelId % 20 === 0)) {
    const near = { ...from, km: distanceKm(from, hotel) };
    const found = await onServer.find({ near }, true);
    expect(found).toEqual(local.find({ near }, true));
    expect(found.hotelIds.length).toBeGreaterThan(0);
    expect(found.hotelIds.length).toBeLessThan(around.length + 1);
  }
});

test.each([
  ["a number is no mistake of a word", ["Banana1", "Orange"], "bananax", []],
  [
    "what stands joined somewhere does not hide what its parts mean",
    ["Hiltonpariz", "Hilton Paris"],
    "hilton-pariz",
    [1, 2],
  ],
  [
    "every word at two mistakes, however many",
    apart("bananabanana"),
    "bananabanana",
    apart("bananabanana").map((_, place) => place + 1),
  ],
])("%s", async (_what, names, text, expected) => {
  const hotels = names.map((name, place) => directoryHotel({ hotelId: place + 1, name }));
  const found = await (await directoryOf(hotels)).find({ text }, true);
  expect(found).toEqual(new LocalDirectory(hotels).find({ text }, true));
  expect([...found.hotelIds]).toEqual(expected);
});

/** Words that differ from this one in two letters: more than a fuzzy query takes unless told. */
function apart(word: string): string[] {
  const letters = "cdefghijklmopqrstuvwxyz".split("");
  return letters.flatMap((one) => letters.slice(0, 5).map((other) => `${one}${word.slice(1, -1)}${other}`));
}
