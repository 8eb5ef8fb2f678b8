import { invalidFields, type FieldError } from "../../properties/field_error.ts";
import { MAX_PRICE_MINOR } from "../../properties/room_type_rules.ts";
import { decimalPlaces, type Currency, type MinorUnits } from "../../vocabulary/money.ts";
import { parseNight, type Night } from "../../vocabulary/night.ts";
import { accept, type Decision } from "../../vocabulary/refusal.ts";
import { exactDifference, exactPrice, exactShare } from "../exact_amounts.ts";

/** What the fields of a hotel's rates are read against. */
export interface RateWords {
  readonly currency: Currency;
  /** The hotel's room types, retired ones too. */
  readonly roomTypeIds: ReadonlySet<number>;
}

/**
 * The reading of one body: every field that cannot be read is noted with its JSON pointer, and reading goes on, so that all
 * that is wrong is told at once. What a failed reading returns means nothing; ask {@link Reading.outcome}.
 */
export class Reading {
  readonly words: RateWords;
  readonly #errors: FieldError[] = [];

  constructor(words: RateWords) {
    this.words = words;
  }

  /** Notes what is wrong with a field. */
  fail(field: string, rule: string, message: string): void {
    this.#errors.push({ field, rule, message });
  }

  /** The value if nothing was wrong, else `invalid_request` with everything that was. */
  outcome<Value>(value: Value): Decision<Value> {
    return this.#errors.length === 0 ? accept(value) : invalidFields(this.#errors);
  }

  /** Reads every part of a list, each with its own pointer. */
  each<Body, Value>(
    at: string,
    bodies: readonly Body[],
    read: (reading: Reading, at: string, body: Body) => Value,
  ): Value[] {
    return bodies.map((body, index) => read(this, `${at}/${index}`, body));
  }

  /** An amount from nothing up, exact in the hotel's currency. */
  price(field: string, decimal: number): MinorUnits {
    const minor = exactPrice(decimal, this.words.currency);
    if (minor !== undefined) return minor;
    this.#notAnAmount(field, 0);
    return 0;
  }

  /** An amount of either sign, exact in the hotel's currency. */
  difference(field: string, decimal: number): MinorUnits {
    const minor = exactDifference(decimal, this.words.currency);
    if (minor !== undefined) return minor;
    this.#notAnAmount(field, -MAX_PRICE_MINOR);
    return 0;
  }

  /** A percentage as basis points: 12.5 is 1,250. Its bounds are the schema's. */
  share(field: string, percent: number): number {
    const basisPoints = exactShare(percent);
    if (basisPoints !== undefined) return basisPoints;
    this.fail(field, "percent", `${wordOf(field)} has at most two decimals.`);
    return 0;
  }

  /** The percentage of a tax, which may be as fine as 9.975 %, as basis points with two decimals. */
  taxShare(field: string, percent: number): number {
    const fine = Math.round(percent * 10_000);
    if (fine / 10_000 === percent) return fine / 100 || 0;
    this.fail(field, "percent", `${wordOf(field)} has at most four decimals.`);
    return 0;
  }

  /** A date of the calendar. */
  night(field: string, text: string): Night {
    const night = parseNight(text);
    if (night !== undefined) return night;
    this.fail(field, "date", `${text} is not a date of the calendar, YYYY-MM-DD.`);
    return 0;
  }

  /** A value that this kind of thing needs. */
  required<Value>(field: string, value: Value | undefined, kind: string): value is Value {
    if (value !== undefined) return true;
    this.fail(field, "required", `${wordOf(field)} is required with ${kind}.`);
    return false;
  }

  /** Fields that mean something with another kind only: said and ignored they would mislead. */
  only(at: string, body: object, allowed: readonly string[], kind: string): void {
    for (const [name, value] of Object.entries(body)) {
      if (value === undefined || allowed.includes(name)) continue;
      this.fail(`${at}/${name}`, "not_with", `${name} does not go with ${kind}.`);
    }
  }

  /** Exactly one of several fields; undefined (and noted) when there is none or another besides. */
  oneOf<Name extends string>(
    at: string,
    body: Readonly<Partial<Record<Name, unknown>>>,
    names: readonly Name[],
  ): Name | undefined {
    const [given, another] = names.filter((name) => body[name] !== undefined);
    if (given !== undefined && another === undefined) return given;
    this.fail(`${at}/${another ?? names[0] ?? ""}`, "one_of", `Give exactly one of ${names.join(", ")}.`);
    return undefined;
  }

  #notAnAmount(field: string, lowest: MinorUnits): void {
    const { currency } = this.words;
    const places = decimalPlaces(currency);
    const unit = 10 ** places;
    const range = `from ${lowest / unit} to ${MAX_PRICE_MINOR / unit}`;
    this.fail(field, "amount", `${wordOf(field)} in ${currency} is a number ${range} with at most ${places} decimals.`);
  }
}

/** The last part of a pointer that is a name: `price` of `/prices/3/price`. */
function wordOf(field: string): string {
  return field.split("/").findLast((part) => !/^\d*$/.test(part)) ?? "It";
}
