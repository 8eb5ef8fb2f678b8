import type { Routes } from "../../http/app.ts";
import type { LockRoomTypes } from "../book_lock.ts";
import { bookRoutes } from "./book_routes.ts";
import { exchangeRoutes } from "./exchange_routes.ts";
import { planRoutes } from "./plan_routes.ts";

/** The routes of rate books, rate plans and exchange rates; the lock of room types is that of `inventory/`. */
export function ratePlanRoutes(lock: LockRoomTypes): Routes {
  return (app, services) => {
    bookRoutes(app, services, lock);
    planRoutes(app, services, lock);
    exchangeRoutes(app, services);
  };
}
