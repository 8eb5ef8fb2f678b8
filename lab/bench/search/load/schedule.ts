/** Requests of one kind that arrive at a constant rate, whether or not those before have been answered. */
export interface Stream {
  readonly name: string;
  /** A second. */
  readonly rate: number;
}

/** When a request is due. */
export interface Arrival {
  readonly stream: number;
  /** Milliseconds from the beginning. */
  readonly at: number;
}

/** The arrivals of all streams in order of time. Each begins half of its own interval after the beginning. */
export function* arrivalsOf(streams: readonly Stream[], seconds: number): Generator<Arrival> {
  const end = seconds * 1_000;
  const made = streams.map(() => 0);
  for (;;) {
    let next: Arrival | undefined;
    for (const [stream, { rate }] of streams.entries()) {
      const at = (((made[stream] ?? 0) + 0.5) * 1_000) / rate;
      if (at < end && (next === undefined || at < next.at)) next = { stream, at };
    }
    if (next === undefined) return;
    made[next.stream] = (made[next.stream] ?? 0) + 1;
    yield next;
  }
}
