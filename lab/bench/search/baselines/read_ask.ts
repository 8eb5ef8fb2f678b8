import { lengthOfStay, nightOf } from "../../../../hotel/vocabulary/night.ts";
import type { SearchAsk } from "../asks.ts";

/** Reads what `pathOf` writes. Throws for anything else. */
export function readAsk(path: string): SearchAsk {
  const url = new URL(path, "http://localhost");
  const get = (name: string): string => url.searchParams.get(name) ?? "";
  const guests = Number(get("rooms"));
  const city = get("city");
  if (url.pathname === "/v1/search/calendar") {
    const arrival = nightOf(get("from"));
    return { kind: "calendar", city, arrival, nights: nightOf(get("to")) - arrival, guests };
  }
  if (url.pathname !== "/v1/search") throw new Error(`not a question: ${path}`);
  const arrival = nightOf(get("check_in"));
  const nights = lengthOfStay({ arrival, departure: nightOf(get("check_out")) });
  const stay = { arrival, nights, guests };
  const [latitude = Number.NaN, longitude = Number.NaN] = get("near").split(",").map(Number);
  if (url.searchParams.has("near"))
    return { ...stay, kind: "radius", latitude, longitude, km: Number(get("radius_km")) };
  if (url.searchParams.has("flexible_days"))
    return { ...stay, kind: "flexible", city, days: Number(get("flexible_days")) };
  return city === "" ? { ...stay, kind: "world" } : { ...stay, kind: "city", city };
}
