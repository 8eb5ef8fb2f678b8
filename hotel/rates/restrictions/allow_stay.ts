import { accept, type Decision } from "../../vocabulary/refusal.ts";
import type { Buyer, RateFacts, StayAsk } from "../stay_ask.ts";

/** Whether the hotel's restrictions let a stay pass. */
export function allowStay(_facts: RateFacts, _ask: StayAsk, _buyer: Buyer): Decision<true> {
  return accept(true);
}
