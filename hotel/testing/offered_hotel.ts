import type { Database } from "../database/database.ts";
import { moveClock } from "../events/clock.ts";
import { moveEvents } from "../events/move.ts";
import { spareRooms } from "../inventory/room_night.ts";
import { offersFor, type Offer } from "../rates/offers.ts";
import type { Buyer } from "../rates/stay_ask.ts";
import { seeRates, type RatesSeen } from "../reservations/seen_rates.ts";
import { IndexedFacts } from "../search/index/rate_facts.ts";
import type { SearchFeed } from "../search/index/search_feed.ts";
import { toDecimal } from "../vocabulary/money.ts";
import { nightsOf } from "../vocabulary/night.ts";
import type { AskedRoom, AskingBuyer, PlanNamed, RandomAsk, RatedStep, RateEdit } from "./random_asks.ts";
import type { RandomHotelRates, RandomNights } from "./random_hotel_rates.ts";
import type { Answered, Body, RateCalls } from "./rate_calls.ts";
import {
  foundAlike,
  isBookedFor,
  keptPromise,
  linesAddUp,
  notBooked,
  quotedFor,
  saySameOfAsk,
  settlesUp,
} from "./shown_prices.ts";
import { typeOf } from "./world.ts";

const UNKNOWN_PLAN = 999_999;

/** A hotel with random rates at which what is offered is held against what is booked. */
export class OfferedHotel {
  readonly #database: Database;
  readonly #calls: RateCalls;
  readonly #feed: SearchFeed;
  readonly #plans: number[] = [];
  readonly #booked: Answered[] = [];
  #hours = 0;
  /** What was accepted, so that a test can tell that it has tried something. */
  readonly tried = { asked: 0, sold: 0, offered: 0, kept: 0, changed: 0 };

  /** @param feed a search that knows the hotel */
  constructor(database: Database, feed: SearchFeed, calls: RateCalls) {
    this.#database = database;
    this.#feed = feed;
    this.#calls = calls;
  }

  /** Enters the rates as a revenue manager would. */
  async enter({ book, plans, nights }: RandomHotelRates): Promise<void> {
    await this.#calls.changeBook(book);
    for (const { fields, parent } of plans) {
      const basis = parent === undefined ? {} : { basis: this.#basisOf(parent) };
      this.#plans.push(await this.#calls.enterPlan({ ...fields, ...basis }));
    }
    for (const one of nights) await this.#set(one);
  }

  /** Lets one thing happen, and looks whether everybody says the same about it. */
  async run(step: RatedStep): Promise<void> {
    switch (step.does) {
      case "ask":
        return this.#asked(step.ask);
      case "quote_kept":
        return this.#keptQuote(step.ask, step.edit);
      case "offers":
        return this.#offered(step.ask, step.pick);
      case "change":
        return this.#changed(step.pick, { ...step.change, ...this.#typeField(step.type) });
      case "move":
        return this.#changed(step.pick, this.#datesOf(step.from, step.length));
      case "desk":
        return this.#atDesk(step.pick, step.action);
      case "cancel":
        return this.#cancelled(step.pick);
      case "confirm":
        return this.#answered(await this.#withOne(step.pick, (one) => this.#calls.confirm(one)));
      case "edit":
        return this.#edit(step.edit);
      case "pass":
        this.#hours += step.hours;
        await moveClock(this.#database, { by: step.hours * 3_600_000 });
    }
  }

  /** A quote and a booking without one: the same price and terms, or the same refusal. */
  async #asked(ask: RandomAsk): Promise<void> {
    const [body, asManager] = this.#bodyOf(ask);
    const quoted = await this.#calls.quote(body, asManager);
    const booked = await this.#calls.book({ ...body, ...(ask.hold ? { hold: true } : {}) }, asManager);
    this.tried.asked += 1;
    saySameOfAsk(quoted, booked, ask.rooms.length);
    if (booked.status !== 201) return;
    this.tried.sold += 1;
    this.#booked.push(booked);
  }

  /** A quote is paid as it was made, whatever becomes of the rates. */
  async #keptQuote(ask: RandomAsk, edit: RateEdit): Promise<void> {
    const [body, asManager] = this.#bodyOf(ask);
    const quoted = await this.#calls.quote(body, asManager);
    await this.#edit(edit);
    if (quoted.status !== 200) return;
    const booked = await this.#calls.book({ quote_id: quoted.body["quote_id"] }, asManager);
    keptPromise(quoted, booked);
    if (booked.status !== 201) return;
    this.tried.kept += 1;
    this.#booked.push(booked);
  }

  /** Every plan that is offered is what a search finds, has its price in a quote and can be booked for it; no other can. */
  async #offered({ rooms: [room], buyer }: RandomAsk, pick: number): Promise<void> {
    if (room === undefined) return;
    const asked = { ...room, children: room.children.slice(0, 1), extras: [] };
    const { seen, offers } = await this.#offersTo(asked, buyer);
    foundAlike(await this.#searched(asked, buyer, seen.now), offers);
    const byPlan = new Map(offers.map((offer) => [offer.ratePlanId, offer]));
    const isFree = this.#isFree(seen, asked);
    for (const ratePlanId of [0, UNKNOWN_PLAN, ...this.#plans]) {
      const [body, asManager] = this.#bodyOf({ rooms: [asked], buyer, hold: false });
      const named = { ...body, rate_plan_id: ratePlanId };
      const offer = byPlan.get(ratePlanId);
      if (offer === undefined) notBooked(await this.#calls.book(named, asManager));
      else quotedFor(await this.#calls.quote(named, asManager), isFree ? priceOf(offer) : undefined);
    }
    const chosen = offers[pick % Math.max(1, offers.length)];
    if (chosen === undefined || !isFree) return;
    const [body, asManager] = this.#bodyOf({ rooms: [asked], buyer, hold: false });
    const booked = await this.#calls.book({ ...body, rate_plan_id: chosen.ratePlanId }, asManager);
    if (!isBookedFor(booked, priceOf(chosen))) return;
    this.tried.offered += 1;
    this.#booked.push(booked);
  }

  async #offersTo(room: AskedRoom, buyer: AskingBuyer): Promise<{ seen: RatesSeen; offers: readonly Offer[] }> {
    const { hotel } = this.#calls;
    const { roomTypeId } = typeOf(hotel, room.type);
    const dates = this.#nightsOf(room);
    const seen = await seeRates(this.#database, {
      hotelId: hotel.hotelId,
      roomTypeIds: [roomTypeId],
      from: dates.arrival,
      to: dates.departure,
    });
    const party = { adults: room.adults, childAges: room.children };
    return { seen, offers: offersFor(seen.facts, { roomTypeId, dates, party }, buyerOf(buyer)) };
  }

  /** What a search that has heard of everything would offer. */
  async #searched(room: AskedRoom, buyer: AskingBuyer, now: Date): Promise<readonly Offer[]> {
    const { hotelId } = this.#calls.hotel;
    while ((await moveEvents(this.#database.pool, { after: 0, limit: 1_000 })).moved > 0);
    const { rows } = await this.#database.pool.query<{ end: number }>("SELECT max(position) AS end FROM event");
    await this.#feed.tick();
    while ((this.#feed.cursor?.position ?? 0) < (rows[0]?.end ?? 0)) {
      this.#feed.nudge();
      await new Promise(setImmediate);
    }
    const index = this.#feed.state?.index;
    const hotel = index?.hotel(hotelId);
    if (index === undefined || hotel === undefined) throw new Error("the search does not know the hotel");
    const { roomTypeId } = typeOf(this.#calls.hotel, room.type);
    const party = { adults: room.adults, childAges: room.children };
    const asked = { roomTypeId, dates: this.#nightsOf(room), party };
    return offersFor(new IndexedFacts(index, hotel, now), asked, buyerOf(buyer));
  }

  #isFree({ ledger }: RatesSeen, room: AskedRoom): boolean {
    const { roomTypeId } = typeOf(this.#calls.hotel, room.type);
    return nightsOf(this.#nightsOf(room)).every((night) => {
      const row = ledger.night(roomTypeId, night);
      return row !== undefined && spareRooms(row) > 0;
    });
  }

  async #changed(pick: number, change: Body): Promise<void> {
    if (Object.keys(change).length === 0) return;
    this.#answered(await this.#withOne(pick, (one) => this.#calls.change(one, change)));
  }

  async #atDesk(pick: number, action: string): Promise<void> {
    const body = {
      extension: { end_date: this.#calls.date(this.#today() + 3) },
      room: { room_type_id: typeOf(this.#calls.hotel, pick % 2).roomTypeId },
    }[action];
    this.#answered(await this.#withOne(pick, (one) => this.#calls.desk(one, action, body ?? {})));
  }

  async #cancelled(pick: number): Promise<void> {
    const before = await this.#withOne(pick, (one) => this.#calls.read(one));
    const after = await this.#withOne(pick, (one) => this.#calls.cancel(one));
    if (before === undefined || after?.status !== 200) return;
    settlesUp(before, after);
    this.tried.changed += 1;
  }

  #answered(answer: Answered | undefined): void {
    if (answer?.status !== 200) return;
    linesAddUp(answer);
    this.tried.changed += 1;
  }

  async #withOne(pick: number, call: (booked: Answered) => Promise<Answered>): Promise<Answered | undefined> {
    const one = this.#booked[pick % Math.max(1, this.#booked.length)];
    return one === undefined ? undefined : call(one);
  }

  async #edit(edit: RateEdit): Promise<void> {
    if (edit.kind === "nights") return this.#set(edit.nights);
    if (edit.kind === "fee") {
      const fee = { kind: "fee", code: "cleaning", name: "Cleaning", amount: edit.amount };
      return this.#calls.changeBook({ taxes: [fee] });
    }
    const ratePlanId = this.#plans[edit.place];
    if (ratePlanId !== undefined) await this.#calls.changePlan(ratePlanId, { prices: [{ percent: edit.percent }] });
  }

  #set({ from, nights, plan, channel, set }: RandomNights): Promise<void> {
    const id = this.#idOf(plan === "every" ? undefined : plan);
    // A plan that the hotel does not have: it is set for all.
    if (plan !== "every" && id === undefined && "price" in set) return Promise.resolve();
    const scope = {
      rate_plan_ids: id === undefined ? "every_plan" : [id],
      ...(channel === undefined ? {} : { channel }),
    };
    return this.#calls.setNights(this.#today() + from, nights, set, scope);
  }

  #bodyOf({ rooms, buyer }: RandomAsk): readonly [Body, boolean] {
    const { member, channel, promo_code: promo, company } = buyer;
    const [single, ...others] = rooms.map((room) => this.#roomBody(room));
    const who = {
      ...(member ? { member } : {}),
      ...(channel === undefined ? {} : { channel }),
      ...(promo === undefined ? {} : { promo_code: promo }),
      ...(company === undefined ? {} : { company }),
    };
    const body = others.length === 0 ? { ...single, ...who } : { stays: [single, ...others], ...who };
    return [body, member || channel !== undefined];
  }

  #roomBody({ type, from, length, adults, children, plan, extras }: AskedRoom): Body {
    const id = this.#idOf(plan);
    return {
      room_type_id: typeOf(this.#calls.hotel, type).roomTypeId,
      ...this.#datesOf(from, length),
      adults,
      children,
      ...(id === undefined ? {} : { rate_plan_id: id }),
      ...(extras.length === 0 ? {} : { extras }),
    };
  }

  #typeField(type: number | undefined): Body {
    return type === undefined ? {} : { room_type_id: typeOf(this.#calls.hotel, type).roomTypeId };
  }

  #datesOf(from: number, length: number): Body {
    const first = this.#today() + from;
    return { start_date: this.#calls.date(first), end_date: this.#calls.date(first + length) };
  }

  #nightsOf({ from, length }: AskedRoom): { arrival: number; departure: number } {
    const arrival = this.#calls.hotel.today + this.#today() + from;
    return { arrival, departure: arrival + length };
  }

  #idOf(plan: PlanNamed): number | undefined {
    if (plan === undefined) return undefined;
    if (plan === "standard") return 0;
    return plan === "unknown" ? UNKNOWN_PLAN : this.#plans[plan];
  }

  #basisOf({ place, change, inherits }: NonNullable<RandomHotelRates["plans"][number]["parent"]>): Body {
    return { kind: "derived", rate_plan_id: this.#idOf(place), ...change, inherits_restrictions: inherits };
  }

  // From noon on; the day rolls at four.
  #today(): number {
    return Math.floor((this.#hours + 8) / 24);
  }
}

function buyerOf({ member, channel, promo_code: promoCode, company }: AskingBuyer): Buyer {
  const isManager = member || channel !== undefined;
  return {
    channel: channel ?? (isManager ? "desk" : "web"),
    member,
    ...(promoCode === undefined ? {} : { promoCode }),
    ...(company === undefined ? {} : { company }),
  };
}

function priceOf({ totalMinor }: Offer): number {
  return toDecimal(totalMinor, "EUR");
}
