import fc from "fast-check";
import type { PaperHouse, PaperStay } from "./paper_house.ts";

/** What kind of house on paper is wanted. */
export interface HouseShape {
  readonly nights: number;
  readonly mostRooms?: number;
  /** Of 10 stays, how many are pinned about; 0 unless told. */
  readonly pinned?: number;
}

/** A small house with stays in rooms, drawn one by one where there is room for them. */
export function someHouse(shape: HouseShape): fc.Arbitrary<PaperHouse> {
  const { nights, mostRooms = 5, pinned = 0 } = shape;
  const drawn = fc.record({
    room: fc.nat(mostRooms - 1),
    from: fc.nat(nights - 1),
    length: fc.integer({ min: 1, max: 5 }),
    luck: fc.nat(9),
  });
  return fc
    .record({ rooms: fc.integer({ min: 2, max: mostRooms }), drawn: fc.array(drawn, { minLength: 3, maxLength: 24 }) })
    .map(({ rooms, drawn: wanted }) => {
      const stays: PaperStay[] = [];
      for (const { room, from, length, luck } of wanted) {
        const stay = { from, to: Math.min(nights, from + length), room: room % rooms, pinned: luck < pinned };
        if (stays.every((other) => other.room !== stay.room || other.to <= stay.from || stay.to <= other.from))
          stays.push(stay);
      }
      return { rooms, nights, stays };
    });
}
