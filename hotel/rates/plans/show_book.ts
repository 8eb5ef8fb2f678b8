import { toDecimal, type Currency } from "../../vocabulary/money.ts";
import type { Extra, TaxOrFee } from "../book/charge_rules.ts";
import type { RateBook } from "../book/rate_book.ts";
import type { RateBookTerms } from "./read_book.ts";
import type * as bodies from "./book_schemas.ts";
import type { RateBookFields, RateBookView } from "./book_schemas.ts";
import { present } from "../present.ts";
import { showRestriction, showScope } from "./show_rules.ts";

/** The book as the API shows it to staff. */
export function showRateBook(book: RateBook, currency: Currency): RateBookFields & RateBookView {
  return { hotel_id: book.hotelId, currency, ...showBookFields(book, currency), version: book.version };
}

/** The book as everybody may see it: ages, taxes and extras, and not what the hotel keeps from sale. */
export function showRateBookToGuests(book: RateBook, currency: Currency): RateBookView {
  const { restrictions: _restrictions, ...shown } = showRateBook(book, currency);
  return shown;
}

/** What staff write of a book, as the API writes it. */
export function showBookFields(book: RateBookTerms, currency: Currency): RateBookFields {
  return {
    default_rate_plan_id: book.defaultRatePlanId,
    standard_plan_sold: book.standardPlanSold,
    child_bands: book.childBands.map(({ band, minAge, maxAge }) => ({ band, min_age: minAge, max_age: maxAge })),
    taxes: book.taxes.map((rule) => showTax(rule, currency)),
    extras: book.extras.map((extra) => showExtra(extra, currency)),
    restrictions: book.restrictions.map(showRestriction),
  };
}

function showTax(rule: TaxOrFee, currency: Currency): bodies.TaxOrFee {
  const { kind, code, name } = rule;
  switch (kind) {
    case "vat":
      return {
        kind,
        code,
        name,
        percent: taxPercent(rule.basisPoints),
        products: [...rule.products],
        included: rule.included,
      };
    case "fee":
      return { kind, code, name, amount: toDecimal(rule.amountMinor, currency), per: rule.per };
    case "city_tax":
      return {
        kind,
        code,
        name,
        ...("basisPoints" in rule.rate
          ? { percent: taxPercent(rule.rate.basisPoints) }
          : { per_person_night: toDecimal(rule.rate.perPersonNightMinor, currency) }),
        from_age: rule.fromAge,
        ...present({ most_nights: rule.mostNights, scope: rule.scope && showScope(rule.scope) }),
      };
  }
}

function showExtra(extra: Extra, currency: Currency): bodies.Extra {
  const { code, name, priceMinor, per, product, mostQuantity, roomTypeIds } = extra;
  return {
    code,
    name,
    price: toDecimal(priceMinor, currency),
    per,
    product,
    ...present({ most_quantity: mostQuantity, room_type_ids: roomTypeIds && [...roomTypeIds] }),
  };
}

// By way of the fine unit: dividing basis points with decimals by 100 may leave a digit that nobody wrote.
function taxPercent(basisPoints: number): number {
  return Math.round(basisPoints * 100) / 10_000;
}
