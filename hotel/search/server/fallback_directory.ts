import type { DirectoryAnswer, DirectoryQuery, HotelDirectory } from "../directory/directory.ts";
import { Circuit } from "./circuit.ts";
import { ServerFailure, type ServerFailureKind } from "./search_client.ts";

/** Phase 1 as a search asks it: without an answer as long as nothing is complete. */
export interface ReadyDirectory {
  find(query: DirectoryQuery, withFacets: boolean): DirectoryAnswer | undefined | Promise<DirectoryAnswer | undefined>;
}

/** Why a query was not answered by the search server: a failure, it is not filled, or it has failed just before. */
export type FallbackReason = ServerFailureKind | "not_ready" | "resting";

/** Told what happens to queries; must not throw. */
export interface FallbackObserver {
  readonly onFallback?: (reason: FallbackReason, error?: unknown) => void;
  readonly onAnswer?: () => void;
}

/** An index that can be searched now. */
export interface SearchedIndex {
  readonly index: string;
  readonly directory: HotelDirectory;
}

/** Asks the search server, and the directory in this process whenever that does not answer well and soon. */
export class FallbackDirectory implements ReadyDirectory {
  readonly #server: () => SearchedIndex | undefined;
  readonly #onLost: (index: string) => void;
  readonly #local: ReadyDirectory;
  readonly #observer: FallbackObserver;
  readonly circuit: Circuit;

  constructor(parts: {
    readonly server: () => SearchedIndex | undefined;
    /** Told that an index is not on the server any more. */
    readonly onLost: (index: string) => void;
    readonly local: ReadyDirectory;
    readonly observer?: FallbackObserver;
    readonly circuit?: Circuit;
  }) {
    this.#server = parts.server;
    this.#onLost = parts.onLost;
    this.#local = parts.local;
    this.#observer = parts.observer ?? {};
    this.circuit = parts.circuit ?? new Circuit();
  }

  async find(query: DirectoryQuery, withFacets: boolean): Promise<DirectoryAnswer | undefined> {
    const server = this.#server();
    if (server === undefined) return this.#instead("not_ready", query, withFacets);
    if (!this.circuit.mayTry()) return this.#instead("resting", query, withFacets);
    try {
      const answer = await server.directory.find(query, withFacets);
      this.circuit.succeeded();
      this.#observer.onAnswer?.();
      return answer;
    } catch (error) {
      // Anything else is a defect of this program, and a search must not suffer for it either.
      const kind = error instanceof ServerFailure ? error.kind : "wrong_answer";
      if (kind === "gone") this.#onLost(server.index);
      else this.circuit.failed();
      return this.#instead(kind, query, withFacets, error);
    }
  }

  #instead(
    reason: FallbackReason,
    query: DirectoryQuery,
    withFacets: boolean,
    error?: unknown,
  ): ReturnType<ReadyDirectory["find"]> {
    this.#observer.onFallback?.(reason, error);
    return this.#local.find(query, withFacets);
  }
}
