/** Which floors, and which doors on each of them. */
export interface DoorPlan {
  readonly floors: readonly number[];
  /** The first door of each floor. */
  readonly from: number;
  /** The last door of each floor. */
  readonly to: number;
}

/** Room numbers as on the doors: door 7 on floor 12 is 1207. */
export function doors({ floors, from, to }: DoorPlan): string[] {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(2, "0"));
  return floors.flatMap((floor) => numbers.map((door) => `${floor}${door}`));
}
