import pg from "pg";

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;

/** `text[]`; pg's own table of type numbers does not name arrays. */
const TEXT_ARRAY: Parameters<typeof pg.types.getTypeParser>[0] = 1009 as number;

type ParseText = (text: string) => unknown;

const parsers: ReadonlyMap<number, ParseText> = new Map<number, ParseText>([
  [INT8, safeInteger],
  // A date is a calendar day: pg's own parser makes it midnight in the zone of this machine.
  [DATE, (text) => text],
  [INT8_ARRAY, (text) => textArray(text).map((item) => (item === null ? null : safeInteger(item)))],
  [DATE_ARRAY, textArray],
]);

/** How columns become JavaScript values, per connection and not by changing pg for the whole process. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    const parser = format === "binary" ? undefined : parsers.get(oid);
    return parser ?? pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a JavaScript number`);
  return value;
}

function textArray(text: string): (string | null)[] {
  const parse: (source: string) => (string | null)[] = pg.types.getTypeParser(TEXT_ARRAY);
  return parse(text);
}
