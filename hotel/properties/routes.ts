import type { Routes } from "../http/app.ts";
import type { RestsOnHotel } from "./change_hotel.ts";
import type { AllowanceOfNights } from "./change_room_type.ts";
import { hotelRoutes } from "./hotel_routes.ts";
import { organisationRoutes } from "./organisation_routes.ts";
import { roomTypeRoutes } from "./room_type_routes.ts";

/** What modules above this one do for it, given when the program is put together. */
export interface PropertyNeighbours extends RestsOnHotel {
  readonly allowance: AllowanceOfNights;
}

/** The routes of organisations, hotels and room types. */
export function propertyRoutes({ allowance, ...rests }: PropertyNeighbours): Routes {
  return (app, services) => {
    organisationRoutes(app, services);
    hotelRoutes(app, services, rests);
    roomTypeRoutes(app, services, allowance);
  };
}
