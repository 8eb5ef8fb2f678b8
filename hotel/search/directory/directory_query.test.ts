import { expect, test } from "vitest";
import { readDirectoryQuery, type DirectoryWishes } from "./directory_query.ts";

test("everything that can be asked for", () => {
  const wishes = {
    city: "Atlantis",
    country: "pt",
    q: "hotel grande",
    near: "38.72, -9.14",
    radius_km: "500",
    bbox: "-20,179,-10,-179",
    stars: "5,4,5",
    amenities: "wi-fi, pool,WiFi",
  };
  expect(readDirectoryQuery(wishes)).toEqual({
    accepted: true,
    value: {
      city: "Atlantis",
      country: "PT",
      text: "hotel grande",
      near: { latitude: 38.72, longitude: -9.14, km: 500 },
      box: { south: -20, west: 179, north: -10, east: -179 },
      stars: [5, 4],
      amenities: ["WiFi", "pool"],
    },
  });
});

test("nothing is every hotel", () => {
  expect(readDirectoryQuery({})).toEqual({ accepted: true, value: {} });
  expect(readDirectoryQuery({ city: undefined })).toEqual({ accepted: true, value: {} });
});

test("a point without a radius has the usual one", () => {
  expect(readDirectoryQuery({ near: "-90,180" })).toMatchObject({ value: { near: { km: 25 } } });
});

test.each<DirectoryWishes>([
  { radius_km: "0.001", near: "0,0" },
  { bbox: "10,20,10,20" },
  { bbox: "-90,-180,90,180" },
  { q: "a b c d e f g h" },
  { q: "東京" },
  { q: "x".repeat(100) },
  { amenities: Array.from({ length: 20 }, (_, index) => `thing ${index}`).join(",") },
])("takes %o", (wishes) => {
  expect(readDirectoryQuery(wishes).accepted).toBe(true);
});

test.each<[DirectoryWishes, field: string, rule: string]>([
  [{ city: "" }, "city", "city"],
  [{ city: " - " }, "city", "city"],
  [{ city: "x".repeat(101) }, "city", "city"],
  [{ country: "Portugal" }, "country", "country"],
  [{ country: "P1" }, "country", "country"],
  [{ q: "x" }, "q", "length"],
  [{ q: "x".repeat(101) }, "q", "length"],
  [{ q: "!?-" }, "q", "words"],
  [{ q: "a b c d e f g h i" }, "q", "words"],
  [{ q: "a-b-c-d-e-f-g-h-i" }, "q", "words"],
  [{ near: "38.72" }, "near", "point"],
  [{ near: "38.72,-9.14,7" }, "near", "point"],
  [{ near: "here,there" }, "near", "point"],
  [{ near: "," }, "near", "point"],
  [{ near: "NaN,Infinity" }, "near", "point"],
  [{ near: "90.01,0" }, "near", "degrees"],
  [{ near: "0,-180.5" }, "near", "degrees"],
  [{ near: "0,0", radius_km: "0" }, "radius_km", "radius"],
  [{ near: "0,0", radius_km: "-1" }, "radius_km", "radius"],
  [{ near: "0,0", radius_km: "500.1" }, "radius_km", "radius"],
  [{ near: "0,0", radius_km: "1000000000" }, "radius_km", "radius"],
  [{ near: "0,0", radius_km: "1e2" }, "radius_km", "radius"],
  [{ near: "0,0", radius_km: "" }, "radius_km", "radius"],
  [{ near: "0,0", radius_km: "1,2" }, "radius_km", "radius"],
  [{ radius_km: "10" }, "radius_km", "near"],
  [{ bbox: "1,2,3" }, "bbox", "box"],
  [{ bbox: "1,2,3,4,5" }, "bbox", "box"],
  [{ bbox: "10,0,5,1" }, "bbox", "box"],
  [{ bbox: "-91,0,5,1" }, "bbox", "degrees"],
  [{ bbox: "0,0,5,181" }, "bbox", "degrees"],
  [{ stars: "" }, "stars", "stars"],
  [{ stars: "0" }, "stars", "stars"],
  [{ stars: "4,6" }, "stars", "stars"],
  [{ stars: "4.5" }, "stars", "stars"],
  [{ amenities: "" }, "amenities", "amenities"],
  [{ amenities: "pool,," }, "amenities", "amenities"],
  [{ amenities: "x".repeat(101) }, "amenities", "amenities"],
  [{ amenities: Array.from({ length: 21 }, (_, index) => `thing ${index}`).join(",") }, "amenities", "count"],
])("refuses %o: %s breaks %s", (wishes, field, rule) => {
  expect(readDirectoryQuery(wishes)).toMatchObject({
    accepted: false,
    refusal: { code: "invalid_request", detail: { errors: [{ field, rule }] } },
  });
});

test("names everything that is wrong at once", () => {
  const refused = readDirectoryQuery({ q: "", near: "x", stars: "9", bbox: "0" });
  expect(refused).toMatchObject({
    refusal: { detail: { errors: [{ field: "q" }, { field: "near" }, { field: "bbox" }, { field: "stars" }] } },
  });
});
