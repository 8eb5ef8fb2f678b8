import { bookFreeRoom, WITH_PLAIN_INDEX } from "./free_rooms.ts";
import { needsNothing, type Strategy } from "./strategy.ts";

/**
 * Ask which rooms are free, take one of them at random: the first version of many a booking site, where chance is to keep
 * bookings out of each other's way. It does so while many rooms are free, and sells the last ones twice.
 */
export const randomRoom: Strategy = {
  name: "random_room",
  without: ["counter", "room_once"],
  install: WITH_PLAIN_INDEX,
  open: needsNothing(bookFreeRoom),
};
