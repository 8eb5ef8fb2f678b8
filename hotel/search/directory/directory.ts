/** What phase 1 of a search knows of a hotel: where it is and what it is called. */
export interface HotelEntry {
  readonly hotelId: number;
  readonly name: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Degrees; both null for a hotel without coordinates, which no search by geography finds. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** 1 to 5; null: none. */
  readonly stars: number | null;
  readonly amenities: readonly string[];
}

/** A point on earth, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A rectangle of latitudes and longitudes; one that crosses the date line has its west greater than its east. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** Which hotels: all conditions that are there must hold. */
export interface DirectoryQuery {
  /** The whole name of a city, in any case, with or without accents. */
  readonly city?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Words of names, places and amenities, with typing errors, without accents. */
  readonly text?: string;
  readonly near?: Point & { readonly km: number };
  readonly box?: Box;
  /** Any of these. */
  readonly stars?: readonly number[];
  /** All of these. */
  readonly amenities?: readonly string[];
}

/** How many of the hotels found have each value; a facet that was asked for counts as if it had not been. */
export interface Facets {
  readonly stars: Readonly<Record<string, number>>;
  /** The 50 most frequent. */
  readonly amenities: Readonly<Record<string, number>>;
  /** The 50 most frequent, as the hotels spell them. */
  readonly cities: Readonly<Record<string, number>>;
}

/** The hotels that phase 1 found. */
export interface DirectoryAnswer {
  /** In order of id, each once. */
  readonly hotelIds: Int32Array;
  /** Undefined unless asked for. */
  readonly facets?: Facets;
}

/** Phase 1 of a search: text and geography. In this process, or on a search server. */
export interface HotelDirectory {
  find(query: DirectoryQuery, withFacets: boolean): DirectoryAnswer | Promise<DirectoryAnswer>;
}
