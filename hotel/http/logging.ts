import type { FastifyBaseLogger } from "fastify";
import pg from "pg";
import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";

/** What {@link createLogger} may be told. */
export interface LoggerOptions {
  /** `info` unless told; `debug` logs every request. */
  readonly level?: string;
  /** Standard output unless told. */
  readonly destination?: DestinationStream;
}

/**
 * The program's log: JSON lines. It carries ids, route patterns, statuses and times; never bodies, query strings, credentials
 * or personal data. The paths to redact are a second line of defence: nothing is meant to log a request or its headers whole.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const settings = {
    level: options.level ?? "info",
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, req: (request: { method?: string }) => ({ method: request.method }) },
    redact: {
      paths: [...SECRET_FIELDS, ...SECRET_FIELDS.map((field) => `*.${field}`), "*.headers.authorization"],
      censor: "[redacted]",
    },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

const SECRET_FIELDS = [
  "authorization",
  "password",
  "current_password",
  "new_password",
  "email",
  "phone",
  "access_token",
  "manage_token",
  "secret",
  "jwtSecret",
  "guest",
  "body",
  "query",
];

/**
 * A logger that becomes a child with the request id when it first has something to write: making one for every request, as
 * fastify does unless told, costs more than all our other hooks together, and nearly no request logs anything.
 */
export function lazyChildLogger(parent: FastifyBaseLogger, bindings: Record<string, unknown>): FastifyBaseLogger {
  return new LazyLogger(parent as Parent, bindings);
}

type Level = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** The methods of a logger without their many overloads: entries are passed on as they come. */
type Passing = Record<Level, (...entry: unknown[]) => void>;

type Parent = FastifyBaseLogger & { isLevelEnabled(level: Level): boolean };

class LazyLogger implements Passing {
  readonly #parent: Parent;
  readonly #bindings: Record<string, unknown>;
  #own: (Passing & FastifyBaseLogger) | undefined;

  constructor(parent: Parent, bindings: Record<string, unknown>) {
    this.#parent = parent;
    this.#bindings = bindings;
  }

  get level(): string {
    return this.#parent.level;
  }

  trace(...entry: unknown[]): void {
    this.#write("trace", entry);
  }

  debug(...entry: unknown[]): void {
    this.#write("debug", entry);
  }

  info(...entry: unknown[]): void {
    this.#write("info", entry);
  }

  warn(...entry: unknown[]): void {
    this.#write("warn", entry);
  }

  error(...entry: unknown[]): void {
    this.#write("error", entry);
  }

  fatal(...entry: unknown[]): void {
    this.#write("fatal", entry);
  }

  silent(): void {
    // The level that logs nothing.
  }

  child(...options: Parameters<FastifyBaseLogger["child"]>): FastifyBaseLogger {
    return this.#log.child(...options);
  }

  #write(level: Level, entry: unknown[]): void {
    if (this.#own ?? this.#parent.isLevelEnabled(level)) this.#log[level](...entry);
  }

  get #log(): Passing & FastifyBaseLogger {
    this.#own ??= this.#parent.child(this.#bindings) as Passing & FastifyBaseLogger;
    return this.#own;
  }
}

interface DescribedError {
  readonly type: string;
  readonly message?: string;
  readonly code?: unknown;
  readonly stack?: string;
  readonly [member: string]: unknown;
}

/**
 * An error as the log shows it. PostgreSQL puts values of rows into `message`, `detail` and `where` ("Key (email)=(...) already
 * exists"): of its errors only codes and names are kept, and the stack without its first line, which repeats the message.
 */
function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  if (error instanceof pg.DatabaseError) {
    const { code, severity, schema, table, column, constraint, routine } = error;
    return {
      type: "DatabaseError",
      code,
      severity,
      schema,
      table,
      column,
      constraint,
      routine,
      ...framesOf(error),
      ...cause,
    };
  }
  const code = "code" in error ? { code: error.code } : {};
  return { type: error.name, message: error.message, ...code, ...framesOf(error), ...cause };
}

function framesOf(error: Error): { stack?: string } {
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at "));
  return frames ? { stack: frames.join("\n") } : {};
}
