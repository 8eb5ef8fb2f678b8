import { once } from "node:events";
import { createServer as createServerProbe } from "node:net";
import { openAccess } from "./access/access.ts";
import { ensureFirstAdministrator } from "./access/first_administrator.ts";
import { readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { openDatabase } from "./database/database.ts";
import type { Database } from "./database/database.ts";
import { startEmbeddedServer } from "./database/embedded.ts";
import { migrate } from "./database/migrate.ts";
import { checkServer } from "./database/relied_on.ts";
import { fillDemo } from "./demo.ts";
import { startDispatcher, type Dispatcher, type DispatcherOptions } from "./events/dispatcher.ts";
import { startPeriodic } from "./events/periodic.ts";
import type { App } from "./http/app.ts";
import { createLogger } from "./http/logging.ts";
import { createMetrics } from "./http/metrics.ts";
import type { Metrics } from "./http/metrics.ts";
import { createServer } from "./http/server.ts";
import { createShutdown, shutDownOnSignals } from "./http/shutdown.ts";
import type { Stop } from "./http/shutdown.ts";
import { horizonTask } from "./inventory/horizon.ts";
import { keptSecret } from "./kept_secret.ts";
import { findHotel } from "./properties/find_hotels.ts";
import { pruneRatesTask } from "./rates/prune_past_rates.ts";
import { choreTasks } from "./reservations/chores.ts";
import { pickupTask } from "./reservations/pickup_task.ts";
import { observedIntegrity } from "./reservations/integrity_observation.ts";
import { allRoutes } from "./routes.ts";
import { openServices, type Services } from "./services.ts";
import type { Logger } from "pino";

/** What has been started so far, in the order in which it is to be stopped. */
interface Running {
  readonly config: Config;
  readonly logger: Logger;
  readonly draining: { active: boolean };
  readonly stops: Stop[];
  app: App | undefined;
}

await main();

/** Starts the program, or says in one line why it cannot, stops what it had started and exits with 1. */
async function main(): Promise<void> {
  let running: Running | undefined;
  try {
    const config = readConfig(process.env);
    const logger = createLogger({ level: config.logLevel });
    running = { config, logger, draining: { active: false }, stops: [], app: undefined };
    const shutdown = shutdownOf(running);
    shutDownOnSignals(shutdown, (code) => process.exit(code));
    endOnFatalError(logger, shutdown);
    await start(running);
  } catch (error) {
    process.stderr.write(`Lastroom cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
    if (running) await shutdownOf(running)();
    process.exit(1);
  }
}

async function start(running: Running): Promise<void> {
  const { config, logger, stops } = running;
  // Before anything is made: the first administrator's password is shown only once, and not to nobody.
  await requireFreePort(config);
  const database = await openCheckedDatabase(running);
  const metrics = createMetrics({ processMetrics: true });
  const access = openAccess({
    database,
    jwtSecret: config.jwtSecret ?? (await keptSecret(config.dataDir, "jwt-secret")).value,
    findOrganisation: async (hotelId) => (await findHotel(database.pool, hotelId))?.organisation_id,
  });
  const created = await ensureFirstAdministrator(access, { email: config.adminEmail, password: config.adminPassword });
  // Shown before anything else can fail: it is stored as a hash only, and not made a second time.
  if (created?.password !== undefined) {
    process.stdout.write(`\nAdministrator  ${created.email}\nPassword       ${created.password}  (shown only now)\n\n`);
  }
  if (config.demo) await enterDemo(database, config, logger);
  // Told whichever node moved or entered something; where that is lost, search looks by itself.
  const onMoved = (): void => services.search.feed.nudge();
  const onExchangeRates = (): void => services.search.feed.exchange.doubt();
  const dispatcher = startEvents(database, metrics, logger, { stops, onMoved, onExchangeRates });
  const { draining } = running;
  const onCommitted = (): void => dispatcher.nudge();
  const services = openServices({ config, database, metrics, access, draining, onCommitted }, logger);
  stops.unshift({ name: "admission", stop: () => services.admission.close() });
  stops.unshift({ name: "search", stop: () => services.search.feed.stop() });
  stops.unshift({ name: "search server", stop: () => services.searchServer.stop() });
  const searchable = services.search.feed.start();
  startPeriodicTasks(services, logger, stops);
  running.app = createServer({ config, services, routes: allRoutes, logger });
  const url = await listen(running.app, config);
  await searchable;
  process.stdout.write(`Lastroom is ready at ${url}\nAPI reference  ${url}/docs\nOpenAPI        ${url}/openapi.json\n`);
}

async function openCheckedDatabase({ config, logger, stops }: Running): Promise<Database> {
  const url = config.databaseUrl ?? (await startEmbedded(config, logger, stops));
  const database = openDatabase({
    url,
    poolSize: config.databasePool,
    onConnectionError: (error) => logger.warn({ err: error }, "a database connection broke"),
  });
  stops.unshift({ name: "database", stop: () => database.close() });
  await requireDatabase(database, config);
  await checkServer(database, { unsafe: config.unsafeDatabase });
  const applied = await migrate(database);
  if (applied.length > 0) logger.info({ migrations: applied }, "the database was brought to the newest schema");
  return database;
}

async function requireDatabase(database: Database, { databaseUrl }: Config): Promise<void> {
  try {
    await database.pool.query("SELECT 1");
  } catch (cause) {
    if (databaseUrl === undefined) throw cause;
    throw new Error(`DATABASE_URL: there is no getting in (${(cause as Error).message})`, { cause });
  }
}

async function startEmbedded(config: Config, logger: Logger, stops: Stop[]): Promise<string> {
  const server = await startEmbeddedServer({ dataDir: config.dataDir, log: (message) => logger.info(message) });
  stops.unshift({ name: "embedded server", stop: () => server.stop() });
  return server.url;
}

function startEvents(
  database: Database,
  metrics: Metrics,
  logger: Logger,
  { stops, ...told }: { readonly stops: Stop[] } & Pick<DispatcherOptions, "onMoved" | "onExchangeRates">,
): Dispatcher {
  const dispatcher = startDispatcher(database, {
    ...told,
    onError: (error) => logger.warn({ err: error }, "the dispatcher failed and tries again"),
    onAlarm: ({ raised, lag }) =>
      raised ? logger.warn(lag, "the dispatcher is behind") : logger.info(lag, "the dispatcher has caught up"),
  });
  metrics.beforeScrape.push(() => metrics.dispatcherLag.set((dispatcher.lag?.oldestRowMs ?? 0) / 1_000));
  stops.unshift({ name: "dispatcher", stop: () => dispatcher.stop() });
  return dispatcher;
}

async function enterDemo(database: Database, config: Config, logger: Logger): Promise<void> {
  const hotels = await fillDemo(database, config);
  if (hotels > 0) logger.info({ hotels }, "entered the demo's hotels");
}

function startPeriodicTasks(services: Services, logger: Logger, stops: Stop[]): void {
  const { config, database, metrics, admission } = services;
  const tasks = [
    horizonTask(config.horizonDays),
    ...choreTasks({ db: database.pool, admission }),
    pickupTask,
    pruneRatesTask,
    observedIntegrity(database, metrics, logger),
  ];
  const runner = startPeriodic(database, tasks, {
    onError: (task, error) => logger.warn({ task, err: error }, "a periodic task failed and is run again"),
  });
  stops.unshift({ name: "periodic tasks", stop: () => runner.stop() });
}

async function requireFreePort({ host, port }: Config): Promise<void> {
  const probe = createServerProbe();
  try {
    probe.listen({ host, port });
    await once(probe, "listening");
    probe.close();
    await once(probe, "close");
  } catch (error) {
    throw cannotListen(error as NodeJS.ErrnoException, { host, port });
  }
}

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    throw cannotListen(error as NodeJS.ErrnoException, { host, port });
  }
}

function cannotListen(cause: NodeJS.ErrnoException, { host, port }: Pick<Config, "host" | "port">): Error {
  if (cause.code === "EADDRINUSE") return new Error(`PORT ${port} on ${host} is in use by another program`, { cause });
  return new Error(`HOST ${host}, PORT ${port}: this machine cannot listen there (${cause.message})`, { cause });
}

function shutdownOf(running: Running): () => Promise<boolean> {
  return createShutdown({
    draining: running.draining,
    close: () => running.app?.close() ?? Promise.resolve(),
    server: { closeAllConnections: () => running.app?.server.closeAllConnections() },
    graceMs: running.config.shutdownSeconds * 1_000,
    stops: running.stops,
    logger: running.logger,
  });
}

/** A bug: what it left half done is not known, so the process ends, in order if it can. A rejection nobody awaited is one, too. */
function endOnFatalError(logger: Logger, shutdown: () => Promise<boolean>): void {
  process.on("uncaughtException", (error) => {
    logger.fatal({ err: error }, "fatal error");
    void exitAfter(shutdown);
  });
}

async function exitAfter(shutdown: () => Promise<boolean>): Promise<never> {
  await shutdown();
  process.exit(1);
}
