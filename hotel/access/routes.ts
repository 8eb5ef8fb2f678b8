import { addApiKeyRoutes } from "./api_key_routes.ts";
import { addSignInRoutes } from "./sign_in_routes.ts";
import { addUserRoutes } from "./user_routes.ts";
import type { App } from "../http/app.ts";
import type { Services } from "../services.ts";

/** Sign-in, users and API keys. */
export function accessRoutes(app: App, services: Services): void {
  addSignInRoutes(app, services);
  addUserRoutes(app, services);
  addApiKeyRoutes(app, services);
}
