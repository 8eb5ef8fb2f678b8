import { mappingsOf, CURSOR_ID } from "./hotel_document.ts";
import { PAGE } from "./hotel_search.ts";
import type { SearchClient } from "./search_client.ts";

/** The name under which the newest complete index is found. */
export const ALIAS = "lastroom-hotels";

/** One complete set of the hotels on the server: an index. A new one is filled beside it and takes its place at once. */
export interface Generation {
  readonly index: string;
  /** Of the database that it was filled from. */
  readonly incarnation: string;
  readonly layout: number;
}

/** The alias that only this index has: writes go through it, so that they fail when the index is gone. */
export function writeAliasOf(index: string): string {
  return `${index}-write`;
}

/** The indices that have the name now, usually one. */
export async function publishedGenerations(client: SearchClient): Promise<Generation[]> {
  const { body } = await client.send({ method: "GET", path: `${ALIAS}/_mapping`, expected: [404] });
  return generationsIn(body);
}

/** Makes an empty index that nobody finds yet. */
export async function createGeneration(client: SearchClient, incarnation: string): Promise<string> {
  const index = `${ALIAS}-${incarnation}-${Date.now()}`;
  await client.send({
    method: "PUT",
    path: index,
    body: {
      // One shard holds millions of hotels, and counts facets exactly. While it is filled, nobody searches it.
      settings: { number_of_shards: 1, auto_expand_replicas: "0-1", refresh_interval: "-1", max_result_window: PAGE },
      mappings: mappingsOf(incarnation),
      aliases: { [writeAliasOf(index)]: {} },
    },
  });
  return index;
}

/** Gives the name to this index and takes it from all others in the same moment. The index can be searched when it returns. */
export async function publish(client: SearchClient, index: string, others: readonly string[]): Promise<void> {
  await client.send({ method: "PUT", path: `${index}/_settings`, body: { index: { refresh_interval: "1s" } } });
  await client.send({ method: "POST", path: `${index}/_refresh` });
  const remove = others.map((other) => ({ remove: { index: other, alias: ALIAS } }));
  await client.send({
    method: "POST",
    path: "_aliases",
    body: { actions: [...remove, { add: { index, alias: ALIAS } }] },
  });
}

/** Up to which position of the ledger everything is in the index; undefined when it does not say, so that it is useless. */
export async function positionOf(client: SearchClient, index: string): Promise<number | undefined> {
  const { body } = await client.send({ method: "GET", path: `${index}/_doc/${CURSOR_ID}`, expected: [404] });
  const { _source: source } = (body ?? {}) as { _source?: { position?: unknown } };
  return typeof source?.position === "number" ? source.position : undefined;
}

/** Removes the indices of these databases that are older than this one. Those of others are not ours to remove. */
export async function removeOlder(
  client: SearchClient,
  live: string,
  incarnations: ReadonlySet<string>,
): Promise<string[]> {
  const path = `${ALIAS}-*/_settings?filter_path=*.settings.index.creation_date`;
  const { body } = await client.send({ method: "GET", path, expected: [404] });
  const madeAt = creationDates(body);
  const since = madeAt.get(live);
  if (since === undefined) return [];
  const older = [...madeAt].filter(([index, made]) => made < since && incarnations.has(incarnationIn(index)));
  for (const [index] of older) await client.send({ method: "DELETE", path: index, expected: [404] });
  return older.map(([index]) => index);
}

/** Removes an index that was not finished. */
export async function discard(client: SearchClient, index: string): Promise<void> {
  await client.send({ method: "DELETE", path: index, expected: [404] });
}

function generationsIn(body: unknown): Generation[] {
  return Object.entries((body ?? {}) as Record<string, Mapping>).flatMap(([index, { mappings }]) => {
    const { _meta: meta } = mappings ?? {};
    return mappings === undefined ? [] : [{ index, incarnation: meta?.incarnation ?? "", layout: meta?.layout ?? 0 }];
  });
}

interface Mapping {
  readonly mappings?: { readonly _meta?: { readonly incarnation?: string; readonly layout?: number } };
}

function creationDates(body: unknown): Map<string, number> {
  const indices = (body ?? {}) as Record<string, { settings?: { index?: { creation_date?: string } } }>;
  return new Map(
    Object.entries(indices).map(([index, { settings }]) => [index, Number(settings?.index?.creation_date)]),
  );
}

/** Empty when the index has another form of name, and so is not ours. */
function incarnationIn(index: string): string {
  return /^lastroom-hotels-([0-9a-f-]{36})-\d+$/.exec(index)?.[1] ?? "";
}
