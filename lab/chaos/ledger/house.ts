import type { Night } from "../../../hotel/vocabulary/night.ts";
import type { ContestedHotel } from "../world.ts";
import type { Segment } from "./events.ts";

/** The name of a night of a room type. */
export function nightName(hotelId: number, roomTypeId: number, night: Night): string {
  return `${hotelId}/${roomTypeId}/${night}`;
}

/** The names of the nights of a room, in order. */
export function nightNames(
  hotelId: number,
  { roomTypeId, from, to }: { readonly roomTypeId: number; readonly from: Night; readonly to: Night },
): string[] {
  return Array.from({ length: to - from }, (_, index) => nightName(hotelId, roomTypeId, from + index));
}

/** The name of the room type whose night it is. */
export function typeOf(night: string): string {
  return night.slice(0, night.lastIndexOf("/"));
}

/** A moment of one night: how many rooms are used from this step of the hotel's ledger on. */
export interface NightStep {
  readonly step: number;
  readonly used: number;
}

/** Who uses which rooms of all hotels, night by night, and how that was step by step since the last check. */
export class House {
  readonly #limits = new Map<string, number>();
  readonly #used = new Map<string, number>();
  readonly #guests = new Map<string, Map<string, number>>();
  #steps = new Map<string, NightStep[]>();

  constructor(world: readonly ContestedHotel[]) {
    for (const { hotelId, types, firstNight, nights } of world) {
      for (const { roomTypeId, rooms } of types) {
        const names = nightNames(hotelId, { roomTypeId, from: firstNight, to: firstNight + nights });
        for (const name of names) this.#limits.set(name, rooms);
      }
    }
  }

  /** Rooms that a night has; 0 for nights that nobody should ask for. */
  limit(name: string): number {
    return this.#limits.get(name) ?? 0;
  }

  /** Rooms that are used now. */
  used(name: string): number {
    return this.#used.get(name) ?? 0;
  }

  /** Rooms and nights that are used more than once now, of those named. */
  sharedRooms(names: Iterable<string>): string[] {
    return [...names].flatMap((name) =>
      [...(this.#guests.get(name) ?? [])].filter(([, guests]) => guests > 1).map(([room]) => `${name} room ${room}`),
    );
  }

  /** Every night that is used, with its rooms. */
  get occupied(): ReadonlyMap<string, number> {
    return this.#used;
  }

  /** Takes or gives back the nights of the segments at a step; the names of the nights that it concerns. */
  use(hotelId: number, segments: readonly Segment[], change: 1 | -1, step: number): string[] {
    return segments.flatMap((segment) => {
      const names = nightNames(hotelId, segment);
      for (const name of names) this.#change(name, segment.roomId, change, step);
      return names;
    });
  }

  /** How the night was since the last check, from the state before the first step on. */
  stepsOf(name: string): readonly NightStep[] {
    return this.#steps.get(name) ?? [{ step: 0, used: this.used(name) }];
  }

  /** Forgets the steps: what follows begins with how it is now. */
  forgetSteps(): void {
    this.#steps = new Map();
  }

  #change(name: string, roomId: number | null, change: 1 | -1, step: number): void {
    const before = this.used(name);
    const steps = this.#steps.get(name) ?? [{ step: 0, used: before }];
    // A change gives back and takes in one step: only what it comes to counts.
    if (steps.at(-1)?.step === step) steps.pop();
    steps.push({ step, used: before + change });
    this.#steps.set(name, steps);
    this.#used.set(name, before + change);
    if (roomId === null) return;
    const guests = this.#guests.get(name) ?? new Map<string, number>();
    guests.set(String(roomId), (guests.get(String(roomId)) ?? 0) + change);
    this.#guests.set(name, guests);
  }
}
