-- What a city is searched by: LISBON, lisbon and Lisbon, Sao Paulo and São Paulo are one. The extension unaccent
-- need not be installed, and the database's locale may not know letters beyond ASCII: so NFKD takes the accents
-- off, and what does not decompose is named here (Latin letters of their own, Greek and Cyrillic capitals).
-- Both sides of a comparison go through it, so it has to be the same on both, and not good spelling.
CREATE FUNCTION city_key(city text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT btrim(regexp_replace(
      translate(
        replace(replace(replace(replace(replace(replace(replace(
          lower(regexp_replace(normalize(city, NFKD), '[\u0300-\u036f]', '', 'g')),
          'ß', 'ss'), 'Æ', 'ae'), 'æ', 'ae'), 'Œ', 'oe'), 'œ', 'oe'), 'Þ', 'th'), 'þ', 'th'),
        'ŁłØøĐđÐðĦħŦŧıΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣςΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІҐ',
        'llooddddhhttiαβγδεζηθικλμνξοπρσστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяєіґ'),
      '[\s\-]+', ' ', 'g'))
  $$;

DROP INDEX hotel_by_city;
CREATE INDEX hotel_by_city ON hotel (city_key(city), hotel_id);
