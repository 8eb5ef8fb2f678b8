import type { Night } from "../../hotel/vocabulary/night.ts";
import { formatNight } from "../../hotel/vocabulary/night.ts";
import type { Backstage } from "./backstage.ts";
import type { Answer, Booked, Engine } from "./engine.ts";
import { hotelBody, roomNumbers, roomTypeBody } from "./hotel_bodies.ts";
import type { HttpAnswer, HttpCall, HttpClient } from "./http_client.ts";
import type { HotelName, IntendedBooking } from "./intended_booking.ts";
import type { TypePlan } from "./room_counts.ts";

/** The sign-in of an administrator. */
export interface Administrator {
  readonly email: string;
  readonly password: string;
}

/** The engine behind its public API: guests book without an account, the front desk does the rest. */
export class HttpEngine implements Engine {
  readonly #client: HttpClient;
  readonly #administrator: Administrator;
  readonly #backstage: Backstage;
  readonly #hotelIds = new Map<HotelName, number>();
  readonly #typeIds = new Map<string, number>();
  #token: Promise<string> | undefined;

  constructor(client: HttpClient, administrator: Administrator, backstage: Backstage) {
    this.#client = client;
    this.#administrator = administrator;
    this.#backstage = backstage;
  }

  async open(types: readonly TypePlan[]): Promise<void> {
    const organisation = await this.#create("/v1/organisations", { name: "Replay" });
    for (const hotel of new Set(types.map((type) => type.hotel))) {
      const made = await this.#create("/v1/hotels", hotelBody(hotel, organisation["organisation_id"] as number));
      this.#hotelIds.set(hotel, made["hotel_id"] as number);
    }
    for (const type of types) {
      const path = `/v1/hotels/${this.#hotelId(type.hotel)}/room-types`;
      const made = await this.#create(path, { ...roomTypeBody(type), room_numbers: roomNumbers(type) });
      this.#typeIds.set(`${type.hotel} ${type.type}`, made["room_type_id"] as number);
    }
  }

  moveClockTo(day: Night, hour: number): Promise<void> {
    return this.#backstage.moveClockTo(day, hour);
  }

  async book(booking: IntendedBooking): Promise<Booked> {
    const body = {
      hotel_id: this.#hotelId(booking.hotel),
      room_type_id: this.#typeId(booking.hotel, booking.reservedType),
      start_date: formatNight(booking.arrival),
      end_date: formatNight(booking.departure),
      guests: booking.guests,
      idempotency_key: `line-${booking.line}`,
    };
    const answer = await this.#client.send({ method: "POST", path: "/v1/reservations", body });
    if (answer.status === 201) return { accepted: true, reference: answer.body["reservation_id"] as string };
    return refusal(answer, "POST /v1/reservations");
  }

  cancel(reference: string): Promise<Answer> {
    return this.#change({ method: "DELETE", path: `/v1/reservations/${reference}` });
  }

  async noShow(reference: string): Promise<Answer> {
    const answer = await this.#act(reference, "no-show", {});
    if (answer.accepted || answer.reason !== "wrong_state") return answer;
    // The engine marks guests who have not come by itself, and may have been faster.
    const found = await this.#asStaff({ method: "GET", path: `/v1/reservations/${reference}` });
    return found.body["status"] === "no_show" ? { accepted: true } : answer;
  }

  upgrade(reference: string, hotel: HotelName, type: string): Promise<Answer> {
    return this.#act(reference, "room", { room_type_id: this.#typeId(hotel, type) });
  }

  checkIn(reference: string): Promise<Answer> {
    return this.#act(reference, "check-in", {});
  }

  checkOut(reference: string): Promise<Answer> {
    return this.#act(reference, "check-out", {});
  }

  reseatings(): Promise<number> {
    return this.#backstage.reseatings();
  }

  verify(): Promise<readonly string[]> {
    return this.#backstage.verify();
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.#backstage.close();
  }

  #act(reference: string, action: string, body: Record<string, unknown>): Promise<Answer> {
    return this.#change({ method: "POST", path: `/v1/reservations/${reference}/${action}`, body });
  }

  async #change(call: HttpCall): Promise<Answer> {
    const answer = await this.#asStaff(call);
    return answer.status >= 200 && answer.status < 300
      ? { accepted: true }
      : refusal(answer, `${call.method} ${call.path}`);
  }

  async #create(path: string, body: Record<string, unknown>): Promise<HttpAnswer["body"]> {
    const answer = await this.#asStaff({ method: "POST", path, body });
    if (answer.status !== 201) throw new Error(`POST ${path} was answered with ${describe(answer)}`);
    return answer.body;
  }

  /** Signs in when needed, and once more when the token has run out meanwhile. */
  async #asStaff(call: HttpCall): Promise<HttpAnswer> {
    const signIn = (this.#token ??= this.#signIn());
    const answer = await this.#client.send({ ...call, token: await signIn });
    if (answer.status !== 401) return answer;
    if (this.#token === signIn) this.#token = this.#signIn();
    return this.#client.send({ ...call, token: await this.#token });
  }

  async #signIn(): Promise<string> {
    const body = { ...this.#administrator };
    const answer = await this.#client.send({ method: "POST", path: "/v1/auth/token", body });
    if (answer.status !== 200) throw new Error(`the administrator cannot sign in: ${describe(answer)}`);
    return answer.body["access_token"] as string;
  }

  #hotelId(hotel: HotelName): number {
    return known(this.#hotelIds.get(hotel), hotel);
  }

  #typeId(hotel: HotelName, type: string): number {
    return known(this.#typeIds.get(`${hotel} ${type}`), `${hotel} ${type}`);
  }
}

/** A refusal for a reason is an answer; without the engine's code, or a fault of the server, it ends the replay. */
function refusal(answer: HttpAnswer, call: string): { accepted: false; reason: string } {
  const code = answer.body["error"];
  if (answer.status >= 400 && answer.status < 500 && typeof code === "string") return { accepted: false, reason: code };
  throw new Error(`${call} was answered with ${describe(answer)}`);
}

function describe({ status, body }: HttpAnswer): string {
  return `${status} ${JSON.stringify(body).slice(0, 500)}`;
}

function known<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw new Error(`${name} was never made`);
  return value;
}
