import type { Database } from "../database/database.ts";
import { inTransaction } from "../database/transaction.ts";
import { moveClock } from "../events/clock.ts";
import { moveEvents } from "../events/move.ts";
import { createBlock } from "../inventory/blocks.ts";
import { extendHorizon } from "../inventory/horizon.ts";
import { decideUnderAdmission } from "../inventory/under_admission.ts";
import type { App } from "../http/app.ts";
import { chores, runChore } from "../reservations/chores.ts";
import { countPickup } from "../reservations/pickup_task.ts";
import type { SearchFeed } from "../search/index/search_feed.ts";
import type { Services } from "../services.ts";
import { systemActor } from "../vocabulary/actor.ts";
import { formatNight, type Night } from "../vocabulary/night.ts";
import { NIGHT_SETTINGS, PLAN_FIELDS, type HouseStep, type HouseWork } from "./house_steps.ts";
import { bearer } from "./http_server.ts";
import type { Answered, Body } from "./rate_calls.ts";

/** One node of several on one database. */
export interface HouseNode {
  readonly app: App;
  readonly services: Services;
  readonly feed: SearchFeed;
}

/** Lets a node go without news, and have them again. */
export interface Pausing {
  pause(): void;
  resume(): void;
}

/** How many nights from its business date a house sells. */
export const HOUSE_HORIZON_DAYS = 16;

const HOUR_MS = 3_600_000;
/** Two business dates at noon in Greenwich, and a currency with as many decimals as the other. */
const ZONES = ["UTC", "Asia/Tokyo", "America/Los_Angeles"];

/** Some houses in one city, in which guests and staff do things by way of one node or another. */
export class SearchedHouses {
  readonly #database: Database;
  readonly #nodes: readonly [HouseNode, HouseNode];
  readonly #pausing: Pausing;
  readonly #token: string;
  readonly #today: Night;
  readonly #booked: Answered[] = [];
  #hours = 0;
  readonly city: string;
  readonly hotelIds: number[] = [];
  /** How often each kind of work was accepted. */
  readonly done: Partial<Record<HouseWork, number>> = {};

  constructor(
    database: Database,
    nodes: readonly [HouseNode, HouseNode],
    options: { readonly pausing: Pausing; readonly token: string; readonly today: Night; readonly city: string },
  ) {
    this.#database = database;
    this.#nodes = nodes;
    this.#pausing = options.pausing;
    this.#token = options.token;
    this.#today = options.today;
    this.city = options.city;
  }

  /** Business date of houses in Greenwich. */
  get today(): Night {
    return this.#today + Math.floor((this.#hours + 8) / 24);
  }

  /** Opens the houses. */
  async open(): Promise<void> {
    const owner = await this.call(0, "POST", "/v1/organisations", { name: "Owner" });
    for (const [place, zone] of ZONES.entries()) {
      const hotel = await this.call(0, "POST", "/v1/hotels", {
        organisation_id: owner.body["organisation_id"],
        name: `House ${place}`,
        city: this.city,
        country: "PT",
        time_zone: zone,
        currency: "EUR",
        star_rating: place + 2,
      });
      const hotelId = Number(hotel.body["hotel_id"]);
      this.hotelIds.push(hotelId);
      for (const [type, rooms] of [3, 2].entries())
        await this.#addType(0, hotelId, `Type ${type}`, rooms, 80 + 30 * type);
    }
  }

  /** Lets one thing happen. What is refused is no news, and must not be found either. */
  async run(step: HouseStep): Promise<void> {
    const accepted = await this.#work(step);
    if (accepted) this.done[step.does] = (this.done[step.does] ?? 0) + 1;
  }

  /** Waits until both nodes have heard of everything. */
  async settle(): Promise<void> {
    this.#pausing.resume();
    await this.#move();
    const { rows } = await this.#database.pool.query<{ end: number }>(
      "SELECT coalesce(max(position), 0) AS end FROM event",
    );
    const end = rows[0]?.end ?? 0;
    for (const { feed } of this.#nodes) {
      await feed.tick();
      while ((feed.cursor?.position ?? 0) < end) {
        feed.nudge();
        await new Promise(setImmediate);
      }
    }
  }

  /** Asks a node. */
  async call(
    node: 0 | 1,
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    url: string,
    payload?: Body,
    as = true,
  ): Promise<Answered> {
    const match = /^.v1.(hotels|reservations)./.test(url) && method !== "GET" ? await this.#versionOf(url) : {};
    const response = await this.#nodes[node].app.inject({
      method,
      url,
      ...(payload === undefined ? {} : { payload }),
      headers: { ...match, ...(as ? bearer(this.#token) : {}) },
    });
    if (response.statusCode >= 500) throw new Error(`${method} ${url}: ${response.body}`);
    const body: unknown = response.statusCode === 204 ? {} : response.json();
    return { status: response.statusCode, body: body as Body };
  }

  async #work(step: HouseStep): Promise<boolean> {
    const own: Partial<Record<HouseWork, () => Promise<boolean> | void>> = {
      book: () => this.#book(step),
      hold: () => this.#book(step),
      confirm: () => this.#changeBooked(step),
      cancel: () => this.#changeBooked(step),
      modify: () => this.#changeBooked(step),
      desk: () => this.#changeBooked(step),
      sweep: () => this.#sweep(step.node),
      countPickup: async () => (await countPickup(this.#database, null)) === null,
      pass: () => this.#pass([1 / 5, 1 / 3, 5][step.pick % 3] ?? 1),
      passMidnight: () => this.#pass(25),
      pause: () => this.#pausing.pause(),
      resume: () => this.#pausing.resume(),
    };
    const work = own[step.does];
    return work === undefined ? this.#staffWork(step) : ((await work()) ?? true);
  }

  async #sweep(node: 0 | 1): Promise<boolean> {
    const { admission } = this.#nodes[node].services;
    for (const chore of chores) await runChore(chore, { db: this.#database.pool, admission }, null);
    return true;
  }

  async #book(step: HouseStep): Promise<boolean> {
    const [hotelId, roomTypeId] = await this.#typeOf(step);
    const answer = await this.call(step.node, "POST", "/v1/reservations", {
      hotel_id: hotelId,
      room_type_id: roomTypeId,
      ...this.#datesOf(step),
      adults: 1 + (step.pick % 2),
      hold: step.does === "hold",
    });
    if (answer.status === 201) this.#booked.push(answer);
    return answer.status === 201;
  }

  async #changeBooked(step: HouseStep): Promise<boolean> {
    // Most of the time one of the last: holds run out, and much can be done with a booking only once.
    const some = step.pick % 4 === 0 ? this.#booked : this.#booked.slice(-3);
    const one = some[step.pick % Math.max(1, some.length)];
    if (one === undefined) return false;
    const path = `/v1/reservations/${String(one.body["reservation_id"])}`;
    const desk = ["check-in", "check-out", "no-show", "reinstatement", "extension", "room"][step.pick % 6] ?? "";
    const extension = { end_date: formatNight(this.today + step.length) };
    const ask = {
      confirm: () => this.call(step.node, "POST", `${path}/confirmation`),
      cancel: () => this.call(step.node, "DELETE", path),
      modify: () => this.call(step.node, "PATCH", path, this.#datesOf(step)),
      desk: () => this.call(step.node, "POST", `${path}/${desk}`, desk === "extension" ? extension : {}),
    }[step.does as "confirm" | "cancel" | "modify" | "desk"];
    return (await ask()).status < 300;
  }

  async #staffWork(step: HouseStep): Promise<boolean> {
    const { does, pick, node, length } = step;
    const [hotelId, roomTypeId] = await this.#typeOf(step);
    const hotel = `/v1/hotels/${hotelId}`;
    const type = `${hotel}/room-types/${roomTypeId}`;
    const dates = this.#datesOf(step);
    const one = (table: string, id: string): Promise<number> => this.#idIn(table, id, hotelId, pick);
    const calls: Partial<Record<HouseWork, () => Promise<Answered>>> = {
      block: () =>
        this.call(node, "POST", `${hotel}/blocks`, {
          room_type_id: roomTypeId,
          name: "Group",
          ...dates,
          rooms: 1 + (pick % 2),
        }),
      releaseBlock: async () => this.call(node, "DELETE", `${hotel}/blocks/${await one("block", "block_id")}`),
      outOfOrder: async () =>
        this.call(node, "POST", `${hotel}/out-of-order`, {
          room_id: await one("room", "room_id"),
          ...dates,
          reason: "paint",
          force: pick % 3 === 0,
        }),
      backInOrder: async () =>
        this.call(node, "DELETE", `${hotel}/out-of-order/${await one("out_of_order", "out_of_order_id")}`),
      cut: () => this.call(node, "POST", `${type}/capacity-cuts`, { rooms: 1, from: dates.start_date }),
      close: () => this.call(node, "PUT", `${type}/sale-status`, { ...dates, closed: true }),
      reopen: () => this.call(node, "PUT", `${type}/sale-status`, { ...dates, closed: false }),
      overbook: () => this.call(node, "POST", `${type}/overbooking-periods`, { ...dates, extra_rooms: 1 + (pick % 2) }),
      addPlan: () =>
        this.call(node, "POST", `${hotel}/rate-plans`, {
          ...PLAN_FIELDS[pick % PLAN_FIELDS.length],
          code: `p${pick}`,
          name: "Plan",
        }),
      changePlan: async () =>
        this.call(
          node,
          "PATCH",
          `${hotel}/rate-plans/${await one("rate_plan", "rate_plan_id")}`,
          [{ prices: [{ percent: (pick % 50) - 25 }] }, { status: "retired" }, { status: "active" }][pick % 3] ?? {},
        ),
      changeBook: () =>
        this.call(
          node,
          "PATCH",
          `${hotel}/rate-book`,
          [
            { taxes: [{ kind: "fee", code: "clean", name: "Cleaning", amount: pick % 30 }] },
            { standard_plan_sold: pick % 2 === 0 },
            { restrictions: [{ weekdays: ["tue"], closed_to_arrival: true }] },
            { restrictions: [{ weekdays: ["wed", "thu"], sell_limit: 2 }] },
            { child_bands: [{ band: "child", min_age: 0, max_age: 11 }] },
          ][pick % 5] ?? {},
        ),
      setNights: () =>
        this.call(node, "POST", `${hotel}/rate-nights`, {
          ...dates,
          room_type_ids: pick % 3 === 0 ? "all" : [roomTypeId],
          rate_plan_ids: pick % 2 === 0 ? [0] : "every_plan",
          set: NIGHT_SETTINGS[pick % NIGHT_SETTINGS.length],
        }),
      addType: () => this.#addType(node, hotelId, `Type ${pick}`, 1 + (pick % 2), 60 + (pick % 90)),
      changeType: () =>
        this.call(
          node,
          "PATCH",
          type,
          [
            { price_per_night: 50 + (pick % 100) },
            { max_occupancy: 1 + (pick % 4) },
            { overbooking_ratio: (pick % 4) / 4 },
            { name: `Room ${pick}` },
            { status: "active" },
          ][pick % 5] ?? {},
        ),
      retireType: () => this.call(node, "DELETE", type),
      addRooms: () => this.call(node, "POST", `${type}/rooms`, { rooms: 1 }),
      changeHotel: () =>
        this.call(
          node,
          "PATCH",
          hotel,
          [
            { name: `House of ${pick}` },
            { day_roll_hour: pick % 7 },
            { status: "active" },
            { amenities: ["pool"], star_rating: 1 + (pick % 5) },
            { city: pick % 4 === 0 ? "Elvas" : this.city },
          ][pick % 5] ?? {},
        ),
      retireHotel: () => this.call(node, "DELETE", hotel),
      commitLate: () => this.#commitLate(hotelId, roomTypeId, step, length),
    };
    return ((await calls[does]?.())?.status ?? 400) < 300;
  }

  /** A change that got its number first and is committed after another one was made and told. */
  async #commitLate(hotelId: number, roomTypeId: number, step: HouseStep, length: number): Promise<Answered> {
    const by = systemActor("test");
    const from = this.today + step.from;
    const nights = { arrival: from, departure: from + length };
    const decision = await inTransaction(this.#database, async (tx) => {
      const scope = { hotelId, roomTypeIds: [roomTypeId], by };
      const blocked = await decideUnderAdmission(tx, scope, (books) =>
        createBlock(books, { roomTypeId, name: "Late", nights, rooms: 1 }),
      );
      const elsewhere = this.hotelIds.indexOf(hotelId) + 1;
      await this.#book({ ...step, does: "book", hotel: elsewhere });
      await this.#move();
      return blocked;
    });
    return { status: decision.accepted ? 201 : 409, body: {} };
  }

  async #addType(node: 0 | 1, hotelId: number, name: string, rooms: number, price: number): Promise<Answered> {
    const type = { name, max_occupancy: 3, price_per_night: price, rooms };
    return this.call(node, "POST", `/v1/hotels/${hotelId}/room-types`, type);
  }

  async #pass(hours: number): Promise<boolean> {
    this.#hours += hours;
    await moveClock(this.#database, { by: hours * HOUR_MS });
    await extendHorizon(this.#database, { horizonDays: HOUSE_HORIZON_DAYS });
    for (const { feed } of this.#nodes) await feed.tick();
    return true;
  }

  async #move(): Promise<void> {
    while ((await moveEvents(this.#database.pool, { after: 0, limit: 1_000 })).moved > 0);
    for (const { feed } of this.#nodes) feed.nudge();
  }

  async #typeOf({ hotel, type }: HouseStep): Promise<readonly [number, number]> {
    const hotelId = this.hotelIds[hotel % this.hotelIds.length] ?? 0;
    return [hotelId, await this.#idIn("room_type", "room_type_id", hotelId, type)];
  }

  async #idIn(table: string, id: string, hotelId: number, pick: number): Promise<number> {
    const { rows } = await this.#database.pool.query<{ id: number }>(
      `SELECT ${id} AS id FROM ${table} WHERE hotel_id = $1 ORDER BY ${id}`,
      [hotelId],
    );
    return rows[pick % Math.max(1, rows.length)]?.id ?? 0;
  }

  async #versionOf(url: string): Promise<Body & Record<string, string>> {
    const response = await this.#nodes[0].app.inject({
      method: "GET",
      url: url.replace(/rate-nights$/, "rate-book"),
      headers: bearer(this.#token),
    });
    const version: unknown = response.statusCode === 200 ? response.json<Body>()["version"] : undefined;
    return version === undefined ? {} : { "if-match": `"${Number(version)}"` };
  }

  #datesOf({ from, length }: HouseStep): { start_date: string; end_date: string } {
    const first = this.today + from;
    return { start_date: formatNight(first), end_date: formatNight(first + length) };
  }
}
