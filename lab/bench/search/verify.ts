import { seeded } from "../../load/random.ts";
import { readAnswer, type FoundAnswer } from "./answers.ts";
import { drawAsk, type AskKind, type AskedPlace, type NightsOnSale, type SearchAsk } from "./asks.ts";
import type { SearchContender } from "./contenders.ts";

/** Whether two gave the same answers. */
export interface VerifyResult {
  readonly between: readonly [string, string];
  readonly asked: number;
  /** Hotels and days in all answers together: a comparison of empty answers proves nothing. */
  readonly compared: number;
  readonly differences: number;
  /** The first ones, in words. */
  readonly examples: readonly string[];
}

/** Of a hundred questions: most about cities, few about the whole world, which SQL takes a second for. */
const KINDS: readonly (readonly [AskKind, number])[] = [
  ["city", 60],
  ["radius", 20],
  ["flexible", 14],
  ["calendar", 5],
  ["world", 1],
];
const AT_ONCE = 4;
const EXAMPLES = 5;
const ANSWER_WAIT_MS = 120_000;

/** Asks both the same random questions about a state that nobody changes, and compares the answers. */
export async function verifyAnswers(
  one: SearchContender,
  other: SearchContender,
  places: readonly AskedPlace[],
  on: NightsOnSale,
  { questions, seed }: { readonly questions: number; readonly seed: number },
): Promise<VerifyResult> {
  const draw = seeded(seed);
  const kinds = KINDS.flatMap(([kind, times]) => Array<AskKind>(times).fill(kind));
  const drawn = Array.from({ length: questions }, () => drawAsk(kinds[draw(kinds.length)] ?? "city", places, on, draw));
  const asks = drawn.filter((ask) => one.pathOf(ask) !== undefined && other.pathOf(ask) !== undefined);
  const found: { ask: SearchAsk; difference: string | undefined; compared: number }[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < asks.length; index = next++) {
      const ask = asks[index] as SearchAsk;
      const [first, second] = await Promise.all([answerOf(one, ask), answerOf(other, ask)]);
      found.push({ ask, difference: differenceOf(ask, first, second), compared: sizeOf(second) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const different = found.filter(({ difference }) => difference !== undefined);
  return {
    between: [one.name, other.name],
    asked: found.length,
    compared: found.reduce((sum, { compared }) => sum + compared, 0),
    differences: different.length,
    examples: different
      .slice(0, EXAMPLES)
      .map(({ ask, difference = "" }) => `${other.pathOf(ask) ?? ""}: ${difference}`),
  };
}

async function answerOf(contender: SearchContender, ask: SearchAsk): Promise<FoundAnswer | string> {
  const path = contender.pathOf(ask);
  if (path === undefined) return "cannot be asked";
  const signal = AbortSignal.timeout(ANSWER_WAIT_MS);
  const answer = await fetch(`http://127.0.0.1:${contender.port}${path}`, { signal });
  const text = await answer.text();
  return answer.status === 200 ? readAnswer(text) : `${answer.status}: ${text.slice(0, 300)}`;
}

function sizeOf(answer: FoundAnswer | string): number {
  if (typeof answer === "string") return 0;
  return "hotels" in answer ? answer.hotels.length : answer.days.length;
}

/**
 * In which way two answers differ; undefined when they do not. Which of several room types of the same price is shown may differ where
 * dates do.
 */
export function differenceOf(
  ask: SearchAsk,
  one: FoundAnswer | string,
  other: FoundAnswer | string,
): string | undefined {
  if (typeof one === "string") return one;
  if (typeof other === "string") return other;
  const [left, right] = [linesOf(ask, one), linesOf(ask, other)];
  const length = Math.max(left.length, right.length);
  const at = Array.from({ length }, (_, index) => index).find((index) => left[index] !== right[index]);
  return at === undefined ? undefined : `${left[at] ?? "nothing"} against ${right[at] ?? "nothing"} in place ${at + 1}`;
}

function linesOf(ask: SearchAsk, answer: FoundAnswer): string[] {
  if ("days" in answer) return answer.days.map(({ date, price }) => `${date} ${price ?? "-"}`);
  return answer.hotels.map(({ hotelId, price, roomTypeId, available }) => {
    const room = ask.kind === "flexible" ? "" : ` room type ${roomTypeId}, ${available} left`;
    return `hotel ${hotelId} for ${price}${room}`;
  });
}
