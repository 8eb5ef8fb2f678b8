import { expect, test } from "vitest";
import { passwordFault, Passwords } from "./passwords.ts";

const cheap = { logCost: 4 };

async function hashed(passwords: Passwords, password: string): Promise<string> {
  const decision = await passwords.hash(password);
  if (!decision.accepted) throw new Error(decision.refusal.message);
  return decision.value;
}

test("a password is known again, in every composition, and no other one is", async () => {
  const passwords = new Passwords(cheap);
  const stored = await hashed(passwords, "Zürich im Schnee");
  expect(await passwords.verify("Zürich im Schnee", stored)).toEqual({ accepted: true, value: true });
  expect(await passwords.verify("Zu\u0308rich im Schnee", stored)).toEqual({ accepted: true, value: true });
  expect(await passwords.verify("zürich im Schnee", stored)).toEqual({ accepted: true, value: false });
  expect(await passwords.verify("anything", undefined)).toEqual({ accepted: true, value: false });
});

test("the same password is stored differently each time, and with today's costs unless told", async () => {
  const passwords = new Passwords(cheap);
  expect(await hashed(passwords, "the same one")).not.toBe(await hashed(passwords, "the same one"));
  const strong = await hashed(new Passwords(), "the same one");
  expect(strong).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
  expect(passwords.isOutdated(strong)).toBe(true);
  expect(new Passwords().isOutdated(strong)).toBe(false);
});

test("few are hashed at once, few wait, and the rest is told to come back", async () => {
  const passwords = new Passwords({ ...cheap, atOnce: 1, waiting: 2 });
  const decisions = await Promise.all(Array.from({ length: 10 }, () => passwords.hash("one of many here")));
  expect(decisions.filter(({ accepted }) => accepted)).toHaveLength(3);
  const refusals = decisions.flatMap((decision) => (decision.accepted ? [] : [decision.refusal.code]));
  expect(refusals).toEqual(Array.from({ length: 7 }, () => "overloaded"));
  expect((await passwords.hash("after the rush")).accepted).toBe(true);
});

test("the unknown account costs as much work as the known one", async () => {
  const passwords = new Passwords({ logCost: 13 });
  const stored = await hashed(passwords, "a password here");
  await passwords.verify("warm the decoy up", undefined);
  const timed = async (hash: string | undefined): Promise<number> => {
    const samples: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const start = performance.now();
      await passwords.verify("a wrong password", hash);
      samples.push(performance.now() - start);
    }
    return samples.toSorted((one, other) => one - other)[2] ?? 0;
  };
  const known = await timed(stored);
  // A lookup without hashing would take microseconds; the bound only has to tell that apart on a busy machine.
  expect(await timed(undefined)).toBeGreaterThan(known / 5);
});

test.each([
  ["short", "A password has at least 12 characters."],
  ["x".repeat(201), "A password has at most 200 characters."],
  ["aaaaaaaaaaaaaaaa", "A password has at least 4 different characters."],
  ["my Anna@Example.com", "A password does not contain the e-mail address."],
  ["correct horse battery", undefined],
])("%j: %j", (password, fault) => {
  expect(passwordFault(password, "anna@example.com")).toBe(fault);
});
