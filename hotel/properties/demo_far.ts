import type { DemoHotel } from "./demo.ts";
import { doors } from "./demo_rooms.ts";

const newYork: DemoHotel = {
  hotel: {
    name: "Water Tower House",
    address: "227 West 29th Street\nNew York, NY 10001",
    city: "New York",
    country: "US",
    latitude: 40.748,
    longitude: -73.9948,
    star_rating: 4,
    description:
      "A fur-district loft building under its own water tower, twelve floors up and ten minutes from everything.",
    amenities: ["wi-fi", "air conditioning", "gym", "rooftop bar", "lift", "step-free access"],
    time_zone: "America/New_York",
    currency: "USD",
    check_in_time: "16:00",
    check_out_time: "11:00",
    free_cancellation_days: 1,
  },
  room_types: [
    {
      name: "Loft Queen",
      max_occupancy: 2,
      price_per_night: 219,
      overbooking_ratio: 0.05,
      room_numbers: doors({ floors: [2, 3, 4, 5, 6], from: 1, to: 8 }),
    },
    {
      name: "Loft Two Queens",
      max_occupancy: 4,
      price_per_night: 284,
      room_numbers: doors({ floors: [7, 8, 9], from: 1, to: 6 }),
    },
    {
      name: "Skyline King",
      max_occupancy: 2,
      price_per_night: 339.5,
      room_numbers: doors({ floors: [10, 11], from: 1, to: 4 }),
    },
    {
      name: "Water Tower Suite",
      max_occupancy: 4,
      price_per_night: 620,
      room_numbers: doors({ floors: [12], from: 1, to: 1 }),
    },
  ],
};

const tokyo: DemoHotel = {
  hotel: {
    name: "Sumida Yado",
    address: "2-chōme-14 Kuramae, Taitō-ku\nTokyo 111-0051",
    city: "Tokyo",
    country: "JP",
    latitude: 35.7023,
    longitude: 139.7903,
    star_rating: 3,
    description:
      "A quiet inn on the river bank: tatami rooms, a cypress bath on the top floor, and coffee roasters all around.",
    amenities: ["wi-fi", "air conditioning", "public bath", "laundry", "tea room"],
    time_zone: "Asia/Tokyo",
    currency: "JPY",
    check_in_time: "15:00",
    check_out_time: "10:00",
    day_roll_hour: 3,
    free_cancellation_days: 3,
  },
  room_types: [
    {
      name: "Compact Double",
      max_occupancy: 2,
      price_per_night: 14_800,
      room_numbers: doors({ floors: [2, 3, 4], from: 1, to: 6 }),
    },
    {
      name: "Tatami Room",
      max_occupancy: 3,
      price_per_night: 22_500,
      room_numbers: doors({ floors: [5, 6], from: 1, to: 4 }),
    },
    {
      name: "River Tatami Suite",
      max_occupancy: 5,
      price_per_night: 41_000,
      room_numbers: doors({ floors: [7], from: 1, to: 2 }),
    },
  ],
};

const kuwait: DemoHotel = {
  hotel: {
    name: "Bayt al-Sahil",
    address: "Arabian Gulf Street, Block 2\nSharq, Kuwait City",
    city: "Kuwait City",
    country: "KW",
    latitude: 29.3824,
    longitude: 47.9916,
    star_rating: 5,
    description:
      "Courtyards, wind towers and a pool on the corniche, a short walk from the fish market and the dhow harbour.",
    amenities: ["breakfast", "wi-fi", "air conditioning", "pool", "spa", "restaurant", "parking", "prayer room"],
    time_zone: "Asia/Kuwait",
    currency: "KWD",
    check_in_time: "14:00",
    check_out_time: "12:00",
    free_cancellation_days: 1,
  },
  room_types: [
    {
      name: "Courtyard King",
      max_occupancy: 2,
      price_per_night: 38.5,
      room_numbers: doors({ floors: [1, 2, 3], from: 1, to: 6 }),
    },
    {
      name: "Gulf View King",
      max_occupancy: 3,
      price_per_night: 52.25,
      room_numbers: doors({ floors: [2, 3, 4], from: 7, to: 10 }),
    },
    {
      name: "Family Residence",
      max_occupancy: 6,
      price_per_night: 96.125,
      room_numbers: doors({ floors: [5], from: 1, to: 3 }),
    },
  ],
};

const kathmandu: DemoHotel = {
  hotel: {
    name: "Patan Courtyard",
    address: "Swotha Tole 9\nLalitpur 44700",
    city: "Kathmandu",
    country: "NP",
    latitude: 27.6744,
    longitude: 85.3253,
    star_rating: 3,
    description:
      "A restored Newari house around a brick courtyard; the mountains show from the roof on clear mornings.",
    amenities: ["breakfast", "wi-fi", "garden", "trek storage", "airport transfer"],
    time_zone: "Asia/Kathmandu",
    currency: "NPR",
    check_in_time: "13:00",
    check_out_time: "11:00",
    free_cancellation_days: 2,
    seating_policy: "random",
  },
  room_types: [
    {
      name: "Courtyard Room",
      max_occupancy: 2,
      price_per_night: 6_400,
      room_numbers: doors({ floors: [1, 2], from: 1, to: 4 }),
    },
    {
      name: "Temple View Room",
      max_occupancy: 3,
      price_per_night: 8_900,
      room_numbers: doors({ floors: [2, 3], from: 5, to: 7 }),
    },
    {
      name: "Rooftop Suite",
      max_occupancy: 4,
      price_per_night: 15_500,
      room_numbers: doors({ floors: [4], from: 1, to: 1 }),
    },
  ],
};

/** The hotels of the demo outside Europe, with currencies that have no and three decimals. */
export const americanAndAsianHotels: readonly DemoHotel[] = [newYork, tokyo, kuwait, kathmandu];
