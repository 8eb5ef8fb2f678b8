import type { Database } from "../../hotel/database/database.ts";
import { inTransaction } from "../../hotel/database/transaction.ts";
import { appendEvents } from "../../hotel/events/outbox.ts";
import { createHotel } from "../../hotel/properties/create_hotel.ts";
import { createOrganisation } from "../../hotel/properties/organisations.ts";
import type { HotelEntry } from "../../hotel/search/directory/directory.ts";
import { LocalDirectory } from "../../hotel/search/directory/local_directory.ts";
import { hotelsAfter, readEntries } from "../../hotel/search/server/hotel_entries.ts";
import { systemActor } from "../../hotel/vocabulary/actor.ts";

const by = systemActor("test");

/** Enters hotels as an administrator would, in order of their ids; returns the ids. */
export async function enterHotels(
  database: Database,
  entries: readonly Omit<HotelEntry, "hotelId">[],
): Promise<number[]> {
  const organisation = await inTransaction(database, (tx) => createOrganisation(tx, { name: "Atlantic Hotels" }));
  const ids: number[] = [];
  for (const { name, city, country, latitude, longitude, stars, amenities } of entries) {
    const place = latitude === null || longitude === null ? {} : { latitude, longitude };
    const hotel = {
      organisation_id: organisation.organisation_id,
      name,
      city,
      country,
      ...place,
      amenities: [...amenities],
      ...(stars === null ? {} : { star_rating: stars }),
      time_zone: "Europe/Lisbon",
      currency: "EUR",
    };
    const created = await inTransaction(database, (tx) => createHotel(tx, hotel, by));
    if (!created.accepted) throw new Error(created.refusal.message);
    ids.push(created.value.hotel_id);
  }
  return ids;
}

/** A hotel gets another name; with the event of it. */
export async function renameHotel(database: Database, hotelId: number, name: string): Promise<void> {
  await changed(database, hotelId, "UPDATE hotel SET name = $2 WHERE hotel_id = $1", name);
}

/** A hotel sells no more; with the event of it. */
export async function retireHotel(database: Database, hotelId: number): Promise<void> {
  await changed(database, hotelId, "UPDATE hotel SET status = $2 WHERE hotel_id = $1", "retired");
}

/** A directory in this process with the hotels of the database as they are now. */
export async function localDirectoryOf(database: Database): Promise<LocalDirectory> {
  const hotelIds = await hotelsAfter(database.pool, 0, 100_000);
  return new LocalDirectory(await readEntries(database.pool, hotelIds));
}

async function changed(database: Database, hotelId: number, update: string, value: string): Promise<void> {
  const type = value === "retired" ? "hotel.retired" : "hotel.changed";
  const data = type === "hotel.changed" ? { version: 2, fields: ["name"] } : { version: 2 };
  await inTransaction(database, async (tx) => {
    await tx.query(update, [hotelId, value]);
    await appendEvents(tx, [{ hotelId, type, data, actor: by, at: new Date() }]);
  });
}
