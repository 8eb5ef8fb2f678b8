import { Type } from "typebox";
import type { Static, TObject, TProperties } from "typebox";
import { IdempotencyKey } from "../http/call_schemas.ts";
import { actionsOfScope } from "./permissions.ts";
import type { Scope } from "./permissions.ts";

const MAX_ID = 2_147_483_647;

/** An integer id. */
export const Id = Type.Integer({ minimum: 1, maximum: MAX_ID });

/** The end of a page: the id of its last row. */
export const Cursor = Type.String({
  pattern: "^[1-9][0-9]{0,8}$",
  description: "`next_cursor` of the page before; absent for the first page.",
});

const NextCursor = Type.Union([Type.String(), Type.Null()], {
  description: "Send it as `cursor` for the next page; null on the last one.",
});

const Email = Type.String({
  minLength: 3,
  maxLength: 320,
  pattern: "^[^\\s@\\p{Cc}]+@[^\\s@\\p{Cc}]+$",
  description: "Compared in lower case.",
});
/** Not the rule for new passwords: what is sent must only be bounded before it is looked at. */
const AnyPassword = Type.String({ minLength: 1, maxLength: 1_000 });
const NewPassword = Type.String({
  minLength: 12,
  maxLength: 200,
  description: "12 to 200 characters, at least 4 different ones, without the e-mail address.",
});
const Name = Type.String({ maxLength: 200, pattern: "^\\P{Cc}*$" });
const KeyName = Type.String({ minLength: 1, maxLength: 200, pattern: "^\\P{Cc}*\\S\\P{Cc}*$" });
const AccountStatus = Type.Union([Type.Literal("active"), Type.Literal("disabled")]);
const RoleName = Type.Union([Type.Literal("front_desk"), Type.Literal("manager"), Type.Literal("administrator")]);
const ScopeName = Type.Union((Object.keys(actionsOfScope) as Scope[]).map((scope) => Type.Literal(scope)));
const Version = Type.Integer({ minimum: 1, description: "Raised by every change; send it as `If-Match`." });
const Instant = Type.String({ format: "date-time" });

/** A role as callers write it: with a hotel the organisation is known, without both it holds everywhere. */
const RoleWish = closed({ organisation_id: Type.Optional(Id), hotel_id: Type.Optional(Id), role: RoleName });
const Roles = Type.Array(RoleWish, {
  maxItems: 100,
  description: "Each in one hotel, in all hotels of an organisation, or without both in the whole installation.",
});

/** `POST /v1/auth/token`. */
export const SignInRequest = closed({ email: Type.String({ minLength: 1, maxLength: 320 }), password: AnyPassword });

/** The answer of a sign-in (RFC 6749, section 5.1). */
export const AccessTokenReply = Type.Object({
  access_token: Type.String(),
  token_type: Type.Literal("Bearer"),
  expires_in: Type.Integer({ description: "Seconds." }),
});

/** `POST /v1/users`. */
export const NewUser = closed({
  email: Email,
  password: NewPassword,
  name: Type.Optional(Name),
  roles: Type.Array(RoleWish, { minItems: 1, maxItems: 100, description: "At least one." }),
  idempotency_key: IdempotencyKey,
});
export type NewUser = Static<typeof NewUser>;

/** `PATCH /v1/users/{user_id}`: at least one field. */
export const UserChanges = Type.Object(
  {
    name: Type.Optional(Name),
    status: Type.Optional(AccountStatus),
    password: Type.Optional(NewPassword),
    roles: Type.Optional(Roles),
    idempotency_key: IdempotencyKey,
  },
  { additionalProperties: false, minProperties: 1 },
);
export type UserChanges = Static<typeof UserChanges>;

/** `PUT /v1/users/me/password`. */
export const PasswordChange = closed({
  current_password: AnyPassword,
  new_password: NewPassword,
  idempotency_key: IdempotencyKey,
});

/** A user as the API shows it. */
export const User = Type.Object({
  user_id: Id,
  email: Type.String(),
  name: Type.String(),
  status: AccountStatus,
  roles: Type.Array(
    Type.Object({
      organisation_id: Type.Union([Id, Type.Null()]),
      hotel_id: Type.Union([Id, Type.Null()]),
      role: RoleName,
    }),
  ),
  version: Version,
  created_at: Instant,
});
export type User = Static<typeof User>;

/** A page of users. */
export const UserPage = Type.Object({ users: Type.Array(User), next_cursor: NextCursor });

/** `POST /v1/api-keys`. */
export const NewApiKey = closed({
  organisation_id: Id,
  hotel_id: Type.Optional(Id),
  name: KeyName,
  scopes: Type.Array(ScopeName, { minItems: 1, maxItems: Object.keys(actionsOfScope).length, uniqueItems: true }),
  idempotency_key: IdempotencyKey,
});
export type NewApiKey = Static<typeof NewApiKey>;

/** An API key as the API shows it: never its secret. */
export const ApiKey = Type.Object({
  api_key_id: Id,
  organisation_id: Id,
  hotel_id: Type.Union([Id, Type.Null()]),
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  created_at: Instant,
  revoked_at: Type.Union([Instant, Type.Null()]),
});
export type ApiKey = Static<typeof ApiKey>;

/** A new API key, with the secret that is shown this once. */
export const CreatedApiKey = Type.Object({
  ...ApiKey.properties,
  secret: Type.Unsafe<string | null>({
    type: ["string", "null"],
    description: "`lrk_...`: keep it, it is not shown again. Null in the answer to a repeat.",
  }),
  message: Type.Optional(Type.String({ description: "To a repeat: that the secret was shown once, and what to do." })),
});

/** A page of API keys. */
export const ApiKeyPage = Type.Object({ api_keys: Type.Array(ApiKey), next_cursor: NextCursor });

function closed<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}
