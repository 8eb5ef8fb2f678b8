import { formatNight } from "../vocabulary/night.ts";
import type { HotelModel, ModelReservation, ModelStay } from "./hotel_model.ts";
import type { HotelRows } from "./hotel_rows.ts";

/**
 * Where the rows of a hotel differ from what the model keeps; empty when they agree. A hold that has run out may still
 * have its nights in the rows: whoever wants the type next takes them away.
 *
 * @param types room type ids by place
 */
export function differences(model: HotelModel, rows: HotelRows, types: readonly number[]): string[] {
  const found: string[] = [];
  const same = (name: string, row: unknown, expected: unknown): void => {
    const [one, other] = [JSON.stringify(row), JSON.stringify(expected)];
    if (one !== other) found.push(`${name}: ${one}, the model says ${other}`);
  };
  same("reservations", rows.reservations.length, model.reservations.length);
  same("keys", rows.keys, model.keys.size);
  for (const expected of model.reservations) {
    const row = rows.reservations.find(({ reservation }) => reservation === expected.id);
    const { status, total, fee, version } = expected;
    same(expected.id, row && [row.status, row.total, row.fee, row.version], [status, total, fee, version]);
    for (const stay of expected.stays) {
      const name = `${expected.id}/${stay.stayNo}`;
      const stayRow = rows.stays.find((one) => one.reservation === expected.id && one.stayNo === stay.stayNo);
      const { from, to, guests, status: standing } = stay;
      same(name, stayRow && [stayRow.type, stayRow.from, stayRow.to, stayRow.guests, stayRow.status], [
        types[stay.type],
        from,
        to,
        guests,
        standing,
      ]);
      same(`${name} nights`, nightsInRows(model, rows, expected, stay), nightsInModel(model, expected, stay, types));
    }
  }
  return found;
}

type Used = "held" | "sold" | "none";

/** How a night is used: written as held still, or taken back already, both are right once the hold has run out. */
function shownUse(model: HotelModel, reservation: ModelReservation, use: Used): Used {
  return use === "held" && model.statusOf(reservation) === "expired" ? "none" : use;
}

function nightsInModel(
  model: HotelModel,
  reservation: ModelReservation,
  stay: ModelStay,
  types: readonly number[],
): string[] {
  return [...stay.nights]
    .toSorted(([one], [other]) => one - other)
    .map(([night, { type, price, use }]) => shown(night, types[type], price, shownUse(model, reservation, use)));
}

function nightsInRows(model: HotelModel, rows: HotelRows, reservation: ModelReservation, stay: ModelStay): string[] {
  return rows.stayNights
    .filter((one) => one.reservation === reservation.id && one.stayNo === stay.stayNo)
    .map(({ night, type, price, usedAs }) => shown(night, type, price, shownUse(model, reservation, usedAs)));
}

// The type of a night that nobody uses is nobody's concern.
function shown(night: number, type: number | undefined, price: number, use: Used): string {
  return use === "none" ? `${formatNight(night)} ${price}` : `${formatNight(night)} ${price} ${use} ${type}`;
}
