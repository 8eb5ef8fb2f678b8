import type { App } from "../http/app.ts";
import type { Services } from "../services.ts";
import { blockRoutes } from "./block_routes.ts";
import { nightRoutes } from "./night_routes.ts";
import { outOfOrderRoutes } from "./out_of_order_routes.ts";
import { overbookingRoutes } from "./overbooking_routes.ts";
import { roomRoutes } from "./room_routes.ts";

/** The routes of rooms and nights: everything about inventory that is no reservation. */
export function inventoryRoutes(app: App, services: Services): void {
  roomRoutes(app, services);
  nightRoutes(app, services);
  outOfOrderRoutes(app, services);
  blockRoutes(app, services);
  overbookingRoutes(app, services);
}
