/** A world to search in. The same plan makes the same world, but for the date of its first night. */
export interface SearchWorldPlan {
  readonly hotels: number;
  readonly typesPerHotel: number;
  readonly roomsPerType: number;
  /** Nights on sale in every hotel, from its business date on. */
  readonly nights: number;
  readonly seed: number;
  /** Hotels, of a hundred, that have a rate book: a flexible plan, a cheaper one derived from it, taxes, nights of their own. */
  readonly bookPercent: number;
}

/** Hotels are numbered from 1; room types from 1 through all hotels. */
export function roomTypeIdIn(plan: SearchWorldPlan, hotelId: number, typeNo: number): number {
  return (hotelId - 1) * plan.typesPerHotel + typeNo;
}

/** Whether the hotel has a rate book. The rest sells every room type at its base price. */
export function hasBook(plan: SearchWorldPlan, hotelId: number): boolean {
  // 37 and 100 have no common divisor, so every hundred hotels in a row have exactly so many.
  return (hotelId * 37) % 100 < plan.bookPercent;
}

/** 32 bits that depend on all four numbers, the same for ever (the finaliser of MurmurHash3). */
export function mixed(seed: number, one: number, other: number, purpose: number): number {
  let bits = Math.imul(seed, 0x9e3779b1) ^ Math.imul(one, 0x85ebca6b) ^ Math.imul(other, 0xc2b2ae35) ^ purpose;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
