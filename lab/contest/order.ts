/** Pairs of two guests of whom one got a room and the other was told there is none. */
export interface PairCount {
  /** In which the one who came first was refused. */
  readonly outOfOrder: number;
  readonly all: number;
}

/**
 * How far the order of arrival was kept in one round.
 *
 * @param accepted for each guest in order of arrival whether they got a room; undefined for one without an answer
 */
export function pairsOutOfOrder(accepted: readonly (boolean | undefined)[]): PairCount {
  let refusedBefore = 0;
  let outOfOrder = 0;
  let winners = 0;
  for (const one of accepted) {
    if (one === false) refusedBefore += 1;
    if (one !== true) continue;
    winners += 1;
    outOfOrder += refusedBefore;
  }
  return { outOfOrder, all: winners * refusedBefore };
}
