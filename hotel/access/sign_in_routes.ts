import { Type } from "typebox";
import type { App } from "../http/app.ts";
import { refusals, sendRefusal } from "../http/problem.ts";
import { addressKey } from "../http/rate_limit.ts";
import type { Services } from "../services.ts";
import { refuse } from "../vocabulary/refusal.ts";
import { changePassword } from "./change_password.ts";
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
        body: PasswordChange,
        response: {
          204: Type.Null({ description: "Changed." }),
          ...refusals("invalid_request", "wrong_credentials", "unauthenticated", "too_many_requests", "overloaded"),
        },
      },
    },
    async (request, reply) => {
      const { principal, body } = request;
      if (principal.kind !== "staff")
        return sendRefusal(reply, refuse("unauthenticated", "Only staff have a password.").refusal);
      const changed = await changePassword(access, principal.accountId, body.current_password, body.new_password);
      return changed.accepted ? reply.code(204).send(null) : sendRefusal(reply, changed.refusal);
    },
  );
}
