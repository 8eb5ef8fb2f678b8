/** A table or an index at some time. */
export interface RelationSize {
  readonly name: string;
  readonly kind: "table" | "index";
  /** The table it is, or belongs to. */
  readonly table: string;
  readonly bytes: number;
  /** Rows of the table, as the database's statistics count them. */
  readonly live: number;
  readonly dead: number;
}

/** How one relation grew after the first third of a run. */
export interface Growth {
  readonly name: string;
  readonly kind: RelationSize["kind"];
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly liveBefore: number;
  readonly liveAfter: number;
  /** What it may have at the end. */
  readonly allowed: number;
  readonly isBounded: boolean;
}

/** The rule, as the report states it. */
export const BLOAT_RULE =
  "bounded: at the end at most 1.5 times as large for each live row as after the first third, and 4 MB besides";

const ALLOWANCE = 1.5;
const SLACK_BYTES = 4 * 2 ** 20;
/** Below this many rows a table's size is not that of its rows. */
const FEW_ROWS = 1_000;

/**
 * Compares what the relations were in the first third with what they are at the end. What keeps history grows with its rows
 * by right; what is only changed, or emptied again, must not grow.
 *
 * @param samples the relations at each time, the first ones first
 * @param firstThird how many of the samples are of the first third; at least one
 */
export function growthsOf(samples: readonly (readonly RelationSize[])[], firstThird: number): Growth[] {
  const before = peaksOf(samples.slice(0, Math.max(1, firstThird)));
  const after = peaksOf(samples);
  return (samples.at(-1) ?? []).map(({ name, kind, bytes }) => {
    const [one, other] = [before.get(name), after.get(name)];
    const [liveBefore, liveAfter] = [one?.live ?? 0, other?.live ?? 0];
    const rowsGrew = Math.max(liveAfter, FEW_ROWS) / Math.max(liveBefore, FEW_ROWS);
    const bytesBefore = one?.bytes ?? 0;
    const allowed = ALLOWANCE * bytesBefore * rowsGrew + SLACK_BYTES;
    return { name, kind, bytesBefore, bytesAfter: bytes, liveBefore, liveAfter, allowed, isBounded: bytes <= allowed };
  });
}

/** The most of each relation in some samples: a queue is empty at one moment and full at another. */
function peaksOf(samples: readonly (readonly RelationSize[])[]): Map<string, { bytes: number; live: number }> {
  const peaks = new Map<string, { bytes: number; live: number }>();
  for (const { name, bytes, live } of samples.flat()) {
    const known = peaks.get(name);
    peaks.set(name, { bytes: Math.max(bytes, known?.bytes ?? 0), live: Math.max(live, known?.live ?? 0) });
  }
  return peaks;
}
