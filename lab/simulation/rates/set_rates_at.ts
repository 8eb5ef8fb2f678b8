import type { Answer } from "../../../hotel/reservations/admission/command.ts";
import type { Try } from "../callers.ts";
import type { Guards } from "../store/store.ts";
import type { WorldPlan } from "../world.ts";
import { setRates } from "./set_rates.ts";

const LOCK_TIMEOUT_MS = 500;

/** Changes rates on a connection of the process that is asked, which ends with the change. Rejects when nobody knows what came of it. */
export async function setRatesAt(one: Try, { types }: WorldPlan, guards: Guards): Promise<Answer> {
  const { call, hotelId, process, requestId, submittedNow } = one;
  if (call.wish.kind !== "set_rates") throw new TypeError(`${requestId} is for admission`);
  const { setting } = call.wish;
  const roomTypeIds = types.filter((type) => type.hotelId === hotelId).map(({ roomTypeId }) => roomTypeId);
  const client = await process.open(LOCK_TIMEOUT_MS);
  try {
    const asked = { hotelId, roomTypeIds, setting, requestId, at: new Date(submittedNow) };
    return await setRates(client, asked, guards.rateLocks);
  } finally {
    await client.end();
  }
}
