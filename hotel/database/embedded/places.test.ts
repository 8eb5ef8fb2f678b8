import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { installedBinaries } from "./binaries.ts";
import { choosePlaces, makeDataDir, usableInstallation } from "./places.ts";
import { firstObstacle, isRootsOwn } from "./reach.ts";
import { chooseAccount } from "./server_account.ts";
import type { Account } from "./server_account.ts";

const folder = await realpath(await mkdtemp(join(tmpdir(), "lastroom-places-")));
await chmod(folder, 0o711);
afterAll(() => rm(folder, { recursive: true }));

const isRoot = process.getuid?.() === 0;
const me: Account = { name: "me", uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const stranger: Account = { name: "stranger", uid: 64_321, gid: 64_321 };
const log: string[] = [];
const options = { dataDir: folder, log: (message: string) => log.push(message), refuges: [join(folder, "refuge")] };

test("a locked folder above is the obstacle, for strangers only", async () => {
  await mkdir(join(folder, "locked/inside"), { recursive: true });
  await chmod(join(folder, "locked"), 0o700);
  expect(await firstObstacle(join(folder, "locked/inside"), stranger)).toBe(join(folder, "locked"));
  expect(await firstObstacle(join(folder, "locked/inside"), me)).toBeUndefined();
});

test("chooses postgres, else nobody, else an ordinary account", () => {
  const [daemon, ordinary] = [
    { name: "daemon", uid: 1, gid: 1 },
    { name: "ada", uid: 1000, gid: 1000 },
  ];
  const nobody = { name: "nobody", uid: 65_534, gid: 65_534 };
  expect(chooseAccount([daemon, ordinary, nobody, { name: "postgres", uid: 101, gid: 104 }])?.name).toBe("postgres");
  expect(chooseAccount([daemon, ordinary, nobody])?.name).toBe("nobody");
  expect(chooseAccount([daemon, ordinary])?.name).toBe("ada");
  expect(chooseAccount([daemon])).toBeUndefined();
});

test.skipIf(!isRoot)("only a folder that root alone can write is a refuge", async () => {
  // As an ordinary user no folder of the test is root's.
  await mkdir(join(folder, "open"));
  await chmod(join(folder, "open"), 0o777);
  expect(await isRootsOwn(join(folder, "open"))).toBe(false);
  await chmod(join(folder, "open"), 0o755);
  expect(await isRootsOwn(join(folder, "open"))).toBe(true);
});

test.skipIf(!isRoot)("programs that the account cannot read are copied once, complete and readable", async () => {
  // Only root has another account to run the server as.
  const installed = { ...(await installedBinaries()), folder: join(folder, "locked/native") };
  await mkdir(join(folder, "locked/native/bin"), { recursive: true });
  await mkdir(join(folder, "locked/native/lib/postgresql"), { recursive: true });
  await mkdir(join(folder, "locked/native/share/postgresql"), { recursive: true, mode: 0o700 });
  for (const program of ["initdb", "postgres"])
    await writeFile(join(installed.folder, "bin", program), program, { mode: 0o700 });
  await writeFile(join(installed.folder, "lib/libz.so.1.2"), "library", { mode: 0o600 });
  await writeFile(
    join(installed.folder, "pg-symlinks.json"),
    '[{"source":"native/lib/libz.so.1","target":"native/lib/libz.so.1.2"}]',
  );
  const copied = await usableInstallation(installed, stranger, folder, options);
  const again = await usableInstallation(installed, stranger, folder, options);
  expect(again.folder).toBe(copied.folder);
  expect(copied.folder).toMatch(new RegExp(`^${folder}/refuge/postgres-18.*-[0-9a-f]{12}/native$`));
  expect(await firstObstacle(join(copied.folder, "bin/postgres"), stranger)).toBeUndefined();
  expect(await firstObstacle(join(copied.folder, "share/postgresql"), stranger)).toBeUndefined();
  expect(await readFile(join(copied.folder, "lib/libz.so.1"), "utf8")).toBe("library");
  expect((await stat(join(copied.folder, "lib/libz.so.1.2"))).mode & 0o044).toBe(0o044);
});

test("data noted elsewhere that is gone is an error, not an empty start", async () => {
  const dataDir = await makeDataDir(join(folder, "moved"));
  await writeFile(join(dataDir, "postgres-location"), `${folder}/gone\n`);
  await expect(choosePlaces({ ...options, dataDir })).rejects.toThrow(`should be in ${folder}/gone`);
});

test("says when DATA_DIR cannot be used", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(makeDataDir(join(folder, "file", "data"))).rejects.toThrow(/^DATA_DIR .* cannot be used: /);
});
