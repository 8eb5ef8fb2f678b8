import { resolve } from "node:path";
import {
  emailAddress,
  hostAddress,
  notShorterThan,
  oneOf,
  onOff,
  postgresUrl,
  rateLimit,
  redisUrl,
  searchServerUrl,
  trustedProxies,
  wholeNumber,
} from "./config_values.ts";
import type { RateLimit } from "./config_values.ts";

export type { RateLimit } from "./config_values.ts";

/** Every setting of the program, read once at start. */
export interface Config {
  /** The address to listen on. */
  readonly host: string;
  /** The TCP port to listen on; 0: any free one. */
  readonly port: number;
  /** Whether to fill an empty database with demo hotels and a demo sign-in. */
  readonly demo: boolean;
  /** How much one principal or address may ask; undefined: no limit. */
  readonly rateLimit: RateLimit | undefined;
  /** The most streams of availability that one principal or address has open in this process. */
  readonly streamsPerClient: number;
  /** Which proxies may say whom they speak for: a number of hops, addresses, or none (false). As fastify's `trustProxy`. */
  readonly trustProxy: false | number | string[];
  /** The sign-in of the first administrator. */
  readonly adminEmail: string;
  /** The password of the first administrator; undefined: a random one, printed once. */
  readonly adminPassword: string | undefined;
  /** How long a hold keeps its rooms, in minutes. */
  readonly holdMinutes: number;
  /** How long a quote is honoured, in minutes. */
  readonly quoteMinutes: number;
  /** How many days ahead nights are on sale. */
  readonly horizonDays: number;
  /** The key that signs access tokens; undefined only for the embedded server, which keeps a random one in its folder. */
  readonly jwtSecret: string | undefined;
  /** The PostgreSQL to use; undefined: the embedded server. */
  readonly databaseUrl: string | undefined;
  /** The Elasticsearch or OpenSearch that finds hotels by text and geography; undefined: this process does. */
  readonly searchUrl: string | undefined;
  /** The folder of the embedded server and of secrets made at the first start; absolute. */
  readonly dataDir: string;
  /** How many admission transactions run side by side in this process. */
  readonly lanes: number;
  /** The most database connections of the pool. */
  readonly databasePool: number;
  /** The Redis or Valkey that keeps counts of free rooms for searches; undefined: none does. */
  readonly availabilityCache: string | undefined;
  /** The least severe log line that is written. */
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** How long requests in flight may take after SIGTERM, in seconds. */
  readonly shutdownSeconds: number;
  /** Whether a server that can lose confirmed bookings is accepted: for tests. */
  readonly unsafeDatabase: boolean;
}

/** One environment variable: what the program takes without it (empty: nothing), and what it is, for `.env.example`. */
export interface Setting {
  readonly fallback: string;
  readonly about: string;
}

/** Every environment variable the program reads. */
export const SETTINGS = {
  HOST: { fallback: "127.0.0.1", about: "Address to listen on; 0.0.0.0 for every network interface." },
  PORT: { fallback: "3000", about: "TCP port to listen on; 0 takes any free one." },
  DATABASE_URL: {
    fallback: "",
    about: "PostgreSQL 15 or newer, postgresql://user:password@host:port/database; empty: the embedded server.",
  },
  DATA_DIR: { fallback: ".lastroom", about: "Folder of the embedded server and of secrets made at the first start." },
  SEARCH_URL: {
    fallback: "",
    about:
      "Elasticsearch 8 or 9, or OpenSearch 2 or 3, http(s)://user:password@host:port, for hotels by text and place; empty: in process.",
  },
  DATABASE_POOL: { fallback: "10", about: "Most database connections of the pool, 2 to 90." },
  LANES: {
    fallback: "2",
    about: "Admission transactions side by side in this process, 1 to 16; each has a connection of its own.",
  },
  AVAILABILITY_CACHE: {
    fallback: "",
    about:
      "Redis or Valkey that keeps counts of free rooms for searches, redis://user:password@host:port/0 or rediss:// with TLS; empty: none.",
  },
  JWT_SECRET: {
    fallback: "",
    about:
      "Key that signs access tokens, at least 32 characters; needed with DATABASE_URL, else a random one is kept in DATA_DIR.",
  },
  ADMIN_EMAIL: { fallback: "admin@lastroom.example", about: "Sign-in of the first administrator." },
  ADMIN_PASSWORD: {
    fallback: "",
    about: "Password of the first administrator, at least 12 characters; empty: a random one, printed once.",
  },
  DEMO: {
    fallback: "",
    about: "on or off: fill an empty database with demo hotels; empty: on for the embedded server only.",
  },
  RATE_LIMIT: {
    fallback: "on",
    about: "on, off, or two numbers as in 600,20: requests and sign-in attempts a minute of one principal or address.",
  },
  STREAMS_PER_CLIENT: {
    fallback: "20",
    about: "Most streams of availability that one principal or address has open in this process, 1 to 500.",
  },
  TRUST_PROXY: {
    fallback: "off",
    about:
      "Proxies in front that tell the client's address: off, how many there are, or their addresses as in 10.0.0.0/8,127.0.0.1.",
  },
  HOLD_MINUTES: { fallback: "15", about: "How long a hold keeps its rooms, in minutes, 1 to 1440." },
  QUOTE_MINUTES: { fallback: "15", about: "How long a quote is honoured, in minutes, 1 to 1440." },
  HORIZON_DAYS: { fallback: "540", about: "How many days ahead nights are on sale, 1 to 1100." },
  LOG_LEVEL: { fallback: "info", about: "fatal, error, warn, info, debug, trace or silent." },
  SHUTDOWN_SECONDS: { fallback: "5", about: "How long requests in flight may take after SIGTERM, 0 to 60." },
  UNSAFE_DATABASE: {
    fallback: "off",
    about: "on accepts a server that can lose confirmed bookings (fsync off): for tests only.",
  },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof SETTINGS;
type Environment = Readonly<Record<string, string | undefined>>;

/** One or more settings are wrong; the message has a line for each, beginning with the name of the variable. */
export class ConfigInvalid extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`settings are wrong:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
    this.name = "ConfigInvalid";
    this.problems = problems;
  }
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** Reads the settings from environment variables; an empty one counts as not set. Throws {@link ConfigInvalid} with all problems. */
export function readConfig(env: Environment): Config {
  const problems: string[] = [];
  const required = reader(env, problems);
  const optional = <T>(name: Name, parse: (text: string) => T): T | undefined =>
    textOf(env, name) === "" ? undefined : required(name, parse);
  const databaseUrl = optional("DATABASE_URL", postgresUrl);
  const config = {
    host: required("HOST", hostAddress),
    port: required("PORT", wholeNumber(0, 65_535)),
    demo: optional("DEMO", onOff) ?? textOf(env, "DATABASE_URL") === "",
    rateLimit: required("RATE_LIMIT", rateLimit),
    streamsPerClient: required("STREAMS_PER_CLIENT", wholeNumber(1, 500)),
    trustProxy: required("TRUST_PROXY", trustedProxies),
    adminEmail: required("ADMIN_EMAIL", emailAddress),
    adminPassword: optional("ADMIN_PASSWORD", notShorterThan(12)),
    holdMinutes: required("HOLD_MINUTES", wholeNumber(1, 1_440)),
    quoteMinutes: required("QUOTE_MINUTES", wholeNumber(1, 1_440)),
    horizonDays: required("HORIZON_DAYS", wholeNumber(1, 1_100)),
    jwtSecret: optional("JWT_SECRET", notShorterThan(32)),
    databaseUrl,
    searchUrl: optional("SEARCH_URL", searchServerUrl),
    dataDir: resolve(textOf(env, "DATA_DIR")),
    lanes: required("LANES", wholeNumber(1, 16)),
    databasePool: required("DATABASE_POOL", wholeNumber(2, 90)),
    availabilityCache: optional("AVAILABILITY_CACHE", redisUrl),
    logLevel: required("LOG_LEVEL", oneOf(LOG_LEVELS)),
    shutdownSeconds: required("SHUTDOWN_SECONDS", wholeNumber(0, 60)),
    unsafeDatabase: required("UNSAFE_DATABASE", onOff),
  };
  if (textOf(env, "DATABASE_URL") !== "" && textOf(env, "JWT_SECRET") === "") {
    problems.push("JWT_SECRET must be set together with DATABASE_URL: every node of the database needs the same");
  }
  if (problems.length > 0) throw new ConfigInvalid(problems);
  return config as Config;
}

/** Reads one variable after the other, noting what is wrong; undefined stands for a wrong one until all are noted. */
function reader(env: Environment, problems: string[]): <T>(name: Name, parse: (text: string) => T) => T | undefined {
  return (name, parse) => {
    try {
      return parse(textOf(env, name));
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}`);
      return undefined;
    }
  };
}

function textOf(env: Environment, name: Name): string {
  const text = env[name]?.trim() ?? "";
  return text === "" ? SETTINGS[name].fallback : text;
}
