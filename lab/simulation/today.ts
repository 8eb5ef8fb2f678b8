import { nightOf, type Night } from "../../hotel/vocabulary/night.ts";

/** When every schedule begins, in milliseconds since 1970: the middle of the business date of a hotel in UTC. */
export const NOON = Date.UTC(2027, 5, 1, 12);
/** The first night on sale. */
export const TODAY: Night = nightOf("2027-06-01");
