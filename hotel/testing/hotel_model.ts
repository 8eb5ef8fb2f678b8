import type { Night } from "../vocabulary/night.ts";

/** How a stay of the model uses a night. */
export interface ModelNight {
  /** The place of the room type that is occupied. */
  type: number;
  price: number;
  use: "held" | "sold" | "none";
}

/** One room of a reservation of the model. */
export interface ModelStay {
  readonly stayNo: number;
  /** The place of the room type that was booked. */
  type: number;
  from: Night;
  to: Night;
  guests: number;
  status: "expected" | "in_house" | "departed" | "cancelled" | "no_show";
  readonly nights: Map<Night, ModelNight>;
}

/** A reservation of the model. */
export interface ModelReservation {
  readonly id: string;
  status: string;
  readonly expires: Date | undefined;
  /** Until then cancelling is free, in milliseconds since 1970. */
  freeUntil: number;
  total: number;
  fee: number | null;
  version: number;
  stays: ModelStay[];
}

/** A night of a stay that is wanted. */
export interface Use {
  readonly type: number;
  readonly night: Night;
}

/** A room type of the model. */
export interface ModelType {
  rooms: number;
  readonly price: number;
  readonly basisPoints: number;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The business date of a hotel in UTC whose day rolls at 04:00. */
export function dayOf(now: Date): Night {
  return Math.floor((now.getTime() - 4 * HOUR) / DAY);
}

/** The price of a stay for its nights within its dates. */
export function priceOf(stay: ModelStay): number {
  let sum = 0;
  for (const [night, { price }] of stay.nights) if (night >= stay.from && night < stay.to) sum += price;
  return sum;
}

/** The rooms that are paid for: one that was given up alone is not. */
export function pricedStays(stays: readonly ModelStay[]): readonly ModelStay[] {
  const kept = stays.filter((stay) => stay.status !== "cancelled");
  return kept.length === 0 ? stays : kept;
}

/**
 * A hotel as a person with paper would keep it: how many rooms of each type are used on each night, where each reservation
 * stands, what it costs. Knows nothing of rooms and seats, and shares no code with the product.
 */
export class HotelModel {
  readonly types: readonly ModelType[];
  readonly firstNight: Night;
  readonly nights: number;
  readonly reservations: ModelReservation[] = [];
  readonly closed = new Set<string>();
  readonly blocks: { id: number; version: number; type: number; from: Night; to: Night; rooms: number }[] = [];
  readonly outOfOrder: { id: number; version: number; type: number; room: number; from: Night; to: Night }[] = [];
  readonly retired: { type: number; room: number; from: Night }[] = [];
  /** Accepted requests by their key. */
  readonly keys = new Map<string, { readonly content: string; readonly id: string }>();
  now: Date;

  constructor(types: readonly ModelType[], firstNight: Night, nights: number, now: Date) {
    this.types = types;
    this.firstNight = firstNight;
    this.nights = nights;
    this.now = now;
  }

  get today(): Night {
    return dayOf(this.now);
  }

  /** Where a reservation stands for a reader: a hold that has run out is expired. */
  statusOf({ status, expires }: ModelReservation): string {
    return status === "pending" && expires !== undefined && expires <= this.now ? "expired" : status;
  }

  /** Rooms that stays use, but those of `without`; lapsed holds use none. */
  used({ type, night }: Use, without?: ModelReservation): number {
    let count = 0;
    for (const reservation of this.reservations) {
      if (reservation !== without) count += this.usedBy(reservation, { type, night });
    }
    return count;
  }

  /** Rooms of a type that one reservation uses on a night. */
  usedBy(reservation: ModelReservation, { type, night }: Use): number {
    const lapsed = this.statusOf(reservation) === "expired";
    return reservation.stays.filter((stay) => {
      const used = stay.nights.get(night);
      return used?.type === type && used.use !== "none" && !(lapsed && used.use === "held");
    }).length;
  }

  isOnSale(night: Night): boolean {
    return night >= this.firstNight && night < this.firstNight + this.nights;
  }

  /** Rooms that exist and can be slept in. */
  physical({ type, night }: Use): number {
    const broken = this.outOfOrder.filter((one) => one.type === type && one.from <= night && night < one.to);
    const gone = this.retired.filter((one) => one.type === type && one.from <= night);
    const both = broken.filter((one) => gone.some(({ room }) => room === one.room));
    return (this.types[type]?.rooms ?? 0) - gone.length - (broken.length - both.length);
  }

  /** Rooms that may be used without force. */
  limit(use: Use): number {
    const rooms = this.types[use.type];
    if (rooms === undefined) throw new RangeError(`no type ${use.type}`);
    const gone = this.retired.filter((one) => one.type === use.type && one.from <= use.night).length;
    return this.physical(use) + Math.floor(((rooms.rooms - gone) * rooms.basisPoints) / 10_000);
  }

  blocked({ type, night }: Use): number {
    const here = this.blocks.filter((block) => block.type === type && block.from <= night && night < block.to);
    return here.reduce((sum, block) => sum + block.rooms, 0);
  }

  /** Whether more rooms are used than exist. */
  isOverbooked(use: Use): boolean {
    return this.used(use) + this.blocked(use) > this.physical(use);
  }

  /**
   * Whether a reservation can use these nights instead of those it uses: each night counts by its net difference.
   *
   * @param before the reservation as it is; undefined for a new one
   */
  fits(before: ModelReservation | undefined, wanted: readonly Use[], force = false): boolean {
    return [...Map.groupBy(wanted, ({ type, night }) => `${type}/${night}`).values()].every((same) => {
      const [use] = same;
      if (use === undefined) return true;
      const more = same.length - (before === undefined ? 0 : this.usedBy(before, use));
      if (more <= 0) return true;
      if (!this.isOnSale(use.night)) return false;
      if (force) return true;
      const spare = this.limit(use) - this.used(use) - this.blocked(use);
      return !this.closed.has(`${use.type}/${use.night}`) && more <= spare;
    });
  }

  /** The end of free cancellation: 15:00 on the day before the first arrival. */
  freeUntil(stays: readonly Pick<ModelStay, "from">[]): number {
    return (Math.min(...stays.map((stay) => stay.from)) - 1) * DAY + 15 * HOUR;
  }

  /** What cancelling costs now: the first night of each room. */
  feeOf({ freeUntil, stays }: ModelReservation): number {
    if (this.now.getTime() <= freeUntil) return 0;
    return pricedStays(stays).reduce((sum, stay) => sum + (stay.nights.get(stay.from)?.price ?? 0), 0);
  }

  /** From when a guest who has not come is a no-show: an hour after the roll that ends the day of arrival. */
  noShowFrom(stay: ModelStay): number {
    return (stay.from + 1) * DAY + 5 * HOUR;
  }
}
