import type { Database } from "../../hotel/database/database.ts";
import { Admission } from "../../hotel/reservations/admission/admission.ts";
import type { Night } from "../../hotel/vocabulary/night.ts";
import { startEngine } from "../servers/engine_process.ts";
import { openBackstage } from "./backstage.ts";
import type { Backstage } from "./backstage.ts";
import { DirectEngine } from "./direct_engine.ts";
import type { Engine } from "./engine.ts";
import { httpClient } from "./http_client.ts";
import { HttpEngine } from "./http_engine.ts";

/** How the hotel of a replay is driven, and when it opens. */
export interface HotelOptions {
  /** The first day on which anything is booked. */
  readonly firstDay: Night;
  /** Use cases in process instead of the API. */
  readonly direct: boolean;
  /** Further environment variables of the server; none unless told. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The earliest booking of the real file is 737 days before arrival, and the longest stay takes 69 nights. */
const HORIZON_DAYS = 800;
const CONNECTIONS = 32;
const ADMINISTRATOR = { email: "replay@lastroom.example", password: "a replay has no secrets" };

/** Starts a hotel without rooms on this empty server of one's own, its clock at noon of the first day. */
export async function startHotel(server: Database, options: HotelOptions): Promise<Engine> {
  const url = server.connection.connectionString ?? "";
  const backstage = await openBackstage(url, options.firstDay, HORIZON_DAYS);
  if (options.direct) {
    const { database } = backstage;
    return new DirectEngine({ database, admission: new Admission({ database }), backstage, horizonDays: HORIZON_DAYS });
  }
  try {
    return await startServed(url, backstage, options.settings ?? {});
  } catch (error) {
    await backstage.close();
    throw error;
  }
}

async function startServed(
  url: string,
  backstage: Backstage,
  settings: Readonly<Record<string, string>>,
): Promise<Engine> {
  const serving = await startEngine(url, {
    HORIZON_DAYS: String(HORIZON_DAYS),
    ADMIN_EMAIL: ADMINISTRATOR.email,
    ADMIN_PASSWORD: ADMINISTRATOR.password,
    ...settings,
  });
  const client = httpClient(serving.port, CONNECTIONS);
  const close = async (): Promise<void> => {
    await serving.stop();
    await backstage.close();
  };
  return new HttpEngine(client, ADMINISTRATOR, { ...backstage, close });
}
