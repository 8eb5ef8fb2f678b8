import { expect, test } from "vitest";
import { causeOf, explain, explainFiles, explainSpawn } from "./diagnosis.ts";

test.each([
  [
    "/x/postgres: error while loading shared libraries: libstdc++.so.6: cannot open shared object file: No such file",
    "the shared library libstdc++.so.6 is missing",
  ],
  ["/lib/libc.so.6: version `GLIBC_2.34' not found (required by /x/postgres)", "C library is too old (GLIBC_2.34"],
  ['FATAL:  could not write to file "pg_wal/xlogtemp.9": No space left on device', "the disk is full"],
  ['initdb: error: could not create directory "/data/base": Read-only file system', "mounted read-only"],
  ['FATAL:  data directory "/data/cluster" has invalid permissions', "/data/cluster must belong to"],
  ['could not open file "postmaster.pid": Permission denied', "does not allow"],
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', "its port is taken"],
  ["FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "earlier server still run"],
  ["FATAL:  could not map anonymous shared memory: Cannot allocate memory", "not enough memory"],
  ["FATAL:  database files are incompatible with server", "another major version"],
  ["PANIC:  could not locate a valid checkpoint record", "the data is damaged"],
])("%s", (output, meaning) => {
  expect(causeOf(output)).toContain(meaning);
});

test("what is not known is told in PostgreSQL's own last words", () => {
  const output = Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n");
  const { message } = explain("it failed", output);
  expect(message).toContain("it failed: PostgreSQL says\nline 28");
  expect(message).toMatch(/line 39$/);
});

test.each([
  ["ENOENT", "needs glibc"],
  ["EACCES", "noexec"],
  ["EPERM", "as another account"],
  ["EAGAIN", "cannot be started: out of processes"],
])("a program that does not start with %s", (code, meaning) => {
  const error = Object.assign(new Error("out of processes"), { code });
  expect(explainSpawn("postgres", error).message).toContain(meaning);
});

test("a file operation that fails names the file and the way out, other errors stay as they are", () => {
  const full = Object.assign(new Error("ENOSPC: no space left"), { code: "ENOSPC", path: "/data/password" });
  expect(explainFiles(full)).toMatchObject({ message: expect.stringMatching("/data/password: the disk is full") });
  const other = new Error("something else");
  expect(explainFiles(other)).toBe(other);
});
