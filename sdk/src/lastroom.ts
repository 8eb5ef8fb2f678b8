import { callerOf, type Caller, type CallOptions, type InputOf, type ReplyOf } from "./call.ts";
import { reservationsOf, type Reservations } from "./reservations.ts";
import { PATIENCE, type Patience } from "./retry.ts";

/** How to make a client. */
export interface LastroomOptions {
  /** Of the server, `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  /** An access token of staff, an API key, or a booking's manage token. None is needed to search and to book. */
  readonly token?: string;
  /** The platform's `fetch` unless told. */
  readonly fetch?: typeof fetch;
  /** How often and how long to try; {@link PATIENCE} unless told. */
  readonly patience?: Partial<Patience>;
}

/** A client of one Lastroom server. */
export interface Lastroom {
  /** Hotels of a city with rooms for a stay. */
  search(
    query: InputOf<"GET /v1/hotels/availability">["query"],
    options?: CallOptions,
  ): Promise<ReplyOf<"GET /v1/hotels/availability">>;
  readonly reservations: Reservations;
  /** Every call of the API by method and path, typed like the others: `call("GET /v1/users", { query })`. */
  readonly call: Caller;
  /** Signs in and returns a client that calls as this member of staff. */
  signIn(email: string, password: string): Promise<Lastroom>;
  /** The same client with another token. */
  withToken(token: string): Lastroom;
}

/**
 * Makes a client. Changing calls carry an idempotency key that stays the same when they are tried again, so nothing is booked
 * twice. A refusal is thrown as `LastroomProblem`, silence as `LastroomUnreachable`.
 */
export function createLastroom(options: LastroomOptions): Lastroom {
  const { baseUrl, token } = options;
  const transport = {
    baseUrl: baseUrl.replace(/\/+$/, ""),
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    patience: { ...PATIENCE, ...options.patience },
  };
  const call = callerOf(transport, token);
  const withToken = (other: string): Lastroom => createLastroom({ ...options, token: other });
  return {
    search: (query, more) => call("GET /v1/hotels/availability", { query }, more),
    reservations: reservationsOf(call),
    call,
    signIn: async (email, password) => {
      const { access_token } = await call("POST /v1/auth/token", { body: { email, password } });
      return withToken(access_token);
    },
    withToken,
  };
}
