-- The rows of a booking are written together, under the admission locks of its hotel, and never deleted. Their foreign keys
-- could only fail for a bug, and took a quarter of PostgreSQL's time for a booking: each row has its check, and
-- each check a row lock on the parent. `lastroom verify` looks for rows without a parent instead.
-- docs/decisions/no-foreign-keys-on-bookings.md
ALTER TABLE stay_night DROP CONSTRAINT stay_night_hotel_id_reservation_id_stay_no_fkey;
ALTER TABLE stay DROP CONSTRAINT stay_hotel_id_reservation_id_fkey;
ALTER TABLE reservation DROP CONSTRAINT reservation_hotel_id_fkey;
