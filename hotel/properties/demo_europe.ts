import type { DemoHotel } from "./demo.ts";
import { doors } from "./demo_rooms.ts";

const lisbonRiver: DemoHotel = {
  hotel: {
    name: "Casa do Rio",
    address: "Rua dos Remédios 48\n1100-448 Lisboa",
    city: "Lisbon",
    country: "PT",
    latitude: 38.7119,
    longitude: -9.1252,
    star_rating: 4,
    description:
      "A tiled townhouse between Alfama and the Tagus. Breakfast is served on the roof, with the ferries below and fado " +
      "from the lane in the evening.",
    amenities: ["breakfast", "wi-fi", "air conditioning", "roof terrace", "bar", "bicycle hire"],
    time_zone: "Europe/Lisbon",
    currency: "EUR",
    check_in_time: "15:00",
    check_out_time: "11:00",
    free_cancellation_days: 2,
  },
  room_types: [
    {
      name: "Courtyard Single",
      max_occupancy: 1,
      price_per_night: 84,
      room_numbers: doors({ floors: [1, 2], from: 1, to: 3 }),
    },
    {
      name: "Alfama Double",
      max_occupancy: 2,
      price_per_night: 120.5,
      room_numbers: doors({ floors: [1, 2, 3], from: 4, to: 9 }),
    },
    {
      name: "River View Double",
      max_occupancy: 3,
      price_per_night: 165,
      room_numbers: doors({ floors: [3, 4], from: 10, to: 14 }),
    },
    {
      name: "Azulejo Suite",
      max_occupancy: 4,
      price_per_night: 290,
      room_numbers: doors({ floors: [5], from: 1, to: 2 }),
    },
  ],
};

const lisbonHill: DemoHotel = {
  hotel: {
    name: "Miradouro Pequeno",
    address: "Calçada do Monte 21\n1170-250 Lisboa",
    city: "Lisbon",
    country: "PT",
    latitude: 38.7186,
    longitude: -9.1318,
    star_rating: 3,
    description:
      "Sixteen plain, bright rooms at the top of the hill, a minute from tram 28 and the view that everybody comes for.",
    amenities: ["wi-fi", "shared kitchen", "garden", "luggage room"],
    time_zone: "Europe/Lisbon",
    currency: "EUR",
    check_in_time: "14:00",
    check_out_time: "12:00",
    free_cancellation_days: 1,
  },
  room_types: [
    {
      name: "Garden Twin",
      max_occupancy: 2,
      price_per_night: 72,
      room_numbers: doors({ floors: [0], from: 1, to: 4 }),
    },
    {
      name: "Hill Double",
      max_occupancy: 2,
      price_per_night: 89.9,
      room_numbers: doors({ floors: [1, 2], from: 1, to: 5 }),
    },
    {
      name: "Family Attic",
      max_occupancy: 5,
      price_per_night: 148,
      room_numbers: doors({ floors: [3], from: 1, to: 2 }),
    },
  ],
};

const porto: DemoHotel = {
  hotel: {
    name: "Armazém da Ribeira",
    address: "Cais da Estiva 112\n4050-243 Porto",
    city: "Porto",
    country: "PT",
    latitude: 41.1404,
    longitude: -8.6142,
    star_rating: 4,
    description:
      "A port wine warehouse turned hotel: stone walls, oak beams, and the Dom Luís bridge in every second window.",
    amenities: ["breakfast", "wi-fi", "air conditioning", "wine cellar", "restaurant", "lift"],
    time_zone: "Europe/Lisbon",
    currency: "EUR",
    check_in_time: "15:00",
    check_out_time: "12:00",
    free_cancellation_days: 3,
    late_cancellation_fee: "full_stay",
  },
  room_types: [
    {
      name: "Cooper's Double",
      max_occupancy: 2,
      price_per_night: 104,
      room_numbers: doors({ floors: [1, 2], from: 1, to: 8 }),
    },
    {
      name: "Douro View Double",
      max_occupancy: 2,
      price_per_night: 139.5,
      room_numbers: doors({ floors: [3, 4], from: 1, to: 6 }),
    },
    {
      name: "Bridge Suite",
      max_occupancy: 4,
      price_per_night: 255,
      room_numbers: doors({ floors: [5], from: 1, to: 3 }),
    },
  ],
};

const london: DemoHotel = {
  hotel: {
    name: "The Lamplighter",
    address: "14 Lamb's Conduit Passage\nLondon WC1R 4RH",
    city: "London",
    country: "GB",
    latitude: 51.5193,
    longitude: -0.1187,
    star_rating: 4,
    description:
      "Three Georgian houses knocked into one near the British Museum, with a library, a proper fire and no two rooms alike.",
    amenities: ["breakfast", "wi-fi", "library", "bar", "lift", "step-free access"],
    time_zone: "Europe/London",
    currency: "GBP",
    check_in_time: "15:00",
    check_out_time: "11:00",
    day_roll_hour: 5,
  },
  room_types: [
    {
      name: "Snug Single",
      max_occupancy: 1,
      price_per_night: 118,
      room_numbers: doors({ floors: [1, 2, 3], from: 1, to: 2 }),
    },
    {
      name: "Classic Double",
      max_occupancy: 2,
      price_per_night: 182.5,
      overbooking_ratio: 0.05,
      room_numbers: doors({ floors: [1, 2, 3, 4], from: 3, to: 9 }),
    },
    {
      name: "Square View King",
      max_occupancy: 3,
      price_per_night: 236,
      room_numbers: doors({ floors: [2, 3, 4], from: 10, to: 13 }),
    },
    {
      name: "Lamplighter Suite",
      max_occupancy: 4,
      price_per_night: 410,
      room_numbers: doors({ floors: [5], from: 1, to: 2 }),
    },
  ],
};

/** The hotels of the demo in Europe. */
export const europeanHotels: readonly DemoHotel[] = [lisbonRiver, lisbonHill, porto, london];
