import { LastroomProblem, LastroomUnreachable, readProblem } from "./problem.ts";
import { waitBeforeRetry, type Failure, type Patience } from "./retry.ts";

/** Where calls go and how. */
export interface Transport {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly patience: Patience;
}

/** One call, ready to be sent any number of times. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** Whether a repeat is harmless although the first may have been carried out. */
  readonly repeatable: boolean;
  readonly signal: AbortSignal | undefined;
}

type Outcome = { readonly accepted: true; readonly value: unknown } | Unaccepted;

interface Unaccepted {
  readonly accepted: false;
  readonly failure: Failure;
  readonly error: LastroomProblem | LastroomUnreachable;
}

/**
 * Sends a call until it is answered, with the same key each time and as often as the patience allows. Returns the body of the
 * reply (undefined for none). Throws {@link LastroomProblem}, {@link LastroomUnreachable}, or the reason of the caller's signal.
 */
export async function send(transport: Transport, call: Call): Promise<unknown> {
  for (let number = 1; ; number += 1) {
    const outcome = await attempt(transport, call);
    if (outcome.accepted) return outcome.value;
    const { failure, error } = outcome;
    const retry = { failure, number, repeatable: call.repeatable };
    const wait = waitBeforeRetry(retry, transport.patience, Math.random(), Date.now());
    if (wait === undefined) throw error;
    await pause(wait, call.signal);
  }
}

async function attempt(transport: Transport, call: Call): Promise<Outcome> {
  const { method, headers, body, signal } = call;
  const timeout = AbortSignal.timeout(transport.patience.timeoutMs);
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    const reply = await transport.fetch(`${transport.baseUrl}${call.target}`, {
      method,
      headers,
      signal: either,
      ...(body === undefined ? {} : { body }),
    });
    return readReply(call, reply, await reply.text());
  } catch (error) {
    signal?.throwIfAborted();
    return unreachable(call, { status: undefined, retryAfter: null }, "no answer came", error);
  }
}

function readReply(call: Call, reply: Response, text: string): Outcome {
  const failure: Failure = { status: reply.status, retryAfter: reply.headers.get("retry-after") };
  if (!reply.ok) {
    const problem = readProblem(reply.headers.get("content-type"), text);
    if (problem === undefined) return unreachable(call, failure, `a reply ${reply.status} that is not the API's`);
    return { accepted: false, failure, error: new LastroomProblem(problem, call.idempotencyKey) };
  }
  if (text === "") return { accepted: true, value: undefined };
  return { accepted: true, value: JSON.parse(text) };
}

function unreachable(call: Call, failure: Failure, why: string, cause?: unknown): Outcome {
  const error = new LastroomUnreachable(`${call.method} ${call.target}: ${why}`, call.idempotencyKey, cause);
  return { accepted: false, failure, error };
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
