/** What one move tells about the outbox. */
export interface MoveFacts {
  readonly moved: number;
  /** The most rows the move would have taken. */
  readonly limit: number;
  /** The highest event id it moved; 0 when it moved nothing. */
  readonly lastEventId: number;
  /** The id of its own transaction; null when it moved nothing. */
  readonly transaction: bigint | null;
  /** Every transaction below had ended when the move looked. */
  readonly horizon: bigint;
}

/**
 * The event id up to which nothing can come any more, so that a move need not read past the dead rows before it:
 * while an old snapshot is open (a backup), nobody can remove them, and there may be millions.
 *
 * A lower event id can be committed later than a higher one. But every id up to one that was moved had been drawn before,
 * by transactions whose ids are lower than the move's own; so when a later move sees that all of those have
 * ended, it has met the last of them.
 */
export class LowMark {
  /** Nothing at or below can still be in the outbox. */
  eventId = 0;
  #awaited: { readonly eventId: number; readonly transaction: bigint } | undefined;

  /** Learns from a move that began at this mark. */
  learn(facts: MoveFacts): void {
    if (this.#awaited !== undefined && facts.horizon >= this.#awaited.transaction) {
      // A full batch has looked only as far as its last row.
      const seen = facts.moved < facts.limit ? this.#awaited.eventId : facts.lastEventId;
      this.eventId = Math.max(this.eventId, Math.min(this.#awaited.eventId, seen));
      this.#awaited = undefined;
    }
    if (facts.transaction === null) return;
    this.#awaited ??= { eventId: facts.lastEventId, transaction: facts.transaction };
  }
}
