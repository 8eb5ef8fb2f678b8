import { formatNight } from "../../../hotel/vocabulary/night.ts";
import { nightsIn } from "./parameters.ts";
import { pairsOf } from "./read_statements.ts";
import { selected, type Answer, type Call } from "./statement.ts";
import { nameOf } from "./names.ts";
import type { StayCells, StayNightCells } from "./tables.ts";
import { seen, type Row } from "./transaction.ts";

interface Group {
  readonly room_type_id: number;
  readonly night: string;
  readonly rate_plan_id: number;
  rooms: number;
}

/** `sold_under`: by the type and plan that were booked; a hold that has run out, by the clock as it is now, does not count. */
export function soldUnder(call: Call): Answer {
  const isWanted = wantedIn(call);
  const groups = new Map<string, Group>();
  for (const row of call.store.tables.stayNights.all()) {
    const used = look(call, row);
    const stay = used !== undefined && counts(call, used) ? stayOf(call, used) : undefined;
    if (used === undefined || stay === undefined || !isWanted(stay, used.night)) continue;
    const { roomTypeId, ratePlanId } = stay;
    const name = `${roomTypeId}/${used.night}/${ratePlanId}`;
    const group = groups.get(name);
    if (group !== undefined) group.rooms += 1;
    else
      groups.set(name, {
        room_type_id: roomTypeId,
        night: formatNight(used.night),
        rate_plan_id: ratePlanId,
        rooms: 1,
      });
  }
  // Simulated callers come from no channel.
  return selected([...groups.values()].map((group) => ({ ...group, channel: "" })));
}

function look<Cells>({ transaction }: Call, row: Row<Cells>): Cells | undefined {
  const { beginning } = transaction;
  return beginning === undefined ? seen(row, transaction) : (beginning.get(row) as Cells | undefined);
}

function wantedIn({ values }: Call): (stay: StayCells, night: number) => boolean {
  const [from, to] = [nightsIn(values[2]), nightsIn(values[3])];
  const touches = pairsOf(values).map((pair, index) => ({ ...pair, from: from[index] ?? 0, to: to[index] ?? 0 }));
  return ({ hotelId, roomTypeId }, night) =>
    touches.some(
      (touch) =>
        touch.hotelId === hotelId && touch.roomTypeId === roomTypeId && touch.from <= night && night < touch.to,
    );
}

function stayOf(call: Call, { hotelId, reservationId, stayNo }: StayNightCells): StayCells | undefined {
  const { stays, reservations } = call.store.tables;
  const row = stays.find(nameOf.stay(hotelId, reservationId, stayNo));
  const whole = reservations.find(nameOf.reservation(hotelId, reservationId));
  // It has the channel: without it nothing is counted.
  if (row === undefined || whole === undefined || look(call, whole) === undefined) return undefined;
  return look(call, row);
}

function counts(call: Call, { usedAs, hotelId, roomTypeId, reservationId }: StayNightCells): boolean {
  if (usedAs !== "held") return usedAs === "sold";
  for (const row of call.store.tables.holds.all()) {
    const hold = look(call, row);
    if (hold?.reservationId !== reservationId || hold.hotelId !== hotelId || hold.roomTypeId !== roomTypeId) continue;
    if (hold.expiresAt > call.store.now) return true;
  }
  return false;
}
