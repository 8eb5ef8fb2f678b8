import type { RuleScope } from "./scope.ts";

/** What may be restricted on one night. What is left out is not restricted. */
export interface Restriction {
  /** No stay may use the night. */
  readonly closed?: boolean;
  /** No stay may begin on it. */
  readonly closedToArrival?: boolean;
  /** No stay may end on it: it is the day of departure. */
  readonly closedToDeparture?: boolean;
  /** Nights, of stays that arrive on it. */
  readonly minStayArrival?: number;
  readonly maxStayArrival?: number;
  /** Nights, of stays that use it. */
  readonly minStayThrough?: number;
  readonly maxStayThrough?: number;
  /** Days of the hotel's calendar between booking and arrival, of stays that arrive on it. */
  readonly minAdvanceDays?: number;
  readonly maxAdvanceDays?: number;
  /** On the business date itself stays that arrive on it are sold until this hour of the hotel's clock, 0 to 23. */
  readonly sameDayCutoffHour?: number;
  /** Rooms of the type that may be sold on the night within the scope of the restriction. */
  readonly sellLimit?: number;
  /**
   * Which lengths of stay may arrive on it: the n-th letter says yes (`Y`) or no (`N`) to n nights; longer stays than it
   * has letters may not (OpenTravel `FullPatternLOS`).
   */
  readonly stayPattern?: string;
}

/** A standing restriction of some nights, for every channel or one. */
export type RestrictionRule = RuleScope & Restriction & { readonly channel?: string };
