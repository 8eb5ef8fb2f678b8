/**
 * The seat map in SQL: bit n of byte n >> 3, value 1 << (n & 7), set = taken; bytes that are missing at the end are free.
 * Whole taken bytes are skipped by ltrim, which runs in C: a hot night has thousands of them.
 */
export const SEAT_FUNCTIONS = `
  CREATE OR REPLACE FUNCTION lab_first_free(maps bytea[], rooms integer) RETURNS integer
  LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    map bytea;
    byte integer := 0;
    taken integer;
    ordinal integer;
  BEGIN
    FOREACH map IN ARRAY maps LOOP
      byte := greatest(byte, length(map) - length(ltrim(map, '\\xff'::bytea)));
    END LOOP;
    WHILE byte * 8 < rooms LOOP
      taken := 0;
      FOREACH map IN ARRAY maps LOOP
        IF byte < length(map) THEN taken := taken | get_byte(map, byte); END IF;
      END LOOP;
      IF taken <> 255 THEN
        ordinal := byte * 8;
        WHILE taken & 1 = 1 LOOP
          taken := taken >> 1;
          ordinal := ordinal + 1;
        END LOOP;
        RETURN CASE WHEN ordinal < rooms THEN ordinal END;
      END IF;
      byte := byte + 1;
    END LOOP;
    RETURN NULL;
  END $$;

  CREATE OR REPLACE FUNCTION lab_take_seat(map bytea, ordinal integer) RETURNS bytea
  LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN ordinal >> 3 < length(map)
      THEN set_byte(map, ordinal >> 3, get_byte(map, ordinal >> 3) | (1 << (ordinal & 7)))
      ELSE map || decode(repeat('00', (ordinal >> 3) - length(map)) || lpad(to_hex(1 << (ordinal & 7)), 2, '0'), 'hex')
    END
  $$;
`;
