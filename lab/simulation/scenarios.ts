import { EVERY_PLAN } from "../../hotel/rates/book/rate_night.ts";
import type { PlannedCall, WantedRoom, Wish } from "./requests.ts";
import type { WorldPlan } from "./world.ts";

/** A course of events of which every step is tried with every fault. */
export interface Scenario {
  readonly name: string;
  readonly world: WorldPlan;
  readonly calls: readonly PlannedCall[];
}

const UNSET = { roomTypeId: 11, day: 0, ratePlanId: EVERY_PLAN, priceMinor: null, closed: null, sellLimit: null };

const ONE_ROOM: WorldPlan = { types: [{ hotelId: 1, roomTypeId: 11, rooms: 1, allowance: 0 }], nights: 2 };
const TWO_TYPES: WorldPlan = {
  types: [
    { hotelId: 1, roomTypeId: 11, rooms: 1, allowance: 0 },
    { hotelId: 1, roomTypeId: 12, rooms: 2, allowance: 0 },
  ],
  nights: 3,
};
const TWO_HOTELS: WorldPlan = {
  types: [
    { hotelId: 1, roomTypeId: 11, rooms: 1, allowance: 0 },
    { hotelId: 2, roomTypeId: 21, rooms: 1, allowance: 0 },
  ],
  nights: 1,
};

const LIMITED: WorldPlan = {
  types: [{ hotelId: 1, roomTypeId: 11, rooms: 2, allowance: 0 }],
  nights: 1,
  rates: [{ hotelId: 1, hasBook: true, nights: [{ ...UNSET, sellLimit: 1 }] }],
};

const ROOM: WantedRoom = { roomTypeId: 11, from: 0, nights: 1 };
const OTHER_ROOM: WantedRoom = { roomTypeId: 12, from: 0, nights: 2 };

const CLOSING: Wish = { kind: "set_rates", hotelId: 1, setting: { night: { ...UNSET, closed: true } } };

/** The scenarios, which together go through every kind of request and every packet. */
export const SCENARIOS: readonly Scenario[] = [
  { name: "two want the last room", world: ONE_ROOM, calls: [call(book(ROOM)), call(book(ROOM), 1)] },
  { name: "a hold is confirmed", world: ONE_ROOM, calls: [call(hold(ROOM)), call({ kind: "confirm", of: 0 }, 1)] },
  {
    name: "a hold is given back and booked again",
    world: ONE_ROOM,
    calls: [call(hold(ROOM)), call({ kind: "decline", of: 0 }), call(book(ROOM), 1)],
  },
  {
    name: "a hold runs out while another guest comes",
    world: ONE_ROOM,
    calls: [
      call(hold(ROOM)),
      call(book(ROOM), 1),
      call({ kind: "confirm", of: 0 }),
      call({ kind: "expire", of: 0 }, 1),
    ],
  },
  {
    name: "a group in two types, moved and cancelled",
    world: TWO_TYPES,
    calls: [
      call(book(ROOM, OTHER_ROOM)),
      call({ kind: "modify", of: 0, to: { roomTypeId: 12, from: 1, nights: 2 } }, 1),
      call({ kind: "cancel", of: 0 }),
    ],
  },
  {
    name: "two hotels in one process",
    world: TWO_HOTELS,
    calls: [
      call(book(ROOM)),
      call({ kind: "book", hotelId: 2, rooms: [{ ...ROOM, roomTypeId: 21 }] }),
      call(book(ROOM), 1),
    ],
  },
  {
    name: "two want the last room of a limit while the night is closed",
    world: LIMITED,
    calls: [call(book(ROOM)), call(book(ROOM), 1), { ...call(CLOSING, 1), isKeyed: false }],
  },
];

function call(wish: Wish, process = 0): PlannedCall {
  return { wish, process, isKeyed: true, isPatient: true };
}

function book(...rooms: readonly WantedRoom[]): Wish {
  return { kind: "book", hotelId: 1, rooms };
}

function hold(...rooms: readonly WantedRoom[]): Wish {
  return { kind: "hold", hotelId: 1, rooms };
}
