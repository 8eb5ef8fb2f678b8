import type { Static } from "typebox";
import type { NewGuest } from "../guests/guest_rows.ts";
import { newId } from "../vocabulary/identity.ts";
import { lengthOfStay, parseNight, type Night, type StayDates } from "../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { WantedStay } from "./decisions/book.ts";
import type { StayChange } from "./decisions/modify.ts";
import type { BookingBody, GuestBody, ImportBody, ModificationBody } from "./schemas.ts";

/** The longest stay, in nights. */
export const LONGEST_STAY = 90;

type Booking = Static<typeof BookingBody> | Static<typeof ImportBody>;
type Modification = Static<typeof ModificationBody>;

/** A field that breaks a rule, as `invalid_request` names it. */
interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
}

/** The rooms that a body asks for: the single fields, or `stays`, not both. */
export function wantedStays(body: Booking): Decision<WantedStay[]> {
  const { room_type_id, start_date, end_date, guests, adults, children, rate_plan_id, extras, allow_split } = body;
  if (body.stays !== undefined) {
    const single = [room_type_id, start_date, end_date, guests, adults, children, rate_plan_id, extras, allow_split];
    if (single.some((value) => value !== undefined))
      return invalid([error("/stays", "either", "Send either `stays` or the fields of a single stay.")]);
    return allOf(body.stays.map((stay, index) => wantedStay(stay, `/stays/${index}`)));
  }
  const missing = Object.entries({ room_type_id, start_date, end_date })
    .filter(([, value]) => value === undefined)
    .map(([name]) => error(`/${name}`, "required", `${name} is required.`));
  if (missing.length > 0 || room_type_id === undefined || start_date === undefined || end_date === undefined) {
    return invalid(missing);
  }
  return allOf([wantedStay({ ...body, room_type_id, start_date, end_date }, "")]);
}

/** Whether a body names rooms at all: one that brings a quote need not. */
export function namesStays(body: Booking): boolean {
  return body.stays !== undefined || body.room_type_id !== undefined || body.start_date !== undefined;
}

/** The changes that a body asks for; the single fields mean the only stay. */
export function stayChanges(body: Modification): Decision<StayChange[]> {
  const { stays, idempotency_key: _key, ignore_restrictions: _ignore, ...single } = body;
  if (stays !== undefined && Object.keys(single).length > 0) {
    return invalid([error("/stays", "either", "Send either `stays` or the fields of a single stay.")]);
  }
  if (stays === undefined && Object.keys(single).length === 0) {
    return invalid([error("", "minProperties", "Say what shall change.")]);
  }
  const numbers = (stays ?? []).map((stay) => stay.stay_no);
  if (new Set(numbers).size < numbers.length) return invalid([error("/stays", "uniqueItems", "Each stay_no once.")]);
  const changes = stays ?? [{ ...single, stay_no: 1 }];
  return allOf(changes.map((change, index) => stayChange(change, stays === undefined ? "" : `/stays/${index}`)));
}

/** A date in a body. */
export function dateOf(text: string, field: string): Decision<Night> {
  const night = parseNight(text);
  if (night !== undefined) return accept(night);
  return invalid([error(field, "date", `${text} is no date of the calendar.`)]);
}

/** The guest that a body names, with an id of its own. */
export function guestOf(hotelId: number, guest: Static<typeof GuestBody> | undefined): NewGuest | undefined {
  if (guest === undefined) return undefined;
  const { name, email, phone } = guest;
  return { hotelId, guestId: newId(Date.now()), name: name.trim(), email, phone: phone ?? null };
}

interface PartyFields {
  readonly guests?: number;
  readonly adults?: number;
  readonly children?: readonly number[];
}

interface StayFields extends PartyFields {
  readonly room_type_id: number;
  readonly start_date: string;
  readonly end_date: string;
  readonly rate_plan_id?: number;
  readonly extras?: readonly { readonly code: string; readonly quantity?: number }[];
  readonly allow_split?: boolean;
}

function wantedStay(stay: StayFields, path: string): Decision<WantedStay> {
  const dates = stayDates(stay.start_date, stay.end_date, path);
  if (!dates.accepted) return dates;
  const { room_type_id: roomTypeId, rate_plan_id: ratePlanId, extras = [], allow_split: allowSplit = false } = stay;
  const guests = guestsOf(stay, path);
  if (!guests.accepted) return guests;
  const codes = extras.map(({ code }) => code);
  if (new Set(codes).size < codes.length) {
    return invalid([error(`${path}/extras`, "uniqueItems", "Name each extra once, with its quantity.")]);
  }
  return accept({
    roomTypeId,
    dates: dates.value,
    guests: guests.value ?? 1,
    ...(stay.children === undefined ? {} : { childAges: stay.children }),
    ...(ratePlanId === undefined ? {} : { ratePlanId }),
    extras: extras.map(({ code, quantity = 1 }) => ({ code, quantity })),
    allowSplit,
  });
}

/** All guests together; undefined when the body says nothing of them. */
function guestsOf({ guests, adults, children = [] }: PartyFields, path: string): Decision<number | undefined> {
  if (adults !== undefined && guests !== undefined && guests !== adults + children.length) {
    return invalid([error(`${path}/guests`, "sum", "guests is adults and children together.")]);
  }
  if (adults !== undefined) return accept(adults + children.length);
  if (guests !== undefined && guests <= children.length) {
    return invalid([error(`${path}/guests`, "adult", "Every room has at least one adult.")]);
  }
  if (guests === undefined && children.length > 0) return accept(1 + children.length);
  return accept(guests);
}

function stayDates(start: string, end: string, path: string): Decision<StayDates> {
  const arrival = dateOf(start, `${path}/start_date`);
  if (!arrival.accepted) return arrival;
  const departure = dateOf(end, `${path}/end_date`);
  if (!departure.accepted) return departure;
  const dates = { arrival: arrival.value, departure: departure.value };
  const wrong = lengthError(dates, path);
  return wrong === undefined ? accept(dates) : invalid([wrong]);
}

function lengthError(dates: StayDates, path: string): FieldError | undefined {
  const nights = lengthOfStay(dates);
  if (nights <= 0) return error(`${path}/end_date`, "after_start", "end_date must lie after start_date.");
  if (nights <= LONGEST_STAY) return undefined;
  return error(
    `${path}/end_date`,
    "longest_stay",
    `A stay has at most ${LONGEST_STAY} nights; this one has ${nights}.`,
  );
}

type ChangeFields = { readonly stay_no: number } & Partial<StayFields>;

function stayChange(change: ChangeFields, path: string): Decision<StayChange> {
  const arrival = change.start_date === undefined ? accept(undefined) : dateOf(change.start_date, `${path}/start_date`);
  if (!arrival.accepted) return arrival;
  const departure = change.end_date === undefined ? accept(undefined) : dateOf(change.end_date, `${path}/end_date`);
  if (!departure.accepted) return departure;
  if (arrival.value !== undefined && departure.value !== undefined) {
    const wrong = lengthError({ arrival: arrival.value, departure: departure.value }, path);
    if (wrong !== undefined) return invalid([wrong]);
  }
  return accept({
    stayNo: change.stay_no,
    ...(arrival.value === undefined ? {} : { arrival: arrival.value }),
    ...(departure.value === undefined ? {} : { departure: departure.value }),
    ...(change.room_type_id === undefined ? {} : { roomTypeId: change.room_type_id }),
    ...(change.guests === undefined ? {} : { guests: change.guests }),
    ...(change.adults === undefined ? {} : { adults: change.adults }),
    ...(change.children === undefined ? {} : { childAges: change.children }),
    ...(change.allow_split === undefined ? {} : { allowSplit: change.allow_split }),
  });
}

function allOf<Item>(decisions: readonly Decision<Item>[]): Decision<Item[]> {
  const items: Item[] = [];
  for (const decision of decisions) {
    if (!decision.accepted) return decision;
    items.push(decision.value);
  }
  return accept(items);
}

function error(field: string, rule: string, message: string): FieldError {
  return { field, rule, message };
}

function invalid(errors: readonly FieldError[]): ReturnType<typeof refuse> {
  return refuse("invalid_request", errors.map(({ message }) => message).join(" "), { errors });
}
