import type { Mutant } from "./mutant.ts";

const SIGHT = "hotel/reservations/admission/sight.ts";
const RESTRICTED = "hotel/reservations/restricted_by_sight.race.test.ts";
const BY_SIGHT = "hotel/reservations/by_sight.race.test.ts";

/** Refusals without a transaction: that they are true when they are given. */
export const sightMutants: readonly Mutant[] = [
  {
    name: "lapsed_holds_not_seen",
    why: "Rooms of holds that ran out are refused to everybody until a sweeper comes.",
    file: SIGHT,
    from: "  if (hadLapsedHolds(nights.rows, now)) return commands.map(() => undefined);\n",
    to: "",
    test: BY_SIGHT,
  },
  {
    name: "key_looked_for_first",
    why: "A guest whose connection broke asks again and hears that the room they have just booked is sold out.",
    file: SIGHT,
    from: "  const nights = packet.add<SeenNightRow>(seeNights(touches));\n  const keyQuery = readKeys(commands);\n  const keys = keyQuery === undefined ? { rows: [] } : packet.add<KeyRow>(keyQuery);\n",
    to: "  const keyQuery = readKeys(commands);\n  const keys = keyQuery === undefined ? { rows: [] } : packet.add<KeyRow>(keyQuery);\n  const nights = packet.add<SeenNightRow>(seeNights(touches));\n",
    test: BY_SIGHT,
  },
  {
    name: "rates_of_nights_not_seen",
    why: "A stay that the hotel does not sell is refused for want of a room: the guest waits for one that would not be sold.",
    file: SIGHT,
    from: "const rates = await readRates(client, { touches }, rateRows, known.rateBooks);",
    to: "const rates = await readRates(client, { touches }, { ...rateRows, rateNights: [] }, known.rateBooks);",
    test: RESTRICTED,
  },
];
