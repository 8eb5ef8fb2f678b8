import { beforeAll, expect, test } from "vitest";
import { moveClock } from "../events/clock.ts";
import { book, bookRoom, changeOf, kindOf, reservationIdOf, tally } from "../testing/bookings.ts";
import { openAdmission, submitAtOnce } from "../testing/contention.ts";
import { testDatabase } from "../testing/database.ts";
import { shuffled } from "../testing/order.ts";
import { faultsIn } from "../testing/soundness.ts";
import { openHotel, setNoon, type TestHotel } from "../testing/world.ts";
import type { Answer, Command } from "./admission/command.ts";
import { cancelCommand, expireCommand } from "./decisions/cancel.ts";
import { confirmCommand } from "./decisions/confirm.ts";

const database = await testDatabase();
const processes = [openAdmission(database), openAdmission(database), openAdmission(database)];
const ROUNDS = 20;
const HOLD_MINUTES = 1;
const A_MINUTE_AND_MORE = 61_000;

beforeAll(() => setNoon(database));

test("a hold that has run out, confirmed and wanted by others at once: the room goes to exactly one", async () => {
  const hotel = await openHotel(database);
  const ways = new Set<string>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    const held = await hold(hotel, round);
    await moveClock(database, { by: A_MINUTE_AND_MORE });
    const confirm = confirmCommand(changeOf(hotel, held));
    const others = [1, 2, 3, 4].map(() => bookRoom(hotel, { from: round }));
    const sweep = [1, 2].map(() => expireCommand(changeOf(hotel, held)));
    const commands = inSomeOrder(confirm, [...others, ...sweep], round);
    const answers = await submitAtOnce(round % 3 === 0 ? processes : processes.slice(0, 1), commands);
    const [confirmed, sold] = [
      answers[commands.indexOf(confirm)],
      others.map((other) => answers[commands.indexOf(other)]),
    ];
    const buyers = sold.filter((answer) => answer?.accepted === true).length;
    expect([confirmed?.accepted === true ? 1 : 0, buyers].reduce((all, some) => all + some)).toBe(1);
    expect(confirmed === undefined ? "" : kindOf(confirmed)).toMatch(/^(accepted|hold_expired)$/);
    expect(await statusOf(held)).toBe(confirmed?.accepted === true ? "confirmed" : "expired");
    ways.add(confirmed?.accepted === true ? "confirmed late" : "sold to another");
  }
  expect(await faultsIn(database.pool)).toEqual([]);
  expect(ways).toEqual(new Set(["confirmed late", "sold to another"]));
});

test("confirm, sweep and time run against each other: confirmed is never overwritten with expired", async () => {
  const hotel = await openHotel(database);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const held = await hold(hotel, round);
    const confirm = confirmCommand(changeOf(hotel, held));
    const sweeps = [1, 2, 3].map(() => expireCommand(changeOf(hotel, held)));
    const commands = shuffled([confirm, ...sweeps], round);
    const [answers] = await Promise.all([
      submitAtOnce(processes, commands),
      moveClock(database, { by: A_MINUTE_AND_MORE }),
    ]);
    // Nobody else wants the room, so a late confirmation gets it again.
    expect(tally(answers)).toEqual({ accepted: commands.length });
    expect(await statusOf(held)).toBe("confirmed");
  }
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("a sweep that comes too early changes nothing, one that comes after the confirmation neither", async () => {
  const hotel = await openHotel(database);
  const held = await hold(hotel, 1);
  const [sweep] = await submitAtOnce(processes, [expireCommand(changeOf(hotel, held))]);
  expect(sweep).toMatchObject({ accepted: true });
  expect(await statusOf(held)).toBe("pending");
  await submitAtOnce(processes, [confirmCommand(changeOf(hotel, held))]);
  await moveClock(database, { by: A_MINUTE_AND_MORE });
  await submitAtOnce(processes, [expireCommand(changeOf(hotel, held))]);
  expect(await statusOf(held)).toBe("confirmed");
});

test("one-night requests take a long hold away that has run out, all of it, and nobody sweeps", async () => {
  const hotel = await openHotel(database);
  const held = reservationIdOf(await submitOne(bookRoom(hotel, { from: 1, nights: 9 }, { holdMinutes: HOLD_MINUTES })));
  expect(kindOf(await submitOne(bookRoom(hotel, { from: 5 })))).toBe("no_availability");
  await moveClock(database, { by: A_MINUTE_AND_MORE });
  const nights = [5, 1, 9, 3, 7].map((from) => bookRoom(hotel, { from }));
  expect(tally(await submitAtOnce(processes, nights))).toEqual({ accepted: 5 });
  expect(await faultsIn(database.pool)).toEqual([]);
  const late = await submitOne(confirmCommand(changeOf(hotel, held)));
  expect(late).toMatchObject({ accepted: false, refusal: { code: "hold_expired" } });
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("a late confirmation takes rooms again that were reaped in one type only, and all or nothing", async () => {
  const hotel = await openHotel(database, { rooms: [1, 1] });
  const stays = [
    { from: 1, nights: 2 },
    { from: 1, nights: 2, type: 1 },
  ];
  const held = reservationIdOf(await submitOne(book(hotel, { stays, holdMinutes: HOLD_MINUTES })));
  await moveClock(database, { by: A_MINUTE_AND_MORE });
  const passing = await submitOne(bookRoom(hotel, { from: 2 }));
  expect(await faultsIn(database.pool)).toEqual([]);
  expect(kindOf(await submitOne(confirmCommand(changeOf(hotel, held))))).toBe("hold_expired");
  expect(await faultsIn(database.pool)).toEqual([]);
  const cancel = cancelCommand({ ...changeOf(hotel, reservationIdOf(passing)), waiveFee: true });
  expect(kindOf(await submitOne(cancel))).toBe("accepted");
  expect(kindOf(await submitOne(confirmCommand(changeOf(hotel, held))))).toBe("accepted");
  expect(await statusOf(held)).toBe("confirmed");
  expect(await faultsIn(database.pool)).toEqual([]);
});

test("confirming and releasing a hold at once: both are answered by one order of events", async () => {
  const hotel = await openHotel(database);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const held = await hold(hotel, round);
    const confirm = confirmCommand(changeOf(hotel, held));
    const release = cancelCommand({ ...changeOf(hotel, held), waiveFee: true });
    const commands = shuffled([confirm, release], round);
    const answers = await submitAtOnce(processes, commands);
    expect(answers[commands.indexOf(release)]).toMatchObject({ accepted: true });
    const confirmed = answers[commands.indexOf(confirm)];
    expect(confirmed === undefined ? "" : kindOf(confirmed)).toMatch(/^(accepted|wrong_state)$/);
    expect(await statusOf(held)).toBe("cancelled");
  }
  expect(await faultsIn(database.pool)).toEqual([]);
});

// One process decides in order of arrival: so that both outcomes occur, the confirmation is first, last, and in a real race.
function inSomeOrder(confirm: Command, others: readonly Command[], round: number): Command[] {
  if (round % 3 === 0) return shuffled([confirm, ...others], round);
  const rest = shuffled(others, round);
  return round % 3 === 1 ? [confirm, ...rest] : [...rest, confirm];
}

async function submitOne(command: Command): Promise<Answer> {
  const [answer] = await submitAtOnce(processes, [command]);
  if (answer === undefined) throw new Error("there is no answer");
  return answer;
}

async function hold(hotel: TestHotel, from: number): Promise<string> {
  return reservationIdOf(await submitOne(bookRoom(hotel, { from }, { holdMinutes: HOLD_MINUTES })));
}

/** As every reader sees it: a hold that has run out is expired, whether or not it was written down. */
async function statusOf(reservationId: string): Promise<string | undefined> {
  const { rows } = await database.pool.query<{ status: string }>(
    `SELECT CASE WHEN status = 'pending' AND expires_at <= hotel_now() THEN 'expired' ELSE status END AS status
       FROM reservation WHERE reservation_id = $1`,
    [reservationId],
  );
  return rows[0]?.status;
}
