import { Type } from "typebox";
import type { Static } from "typebox";
import { INSTALLATION, may } from "../access/permissions.ts";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { describeFinding } from "../inventory/verify.ts";
import { mayInHotel } from "../properties/permission.ts";
import { closed, Id } from "../properties/schemas.ts";
import type { Services } from "../services.ts";
import type { Finding } from "../inventory/verification.ts";
import { verifyEverything } from "./verify.ts";

const MOST_SHOWN = 200;
const Nullable = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) => Type.Union([schema, Type.Null()]);

const FindingReply = Type.Object({
  kind: Type.String({ description: "Which counter differs, or what is wrong: `sold`, `room_used_twice`, ..." }),
  hotel_id: Type.Integer(),
  room_type_id: Type.Union([Type.Integer(), Type.Null()]),
  night: Nullable(Type.String()),
  room_id: Type.Union([Type.Integer(), Type.Null()]),
  reservation_id: Nullable(Type.String()),
  expected: Nullable(Type.String({ description: "What the rows it is made of say." })),
  found: Nullable(Type.String({ description: "What is written." })),
  message: Type.String(),
});

const Verification = Type.Object({
  clean: Type.Boolean({ description: "Nothing differs." }),
  findings: Type.Array(FindingReply, { description: `The first ${MOST_SHOWN}.` }),
  finding_count: Type.Integer(),
  milliseconds: Type.Integer(),
});

/**
 * `/v1/operations/verify`: recomputes every counter and seat, of all hotels for administrators of the installation, of one
 * hotel for its managers. Reads only, so `GET` and `POST` do the same; `POST` is never cached in between.
 */
export function verifyRoutes(app: App, services: Services): void {
  const { database } = services;
  const querystring = closed({ hotel_id: Type.Optional(Id) });
  for (const method of ["GET", "POST"] as const) {
    const schema = {
      tags: ["operations"],
      summary: "Recompute every counter and seat, and name what differs",
      querystring,
      response: { 200: Verification, ...refusals("invalid_request", "unauthenticated", "forbidden", "not_found") },
    };
    app.route({
      method,
      url: "/v1/operations/verify",
      schema,
      handler: async (request, reply) => {
        const { hotel_id: hotelId } = request.query;
        const { principal } = request;
        const allowed =
          hotelId === undefined
            ? may(principal, "operations.verify", INSTALLATION)
            : await mayInHotel(database.pool, principal, "operations.verify", hotelId);
        if (!allowed.accepted) return sendRefusal(reply, allowed.refusal);
        const started = performance.now();
        const findings = await verifyEverything(database, hotelId === undefined ? {} : { hotelId });
        return reply.send({
          clean: findings.length === 0,
          findings: findings.slice(0, MOST_SHOWN).map(showFinding),
          finding_count: findings.length,
          milliseconds: Math.round(performance.now() - started),
        });
      },
    });
  }
}

function showFinding(finding: Finding): Static<typeof FindingReply> {
  const { kind, hotel_id, room_type_id, night, room_id, reservation_id, expected, found } = finding;
  return {
    kind,
    hotel_id,
    room_type_id,
    night,
    room_id,
    reservation_id,
    expected,
    found,
    message: describeFinding(finding),
  };
}
