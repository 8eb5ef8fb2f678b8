import type { EventType } from "../../events/catalogue.ts";
import type { HotelFacts } from "../../properties/facts.ts";
import { businessDate } from "../../vocabulary/business_date.ts";
import type { Night } from "../../vocabulary/night.ts";
import { accept, refuse, type Decision } from "../../vocabulary/refusal.ts";
import type { Command, Facts, Verdict } from "../admission/command.ts";
import { mayBecome, type ReservationAction } from "../life_cycle.ts";
import type { Reservation, Stay } from "../reservation.ts";
import { statusAt } from "../reservation.ts";
import { changed, findReservation, refused, type ChangeRequest } from "./change.ts";
import { eventStays } from "./event_stays.ts";
import { besidePlan, place, unchangedPlan, type StayPlan } from "./placing.ts";
import { standingOf } from "./standing.ts";

/** A change that the front desk makes to some rooms of a reservation. */
export interface DeskRequest extends ChangeRequest {
  /** The rooms it concerns; empty: every one for which it is possible. */
  readonly stayNos: readonly number[];
}

/** What a desk action decides from. */
export interface DeskScene {
  readonly facts: Facts;
  readonly reservation: Reservation;
  readonly hotel: HotelFacts;
  /** The hotel's business date. */
  readonly today: Night;
}

/** A desk action: which stays it concerns and what becomes of them. */
export interface DeskAction {
  readonly action: ReservationAction;
  readonly event: EventType | ((before: Reservation, after: Reservation) => EventType);
  /** The plan of a stay that the action changes. */
  plan(stay: Stay, scene: DeskScene): Decision<StayPlan>;
  /** Whether the action can be meant for the stay when none is named. */
  concerns(stay: Stay, scene: DeskScene): boolean;
  /** What the event carries besides. */
  data?(before: Reservation, after: Reservation): object;
  /** What else changes with it. */
  finish?(after: Reservation, scene: DeskScene): Reservation;
}

/** What the command of a desk action may carry besides. */
export type DeskOptions = Partial<Pick<Command, "reach" | "key">>;

/** The command of a desk action. */
export function deskCommand(desk: DeskAction, request: DeskRequest, more: DeskOptions = {}): Command {
  const { hotelId, reservationId } = request;
  const decide = (facts: Facts): Verdict => decideAtDesk(desk, request, facts);
  return { name: desk.action, hotelId, reservationId, touches: [], ...more, decide };
}

/** Decides a desk action: state first, then the stays one by one, then their rooms in one step. */
export function decideAtDesk(desk: DeskAction, request: DeskRequest, facts: Facts): Verdict {
  const found = findReservation(facts, request);
  if (!found.found) return found.verdict;
  const { reservation, hotel } = found;
  const possible = mayBecome(desk.action, statusAt(reservation, facts.now));
  if (!possible.accepted) return refused(possible);
  const scene: DeskScene = { facts, reservation, hotel, today: businessDate(hotel, facts.now) };
  const plans = plansOf(desk, request, scene);
  if (!plans.accepted) return refused(plans);
  const { reservationId } = reservation;
  const placed = place(facts, { hotel, reservationId, before: reservation, plans: plans.value });
  if (placed.kind !== "placed") return placed;
  const { stays, moves } = placed;
  const standing: Reservation = { ...reservation, stays, status: standingOf(stays) };
  const after = desk.finish?.(standing, scene) ?? standing;
  const data = desk.data?.(reservation, after) ?? { stays: eventStays(chosen(stays, request)) };
  const event = typeof desk.event === "function" ? desk.event(reservation, after) : desk.event;
  return changed(facts, { before: reservation, after, actor: request.actor, event, data, moves });
}

/** The nights that a stay uses as they are, for plans that change some of them. */
export function keptNights(stay: Stay): StayPlan["nights"] {
  return unchangedPlan(stay).nights;
}

function plansOf(desk: DeskAction, request: DeskRequest, scene: DeskScene): Decision<StayPlan[]> {
  const { stays } = scene.reservation;
  const named = new Set(request.stayNos);
  const unknown = request.stayNos.find((stayNo) => !stays.some((stay) => stay.stayNo === stayNo));
  if (unknown !== undefined)
    return refuse("not_found", `The reservation has no stay ${unknown}.`, { stay_no: unknown });
  const isMeant = (stay: Stay): boolean => (named.size === 0 ? desk.concerns(stay, scene) : named.has(stay.stayNo));
  const meant = stays.filter(isMeant);
  if (meant.length === 0) {
    return refuse("wrong_state", "This is not possible for any room of the reservation now.", {
      stays: stays.map((stay) => ({ stay_no: stay.stayNo, status: stay.status })),
    });
  }
  const plans: StayPlan[] = [];
  for (const stay of stays) {
    const plan = meant.includes(stay) ? desk.plan(stay, scene) : accept(besidePlan(stay, scene.today));
    if (!plan.accepted) return plan;
    plans.push(plan.value);
  }
  return accept(plans);
}

function chosen(stays: readonly Stay[], request: DeskRequest): readonly Stay[] {
  return request.stayNos.length === 0 ? stays : stays.filter((stay) => request.stayNos.includes(stay.stayNo));
}
