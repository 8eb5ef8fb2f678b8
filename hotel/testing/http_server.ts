import { afterAll } from "vitest";
import { openAccess } from "../access/access.ts";
import { createApiKey } from "../access/api_keys.ts";
import { insertAccount } from "../access/create_user.ts";
import type { Scope } from "../access/permissions.ts";
import type { Role } from "../access/principal.ts";
import { readConfig } from "../config.ts";
import type { Database } from "../database/database.ts";
import type { App, Routes } from "../http/app.ts";
import { createLogger } from "../http/logging.ts";
import { createMetrics } from "../http/metrics.ts";
import type { RateLimitSettings } from "../http/rate_limit.ts";
import { createServer } from "../http/server.ts";
import { allRoutes } from "../routes.ts";
import { openServices, type Services } from "../services.ts";

/** A server with real routes on a test database, not listening: `app.inject`, or `await app.listen({ port: 0 })`. */
export interface HttpFixture {
  readonly app: App;
  readonly services: Services;
  /** The lines it has logged, at level `debug`. */
  readonly logLines: readonly string[];
}

/** What {@link testHttpServer} may be asked for. */
export interface HttpFixtureOptions {
  /** All routes of the program unless told. */
  readonly routes?: readonly Routes[];
  /** Off unless told. */
  readonly rateLimit?: RateLimitSettings;
  readonly trustProxy?: false | number | string[];
  /** Services beyond the basic ones, for routes that need them. */
  readonly services?: Partial<Services>;
  readonly slowRequestMs?: number;
}

/** Makes such a server; it is closed after the tests of the file. Passwords are hashed cheaply, the rest is as in production. */
export function testHttpServer(database: Database, options: HttpFixtureOptions = {}): HttpFixture {
  const logLines: string[] = [];
  const services: Services = { ...basicServices(database), ...options.services };
  const app = createServer({
    config: { trustProxy: options.trustProxy ?? false, rateLimit: options.rateLimit },
    services,
    routes: options.routes ?? allRoutes,
    logger: createLogger({ level: "debug", destination: { write: (line) => void logLines.push(line) } }),
    ...(options.slowRequestMs === undefined ? {} : { slowRequestMs: options.slowRequestMs }),
  });
  afterAll(() => app.close());
  return { app, services, logLines };
}

/** The services that every server has. Search finds nothing until `services.search.feed.start()`. */
export function basicServices(database: Database): Services {
  const findOrganisation = async (hotelId: number): Promise<number | undefined> => {
    const { rows } = await database.pool.query<{ id: number }>(
      "SELECT organisation_id AS id FROM hotel WHERE hotel_id = $1",
      [hotelId],
    );
    return rows[0]?.id;
  };
  const jwtSecret = "a secret that only tests use, 32 bytes or more";
  const parts = {
    config: readConfig({}),
    database,
    metrics: createMetrics(),
    access: openAccess({ database, jwtSecret, findOrganisation, passwords: { logCost: 4 } }),
    draining: { active: false },
  };
  const services = openServices(parts, createLogger({ level: "silent" }));
  afterAll(() => Promise.all([services.admission.close(), services.search.feed.stop()]));
  return services;
}

/** A role and where it holds; without hotel and organisation, everywhere. */
export interface TestRole {
  readonly role: Role;
  readonly organisationId?: number;
  readonly hotelId?: number;
}

/** The password of every account made by {@link staffToken}. */
export const TEST_PASSWORD = "correct horse battery staple";

let accounts = 0;

/** Makes an account with these roles and returns its access token and id. */
export async function staffToken(
  { access, database }: Services,
  ...roles: TestRole[]
): Promise<{ token: string; accountId: number; email: string }> {
  const hashed = await access.passwords.hash(TEST_PASSWORD);
  if (!hashed.accepted) throw new Error(hashed.refusal.message);
  accounts += 1;
  const email = `staff-${accounts}-${process.pid}@example.com`;
  const grants = roles.map(({ role, organisationId, hotelId }) => ({
    role,
    organisationId: organisationId ?? null,
    hotelId: hotelId ?? null,
  }));
  const draft = { email, name: "Test", passwordHash: hashed.value, roles: grants };
  const accountId = await insertAccount(database.pool, draft);
  if (accountId === undefined) throw new Error(`${email} exists already`);
  const token = await access.tokens.issue({ accountId, epoch: 1 }, Math.floor(Date.now() / 1_000));
  return { token, accountId, email };
}

/** Makes an API key with these scopes and returns it. */
export async function partnerKey(
  { database }: Services,
  organisationId: number,
  scopes: readonly Scope[],
  hotelId: number | null = null,
): Promise<{ secret: string; apiKeyId: number }> {
  const { secret, record } = await createApiKey(database.pool, { organisationId, hotelId, name: "Test", scopes });
  return { secret, apiKeyId: record.apiKeyId };
}

/** The header that carries a credential. */
export function bearer(credential: string): { authorization: string } {
  return { authorization: `Bearer ${credential}` };
}
