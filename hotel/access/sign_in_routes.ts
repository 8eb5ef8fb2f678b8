import { Type } from "typebox";
import type { App } from "../http/app.ts";
import type { OnceAnswer } from "../http/answer_once.ts";
import { CreationHeaders } from "../http/call_schemas.ts";
import { changePrepared, sendAnswered } from "../http/changing_call.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { addressKey } from "../http/rate_limit.ts";
import type { Services } from "../services.ts";
import { accept, refuse, type Decision } from "../vocabulary/refusal.ts";
import { preparePassword, replacePassword } from "./change_password.ts";
import { AccessTokenReply, PasswordChange, SignInRequest } from "./schemas.ts";

const TAGS = ["access"];

/** `POST /v1/auth/token` and `PUT /v1/users/me/password`. */
export function addSignInRoutes(app: App, { access }: Services): void {
  app.post(
    "/v1/auth/token",
    {
      config: { rateClass: "sign_in", withoutPrincipal: true },
      schema: {
        tags: TAGS,
        summary: "Sign in",
        description:
          "Gives staff an access token for some hours. A changed password or a disabled account ends it at once.",
        security: [],
        body: SignInRequest,
        response: {
          200: AccessTokenReply,
          ...refusals("invalid_request", "wrong_credentials", "too_many_requests", "overloaded"),
        },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const signedIn = await access.signIn.withPassword(email, password, addressKey(request.ip), performance.now());
      if (!signedIn.accepted) return sendRefusal(reply, signedIn.refusal);
      const { accessToken, expiresIn } = signedIn.value;
      return { access_token: accessToken, token_type: "Bearer" as const, expires_in: expiresIn };
    },
  );
  app.put(
    "/v1/users/me/password",
    {
      config: { rateClass: "sign_in" },
      schema: {
        tags: TAGS,
        summary: "Change one's own password",
        description: "Ends all one's sessions, this one too: sign in again with the new password.",
        headers: CreationHeaders,
        body: PasswordChange,
        response: {
          204: Type.Null({ description: "Changed." }),
          ...refusals(
            "invalid_request",
            "idempotency_key_conflict",
            "wrong_credentials",
            "unauthenticated",
            "idempotency_key_reused",
            "too_many_requests",
            "overloaded",
          ),
        },
      },
    },
    async (request, reply) => {
      const { principal, body } = request;
      if (principal.kind !== "staff")
        return sendRefusal(reply, refuse("unauthenticated", "Only staff have a password.").refusal);
      const { accountId } = principal;
      const call = { database: access.database, request, hotelId: 0, seal: access.sealFingerprint };
      const changed = await changePrepared(call, async () => {
        const replacement = await preparePassword(access, accountId, body.current_password, body.new_password);
        if (!replacement.accepted) return replacement;
        return accept(async (tx) => answered(await replacePassword(tx, replacement.value)));
      });
      access.authenticator.accountChanged(accountId);
      return sendAnswered(reply, changed);
    },
  );
}

/** An answer without a body. */
function answered(decision: Decision<true>): Decision<OnceAnswer<null>> {
  return decision.accepted ? accept({ status: 204, body: null }) : decision;
}
