import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ConfigInvalid, readConfig, SETTINGS } from "./config.ts";

const SERVER = { DATABASE_URL: "postgresql://hotel:secret@db/hotel", JWT_SECRET: "x".repeat(32) };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems;
    throw error;
  }
}

test("without any variable: the embedded server with demo hotels, on this machine only", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 3000,
    demo: true,
    rateLimit: { requestsPerMinute: 600, attemptsPerMinute: 20 },
    streamsPerClient: 20,
    trustProxy: false,
    adminEmail: "admin@lastroom.example",
    adminPassword: undefined,
    holdMinutes: 15,
    quoteMinutes: 15,
    horizonDays: 540,
    jwtSecret: undefined,
    databaseUrl: undefined,
    searchUrl: undefined,
    dataDir: `${process.cwd()}/.lastroom`,
    lanes: 2,
    databasePool: 10,
    logLevel: "info",
    shutdownSeconds: 5,
    unsafeDatabase: false,
  });
});

test("with a database of its own there are no demo hotels unless asked for", () => {
  expect(readConfig(SERVER).demo).toBe(false);
  expect(readConfig({ ...SERVER, DEMO: "on" }).demo).toBe(true);
  expect(readConfig({ DEMO: "off" }).demo).toBe(false);
});

test("an empty or blank variable counts as not set", () => {
  expect(readConfig({ PORT: "", HOST: "  " })).toEqual(readConfig({}));
});

test.each([
  ["RATE_LIMIT", "off", "rateLimit", undefined],
  ["RATE_LIMIT", "50,5", "rateLimit", { requestsPerMinute: 50, attemptsPerMinute: 5 }],
  ["TRUST_PROXY", "1", "trustProxy", 1],
  ["TRUST_PROXY", "10.0.0.0/8, ::1", "trustProxy", ["10.0.0.0/8", "::1"]],
  ["ADMIN_EMAIL", "Front.Desk@Example.com", "adminEmail", "front.desk@example.com"],
  ["PORT", "0", "port", 0],
  ["SEARCH_URL", "http://127.0.0.1:9200", "searchUrl", "http://127.0.0.1:9200"],
  ["SEARCH_URL", "https://us%40r:p%3Aw@search.example/path/", "searchUrl", "https://us%40r:p%3Aw@search.example/path/"],
  ["DATA_DIR", "/srv/hotel", "dataDir", "/srv/hotel"],
] as const)("%s=%s", (name, text, field, value) => {
  expect(readConfig({ [name]: text })[field]).toEqual(value);
});

test.each([
  ["HOST", "not a host"],
  ["PORT", "65536"],
  ["PORT", "3000x"],
  ["PORT", "0x10"],
  ["DEMO", "yes"],
  ["RATE_LIMIT", "0,0"],
  ["RATE_LIMIT", "600"],
  ["STREAMS_PER_CLIENT", "0"],
  ["STREAMS_PER_CLIENT", "501"],
  ["TRUST_PROXY", "on"],
  ["TRUST_PROXY", "10.0.0.0/33"],
  ["ADMIN_EMAIL", "admin"],
  ["ADMIN_PASSWORD", "short"],
  ["HOLD_MINUTES", "0"],
  ["HORIZON_DAYS", "1e2"],
  ["JWT_SECRET", "short"],
  ["DATABASE_URL", "mysql://host/database"],
  ["SEARCH_URL", "search:9200"],
  ["SEARCH_URL", "redis://search:9200"],
  ["SEARCH_URL", "http://"],
  ["SEARCH_URL", "http://search:99999"],
  ["SEARCH_URL", "http://:password@search"],
  ["SEARCH_URL", "http://user:100%@search"],
  ["SEARCH_URL", "http://search:9200/?index=mine"],
  ["LANES", "17"],
  ["DATABASE_POOL", "1"],
  ["LOG_LEVEL", "verbose"],
  ["SHUTDOWN_SECONDS", "61"],
  ["UNSAFE_DATABASE", "true"],
])("%s=%s is refused by name", (name, text) => {
  const others = name === "DATABASE_URL" ? { JWT_SECRET: SERVER.JWT_SECRET } : {};
  expect(problemsOf({ ...others, [name]: text })).toEqual([expect.stringMatching(new RegExp(`^${name} must `))]);
});

test("a database of its own needs a JWT_SECRET", () => {
  expect(problemsOf({ DATABASE_URL: SERVER.DATABASE_URL })).toEqual([expect.stringMatching(/^JWT_SECRET must be set/)]);
});

test("all problems come at once, and no secret is in them", () => {
  const problems = problemsOf({
    PORT: "x",
    LANES: "x",
    DATABASE_URL: "postgresql://me:hush@host",
    JWT_SECRET: "hush",
    SEARCH_URL: "ftp://me:hush@host",
  });
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "DATABASE_URL",
    "PORT",
    "JWT_SECRET",
    "SEARCH_URL",
    "LANES",
  ]);
  expect(problems.join()).not.toContain("hush");
});

test(".env.example lists every setting with what it is and what it is without", async () => {
  const wanted = Object.entries(SETTINGS).map(([name, { about, fallback }]) => `# ${about}\n#${name}=${fallback}\n`);
  const head = "# Settings of Lastroom. Copy to .env, and take away the # of what you change.\n";
  expect(await readFile(new URL("../.env.example", import.meta.url), "utf8")).toBe([head, ...wanted].join("\n"));
});
