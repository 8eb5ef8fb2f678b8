import type { Routes } from "../http/app.ts";
import type { EverBooked } from "./change_hotel.ts";
import type { AllowanceOfNights } from "./change_room_type.ts";
import { hotelRoutes } from "./hotel_routes.ts";
import { organisationRoutes } from "./organisation_routes.ts";
import { roomTypeRoutes } from "./room_type_routes.ts";

/** What modules above this one do for it, given when the program is put together. */
export interface PropertyNeighbours {
  readonly everBooked: EverBooked;
  readonly allowance: AllowanceOfNights;
}

/** The routes of organisations, hotels and room types. */
export function propertyRoutes({ everBooked, allowance }: PropertyNeighbours): Routes {
  return (app, services) => {
    organisationRoutes(app, services);
    hotelRoutes(app, services, everBooked);
    roomTypeRoutes(app, services, allowance);
  };
}
