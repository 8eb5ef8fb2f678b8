import { describe, expect, test } from "vitest";
import { checkHotel, withDefaults } from "./hotel_rules.ts";
import { MAX_PRICE_MINOR, exactTerms } from "./room_type_rules.ts";
import type { NewHotel } from "./schemas.ts";

const lisbon: NewHotel = {
  organisation_id: 1,
  name: "Casa do Rio",
  city: "Lisbon",
  country: "PT",
  time_zone: "Europe/Lisbon",
  currency: "EUR",
};

describe("checkHotel", () => {
  test("accepts the least there can be and fills in the rest", () => {
    expect(checkHotel(withDefaults(lisbon))).toMatchObject({
      accepted: true,
      value: { time_zone: "Europe/Lisbon", check_in_time: "15:00", day_roll_hour: 4, photos: [] },
    });
  });

  test("spells the time zone as IANA does", () => {
    expect(checkHotel(withDefaults({ ...lisbon, time_zone: "europe/lisbon" }))).toMatchObject({
      value: { time_zone: "Europe/Lisbon" },
    });
  });

  test.each<[string, Partial<NewHotel>, string]>([
    ["a zone that does not exist", { time_zone: "Europe/Atlantis" }, "/time_zone"],
    ["a bare offset", { time_zone: "+01:00" }, "/time_zone"],
    ["a Windows zone", { time_zone: "GMT Standard Time" }, "/time_zone"],
    ["a country that does not exist", { country: "XX" }, "/country"],
    ["a currency that does not exist", { currency: "XYZ" }, "/currency"],
    ["a latitude alone", { latitude: 38.7 }, "/longitude"],
    ["a longitude alone", { longitude: -9.1 }, "/latitude"],
    ["a photo over http", { photos: ["https://a.example/1.jpg", "http://a.example/2.jpg"] }, "/photos/1"],
    ["a script as a photo", { photos: ["javascript:alert(1)"] }, "/photos/0"],
    ["credentials in a photo", { photos: ["https://me:secret@a.example/1.jpg"] }, "/photos/0"],
    ["a photo that is no URL", { photos: ["https://"] }, "/photos/0"],
  ])("refuses %s and names the field", (_what, wrong, field) => {
    expect(checkHotel(withDefaults({ ...lisbon, ...wrong }))).toMatchObject({
      accepted: false,
      refusal: { code: "invalid_request", detail: { errors: [{ field }] } },
    });
  });

  test("names every wrong field at once", () => {
    const decision = checkHotel(withDefaults({ ...lisbon, country: "ZZ", currency: "ZZZ", time_zone: "Z" }));
    expect(decision).toMatchObject({
      refusal: { detail: { errors: [{ field: "/country" }, { field: "/currency" }, { field: "/time_zone" }] } },
    });
  });
});

describe("exactTerms", () => {
  test.each([
    [120.5, "EUR", 12_050],
    [0, "EUR", 0],
    [19_800, "JPY", 19_800],
    [35.125, "KWD", 35_125],
    [0.29, "EUR", 29],
    [MAX_PRICE_MINOR / 100, "EUR", MAX_PRICE_MINOR],
  ])("%d %s is %i minor units", (price, currency, minor) => {
    const terms = exactTerms({ price_per_night: price, overbooking_ratio: 0 }, currency);
    expect(terms).toEqual({ accepted: true, value: { basePriceMinor: minor, overbookingBasisPoints: 0 } });
  });

  test.each([
    [120.505, "EUR"],
    [0.1 + 0.2, "EUR"],
    [19_800.5, "JPY"],
    [35.1255, "KWD"],
    [-1, "EUR"],
    [MAX_PRICE_MINOR, "EUR"],
    [1e300, "EUR"],
    [Number.NaN, "EUR"],
  ])("refuses %d %s as a price", (price, currency) => {
    expect(exactTerms({ price_per_night: price, overbooking_ratio: 0 }, currency)).toMatchObject({
      refusal: { code: "invalid_request", detail: { errors: [{ field: "/price_per_night" }] } },
    });
  });

  test.each([
    [0.1, 1_000],
    [0.0001, 1],
    [0.5725, 5_725],
    [1, 10_000],
  ])("a ratio of %d is %i basis points", (ratio, points) => {
    expect(exactTerms({ price_per_night: 1, overbooking_ratio: ratio }, "EUR")).toMatchObject({
      value: { overbookingBasisPoints: points },
    });
  });

  test.each([0.00001, 1.0001, -0.1, Number.NaN])("refuses %d as a ratio", (ratio) => {
    expect(exactTerms({ price_per_night: 1, overbooking_ratio: ratio }, "EUR")).toMatchObject({
      refusal: { detail: { errors: [{ field: "/overbooking_ratio" }] } },
    });
  });
});
