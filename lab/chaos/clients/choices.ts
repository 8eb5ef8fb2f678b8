import { STANDARD_PLAN } from "../../../hotel/rates/book/rate_plan.ts";
import type { Draw } from "../../load/random.ts";
import type { OperationKind, WantedRoom } from "../operation.ts";
import type { ContestedHotel } from "../world.ts";

/** What a guest can do next: rates are a manager's. */
type Chosen = Exclude<OperationKind, "set_rates"> | "repeat";

/** How often, of a hundred. */
const SHARES: readonly (readonly [Chosen, number])[] = [
  ["read", 30],
  ["quote", 4],
  ["search", 6],
  ["book", 18],
  ["hold", 10],
  ["confirm", 7],
  ["cancel", 15],
  ["modify", 6],
  ["repeat", 3],
  ["reuse", 1],
];

/** What a client does next. */
export function chosenKind(draw: Draw): Chosen {
  let rest = draw(100);
  for (const [kind, share] of SHARES) {
    if (rest < share) return kind;
    rest -= share;
  }
  return "read";
}

/** One of the items. Throws when there are none. */
export function chosenFrom<Item>(items: readonly Item[], draw: Draw): Item {
  const item = items[draw(items.length)];
  if (item === undefined) throw new RangeError("there is nothing to choose from");
  return item;
}

const LONGEST_STAY = 3;
/** One booking of so many is of several rooms. */
const GROUPS = 5;
const MOST_ROOMS = 3;

/** A stay of one to three nights. */
export function chosenRoom(hotel: ContestedHotel, draw: Draw): WantedRoom {
  const length = 1 + draw(LONGEST_STAY);
  const from = hotel.firstNight + draw(hotel.nights - length + 1);
  return { roomTypeId: chosenFrom(hotel.types, draw).roomTypeId, from, to: from + length, ...chosenRate(hotel, draw) };
}

/** Under which plan, and for how many; half of all name none and get the default plan. */
function chosenRate({ rates }: ContestedHotel, draw: Draw): Pick<WantedRoom, "ratePlanId" | "adults"> {
  if (rates === undefined) return {};
  const plan = draw(2) === 0 ? {} : { ratePlanId: chosenFrom([STANDARD_PLAN, rates.flexible, rates.saver], draw) };
  return { ...plan, adults: 1 + draw(2) };
}

/** The rooms of a booking: mostly one, else two or three, of the same dates or not. */
export function chosenRooms(hotel: ContestedHotel, draw: Draw): WantedRoom[] {
  const first = chosenRoom(hotel, draw);
  if (draw(GROUPS) > 0) return [first];
  const more = 1 + draw(MOST_ROOMS - 1);
  return [first, ...Array.from({ length: more }, () => (draw(2) === 0 ? first : chosenRoom(hotel, draw)))];
}
