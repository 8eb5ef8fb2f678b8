import type { Queryable } from "../database/database.ts";
import { decimalPlaces, type Currency } from "../vocabulary/money.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import type { HotelRow } from "./hotel_row.ts";
import { MAX_PRICE_MINOR } from "./room_type_rules.ts";

// A price that the new currency cannot say is left as it is and returned: 120.50 EUR is no number of yen.
const UNSAYABLE = `
  SELECT name
  FROM room_type
  WHERE hotel_id = $1
    AND (base_price_minor % $2::bigint <> 0 OR base_price_minor / $2::bigint * $3::bigint > $4)
  ORDER BY room_type_id
  LIMIT 1
  FOR NO KEY UPDATE`;

// A room type is shown with the currency: it has another version also where its price stays the same number.
const CONVERT = `
  UPDATE room_type
  SET base_price_minor = base_price_minor / $2::bigint * $3::bigint, version = version + 1
  WHERE hotel_id = $1`;

/**
 * Keeps the prices of a hotel's room types as decimals while its currency changes: minor units of another size
 * would make 120.50 EUR 12,050 JPY. Refuses with `in_use`, naming the room type, when a price has more decimals
 * than the new currency.
 */
export async function convertPrices(tx: Queryable, hotel: HotelRow, currency: Currency): Promise<Decision<true>> {
  const places = decimalPlaces(currency) - decimalPlaces(hotel.currency);
  const divisor = 10 ** Math.max(0, -places);
  const factor = 10 ** Math.max(0, places);
  const { rows } = await tx.query<{ name: string }>(UNSAYABLE, [hotel.hotel_id, divisor, factor, MAX_PRICE_MINOR]);
  if (rows[0] !== undefined) {
    return refuse("in_use", `The price of ${rows[0].name} cannot be written in ${currency}: change it first.`);
  }
  await tx.query(CONVERT, [hotel.hotel_id, divisor, factor]);
  return accept(true);
}
