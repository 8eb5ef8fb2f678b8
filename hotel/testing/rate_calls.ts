import type { App } from "../http/app.ts";
import { formatNight } from "../vocabulary/night.ts";
import { bearer } from "./http_server.ts";
import { typeOf, type TestHotel } from "./world.ts";

/** A body as the API takes and gives it. */
export type Body = Readonly<Record<string, unknown>>;

/** What the API has answered. */
export interface Answered {
  readonly status: number;
  readonly body: Body;
}

/** The calls about one hotel with rates: guests ask and book, its manager sets prices. */
export class RateCalls {
  readonly hotel: TestHotel;
  readonly #app: App;
  readonly #manager: string;

  /** @param manager the access token of somebody who may do everything at the hotel */
  constructor(app: App, manager: string, hotel: TestHotel) {
    this.#app = app;
    this.#manager = manager;
    this.hotel = hotel;
  }

  /** A stay of the first room type for two, so many days after the hotel's today, with what else is told. */
  stay(from: number, nights: number, more: Body = {}): Body {
    const party = "guests" in more || "adults" in more ? {} : { adults: 2 };
    const dates = { start_date: this.date(from), end_date: this.date(from + nights) };
    return { room_type_id: typeOf(this.hotel).roomTypeId, ...dates, ...party, ...more };
  }

  /** A day after the hotel's today. */
  date(day: number): string {
    return formatNight(this.hotel.today + day);
  }

  /** Asks for a price; the manager does when it is told. */
  quote(body: Body, asManager = false): Promise<Answered> {
    return this.#call("POST", "/v1/quotes", { hotel_id: this.hotel.hotelId, ...body }, this.#tokenIf(asManager));
  }

  /** Books. */
  book(body: Body, asManager = false): Promise<Answered> {
    return this.#call("POST", "/v1/reservations", { hotel_id: this.hotel.hotelId, ...body }, this.#tokenIf(asManager));
  }

  /** A reservation as its holder sees it. */
  read(booked: Answered): Promise<Answered> {
    return this.#call("GET", pathOf(booked), undefined, tokenOf(booked));
  }

  /** Changes a reservation, as its holder. */
  change(booked: Answered, body: Body): Promise<Answered> {
    return this.#call("PATCH", pathOf(booked), body, tokenOf(booked));
  }

  /** Cancels it, as its holder. */
  cancel(booked: Answered): Promise<Answered> {
    return this.#call("DELETE", pathOf(booked), undefined, tokenOf(booked));
  }

  /** Confirms a hold, as its holder. */
  confirm(booked: Answered): Promise<Answered> {
    return this.#call("POST", `${pathOf(booked)}/confirmation`, undefined, tokenOf(booked));
  }

  /** Does at the desk what stands behind the reservation's path: `check-in`, `extension`. */
  desk(booked: Answered, action: string, body: Body = {}): Promise<Answered> {
    return this.#call("POST", `${pathOf(booked)}/${action}`, body, this.#manager);
  }

  /** Enters a rate plan and returns its id. */
  async enterPlan(plan: Body): Promise<number> {
    const answer = await this.#call("POST", `${this.#hotelPath()}/rate-plans`, plan, this.#manager);
    return Number(mustBe(201, answer).body["rate_plan_id"]);
  }

  /** Changes fields of a rate plan. */
  async changePlan(ratePlanId: number, changes: Body): Promise<void> {
    await this.#edit("PATCH", `${this.#hotelPath()}/rate-plans/${ratePlanId}`, changes);
  }

  /** Changes fields of the rate book. */
  async changeBook(changes: Body): Promise<void> {
    await this.#edit("PATCH", `${this.#hotelPath()}/rate-book`, changes);
  }

  /** Sets something for nights `[from, from + nights)` of every room type and plan, unless told. */
  async setNights(from: number, nights: number, set: Body, more: Body = {}): Promise<void> {
    const version = await this.#versionOf(`${this.#hotelPath()}/rate-book`);
    const range = { start_date: this.date(from), end_date: this.date(from + nights) };
    const body = { ...range, room_type_ids: "all", rate_plan_ids: "every_plan", set, ...more };
    const match = { "if-match": version };
    mustBe(200, await this.#call("POST", `${this.#hotelPath()}/rate-nights`, body, this.#manager, match));
  }

  async #edit(method: "PATCH", path: string, changes: Body): Promise<void> {
    const match = { "if-match": await this.#versionOf(path) };
    mustBe(200, await this.#call(method, path, changes, this.#manager, match));
  }

  async #versionOf(path: string): Promise<string> {
    const { body } = mustBe(200, await this.#call("GET", path, undefined, this.#manager));
    return `"${String(body["version"])}"`;
  }

  #hotelPath(): string {
    return `/v1/hotels/${this.hotel.hotelId}`;
  }

  #tokenIf(asManager: boolean): string | undefined {
    return asManager ? this.#manager : undefined;
  }

  async #call(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    url: string,
    payload?: Body,
    token?: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> {
    const response = await this.#app.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      headers: { ...headers, ...(token === undefined ? {} : bearer(token)) },
    });
    return { status: response.statusCode, body: response.json() };
  }
}

function pathOf({ body }: Answered): string {
  return `/v1/reservations/${String(body["reservation_id"])}`;
}

function tokenOf({ body }: Answered): string {
  return String(body["manage_token"]);
}

function mustBe(status: number, answer: Answered): Answered {
  if (answer.status !== status)
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
