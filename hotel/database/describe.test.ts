import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { describeSchema } from "./describe.ts";

const database = await testDatabase({ empty: true });
const migrated = await testDatabase();

test("describes every kind of object of the schema", async () => {
  await database.pool.query(`
    CREATE TYPE colour AS ENUM ('red', 'green');
    CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);
    CREATE TABLE house (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text COLLATE "C" NOT NULL DEFAULT 'none',
      area numeric(8, 2) CHECK (area > 0),
      twice numeric GENERATED ALWAYS AS (area * 2) STORED,
      UNIQUE (name, area)
    ) WITH (fillfactor = 60);
    CREATE TABLE door (house_id int REFERENCES house ON DELETE CASCADE, paint colour, dropped int);
    ALTER TABLE door DROP COLUMN dropped;
    CREATE INDEX door_paint ON door (paint) WHERE paint = 'red';
    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TRIGGER keep BEFORE UPDATE ON door FOR EACH ROW EXECUTE FUNCTION keep();
  `);
  expect(await describeSchema(database)).toMatchInlineSnapshot(`
    "CREATE TYPE colour AS ENUM ('red', 'green');

    CREATE DOMAIN percent AS integer CONSTRAINT percent_check CHECK (((VALUE >= 0) AND (VALUE <= 100)));

    CREATE TABLE door (
      house_id integer,
      paint colour,
      CONSTRAINT door_house_id_fkey FOREIGN KEY (house_id) REFERENCES house(id) ON DELETE CASCADE
    );

    CREATE TABLE house (
      id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
      name text COLLATE "C" NOT NULL DEFAULT 'none'::text,
      area numeric(8,2),
      twice numeric GENERATED ALWAYS AS ((area * (2)::numeric)) STORED,
      CONSTRAINT house_area_check CHECK ((area > (0)::numeric)),
      CONSTRAINT house_name_area_key UNIQUE (name, area),
      CONSTRAINT house_pkey PRIMARY KEY (id)
    ) WITH (fillfactor=60);

    CREATE INDEX door_paint ON public.door USING btree (paint) WHERE (paint = 'red'::colour);

    CREATE OR REPLACE FUNCTION public.keep()
     RETURNS trigger
     LANGUAGE plpgsql
    AS $function$ BEGIN RETURN NEW; END $function$;

    CREATE TRIGGER keep BEFORE UPDATE ON public.door FOR EACH ROW EXECUTE FUNCTION keep();
    "
  `);
});

test("sees a change that only a storage option makes", async () => {
  const before = await describeSchema(database);
  await database.pool.query("ALTER TABLE house SET (fillfactor = 70)");
  expect(await describeSchema(database)).not.toBe(before);
});

test("schema.sql is the schema that the migrations make", async () => {
  const committed = await readFile(new URL("schema.sql", import.meta.url), "utf8");
  expect(await describeSchema(migrated), "run npm run schema").toBe(committed);
});
