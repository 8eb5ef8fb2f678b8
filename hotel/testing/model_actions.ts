import type { Night } from "../vocabulary/night.ts";
import {
  priceOf,
  pricedStays,
  type HotelModel,
  type ModelReservation,
  type ModelStay,
  type Use,
} from "./hotel_model.ts";

/** What the model says to a request. */
export type Prediction =
  | { readonly kind: "refused"; readonly codes: readonly string[] }
  /** Accepted, and nothing changes. */
  | { readonly kind: "same" }
  /** There is room on every night; whether there is a room for all of them is judged by the seats. */
  | { readonly kind: "fits"; readonly after: ModelReservation; readonly seats: readonly SeatsWanted[] }
  /** Accepted; rooms may change, and if so the version. */
  | { readonly kind: "rooms"; readonly after: ModelReservation }
  /** Nights that have passed are asked for, whose capacity the model does not remember. */
  | { readonly kind: "either"; readonly after: ModelReservation; readonly seats: readonly SeatsWanted[] };

/** What a stay wants of the rooms. */
export interface SeatsWanted {
  readonly stayNo: number;
  readonly nights: readonly Use[];
  /** Nights before this one keep their rooms. */
  readonly settledUntil: Night;
  readonly room?: { readonly room: number; readonly from: Night };
  readonly allowSplit: boolean;
  readonly force: boolean;
}

/** A stay to book. */
export interface StayToBook {
  readonly type: number;
  readonly from: Night;
  readonly to: Night;
  readonly guests: number;
  readonly allowSplit: boolean;
}

/** A change of one stay. */
export interface StayToChange {
  readonly stayNo: number;
  readonly from?: Night;
  readonly to?: Night;
  readonly type?: number;
  readonly guests?: number;
  readonly allowSplit?: boolean;
}

const refused = (...codes: string[]): Prediction => ({ kind: "refused", codes });
const WRONG = refused("wrong_state");

/** Books rooms, all or nothing. */
export function book(
  model: HotelModel,
  id: string,
  stays: readonly StayToBook[],
  how: { readonly expires: Date | undefined; readonly force: boolean },
): Prediction {
  if (stays.some((stay) => stay.from < model.today)) return refused("outside_horizon");
  const use = how.expires === undefined ? "sold" : "held";
  const booked = stays.map((stay, index): ModelStay => {
    const price = model.types[stay.type]?.price ?? 0;
    const nights = new Map(
      nightsOf(stay.from, stay.to).map((night) => [night, { type: stay.type, price, use } as const]),
    );
    const { type, from, to, guests } = stay;
    return { stayNo: index + 1, type, from, to, guests, status: "expected", nights };
  });
  const after: ModelReservation = {
    id,
    status: how.expires === undefined ? "confirmed" : "pending",
    expires: how.expires,
    freeUntil: model.freeUntil(stays),
    total: booked.reduce((sum, stay) => sum + priceOf(stay), 0),
    fee: null,
    version: 1,
    stays: booked,
  };
  const seats = booked.map((stay, index) => ({
    ...seatsOf(stay, 0),
    allowSplit: stays[index]?.allowSplit === true,
    force: how.force,
  }));
  if (!model.fits(undefined, usesOf(after), how.force)) return refused("no_availability");
  return { kind: "fits", after, seats };
}

/** Confirms a hold; one that has run out takes its rooms again. */
export function confirm(model: HotelModel, before: ModelReservation): Prediction {
  const status = model.statusOf(before);
  if (status === "confirmed") return { kind: "same" };
  if (status !== "pending" && status !== "expired") return WRONG;
  const lapsed = status === "expired";
  if (lapsed && before.stays.some((stay) => stay.from < model.today)) return refused("hold_expired");
  const after = changed(model, before, { status: "confirmed" });
  for (const stay of after.stays) {
    stay.status = "expected";
    for (const [night, used] of stay.nights) if (night >= stay.from && night < stay.to) used.use = "sold";
  }
  const prediction = fitting(
    model,
    before,
    after,
    after.stays.map((stay) => seatsOf(stay, 0)),
  );
  return lapsed && prediction.kind === "refused" ? refused("hold_expired") : prediction;
}

/** Cancels, or releases a hold. */
export function cancel(model: HotelModel, before: ModelReservation, waiveFee: boolean): Prediction {
  if (before.status === "cancelled") return { kind: "same" };
  const status = model.statusOf(before);
  if (status !== "pending" && status !== "confirmed") return WRONG;
  const fee = status === "pending" || waiveFee ? 0 : model.feeOf(before);
  return { kind: "fits", after: givenBack(changed(model, before, { status: "cancelled", fee })), seats: [] };
}

/** Declines a hold. */
export function decline(model: HotelModel, before: ModelReservation): Prediction {
  if (model.statusOf(before) !== "pending") return WRONG;
  return { kind: "fits", after: givenBack(changed(model, before, { status: "declined", fee: 0 })), seats: [] };
}

/** Writes down that a hold has run out. */
export function expire(model: HotelModel, before: ModelReservation): Prediction {
  if (before.status !== "pending" || model.statusOf(before) !== "expired") return { kind: "same" };
  return { kind: "fits", after: changed(model, before, { status: "expired" }), seats: [] };
}

/** Changes dates, type or guests of one stay. */
export function modify(model: HotelModel, before: ModelReservation, change: StayToChange): Prediction {
  const status = model.statusOf(before);
  if (status !== "pending" && status !== "confirmed") return WRONG;
  const after = changed(model, before, {});
  const stay = after.stays.find((one) => one.stayNo === change.stayNo);
  if (stay === undefined) return refused("not_found");
  if (stay.status !== "expected") return WRONG;
  const [oldFrom, oldTo, oldType] = [stay.from, stay.to, stay.type];
  const { from = oldFrom, to = oldTo, type = oldType, guests = stay.guests } = change;
  if (from >= to) return refused("invalid_request");
  if (nightsOf(from, to).some((night) => night < model.today && (night < oldFrom || night >= oldTo)))
    return refused("outside_horizon");
  Object.assign(stay, { from, to, type, guests });
  for (const [night, used] of stay.nights) if (night < from || night >= to) used.use = "none";
  const price = model.types[type]?.price ?? 0;
  for (const night of nightsOf(Math.max(from, model.today), to)) {
    const used = stay.nights.get(night);
    const wasBooked = night >= oldFrom && night < oldTo && type === oldType ? used : undefined;
    const occupied = wasBooked !== undefined && wasBooked.use !== "none" ? wasBooked.type : type;
    const use = status === "pending" ? "held" : "sold";
    stay.nights.set(night, { type: occupied, price: wasBooked?.price ?? price, use });
  }
  if (!nightsOf(from, to).some((night) => stay.nights.get(night)?.use !== "none")) return WRONG;
  if (oldFirst(before) !== oldFirst(after) && before.freeUntil > model.now.getTime())
    after.freeUntil = model.freeUntil(after.stays);
  after.total = totalOf(after);
  const seats = { ...seatsOf(stay, model.today), allowSplit: change.allowSplit === true };
  return fitting(model, before, after, [seats]);
}

/** Guests arrive. */
export function checkIn(model: HotelModel, before: ModelReservation, stayNos: readonly number[]): Prediction {
  const isHere = (stay: ModelStay): boolean =>
    stay.status === "expected" && stay.from <= model.today && model.today < stay.to;
  return atDesk(model, before, stayNos, ["confirmed", "checked_in"], isHere, (stay) => {
    if (!isHere(stay)) return undefined;
    stay.status = "in_house";
    return model.today;
  });
}

/** Guests leave, early too. */
export function checkOut(model: HotelModel, before: ModelReservation, stayNos: readonly number[]): Prediction {
  const isIn = (stay: ModelStay): boolean => stay.status === "in_house";
  const prediction = atDesk(model, before, stayNos, ["checked_in"], isIn, (stay) => {
    if (!isIn(stay)) return undefined;
    stay.status = "departed";
    stay.to = Math.min(stay.to, Math.max(model.today, stay.from + 1));
    for (const [night, used] of stay.nights) if (night >= stay.to) used.use = "none";
    return Infinity;
  });
  return withTotal(prediction);
}

/** Guests have not come. */
export function markNoShow(model: HotelModel, before: ModelReservation, stayNos: readonly number[]): Prediction {
  const isDue = (stay: ModelStay): boolean =>
    stay.status === "expected" && model.now.getTime() >= model.noShowFrom(stay);
  const prediction = atDesk(model, before, stayNos, ["confirmed", "checked_in"], isDue, (stay) => {
    if (!isDue(stay)) return undefined;
    stay.status = "no_show";
    for (const [night, used] of stay.nights) if (night >= model.today) used.use = "none";
    return Infinity;
  });
  if (prediction.kind === "fits" && prediction.after.status === "no_show") prediction.after.fee = model.feeOf(before);
  return prediction;
}

/** Takes a reservation up again with the nights to come. */
export function reinstate(model: HotelModel, before: ModelReservation, stayNos: readonly number[]): Prediction {
  const isAhead = (stay: ModelStay): boolean =>
    stay.to > model.today && stay.status !== "departed" && stay.status !== "in_house";
  const prediction = atDesk(model, before, stayNos, ["cancelled", "no_show", "expired"], isAhead, (stay) => {
    if (!isAhead(stay)) return undefined;
    stay.status = "expected";
    for (const [night, used] of stay.nights)
      if (night >= model.today && night >= stay.from && night < stay.to) used.use = "sold";
    return model.today;
  });
  if (prediction.kind !== "fits") return prediction;
  const { after } = prediction;
  for (const stay of after.stays) {
    const isEmpty = [...stay.nights.values()].every(({ use }) => use === "none");
    if (stay.status === "expected" && isEmpty) stay.status = "cancelled";
  }
  after.fee = null;
  return withTotal(prediction);
}

/** Guests in the house stay longer. */
export function extend(model: HotelModel, before: ModelReservation, to: Night, allowSplit: boolean): Prediction {
  const isIn = (stay: ModelStay): boolean => stay.status === "in_house";
  if (model.statusOf(before) === "checked_in" && before.stays.some((stay) => isIn(stay) && to <= stay.to)) return WRONG;
  const overdue = before.stays.some((stay) => isIn(stay) && stay.to < model.today);
  const prediction = atDesk(model, before, [], ["checked_in"], isIn, (stay) => {
    const settled = stay.to;
    const last = [...stay.nights].filter(([, { use }]) => use !== "none").toSorted(([one], [other]) => other - one)[0];
    const price = model.types[stay.type]?.price ?? 0;
    for (const night of nightsOf(stay.to, to))
      stay.nights.set(night, { type: last?.[1].type ?? stay.type, price, use: "sold" });
    stay.to = to;
    return settled;
  });
  if (overdue && prediction.kind === "refused" && prediction.codes.includes("no_availability")) return prediction;
  const priced = withTotal(prediction);
  if (priced.kind !== "fits") return priced;
  const seats = priced.seats.map((one) => ({ ...one, allowSplit }));
  return overdue ? { ...priced, kind: "either", seats } : { ...priced, seats };
}

/** Another room from now on, of the same type or another one. */
export function moveRoom(
  model: HotelModel,
  before: ModelReservation,
  type: number,
  room: number | undefined,
): Prediction {
  const canMove = (stay: ModelStay): boolean => stay.status === "expected" || stay.status === "in_house";
  const prediction = atDesk(model, before, [], ["confirmed", "checked_in"], canMove, (stay) => {
    const from = Math.max(model.today, stay.from);
    const moved = [...stay.nights].filter(([night, { use }]) => night >= from && use !== "none");
    for (const [, used] of moved) used.type = type;
    return moved.length === 0 ? undefined : from;
  });
  if (prediction.kind !== "fits" || room === undefined) return prediction;
  return { ...prediction, seats: prediction.seats.map((one) => ({ ...one, room: { room, from: one.settledUntil } })) };
}

/** The guest is told the room, or not held to it any more. */
export function pin(model: HotelModel, before: ModelReservation): Prediction {
  return atDesk(
    model,
    before,
    [],
    ["confirmed"],
    (stay) => stay.status === "expected",
    () => Infinity,
  );
}

/** Whether a stay that waits for a room gets one is for the seats to say: the counts do not change. */
export function seatWaiting(model: HotelModel, before: ModelReservation): Prediction {
  return { kind: "rooms", after: changed(model, before, {}) };
}

function atDesk(
  model: HotelModel,
  before: ModelReservation,
  stayNos: readonly number[],
  from: readonly string[],
  concerns: (stay: ModelStay) => boolean,
  change: (stay: ModelStay) => number | undefined,
): Prediction {
  if (!from.includes(model.statusOf(before))) return WRONG;
  if (stayNos.some((stayNo) => !before.stays.some((stay) => stay.stayNo === stayNo))) return refused("not_found");
  const after = changed(model, before, {});
  const meant = after.stays.filter((stay) => (stayNos.length === 0 ? concerns(stay) : stayNos.includes(stay.stayNo)));
  if (meant.length === 0) return WRONG;
  const seats: SeatsWanted[] = [];
  for (const stay of meant) {
    const settledUntil = change(stay);
    if (settledUntil === undefined) return WRONG;
    seats.push(seatsOf(stay, settledUntil));
  }
  after.status = standingOf(after.stays);
  return fitting(model, before, after, seats);
}

function fitting(
  model: HotelModel,
  before: ModelReservation,
  after: ModelReservation,
  seats: readonly SeatsWanted[],
): Prediction {
  return model.fits(before, usesOf(after)) ? { kind: "fits", after, seats } : refused("no_availability");
}

function withTotal(prediction: Prediction): Prediction {
  if (prediction.kind === "fits") prediction.after.total = totalOf(prediction.after);
  return prediction;
}

function standingOf(stays: readonly ModelStay[]): string {
  const statuses = new Set(stays.map((stay) => stay.status));
  if (statuses.has("in_house") || (statuses.has("expected") && statuses.has("departed"))) return "checked_in";
  if (statuses.has("expected")) return "confirmed";
  if (statuses.has("departed")) return "checked_out";
  return statuses.has("no_show") ? "no_show" : "cancelled";
}

// The nights of a hold that has run out are nobody's.
function changed(model: HotelModel, before: ModelReservation, change: Partial<ModelReservation>): ModelReservation {
  const after: ModelReservation = { ...structuredClone(before), ...change, version: before.version + 1 };
  const lapsed = model.statusOf(before) === "expired";
  for (const stay of after.stays)
    for (const used of stay.nights.values()) if (lapsed && used.use === "held") used.use = "none";
  return after;
}

function givenBack(reservation: ModelReservation): ModelReservation {
  for (const stay of reservation.stays) {
    for (const used of stay.nights.values()) used.use = "none";
    if (stay.status === "expected") stay.status = "cancelled";
  }
  return reservation;
}

function seatsOf({ stayNo, nights }: ModelStay, settledUntil: Night): SeatsWanted {
  const used = [...nights].filter(([, { use }]) => use !== "none").map(([night, { type }]) => ({ night, type }));
  return {
    stayNo,
    nights: used.toSorted((one, other) => one.night - other.night),
    settledUntil,
    allowSplit: false,
    force: false,
  };
}

function usesOf({ stays }: ModelReservation): Use[] {
  return stays.flatMap((stay) => seatsOf(stay, 0).nights);
}

function totalOf({ stays }: ModelReservation): number {
  return pricedStays(stays).reduce((sum, stay) => sum + priceOf(stay), 0);
}

function oldFirst({ stays }: ModelReservation): Night {
  return Math.min(...stays.map((stay) => stay.from));
}

function nightsOf(from: Night, to: Night): Night[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
