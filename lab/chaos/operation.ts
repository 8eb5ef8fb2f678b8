import type { Night } from "../../hotel/vocabulary/night.ts";
import type { RateChange } from "./rates/rate_change.ts";
import type { Quoted, RuleInTheWay, SeenPrice } from "./rates/told_rates.ts";

/**
 * What a client can ask for. `reuse` is a booking under a key that stands for another one: it must be refused. `set_rates` is a manager's
 * change of prices and restrictions.
 */
export type OperationKind =
  | "book"
  | "hold"
  | "confirm"
  | "cancel"
  | "modify"
  | "read"
  | "search"
  | "reuse"
  | "quote"
  | "set_rates";

/** The kinds that change a reservation. */
export const WRITES: ReadonlySet<OperationKind> = new Set(["book", "hold", "confirm", "cancel", "modify", "reuse"]);

/** The kinds that change nothing and carry no key. */
export const LOOKS: ReadonlySet<OperationKind> = new Set(["read", "search", "quote"]);

/** One room that is asked for, `[from, to)`. */
export interface WantedRoom {
  readonly roomTypeId: number;
  readonly from: Night;
  readonly to: Night;
  /** Undefined: the hotel's default plan. */
  readonly ratePlanId?: number;
  /** Undefined: one. */
  readonly adults?: number;
}

/** One room of a reservation as an answer shows it. */
export interface SeenRoom extends WantedRoom {
  readonly stayNo: number;
  readonly status: string;
}

/** What an answer says of a reservation; a cancellation's answer shows no version and no rooms. */
export interface SeenReservation {
  readonly reservationId: string;
  readonly status: string;
  readonly version: number | undefined;
  readonly rooms: readonly SeenRoom[] | undefined;
  /** Undefined: the answer tells no price. */
  readonly price?: SeenPrice | undefined;
}

/** A night that a refusal names as full. */
export interface FullNight {
  readonly roomTypeId: number;
  readonly night: Night;
}

/** How an operation ended: `unknown`, when nobody can say whether it took effect. */
export type Outcome = "pending" | "ok" | "refused" | "unknown";

/**
 * One operation of a client: written before it is sent, completed when its answer has come or will not come any more.
 * `invoked` and `completed` count the beginnings and ends of all operations, so that they are never equal.
 */
export interface Operation {
  readonly id: number;
  readonly kind: OperationKind;
  readonly hotelId: number;
  /** The reservation that it concerns; undefined for a new one and a search. */
  readonly reservationId: string | undefined;
  /** The operation whose idempotency key it carries: its own id, or the one that it repeats or misuses. */
  readonly key: number;
  /** What is asked for: the rooms of a booking, the new dates of a change, the stay of a search. */
  readonly rooms: readonly WantedRoom[];
  /** The quote that a booking brings. */
  readonly quote: Quoted | undefined;
  /** What a manager changes. */
  readonly change: RateChange | undefined;
  readonly invoked: number;
  /** When it was sent, in milliseconds since 1970. */
  readonly invokedAt: number;
  completed: number;
  /** When the answer came, in milliseconds since 1970. */
  completedAt: number;
  outcome: Outcome;
  /** The HTTP status; 0 without an answer. */
  status: number;
  /** The code of a refusal; empty without one. */
  code: string;
  replayed: boolean;
  seen: SeenReservation | undefined;
  fullNights: readonly FullNight[];
  /** What a search has found: free rooms by room type. */
  found: ReadonlyMap<number, number> | undefined;
  /** What was promised. */
  quoted: Quoted | undefined;
  /** The rules that a refusal names. */
  inTheWay: readonly RuleInTheWay[];
  /** Of the rates, as a manager was told. */
  version: number | undefined;
}

/** The request id that an operation is sent with; the ledger carries it on. */
export function requestIdOf(operationId: number): string {
  return `chaos-${String(operationId).padStart(9, "0")}`;
}

/** The operation that a request id of the ledger names; undefined when no client sent it. */
export function operationOf(requestId: string): number | undefined {
  const found = /^chaos-(\d{9,})$/.exec(requestId);
  return found === null ? undefined : Number(found[1]);
}

/** An operation that is about to be sent. */
export function newOperation(
  asked: Pick<Operation, "id" | "kind" | "hotelId" | "invoked"> &
    Partial<Pick<Operation, "key" | "reservationId" | "rooms" | "quote" | "change">>,
): Operation {
  return {
    key: asked.id,
    rooms: [],
    reservationId: undefined,
    quote: undefined,
    change: undefined,
    invokedAt: Date.now(),
    ...asked,
    completed: Infinity,
    completedAt: 0,
    outcome: "pending",
    status: 0,
    code: "",
    replayed: false,
    seen: undefined,
    fullNights: [],
    found: undefined,
    quoted: undefined,
    inTheWay: [],
    version: undefined,
  };
}
