import { expect, test } from "vitest";
import { testDatabase, urlOfTestDatabase } from "../testing/database.ts";
import { openDatabase } from "./database.ts";
import { checkServer, ServerUnfit, unmetReliances } from "./relied_on.ts";
import type { ServerFacts } from "./relied_on.ts";

const database = await testDatabase({ empty: true });

const FIT: ServerFacts = {
  version_number: 150_004,
  version: "15.4",
  server_encoding: "UTF8",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  transaction_isolation: "read committed",
  transaction_read_only: "off",
  lock_timeout: "5s",
  time_zone: "UTC",
  in_recovery: false,
};

test("a server that has all of it passes", () => {
  expect(unmetReliances(FIT, false)).toEqual([]);
});

test.each([
  [{ version_number: 140_009, version: "14.9" }, "version is 14.9"],
  [{ server_encoding: "SQL_ASCII" }, "must be UTF8"],
  [{ fsync: "off" }, "fsync is off"],
  [{ full_page_writes: "off" }, "full_page_writes is off"],
  [{ synchronous_commit: "off" }, "synchronous_commit is off"],
  [{ transaction_isolation: "repeatable read" }, "sessions run in repeatable read"],
  [{ transaction_read_only: "on" }, "read-only"],
  [{ lock_timeout: "0" }, "ignores the settings"],
  [{ in_recovery: true, transaction_read_only: "on" }, "standby"],
] satisfies [Partial<ServerFacts>, string][])("%j is refused: %s", (facts, reason) => {
  expect(unmetReliances({ ...FIT, ...facts }, false)).toEqual([expect.stringContaining(reason)]);
});

test("tests may run on a server that forgets at a power cut, but on nothing else that is unfit", () => {
  expect(unmetReliances({ ...FIT, fsync: "off", synchronous_commit: "off", in_recovery: true }, true)).toHaveLength(1);
});

test("names every reason at once", async () => {
  const url = urlOfTestDatabase(database);
  await database.pool.query(
    "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$",
  );
  const opened = openDatabase({ url, poolSize: 1 });
  const refusal = await checkServer(opened).then(
    () => undefined,
    (error: unknown) => error,
  );
  await checkServer(opened, { unsafe: true });
  await opened.close();
  expect(refusal).toBeInstanceOf(ServerUnfit);
  expect((refusal as ServerUnfit).message).toContain("- synchronous_commit is off");
});
