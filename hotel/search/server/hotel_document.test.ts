import fc from "fast-check";
import { expect, test } from "vitest";
import { directoryHotel } from "../../testing/directory_hotels.ts";
import { documentOf, unitsAsLetters } from "./hotel_document.ts";

test("a hotel is written down folded, with each amenity once", () => {
  const hotel = { name: "Château 21", city: "São Paulo", country: "BR", stars: 4, latitude: 0, longitude: -46.6 };
  const amenities = ["Wi-Fi", "wifi", "Sea View"];
  expect(documentOf(directoryHotel({ hotelId: 7, ...hotel, amenities }))).toEqual({
    kind: "hotel",
    hotel_id: 7,
    city: "sao paulo",
    city_name: "São Paulo",
    country: "BR",
    stars: "4",
    amenities: ["wifi", "seaview"],
    amenity_names: ["Wi-Fi", "Sea View"],
    words: ["chateau", "21", "sao", "paulo", "brazil", "wi", "fi", "wifi", "sea", "view"],
    typed: ["chateau", "sao", "paulo", "brazil", "wi", "fi", "wifi", "sea", "view"],
    latitude: 0,
    longitude: -46.6,
    location: { lat: 0, lon: -46.6 },
  });
});

test("what a hotel does not have is not there", () => {
  const document = documentOf(directoryHotel({ hotelId: 7, latitude: null, longitude: 5 }));
  for (const field of ["stars", "latitude", "longitude", "location"]) expect(document).not.toHaveProperty(field);
});

test("a letter outside of the basic plane becomes two, and no two words become one", () => {
  const word = fc.string({ unit: "grapheme" });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(Array.from(unitsAsLetters(one))).toHaveLength(one.length);
      expect(unitsAsLetters(one) === unitsAsLetters(other)).toBe(one === other);
    }),
  );
});
