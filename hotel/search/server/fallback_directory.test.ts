import { expect, test } from "vitest";
import type { DirectoryAnswer } from "../directory/directory.ts";
import { Circuit } from "./circuit.ts";
import { FallbackDirectory, type FallbackReason } from "./fallback_directory.ts";
import { ServerFailure } from "./search_client.ts";

const THERE: DirectoryAnswer = { hotelIds: Int32Array.of(1) };
const HERE: DirectoryAnswer = { hotelIds: Int32Array.of(2) };

/** A directory on a server that does as told, before one in the process. */
function directoryOn(
  server: { find?: () => Promise<DirectoryAnswer>; isReady?: boolean },
  local = (): typeof HERE | undefined => HERE,
) {
  const clock = { now: 0 };
  const told: FallbackReason[] = [];
  const lost: string[] = [];
  let asked = 0;
  const find = async (): Promise<DirectoryAnswer> => {
    asked += 1;
    return server.find === undefined ? THERE : server.find();
  };
  const directory = new FallbackDirectory({
    server: () => (server.isReady === false ? undefined : { index: "hotels-1", directory: { find } }),
    onLost: (index) => void lost.push(index),
    local: { find: local },
    observer: { onFallback: (reason) => void told.push(reason) },
    circuit: new Circuit(() => clock.now),
  });
  return { directory, told, lost, clock, asked: () => asked };
}

const failing = (kind: ConstructorParameters<typeof ServerFailure>[0]) => async (): Promise<DirectoryAnswer> => {
  throw new ServerFailure(kind, "because");
};

test("the server answers when it can", async () => {
  const { directory, told } = directoryOn({});
  expect(await directory.find({}, false)).toBe(THERE);
  expect(told).toEqual([]);
});

test.each(["unreachable", "timeout", "busy", "refused", "wrong_answer"] as const)(
  "%s: this process answers",
  async (kind) => {
    const { directory, told } = directoryOn({ find: failing(kind) });
    expect(await directory.find({}, false)).toBe(HERE);
    expect(told).toEqual([kind]);
  },
);

test("a defect of the program is a failure like others", async () => {
  const { directory, told } = directoryOn({ find: () => Promise.reject(new TypeError("defect")) });
  expect(await directory.find({}, false)).toBe(HERE);
  expect(told).toEqual(["wrong_answer"]);
});

test("as long as nothing is filled this process answers, and nobody knocks", async () => {
  const { directory, told, asked } = directoryOn({ isReady: false });
  expect(await directory.find({}, false)).toBe(HERE);
  expect([told, asked()]).toEqual([["not_ready"], 0]);
});

test("an index that is gone is reported, and is no failure of the server", async () => {
  const { directory, lost } = directoryOn({ find: failing("gone") });
  for (let round = 0; round < 5; round += 1) expect(await directory.find({}, false)).toBe(HERE);
  expect(lost).toHaveLength(5);
  expect(directory.circuit.isOpen).toBe(false);
});

test("a server that keeps failing is left alone, then one search tries, then all do", async () => {
  const server = { find: failing("timeout") };
  const { directory, told, clock, asked } = directoryOn(server);
  for (let round = 0; round < 10; round += 1) expect(await directory.find({}, false)).toBe(HERE);
  expect(asked()).toBe(3);
  expect(told.slice(3)).toEqual(Array.from({ length: 7 }, () => "resting"));
  server.find = async () => THERE;
  clock.now = 1_000;
  expect(await directory.find({}, false)).toBe(THERE);
  expect(await directory.find({}, false)).toBe(THERE);
});

test("when neither has an answer there is none", async () => {
  const { directory } = directoryOn({ isReady: false }, () => undefined);
  expect(await directory.find({}, false)).toBeUndefined();
});
