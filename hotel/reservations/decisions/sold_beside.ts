import { EVERY_PLAN } from "../../rates/book/rate_night.ts";
import { STANDARD_PLAN } from "../../rates/book/rate_plan.ts";
import type { RateFacts } from "../../rates/stay_ask.ts";
import { nightsOf, type Night, type StayDates } from "../../vocabulary/night.ts";
import type { Reservation, Stay } from "../reservation.ts";

/** One room on some nights, as sell limits count it: by the type that was booked, the plan and the channel. */
export interface CountedStay {
  readonly roomTypeId: number;
  readonly nights: readonly Night[];
  readonly ratePlanId: number;
  readonly channel: string;
}

/**
 * The facts with other counts for sell limits: as if `more` had been sold too, and `less` had not. Rooms of one request count
 * one after the other, though none of them is written yet.
 */
export function withSold(facts: RateFacts, more: readonly CountedStay[], less: readonly CountedStay[] = []): RateFacts {
  if (more.length === 0 && less.length === 0) return facts;
  return {
    ...facts,
    soldUnder: (roomTypeId, night, ratePlanId, channel) => {
      const sold = facts.soldUnder(roomTypeId, night, ratePlanId, channel);
      if (sold === undefined) return undefined;
      const isCounted = (one: CountedStay): boolean =>
        one.roomTypeId === roomTypeId &&
        (ratePlanId === EVERY_PLAN || one.ratePlanId === ratePlanId) &&
        (channel === "" || one.channel === channel) &&
        one.nights.includes(night);
      return sold + more.filter(isCounted).length - less.filter(isCounted).length;
    },
  };
}

/** A stay that is wanted. */
export function countedAs(roomTypeId: number, dates: StayDates, ratePlanId: number, channel: string): CountedStay {
  return { roomTypeId, nights: nightsOf(dates), ratePlanId, channel };
}

/** A stay of a reservation as it is counted already: the nights that it uses. */
export function countedStay({ channel }: Pick<Reservation, "channel">, stay: Stay): CountedStay {
  const nights = stay.nights.filter(({ usedAs }) => usedAs !== "none").map(({ night }) => night);
  return { roomTypeId: stay.roomTypeId, nights, ratePlanId: stay.rate?.ratePlanId ?? STANDARD_PLAN, channel };
}
