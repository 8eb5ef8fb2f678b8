import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseNight } from "../../hotel/vocabulary/night.ts";
import { readCsv } from "./csv_rows.ts";
import { readInput } from "./input.ts";
import type { InputOptions } from "./input.ts";
import { csvOf, gzipOf } from "./small_file.ts";
import type { MadeUpLine } from "./small_file.ts";

const everything: InputOptions = { hotel: undefined, limit: undefined };
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lastroom-input-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const file = join(folder, "bookings");
  await writeFile(file, content);
  return file;
}

async function inputOf(lines: readonly MadeUpLine[], options = everything): ReturnType<typeof readInput> {
  return readInput(await fileOf(csvOf(lines)), options);
}

const night = (text: string): number => parseNight(text) ?? Number.NaN;

describe("reading a file", () => {
  it("reads plain and compressed files alike, and names lines as an editor does", async () => {
    const lines: MadeUpLine[] = [{ adr: "80" }, { adr: "90.5" }];
    const plain = await readInput(await fileOf(csvOf(lines)), everything);
    expect(await readInput(await fileOf(gzipOf(lines)), everything)).toEqual(plain);
    expect(plain.bookings.map(({ line, nightlyMinor }) => [line, nightlyMinor])).toEqual([
      [2, 8000],
      [3, 9050],
    ]);
  });

  it("throws on a broken line, a truncated archive, a missing file and an empty one", async () => {
    const read = async (file: string): Promise<void> => {
      for await (const row of readCsv(file)) expect(row.line).toBeGreaterThan(1);
    };
    await expect(read(await fileOf(`${csvOf([{}])}City Hotel,0\n`))).rejects.toThrow(/record length/i);
    await expect(read(await fileOf(gzipOf([{}, {}]).subarray(0, -12)))).rejects.toThrow(/unexpected end/i);
    await expect(read(join(folder, "nothing"))).rejects.toThrow(/ENOENT/);
    await expect(inputOf([])).rejects.toThrow(/no booking/);
  });

  it("takes one hotel only, or the first lines only", async () => {
    const lines = [{ hotel: "Resort Hotel" }, {}, { hotel: "Resort Hotel" }, {}];
    expect((await inputOf(lines, { hotel: "City", limit: undefined })).bookings.map(({ line }) => line)).toEqual([
      3, 5,
    ]);
    expect((await inputOf(lines, { hotel: undefined, limit: 3 })).bookings.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect((await inputOf(lines, { hotel: "City", limit: 1 })).bookings.map(({ line }) => line)).toEqual([3]);
  });
});

describe("conversion", () => {
  it("counts back to the booking day, and adds up nights and guests", async () => {
    const line = {
      leadTime: 69,
      weekendNights: 2,
      weekNights: 5,
      adults: "2",
      children: "1.0",
      babies: "1",
      assigned: "D",
    };
    const { bookings, firstDay } = await inputOf([{ ...line, adr: "80.555" }]);
    expect(firstDay).toBe(night("2016-01-01"));
    expect(bookings).toEqual([
      {
        line: 2,
        hotel: "City",
        reservedType: "A",
        assignedType: "D",
        bookingDay: night("2016-01-01"),
        arrival: night("2016-03-10"),
        departure: night("2016-03-17"),
        guests: 4,
        nightlyMinor: 8056,
        ending: "stayed",
        endingDay: night("2016-03-17"),
      },
    ]);
  });

  it("cancels on its day, but neither before booking nor after arrival; a no-show shows the day after", async () => {
    const cancelled = { status: "Canceled", leadTime: 10 };
    const { bookings } = await inputOf([
      { ...cancelled, statusDate: "2016-03-05" },
      { ...cancelled, statusDate: "2014-10-17" },
      { ...cancelled, statusDate: "2016-03-12" },
      { status: "No-Show", statusDate: "2016-03-10" },
    ]);
    expect(bookings.map(({ endingDay }) => endingDay)).toEqual(
      ["2016-03-05", "2016-02-29", "2016-03-10", "2016-03-11"].map(night),
    );
  });

  it("keeps exact duplicates: they are groups", async () => {
    expect((await inputOf([{}, {}, {}])).bookings).toHaveLength(3);
  });

  it("rejects what no hotel could accept, each line for its first reason", async () => {
    const { rejected, bookings, lines } = await inputOf([
      {},
      { weekNights: 0 },
      { weekNights: 0, adults: "0" },
      { adults: "0", children: "NA" },
      { adr: "-6.38" },
      { arrival: "2015-02-29" },
      { statusDate: "soon" },
      { adults: "two" },
      { hotel: "Motel" },
      { reserved: "?" },
      { children: "NA" },
    ]);
    expect(Object.fromEntries(rejected)).toEqual({
      "zero nights": 2,
      "no guests": 1,
      "negative price": 1,
      unreadable: 5,
    });
    expect([bookings.length, lines]).toEqual([2, 11]);
  });
});
