import type { QueryConfig } from "pg";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Queryable } from "../database/database.ts";
import { bookRoom, changeOf, kindOf, reservationIdOf } from "../testing/bookings.ts";
import { openAdmission } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import { modifyCommand } from "./decisions/modify.ts";
import { readReservation } from "./reading.ts";
import { totalOf } from "./reservation.ts";

const database = await testDatabase();
const { admission } = openAdmission(database, { lanes: 1 });
let hotel: TestHotel;
let booked: string;

beforeAll(() => setNoon(database));
beforeEach(async () => {
  hotel = await openHotel(database);
  booked = reservationIdOf(await admission.submit(bookRoom(hotel, { from: 1 })));
});

// Two statements see two moments: chaos once read the nights of one version with the dates of the next.
describe.each(["as they were sent", "in the opposite order"])("when statements run %s", (order) => {
  test("a reservation that changes meanwhile is shown as it was at one moment", async () => {
    const statements = new Statements(order === "as they were sent", move);
    const reading = readReservation(statements.asQueryable(), booked);
    await statements.run();
    const shown = await reading;
    expect(shown && totalOf(shown.stays)).toBe(shown?.totalMinor);
    expect(shown?.totalMinor).toBeGreaterThan(0);
  });
});

async function move(): Promise<void> {
  const stays = [{ stayNo: 1, arrival: hotel.today + 4, departure: hotel.today + 6 }];
  const answer = await admission.submit(modifyCommand({ ...changeOf(hotel, booked), stays, horizonDays: 540 }));
  expect(kindOf(answer)).toBe("accepted");
}

/** Keeps statements back and then runs them one after the other, with something that happens after the first. */
class Statements {
  readonly #inOrder: boolean;
  readonly #afterTheFirst: () => Promise<void>;
  readonly #kept: (() => Promise<void>)[] = [];

  constructor(inOrder: boolean, afterTheFirst: () => Promise<void>) {
    this.#inOrder = inOrder;
    this.#afterTheFirst = afterTheFirst;
  }

  asQueryable(): Queryable {
    const query = (statement: QueryConfig): Promise<unknown> =>
      new Promise((resolve, reject) => {
        this.#kept.push(() => database.pool.query(statement).then(resolve, reject));
      });
    return { query } as unknown as Queryable;
  }

  async run(): Promise<void> {
    const [first, ...others] = this.#inOrder ? this.#kept : this.#kept.toReversed();
    await first?.();
    await this.#afterTheFirst();
    for (const other of others) await other();
  }
}
