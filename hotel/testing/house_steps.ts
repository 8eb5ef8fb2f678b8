import fc from "fast-check";
import type { Body } from "./rate_calls.ts";

/** One thing that happens at some hotel; places are reduced to what there is, nights are counted from the business date. */
export interface HouseStep {
  readonly does: HouseWork;
  readonly hotel: number;
  readonly type: number;
  readonly from: number;
  readonly length: number;
  readonly pick: number;
  /** The node that is asked. */
  readonly node: 0 | 1;
}

/** A search that somebody makes. */
export interface HouseAsk {
  readonly from: number;
  readonly length: number;
  /** One for each room: adults, and ages of children. */
  readonly rooms: readonly { readonly adults: number; readonly ages: readonly number[] }[];
  readonly flexible: 0 | 1 | 2;
  readonly promo: boolean;
}

/** What can happen, and how often. */
const WORK = {
  book: 8,
  hold: 4,
  confirm: 2,
  cancel: 4,
  modify: 4,
  desk: 3,
  block: 3,
  releaseBlock: 2,
  outOfOrder: 3,
  backInOrder: 1,
  cut: 1,
  close: 2,
  reopen: 1,
  overbook: 2,
  addPlan: 3,
  changePlan: 2,
  changeBook: 1,
  setNights: 5,
  addType: 1,
  changeType: 2,
  retireType: 1,
  addRooms: 1,
  changeHotel: 2,
  retireHotel: 1,
  countPickup: 1,
  sweep: 1,
  pass: 3,
  passMidnight: 1,
  commitLate: 3,
  pause: 2,
  resume: 2,
} as const;

/** A kind of work. */
export type HouseWork = keyof typeof WORK;

/** The names of all kinds of work. */
export const HOUSE_WORK = Object.keys(WORK) as HouseWork[];

/** Something that happens. */
export const someHouseStep: fc.Arbitrary<HouseStep> = fc.record({
  does: fc.oneof(...HOUSE_WORK.map((work) => ({ weight: WORK[work], arbitrary: fc.constant(work) }))),
  hotel: fc.nat(2),
  type: fc.nat(2),
  from: fc.oneof(fc.nat(3), fc.nat(11)),
  length: fc.integer({ min: 1, max: 4 }),
  pick: fc.nat(1_000),
  node: fc.constantFrom(0 as const, 1 as const),
});

const someRoom = fc.record({
  adults: fc.integer({ min: 1, max: 3 }),
  ages: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.nat(15), { minLength: 1, maxLength: 2 })),
});

/** A search. */
export const someHouseAsk: fc.Arbitrary<HouseAsk> = fc.record({
  from: fc.oneof(fc.nat(3), fc.nat(12)),
  length: fc.integer({ min: 1, max: 4 }),
  rooms: fc.oneof(
    { weight: 2, arbitrary: fc.tuple(someRoom) },
    { weight: 1, arbitrary: fc.array(someRoom, { minLength: 2, maxLength: 3 }) },
  ),
  flexible: fc.constantFrom(0, 0, 1, 2),
  promo: fc.boolean(),
});

/** What is set for nights. */
export const NIGHT_SETTINGS: readonly Body[] = [
  { price: 55.55 },
  { price: 310 },
  { closed: true },
  { closed: false },
  { closed_to_arrival: true },
  { closed_to_departure: true },
  { min_stay_arrival: 2 },
  { max_stay_through: 2 },
  { min_advance_days: 1 },
  { same_day_cutoff_hour: 14 },
  { stay_pattern: "NYY" },
  { sell_limit: 1 },
  { sell_limit: 2 },
  { sell_limit: 1 },
];

/** Rate plans for everybody or with a code; some follow demand. */
export const PLAN_FIELDS: readonly Body[] = [
  { prices: [{ percent: -7.5 }] },
  { prices: [{ weekdays: ["fri", "sat"], price: 140.4 }], length_discounts: [{ min_nights: 3, percent: -12 }] },
  { dynamic: { rules: [{ name: "full", when: { min_occupancy: 40 }, percent: 25 }] } },
  { dynamic: { rules: [{ name: "empty", when: { max_occupancy: 60 }, percent: -21 }] } },
  { dynamic: { rules: [{ name: "wanted", when: { pickup: { days: 3, min_rooms: 1 } }, amount: 9.5 }] } },
  { audience: { kind: "promo_code", code: "spring" }, prices: [{ percent: -40 }] },
  { audience: { kind: "members" }, prices: [{ percent: -60 }] },
  { occupancy: { included_adults: 1, extra_adult: 17.35, children: [{ band: "child", price: 8.2 }] } },
  { lead_discounts: [{ name: "early", min_days: 5, percent: -10 }], restrictions: [{ min_stay_arrival: 2 }] },
  { prices: [{ percent: -30 }], restrictions: [{ sell_limit: 1 }] },
];
