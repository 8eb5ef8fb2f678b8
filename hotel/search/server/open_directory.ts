import type { Logger } from "pino";
import type { Database } from "../../database/database.ts";
import { FallbackDirectory, type ReadyDirectory, type SearchedIndex } from "./fallback_directory.ts";
import { SearchServerWatch, type SearchServerMetrics } from "./observation.ts";
import { SearchClient } from "./search_client.ts";
import { ServerDirectory } from "./server_directory.ts";
import { ServerFeed, type FeedTimes } from "./server_feed.ts";

/** Phase 1 of a search, and what ends its work in the background. */
export interface OpenedDirectory {
  readonly directory: ReadyDirectory;
  stop(): Promise<void>;
}

/**
 * Phase 1 as SEARCH_URL says: on the search server, with the directory in this process for whenever that does not answer; or in
 * this process alone. Returns at once: a server that is not there is filled when it comes.
 *
 * @param local the directory in this process, kept up to date by somebody else; without an answer while it is not complete
 */
export function openDirectory(
  { searchUrl }: { readonly searchUrl: string | undefined },
  database: Database,
  metrics: SearchServerMetrics,
  logger: Logger,
  local: ReadyDirectory,
  times?: FeedTimes,
): OpenedDirectory {
  if (searchUrl === undefined) return { directory: local, stop: async () => undefined };
  const client = new SearchClient(searchUrl);
  let searched: SearchedIndex | undefined;
  const server = (): SearchedIndex | undefined => {
    const { index } = feed;
    if (index === undefined) return undefined;
    if (searched?.index !== index) searched = { index, directory: new ServerDirectory(client, index) };
    return searched;
  };
  const isUp = (): boolean => feed.index !== undefined && !directory.circuit.isOpen;
  const watch = new SearchServerWatch(metrics, logger, client.address, isUp);
  // Whoever waits for the next try of a server that is back waits for nothing.
  const observer = { ...watch.feed, onBack: () => directory.circuit.succeeded() };
  const feed = new ServerFeed(database, client, observer, times);
  const onLost = (index: string): void => feed.lost(index);
  const directory = new FallbackDirectory({ server, onLost, local, observer: watch.queries });
  feed.start();
  return { directory, stop: () => feed.stop() };
}
