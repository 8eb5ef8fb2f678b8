import { accessRoutes } from "./access/routes.ts";
import type { Routes } from "./http/app.ts";
import { healthRoutes } from "./http/health.ts";
import { metricsRoutes } from "./http/metrics_routes.ts";
import { allowanceOfNights } from "./inventory/overbooking.ts";
import { inventoryRoutes } from "./inventory/routes.ts";
import { lockRoomTypes } from "./inventory/under_admission.ts";
import { propertyRoutes } from "./properties/routes.ts";
import { hasRates } from "./rates/plans/rate_book_rows.ts";
import { rateNightRoutes } from "./rates/nights/rate_night_routes.ts";
import { ratePlanRoutes } from "./rates/plans/routes.ts";
import { tellCurrency } from "./rates/plans/tell_currency.ts";
import { wasEverBooked } from "./reservations/ever_booked.ts";
import { reservationRoutes } from "./reservations/routes.ts";
import { verifyRoutes } from "./reservations/verify_routes.ts";
import { searchRoutes } from "./search/routes.ts";

/** Every route of the program, module by module; the order is that of the API's description. */
export const allRoutes: readonly Routes[] = [
  searchRoutes,
  reservationRoutes,
  propertyRoutes({ everBooked: wasEverBooked, hasRates, tellCurrency, allowance: allowanceOfNights }),
  inventoryRoutes,
  ratePlanRoutes(lockRoomTypes),
  rateNightRoutes(lockRoomTypes),
  accessRoutes,
  verifyRoutes,
  healthRoutes,
  metricsRoutes,
];
