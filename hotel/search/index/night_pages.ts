import type { NightsOfType } from "./read_nights.ts";

const MOST_TYPES = 2_000;
const MOST_NIGHTS = 100_000;

/**
 * What is to be read, in pages of a statement each: as many types as are asked for few nights of, so that a night which opens
 * in all types at once does not keep other changes waiting for a thousand small statements; of types that are read whole no more than
 * fit the memory.
 */
export function pagesOfNights(asked: readonly NightsOfType[]): NightsOfType[][] {
  const pages: NightsOfType[][] = [];
  let page: NightsOfType[] = [];
  let nights = 0;
  for (const one of asked) {
    const more = one.to - one.from;
    if (page.length > 0 && (page.length >= MOST_TYPES || nights + more > MOST_NIGHTS)) {
      pages.push(page);
      page = [];
      nights = 0;
    }
    page.push(one);
    nights += more;
  }
  return page.length === 0 ? pages : [...pages, page];
}
