import type { Principal } from "../access/principal.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { Buyer } from "./stay_ask.ts";

/** What a request says of who buys. */
export interface BuyerFields {
  readonly promo_code?: string;
  readonly company?: string;
  readonly member?: boolean;
  readonly channel?: string;
}

/**
 * Who buys. A code is known to whoever was given it; that a guest is a member, and through what a room is sold, is for staff
 * and partners to say: from others it is refused with `forbidden`. Search, quotes and bookings read it here, so that nobody is
 * shown a price that is not for them.
 */
export function buyerOf(principal: Principal, fields: BuyerFields): Decision<Buyer> {
  const isTrusted = principal.kind === "staff" || principal.kind === "partner";
  if (!isTrusted && (fields.member === true || fields.channel !== undefined)) {
    return refuse("forbidden", "`member` and `channel` are for staff and partners to say.");
  }
  const { promo_code: promoCode, company } = fields;
  return accept({
    channel: fields.channel?.toLowerCase() ?? doorOf(principal),
    member: fields.member === true,
    ...(promoCode === undefined ? {} : { promoCode: promoCode.toLowerCase() }),
    ...(company === undefined ? {} : { company: company.toLowerCase() }),
  });
}

/** The door that the principal came through: the channel of a booking that names none. */
export function doorOf(principal: Principal): "web" | "desk" | "partner" {
  if (principal.kind === "staff") return "desk";
  return principal.kind === "partner" ? "partner" : "web";
}
