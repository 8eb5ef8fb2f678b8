import { expect, test } from "vitest";
import type { Account } from "./accounts.ts";
import type { RoleGrant, StaffPrincipal } from "./principal.ts";
import { decideAccountChange, mayGrantAll, maySeeAccount } from "./user_rules.ts";

const desk = (organisationId: number, hotelId: number): RoleGrant => ({ organisationId, hotelId, role: "front_desk" });
const admin = (organisationId: number | null, hotelId: number | null): RoleGrant => ({
  organisationId,
  hotelId,
  role: "administrator",
});

function account(...roles: RoleGrant[]): Account {
  const createdAt = new Date(0);
  return { accountId: 5, email: "a@example.com", name: "A", status: "active", version: 1, createdAt, roles };
}

function staff(...roles: RoleGrant[]): StaffPrincipal {
  return { kind: "staff", accountId: 1, roles };
}

test("nobody appoints beyond the own reach", () => {
  const ofHotel = staff(admin(1, 7));
  expect(mayGrantAll(ofHotel, [admin(1, 7)]).accepted).toBe(true);
  expect(mayGrantAll(ofHotel, [desk(1, 8)]).accepted).toBe(false);
  expect(mayGrantAll(ofHotel, [admin(1, null)]).accepted).toBe(false);
  expect(mayGrantAll(staff(admin(1, null)), [admin(null, null)]).accepted).toBe(false);
  expect(mayGrantAll(staff({ ...desk(1, 7), role: "manager" }), [desk(1, 7)]).accepted).toBe(false);
  expect(
    mayGrantAll({ kind: "partner", apiKeyId: 1, organisationId: 1, hotelId: null, scopes: [] }, [desk(1, 7)]).accepted,
  ).toBe(false);
});

test("roles elsewhere stay, whatever is asked", () => {
  const decision = decideAccountChange(staff(admin(1, null)), account(desk(1, 7), desk(2, 9)), { roles: [desk(1, 8)] });
  expect(decision).toMatchObject({ accepted: true, value: { roles: [desk(2, 9), desk(1, 8)] } });
});

test("a person who also works elsewhere is not taken over", () => {
  const shared = account(desk(1, 7), admin(null, null));
  for (const change of [{ passwordHash: "x" }, { status: "disabled" as const }, { name: "B" }]) {
    expect(decideAccountChange(staff(admin(1, null)), shared, change)).toMatchObject({
      accepted: false,
      refusal: { code: "forbidden" },
    });
    expect(decideAccountChange(staff(admin(null, null)), shared, change).accepted).toBe(true);
  }
});

test("an account without roles belongs to the installation", () => {
  expect(decideAccountChange(staff(admin(1, null)), account(), { passwordHash: "x" }).accepted).toBe(false);
  expect(maySeeAccount(staff(admin(1, null)), account())).toBe(false);
  expect(maySeeAccount(staff(admin(null, null)), account())).toBe(true);
});

test("a new password and disabling end sessions, other changes do not", () => {
  const chief = staff(admin(null, null));
  const ends = (change: Parameters<typeof decideAccountChange>[2], state: Account["status"] = "active"): boolean => {
    const decision = decideAccountChange(chief, { ...account(desk(1, 7)), status: state }, change);
    return decision.accepted && decision.value.endsSessions;
  };
  expect(ends({ passwordHash: "x" })).toBe(true);
  expect(ends({ status: "disabled" })).toBe(true);
  expect(ends({ status: "active" }, "disabled")).toBe(false);
  expect(ends({ name: "B", roles: [] })).toBe(false);
});

test("one sees oneself and those one may read", () => {
  const target = account(desk(1, 7));
  expect(maySeeAccount({ ...staff(), accountId: 5 }, target)).toBe(true);
  expect(maySeeAccount(staff({ ...desk(1, 7), role: "manager" }), target)).toBe(true);
  expect(maySeeAccount(staff(desk(1, 7)), target)).toBe(false);
  expect(maySeeAccount(staff(admin(2, null)), target)).toBe(false);
});
