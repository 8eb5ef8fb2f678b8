import { describe, expect, test } from "vitest";
import { actionsOfRole, actionsOfScope, coverageOf, INSTALLATION, isScope, may } from "./permissions.ts";
import type { Action, Place, Scope } from "./permissions.ts";
import { actorOf, ANONYMOUS, scopeOf } from "./principal.ts";
import type { PartnerPrincipal, Principal, Role, StaffPrincipal } from "./principal.ts";

const BOOKING = "01890000-0000-7000-8000-000000000007";
const OTHER = "01890000-0000-7000-8000-100000000007";
const HOTEL: Place = { organisationId: 1, hotelId: 7 };
const SISTER: Place = { organisationId: 1, hotelId: 8 };
const ORGANISATION: Place = { organisationId: 1, hotelId: null };
const FOREIGN: Place = { organisationId: 2, hotelId: 9 };

const EVERY_ACTION = [...actionsOfRole.administrator];

function staff(role: Role, organisationId: number | null, hotelId: number | null): StaffPrincipal {
  return { kind: "staff", accountId: 12, roles: [{ organisationId, hotelId, role }] };
}

function partner(scopes: readonly string[], hotelId: number | null = null): PartnerPrincipal {
  return { kind: "partner", apiKeyId: 3, organisationId: 1, hotelId, scopes };
}

function answer(principal: Principal, action: Action, place: Place): string {
  const decision = may(principal, action, place);
  return decision.accepted ? "yes" : decision.refusal.code;
}

describe("a guest", () => {
  const guest: Principal = { kind: "booking", reservationId: BOOKING };

  test("manages the own booking, but not at the desk and not by force", () => {
    const own = { ...HOTEL, reservationId: BOOKING };
    expect(answer(guest, "reservation.read", own)).toBe("yes");
    expect(answer(guest, "reservation.write", own)).toBe("yes");
    expect(answer(guest, "reservation.desk", own)).toBe("forbidden");
    expect(answer(guest, "reservation.force", own)).toBe("forbidden");
  });

  test.each(EVERY_ACTION.filter((action) => action !== "reservation.create"))(
    "does not find another's booking (%s)",
    (action) => {
      const another = { ...HOTEL, reservationId: OTHER };
      expect(answer(guest, action, another)).toBe("not_found");
      expect(answer(ANONYMOUS, action, another)).toBe("not_found");
    },
  );

  test("reads nothing else", () => {
    for (const action of EVERY_ACTION.filter((one) => one !== "reservation.create")) {
      expect(answer(guest, action, HOTEL)).toBe("forbidden");
      expect(answer(ANONYMOUS, action, HOTEL)).toBe("unauthenticated");
    }
  });

  test("books without an account", () => {
    expect(answer(ANONYMOUS, "reservation.create", HOTEL)).toBe("yes");
  });
});

describe("staff", () => {
  test.each<[Role, Action, string]>([
    ["front_desk", "reservation.desk", "yes"],
    ["front_desk", "reservation.force", "forbidden"],
    ["front_desk", "hotel.write", "forbidden"],
    ["front_desk", "inventory.write", "forbidden"],
    ["front_desk", "user.read", "forbidden"],
    ["manager", "reservation.force", "yes"],
    ["manager", "inventory.write", "yes"],
    ["front_desk", "rates.read", "yes"],
    ["front_desk", "rates.write", "forbidden"],
    ["manager", "rates.write", "yes"],
    ["manager", "user.write", "forbidden"],
    ["manager", "api_key.read", "forbidden"],
    ["administrator", "user.write", "yes"],
    ["administrator", "api_key.write", "yes"],
  ])("%s: %s is %s", (role, action, expected) => {
    expect(answer(staff(role, 1, 7), action, HOTEL)).toBe(expected);
  });

  test("a role holds where it was given", () => {
    const inHotel = staff("administrator", 1, 7);
    const inOrganisation = staff("administrator", 1, null);
    const everywhere = staff("administrator", null, null);
    const reach = (principal: Principal): string[] =>
      [HOTEL, SISTER, ORGANISATION, FOREIGN, INSTALLATION].map((place) => answer(principal, "hotel.write", place));
    expect(reach(inHotel)).toEqual(["yes", "forbidden", "forbidden", "forbidden", "forbidden"]);
    expect(reach(inOrganisation)).toEqual(["yes", "yes", "yes", "forbidden", "forbidden"]);
    expect(reach(everywhere)).toEqual(["yes", "yes", "yes", "yes", "yes"]);
  });

  test("does not find a booking of another's hotel, and may not do everything with one of their own", () => {
    const desk = staff("front_desk", 1, 7);
    expect(answer(desk, "reservation.write", { ...FOREIGN, reservationId: BOOKING })).toBe("not_found");
    expect(answer(desk, "reservation.force", { ...HOTEL, reservationId: BOOKING })).toBe("forbidden");
  });

  test("each role may do all that the lower ones may", () => {
    for (const action of actionsOfRole.front_desk) expect(actionsOfRole.manager).toContain(action);
    for (const action of actionsOfRole.manager) expect(actionsOfRole.administrator).toContain(action);
  });
});

describe("a partner", () => {
  const forPeople: Action[] = ["user.read", "user.write", "api_key.read", "api_key.write", "organisation.write"];

  test.each(Object.keys(actionsOfScope) as Scope[])("with %s may do that and nothing for people", (scope) => {
    const principal = partner([scope]);
    for (const action of EVERY_ACTION.filter((one) => one !== "reservation.create")) {
      expect(answer(principal, action, HOTEL)).toBe(actionsOfScope[scope].has(action) ? "yes" : "forbidden");
    }
    for (const action of forPeople) expect(answer(principal, action, HOTEL)).toBe("forbidden");
  });

  test("stays within its organisation, and within its hotel when it has one", () => {
    expect(answer(partner(["hotel.read"]), "hotel.read", FOREIGN)).toBe("forbidden");
    expect(answer(partner(["hotel.read"], 7), "hotel.read", HOTEL)).toBe("yes");
    expect(answer(partner(["hotel.read"], 7), "hotel.read", SISTER)).toBe("forbidden");
    expect(answer(partner(["hotel.read"], 7), "hotel.read", ORGANISATION)).toBe("forbidden");
  });

  test("gets nothing from a scope that does not exist", () => {
    expect(isScope("toString")).toBe(false);
    expect(answer(partner(["toString", "user.write", "*"]), "hotel.read", HOTEL)).toBe("forbidden");
  });
});

test("a listing is bounded by where the principal may read", () => {
  const both: StaffPrincipal = {
    kind: "staff",
    accountId: 1,
    roles: [
      { organisationId: 1, hotelId: 7, role: "front_desk" },
      { organisationId: 2, hotelId: null, role: "manager" },
    ],
  };
  expect(coverageOf(both, "reservation.read")).toEqual([
    { organisationId: 1, hotelId: 7 },
    { organisationId: 2, hotelId: null },
  ]);
  expect(coverageOf(both, "inventory.write")).toEqual([{ organisationId: 2, hotelId: null }]);
  expect(coverageOf(staff("manager", null, null), "inventory.write")).toBe("everywhere");
  expect(coverageOf(partner(["reservation.read"], 7), "reservation.read")).toEqual([{ organisationId: 1, hotelId: 7 }]);
  expect(coverageOf(partner(["hotel.read"]), "reservation.read")).toEqual([]);
  expect(coverageOf({ kind: "booking", reservationId: BOOKING }, "reservation.read")).toEqual([]);
  expect(coverageOf(ANONYMOUS, "reservation.read")).toEqual([]);
});

test("events name the actor by id, and keys of different principals never meet", () => {
  expect(actorOf(ANONYMOUS, "r")).toEqual({ who: "guest", via: "web", requestId: "r" });
  expect(actorOf(staff("manager", 1, null), "r")).toEqual({ who: "staff:12", via: "desk", requestId: "r" });
  expect(actorOf(partner([]), "r")).toEqual({ who: "partner:3", via: "partner", requestId: "r" });
  expect(scopeOf(ANONYMOUS)).toBe("public");
  expect(scopeOf({ kind: "booking", reservationId: BOOKING })).toBe(`booking:${BOOKING}`);
});
