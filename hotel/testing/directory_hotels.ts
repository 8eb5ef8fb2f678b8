import type { HotelEntry } from "../search/directory/directory.ts";

/** A hotel for a directory, with something harmless in what is not said. */
export function directoryHotel(hotel: Partial<HotelEntry> & { readonly hotelId: number }): HotelEntry {
  const nowhere = { latitude: null, longitude: null };
  return { name: "Inn", city: "Nowhere", country: "AQ", ...nowhere, stars: null, amenities: [], ...hotel };
}

/** The hotels that the conformance suite searches: names in six scripts, both sides of the date line, a pole. */
export const DIRECTORY_HOTELS: readonly HotelEntry[] = [
  directoryHotel({
    hotelId: 10,
    name: "Hotel Grande",
    city: "Lisbon",
    country: "PT",
    latitude: 38.72,
    longitude: -9.14,
    stars: 5,
    amenities: ["wi-fi", "pool", "breakfast", "rooftop bar"],
  }),
  directoryHotel({
    hotelId: 11,
    name: "Casa do Rio",
    city: "Lisbon",
    country: "PT",
    latitude: 38.75,
    longitude: -9.16,
    stars: 4,
    amenities: ["wi-fi"],
  }),
  // 27.5 to 28.5 km from the centre of Lisbon.
  directoryHotel({
    hotelId: 12,
    name: "Parkside Rooms",
    city: "LISBON",
    country: "PT",
    latitude: 38.7223,
    longitude: -9.4616,
    amenities: [],
  }),
  directoryHotel({
    hotelId: 20,
    name: "Hilton Thames",
    city: "London",
    country: "GB",
    latitude: 51.5,
    longitude: -0.1,
    stars: 3,
    amenities: ["Wi-Fi", "pool"],
  }),
  directoryHotel({
    hotelId: 21,
    name: "Hilton",
    city: "Paris",
    country: "FR",
    latitude: 48.86,
    longitude: 2.35,
    stars: 4,
  }),
  directoryHotel({ hotelId: 22, name: "Continental", city: "Oslo", country: "NO", latitude: 59.91, longitude: 10.75 }),
  directoryHotel({
    hotelId: 30,
    name: "Pousada Azul",
    city: "São Paulo",
    country: "BR",
    stars: 3,
    amenities: ["wifi"],
  }),
  directoryHotel({ hotelId: 31, name: "Praia", city: "Sao Paulo", country: "BR" }),
  directoryHotel({ hotelId: 32, name: "Jardim", city: "São Paulo", country: "BR" }),
  directoryHotel({ hotelId: 40, name: "Ξενοδοχείο Ακρόπολις", city: "Αθήνα", country: "GR" }),
  directoryHotel({ hotelId: 41, name: "Гостиница Метрополь", city: "Москва", country: "RU" }),
  directoryHotel({ hotelId: 42, name: "東京ホテル", city: "新宿区", country: "JP" }),
  directoryHotel({ hotelId: 43, name: "فندق القاهرة", city: "القاهرة", country: "EG" }),
  directoryHotel({ hotelId: 44, name: "서울호텔", city: "중구", country: "KR" }),
  directoryHotel({ hotelId: 50, name: "21000 Leagues", city: "Nantes", country: "FR", stars: 5 }),
  directoryHotel({ hotelId: 51, name: "Château d'Eau", city: "Reims", country: "FR" }),
  directoryHotel({ hotelId: 52, name: "Haus Lange Straße", city: "Bonn", country: "DE" }),
  directoryHotel({ hotelId: 53, name: "O'Neill", city: "Cork", country: "IE" }),
  directoryHotel({ hotelId: 60, name: "Ribeira", city: "Porto", country: "PT", stars: 4, amenities: ["breakfast"] }),
  directoryHotel({ hotelId: 70, name: "Reef", city: "Taveuni", country: "FJ", latitude: -17, longitude: 179.5 }),
  directoryHotel({ hotelId: 71, name: "Lagoon", city: "Taveuni", country: "FJ", latitude: -17, longitude: -179.5 }),
  directoryHotel({ hotelId: 72, name: "Ice Camp", city: "Pole", country: "SJ", latitude: 89.9, longitude: 90 }),
];
