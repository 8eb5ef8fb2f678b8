import type { Caller, CallOptions, InputOf, OperationName, ReplyOf } from "./call.ts";
import type { Reservation } from "./generated/operations.ts";

type Body<Name extends OperationName> = InputOf<Name> extends { body: infer Value } ? Value : never;
type Query<Name extends OperationName> = InputOf<Name> extends { query: infer Value } ? Value : never;

/** A desk action concerns every room of the reservation for which it is possible, or the rooms named. */
type Rooms = Body<"POST /v1/reservations/{reservation_id}/check-in">;

/** What can be done with reservations. Every call may bring its own token: a booking's `manage_token`. */
export interface Reservations {
  /** Books rooms, all or nothing, and confirms them at once. */
  book(booking: Omit<Body<"POST /v1/reservations">, "hold">, options?: CallOptions): Promise<Reservation>;
  /** Holds rooms until `expires_at`. */
  hold(booking: Omit<Body<"POST /v1/reservations">, "hold">, options?: CallOptions): Promise<Reservation>;
  /** Takes in a booking that was made elsewhere. */
  takeIn(booking: Body<"POST /v1/reservations/imports">, options?: CallOptions): Promise<Reservation>;
  read(reservationId: string, options?: CallOptions): Promise<Reservation>;
  /** One page, the newest first. */
  list(query?: Query<"GET /v1/reservations">, options?: CallOptions): Promise<ReplyOf<"GET /v1/reservations">>;
  /** Finds a booking by its code and the guest's e-mail address. */
  find(confirmationCode: string, email: string, options?: CallOptions): Promise<Reservation>;
  /** Who did what to it. */
  events(
    reservationId: string,
    options?: CallOptions,
  ): Promise<ReplyOf<"GET /v1/reservations/{reservation_id}/events">>;
  confirm(reservationId: string, options?: CallOptions): Promise<Reservation>;
  decline(reservationId: string, options?: CallOptions): Promise<Reservation>;
  /** Changes dates, room type or guests in one step; staff send `ifMatch`. */
  change(
    reservationId: string,
    change: Body<"PATCH /v1/reservations/{reservation_id}">,
    options?: CallOptions,
  ): Promise<Reservation>;
  /** Cancels, or releases a hold. A repeat gives the same answer. */
  cancel(
    reservationId: string,
    query?: Query<"DELETE /v1/reservations/{reservation_id}">,
    options?: CallOptions,
  ): Promise<ReplyOf<"DELETE /v1/reservations/{reservation_id}">>;
  checkIn(reservationId: string, rooms?: Rooms, options?: CallOptions): Promise<Reservation>;
  checkOut(reservationId: string, rooms?: Rooms, options?: CallOptions): Promise<Reservation>;
  markNoShow(reservationId: string, rooms?: Rooms, options?: CallOptions): Promise<Reservation>;
  reinstate(reservationId: string, rooms?: Rooms, options?: CallOptions): Promise<Reservation>;
  pin(reservationId: string, rooms?: Rooms, options?: CallOptions): Promise<Reservation>;
  unpin(reservationId: string, rooms?: Rooms, options?: CallOptions): Promise<Reservation>;
  extend(
    reservationId: string,
    extension: Body<"POST /v1/reservations/{reservation_id}/extension">,
    options?: CallOptions,
  ): Promise<Reservation>;
  moveRoom(
    reservationId: string,
    move: Body<"POST /v1/reservations/{reservation_id}/room">,
    options?: CallOptions,
  ): Promise<Reservation>;
}

const ONE = "/v1/reservations/{reservation_id}";

/** The calls about reservations. */
export function reservationsOf(call: Caller): Reservations {
  const path = (reservationId: string): { path: { reservation_id: string } } => ({
    path: { reservation_id: reservationId },
  });
  return {
    book: (body, options) => call("POST /v1/reservations", { body }, options),
    hold: (booking, options) => call("POST /v1/reservations", { body: { ...booking, hold: true } }, options),
    takeIn: (body, options) => call("POST /v1/reservations/imports", { body }, options),
    read: (id, options) => call(`GET ${ONE}`, path(id), options),
    list: (query = {}, options) => call("GET /v1/reservations", { query }, options),
    find: (confirmationCode, email, options) =>
      call("POST /v1/reservations/lookups", { body: { confirmation_code: confirmationCode, email } }, options),
    events: (id, options) => call(`GET ${ONE}/events`, path(id), options),
    confirm: (id, options) => call(`POST ${ONE}/confirmation`, path(id), options),
    decline: (id, options) => call(`POST ${ONE}/decline`, path(id), options),
    change: (id, body, options) => call(`PATCH ${ONE}`, { ...path(id), body }, options),
    cancel: (id, query = {}, options) => call(`DELETE ${ONE}`, { ...path(id), query }, options),
    checkIn: (id, body = {}, options) => call(`POST ${ONE}/check-in`, { ...path(id), body }, options),
    checkOut: (id, body = {}, options) => call(`POST ${ONE}/check-out`, { ...path(id), body }, options),
    markNoShow: (id, body = {}, options) => call(`POST ${ONE}/no-show`, { ...path(id), body }, options),
    reinstate: (id, body = {}, options) => call(`POST ${ONE}/reinstatement`, { ...path(id), body }, options),
    pin: (id, body = {}, options) => call(`POST ${ONE}/pin`, { ...path(id), body }, options),
    unpin: (id, body = {}, options) => call(`POST ${ONE}/unpin`, { ...path(id), body }, options),
    extend: (id, body, options) => call(`POST ${ONE}/extension`, { ...path(id), body }, options),
    moveRoom: (id, body, options) => call(`POST ${ONE}/room`, { ...path(id), body }, options),
  };
}
