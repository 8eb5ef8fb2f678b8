import { invalidFields } from "../properties/field_error.ts";
import type { Party } from "../rates/stay_ask.ts";
import { accept, type Decision } from "../vocabulary/refusal.ts";

/** Rooms for parties that are alike. */
export interface PartyRooms {
  readonly party: Party;
  /** Adults and children together. */
  readonly guests: number;
  readonly rooms: number;
}

/** The most rooms of one search, each with guests of its own. */
export const MOST_ROOMS = 10;
const MOST_ADULTS = 20;
const MOST_CHILDREN = 10;
const ROOM = /^(\d{1,2})(?::(\d{1,2}(?:,\d{1,2})*))?$/;

/**
 * Reads `2;1:4,9`: a room for two adults and one for an adult with children of 4 and 9 years. Parties that are alike are told once
 * with the number of their rooms. Refuses with `invalid_request`, naming the field `rooms`.
 */
export function readRooms(text: string): Decision<readonly PartyRooms[]> {
  const parts = text.split(";");
  if (parts.length > MOST_ROOMS) return wrongRooms("count", `At most ${MOST_ROOMS} rooms, not ${parts.length}.`);
  const alike = new Map<string, PartyRooms>();
  for (const part of parts) {
    const party = readParty(part.trim());
    if (party === undefined) return wrongRooms("rooms", EXPLANATION);
    const name = `${party.adults}:${party.childAges.join()}`;
    const rooms = (alike.get(name)?.rooms ?? 0) + 1;
    alike.set(name, { party, guests: party.adults + party.childAges.length, rooms });
  }
  return accept([...alike.values()]);
}

const EXPLANATION =
  `Each room is its adults (1 to ${MOST_ADULTS}) and, after a colon, the ages of its children (0 to 17, at most ` +
  `${MOST_CHILDREN}); rooms are separated by semicolons: 2;1:4,9.`;

function readParty(text: string): Party | undefined {
  const found = ROOM.exec(text);
  if (found === null) return undefined;
  const adults = Number(found[1]);
  const childAges = (found[2]?.split(",") ?? []).map(Number).toSorted((one, other) => one - other);
  const isPossible = adults >= 1 && adults <= MOST_ADULTS && childAges.length <= MOST_CHILDREN;
  return isPossible && childAges.every((age) => age <= 17) ? { adults, childAges } : undefined;
}

function wrongRooms(rule: string, message: string): ReturnType<typeof invalidFields> {
  return invalidFields([{ field: "rooms", rule, message }]);
}
