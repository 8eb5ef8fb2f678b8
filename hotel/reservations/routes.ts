import type { App } from "../http/app.ts";
import type { Services } from "../services.ts";
import { bookingRoutes } from "./booking_routes.ts";
import { deskRoutes } from "./desk_routes.ts";
import { quoteRoutes } from "./quotes/routes.ts";
import { managingRoutes } from "./managing_routes.ts";
import { readingRoutes } from "./reading_routes.ts";
import { ReservationReply } from "./schemas.ts";

/** `/v1/reservations`: booking needs no account; what follows needs the booking's token or a sign-in. */
export function reservationRoutes(app: App, services: Services): void {
  app.addSchema(ReservationReply);
  quoteRoutes(app, services);
  bookingRoutes(app, services);
  readingRoutes(app, services);
  managingRoutes(app, services);
  deskRoutes(app, services);
}
