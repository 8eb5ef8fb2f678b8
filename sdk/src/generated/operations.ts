// Generated from openapi.json by "npm run sdk". A test keeps both equal; do not edit.

/** RFC 9457 problem details. */
export type Problem = {
  /** A URI reference that names the kind of problem, `/problems/<error>`. */
  type: string;
  /** What the kind of problem is, the same for every occurrence. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** What happened this time, for a person. */
  detail: string;
  /** `urn:request:<request id>`, to be found in the logs. */
  instance: string;
  /** The stable code that programs may branch on. */
  error: "invalid_request" | "idempotency_key_conflict" | "unauthenticated" | "wrong_credentials" | "forbidden" | "not_found" | "method_not_allowed" | "request_timeout" | "no_availability" | "no_single_room" | "room_not_free" | "restricted" | "rate_not_available" | "quote_expired" | "hold_expired" | "wrong_state" | "in_use" | "already_exists" | "version_conflict" | "too_large" | "unsupported_media_type" | "idempotency_key_reused" | "quote_invalid" | "quote_mismatch" | "outside_horizon" | "too_many_guests" | "version_required" | "too_many_requests" | "headers_too_large" | "internal_error" | "overloaded";
  /** The same as `detail`. */
  message: string;
  /** With `invalid_request`: the fields to mend, as JSON pointers, and the rules they break. */
  errors?: {
    field: string;
    rule: string;
    message: string;
  }[];
  [member: string]: unknown;
};

export type Reservation = {
  reservation_id: string;
  confirmation_code: string;
  hotel_id: number;
  /** `pending`: held until `expires_at`. `confirmed`: booked. `checked_in`: somebody is in the house. `checked_out`: everybody has left. `expired`: the hold ran out. `declined`: the hotel declined the hold. `cancelled`: cancelled, or the hold released. `no_show`: nobody came. */
  status: "pending" | "confirmed" | "checked_in" | "checked_out" | "expired" | "declined" | "cancelled" | "no_show";
  /** `none`: nothing was asked for. `authorised`: reserved on the card. `captured`: taken. `partially_refunded`: a part was given back. `refunded`: all was given back. `voided`: the authorisation was given up. `void_pending`: the authorisation is being given up. `failed`: the payment failed. */
  payment_status: "none" | "authorised" | "captured" | "partially_refunded" | "refunded" | "voided" | "void_pending" | "failed";
  user_id?: string;
  start_date: string;
  end_date: string;
  /** Decimal, in `currency`. */
  total_price: number;
  currency: string;
  nightly: {
    stay_no: number;
    date: string;
    /** Decimal, in `currency`. */
    price: number;
  }[];
  stays: {
    stay_no: number;
    room_type_id: number;
    start_date: string;
    end_date: string;
    guests: number;
    /** `expected`: not here yet. `in_house`: here. `departed`: left. `cancelled`: given up. `no_show`: did not come. */
    status: "expected" | "in_house" | "departed" | "cancelled" | "no_show";
    /** 0: the standard plan. */
    rate_plan_id: number;
    rate_plan_code?: string;
    rate_plan_name?: string;
    /** `room_only`: no meals. `breakfast`: breakfast. `half_board`: breakfast and one more meal. `full_board`: three meals. `all_inclusive`: meals and drinks. */
    meal_plan?: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
    adults: number;
    /** Their ages. */
    children: number[];
    /** Of this room, with everything that has to be paid. */
    total_price: number;
    /** Besides the nights. */
    charges: {
      /** `extra`: something that was chosen or comes with the rate plan. `tax`: a tax. `fee`: a fee that everybody pays. */
      kind: "extra" | "tax" | "fee";
      code: string;
      name: string;
      quantity: number;
      /** Decimal, in `currency`. */
      amount: number;
      /** Within another line already, and not added to the total. */
      included: boolean;
    }[];
    cancellation_policy: {
      /** RFC 3339, UTC. */
      free_until: string;
      /** RFC 3339, by the hotel's clock: with its offset from UTC. */
      free_until_local: string;
      /** `none`: nothing. `first_night`: the first night of each stay. `percent`: `percent` of the price. `full_stay`: the whole price. */
      late_fee: "none" | "first_night" | "percent" | "full_stay";
      /** Only for `percent`. */
      late_fee_percent?: number;
      /** `none`: nothing. `first_night`: the first night of each stay. `percent`: `percent` of the price. `full_stay`: the whole price. */
      no_show_fee: "none" | "first_night" | "percent" | "full_stay";
      /** Only for `percent`. */
      no_show_fee_percent?: number;
    };
    payment_policy: {
      /** `pay_at_hotel`: at the hotel. `guarantee`: at the hotel, with a card as a guarantee. `deposit`: a part before arrival. `prepay`: everything when booking. */
      kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
      /** Before arrival, in `currency`. */
      due_amount: number;
      /** RFC 3339, UTC. */
      due_at?: string;
    };
  }[];
  /** Of several rooms that of the one with the earliest deadline; each room has its own. */
  cancellation_policy: {
    /** RFC 3339, UTC. */
    free_until: string;
    /** RFC 3339, by the hotel's clock: with its offset from UTC. */
    free_until_local: string;
    /** `none`: nothing. `first_night`: the first night of each stay. `percent`: `percent` of the price. `full_stay`: the whole price. */
    late_fee: "none" | "first_night" | "percent" | "full_stay";
  };
  /** RFC 3339, UTC. */
  expires_at?: string;
  /** Decimal, in `currency`. */
  fee_amount?: number;
  /** `web`: by a guest. `desk`: by staff. `partner`: with an API key. `channel`: through a channel. `import`: made elsewhere and taken in. */
  source: "web" | "desk" | "partner" | "channel" | "import";
  /** Through what it was sold. */
  channel?: string;
  version: number;
  /** RFC 3339, UTC. */
  created_at: string;
  /** RFC 3339, UTC. */
  updated_at: string;
  /** Bearer token for this booking's later calls. */
  manage_token?: string;
  /** For staff: the rooms given, night by night. */
  rooms?: {
    stay_no: number;
    room_type_id: number;
    /** Null while no room is free for it. */
    room_id: number | null;
    start_date: string;
    end_date: string;
  }[];
};

/** Every call of the API by method and path, with what it takes and what it answers when it is accepted. */
export interface Operations {
  /**
   * Hotels with rooms for a stay, in order
   *
   * Text and geography, then rooms, restrictions and prices, each hotel with its cheapest offer. It may be milliseconds behind: the booking decides. Empty when nobody has a room there.
   */
  "GET /v1/search": {
    query: {
      /** The first night, a calendar date at the hotel. */
      check_in?: string;
      /** The day of departure; at most 90 days after check_in. */
      check_out?: string;
      /** Each room as its adults and, after a colon, the ages of its children; separated by semicolons. `2;1:4,9` is a room for two adults and one for an adult with children of 4 and 9. */
      rooms?: string;
      /** The whole name of a city, in any case, with or without accents. */
      city?: string;
      /** ISO 3166-1 alpha-2. */
      country?: string;
      /** Words of names, places and amenities; typing errors and missing accents are forgiven. */
      q?: string;
      /** Latitude and longitude in degrees: `38.72,-9.14`. */
      near?: string;
      /** Around `near`, in km: more than 0, at most 500; 25 unless told. */
      radius_km?: string;
      /** South, west, north, east in degrees. */
      bbox?: string;
      /** Any of these: `4,5`. */
      stars?: string;
      /** All of these: `wifi,pool`. */
      amenities?: string;
      /** So many days earlier or later will do: each hotel shows its cheapest dates. */
      flexible_days?: 1 | 2 | 3 | 7;
      /** Instead of check_in and check_out: the cheapest weekend (Friday to Sunday), week, or stay of `nights` nights between `from` and `to`. */
      within?: "weekend" | "week" | "month";
      /** The first day of the range of `within`. */
      from?: string;
      /** The last day of the range of `within`, one of departure; at most 92 days after it. */
      to?: string;
      /** With `within=month`: the length of the stay, up to a month. */
      nights?: number;
      /** The cheapest, nearest (with `near`), best or first by name; equal ones by id. */
      sort?: "price" | "distance" | "stars" | "name";
      /** Also show prices in it. What is charged is the hotel's own. */
      currency?: string;
      /** Opens the rate plans of this code. */
      promo_code?: string;
      /** Opens the rate plans of this company. */
      company?: string;
      /** The guest is a member: for staff and partners to say. */
      member?: boolean;
      /** Through what it is sold, for staff and partners to say; `web`, `desk` or `partner` unless told. */
      channel?: string;
      /** Also count stars, amenities and cities. */
      facets?: boolean;
      limit?: number;
      /** `next_cursor` of the page before, with the same parameters. */
      cursor?: string;
    };
    reply: {
      hotels: {
        hotel_id: number;
        name: string;
        city: string;
        country: string;
        latitude: number | null;
        longitude: number | null;
        star_rating: number | null;
        /** From `near`. */
        distance_km?: number;
        check_in: string;
        check_out: string;
        /** All nights of all rooms with everything that has to be paid. */
        total_price: number;
        /** ISO 4217. */
        currency: string;
        /** About so much in the currency asked for; absent when nobody has entered a rate. */
        display?: {
          total_price: number;
          /** ISO 4217. */
          currency: string;
          /** The day of the exchange rate. */
          rate_date: string;
        };
        /** One for each room asked for. */
        rooms: {
          /** Who sleeps in it: one of the parties asked for. */
          adults: number;
          child_ages: number[];
          room_type_id: number;
          name: string;
          /** 0: the standard plan. */
          rate_plan_id: number;
          rate_plan_code: string;
          meal_plan: string;
          total_price: number;
          /** Rooms of the type free on the fullest night. */
          available_rooms: number;
          /** Hotel wall time with its distance from UTC; absent: cancelling costs from the start. */
          free_cancellation_until?: string;
        }[];
      }[];
      /** Of the hotels at the place, with or without rooms on these dates. */
      facets?: {
        stars: {
          [member: string]: unknown;
        };
        amenities: {
          [member: string]: unknown;
        };
        cities: {
          [member: string]: unknown;
        };
      };
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /**
   * Hotels of a city with rooms for a stay
   *
   * It may be milliseconds behind: the booking decides. Holds that have run out count as free. Empty when there is no hotel in the city, or none has rooms.
   */
  "GET /v1/hotels/availability": {
    query: {
      /** In any case, with or without accents. */
      city: string;
      /** The first night, a calendar date at the hotel. */
      check_in: string;
      /** The day of departure: its night is not used. At most 90 days after check_in. */
      check_out: string;
      /** All together, spread evenly over the rooms. */
      guests: number;
      /** Rooms of one type. */
      rooms?: number;
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      /** In the order of their ids. */
      hotels: {
        hotel_id: number;
        name: string;
        city: string;
        star_rating: number | null;
        /** The cheapest first. */
        available_room_types: {
          room_type_id: number;
          name: string;
          /** Rooms free on the fullest night of the stay. */
          available_rooms: number;
          /** Of one room; the average where nights differ. */
          price_per_night: number;
          /** All nights of all rooms asked for. */
          total_price: number;
          /** ISO 4217. */
          currency: string;
          /** The plan of the price, the cheapest that everybody can have: send it with the booking. */
          rate_plan_id: number;
        }[];
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /** The nights of a hotel with prices and restrictions */
  "GET /v1/hotels/{hotel_id}/calendar": {
    path: {
      hotel_id: number;
    };
    query: {
      /** The first night. */
      from: string;
      /** The day after the last night; at most 92 days after it. */
      to: string;
      /** Who sleeps in the room: adults and, after a colon, the ages of children, `2:4,9`. */
      guests?: string;
      /** Opens the rate plans of this code. */
      promo_code?: string;
      /** Opens the rate plans of this company. */
      company?: string;
      /** The guest is a member: for staff and partners to say. */
      member?: boolean;
      /** Through what it is sold, for staff and partners to say; `web`, `desk` or `partner` unless told. */
      channel?: string;
    };
    reply: {
      hotel_id: number;
      /** ISO 4217. */
      currency: string;
      nights: {
        date: string;
        /** One room for this night by itself, with everything that has to be paid; null: no room. */
        price: number | null;
        /** Free rooms that the guests fit into. */
        available_rooms: number;
        /** No stay that is booked now may begin on it. */
        closed_to_arrival: boolean;
        /** No stay may end on it. */
        closed_to_departure: boolean;
        /** Nights that a stay arriving on it has at least, by minimum stays and patterns of length. */
        min_stay: number;
      }[];
    };
  };
  /** The cheapest price for each arrival, over the hotels of a place or in one */
  "GET /v1/search/calendar": {
    query: {
      /** The first arrival. */
      from: string;
      /** The day after the last arrival; at most 62 days after it. */
      to: string;
      /** The length of the stays. */
      nights?: number;
      /** Each room as its adults and, after a colon, the ages of its children; separated by semicolons. `2;1:4,9` is a room for two adults and one for an adult with children of 4 and 9. */
      rooms?: string;
      hotel_id?: number;
      /** The whole name of a city, in any case, with or without accents. */
      city?: string;
      /** ISO 3166-1 alpha-2. */
      country?: string;
      /** Words of names, places and amenities; typing errors and missing accents are forgiven. */
      q?: string;
      /** Latitude and longitude in degrees: `38.72,-9.14`. */
      near?: string;
      /** Around `near`, in km: more than 0, at most 500; 25 unless told. */
      radius_km?: string;
      /** South, west, north, east in degrees. */
      bbox?: string;
      /** Any of these: `4,5`. */
      stars?: string;
      /** All of these: `wifi,pool`. */
      amenities?: string;
      /** Prices are compared in it. */
      currency?: string;
      /** Opens the rate plans of this code. */
      promo_code?: string;
      /** Opens the rate plans of this company. */
      company?: string;
      /** The guest is a member: for staff and partners to say. */
      member?: boolean;
      /** Through what it is sold, for staff and partners to say; `web`, `desk` or `partner` unless told. */
      channel?: string;
    };
    reply: {
      days: {
        /** Of arrival. */
        date: string;
        cheapest: {
          hotel_id: number;
          total_price: number;
          currency: string;
        } | null;
      }[];
    };
  };
  /** All types and rate plans of a hotel for a stay, with prices */
  "GET /v1/hotels/{hotel_id}/offers": {
    path: {
      hotel_id: number;
    };
    query: {
      /** The first night. */
      check_in: string;
      /** The day of departure. */
      check_out: string;
      /** Each room as its adults and, after a colon, the ages of its children; separated by semicolons. `2;1:4,9` is a room for two adults and one for an adult with children of 4 and 9. */
      rooms?: string;
      /** Also say why the other types and plans are not offered. */
      why_not?: boolean;
      /** Opens the rate plans of this code. */
      promo_code?: string;
      /** Opens the rate plans of this company. */
      company?: string;
      /** The guest is a member: for staff and partners to say. */
      member?: boolean;
      /** Through what it is sold, for staff and partners to say; `web`, `desk` or `partner` unless told. */
      channel?: string;
    };
    reply: {
      hotel_id: number;
      check_in: string;
      check_out: string;
      currency: string;
      parties: {
        adults: number;
        child_ages: number[];
        /** How many rooms are wanted for parties like this. */
        rooms: number;
        /** With an offer. */
        room_types: {
          room_type_id: number;
          name: string;
          max_occupancy: number;
          available_rooms: number;
          /** Prices of one room under each plan that has as many left as are wanted, the cheapest first. */
          offers: {
            /** 0: the standard plan. */
            rate_plan_id: number;
            rate_plan_code: string;
            meal_plan: string;
            total_price: number;
            /** Hotel wall time with its distance from UTC; absent: cancelling costs from the start. */
            free_cancellation_until?: string;
            nightly: {
              date: string;
              price: number;
            }[];
            charges: {
              kind: string;
              code: string;
              name: string;
              quantity: number;
              amount: number;
              /** Within other lines already. */
              included: boolean;
            }[];
          }[];
        }[];
        not_offered?: {
          room_type_id: number;
          name: string;
          /** Absent: under no plan. */
          rate_plan_id?: number;
          rate_plan_code?: string;
          reasons: {
            /** `sold`, `held`, `blocked`, `out_of_order`, `closed` or `not_on_sale` of a night; `restricted` by a rule; `too_many_guests`; `rate_not_available`. */
            reason: string;
            date?: string;
            rule?: string;
            value?: boolean | number | string;
            available_rooms?: number;
            max_occupancy?: number;
          }[];
        }[];
      }[];
    };
  };
  /** Changes of availability as Server-Sent Events */
  "GET /v1/availability/stream": {
    query: {
      /** Hotels whose changes are told, at most 100: `1,2,3`. */
      hotel_id: string;
    };
    reply: undefined;
  };
  /**
   * Ask for the price of stays
   *
   * The answer is signed: a booking that brings `quote_id` pays these prices until `expires_at`, whatever the hotel changes meanwhile. It holds no room. With `explain` staff see how each night came to its price.
   */
  "POST /v1/quotes": {
    body: {
      hotel_id: number;
      room_type_id?: number;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      start_date?: string;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      end_date?: string;
      /** How many people sleep in the room. */
      guests?: number;
      /** Instead of `guests`. */
      adults?: number;
      /** The age of each child; older ones are adults. */
      children?: number[];
      /** The hotel's default plan unless told; 0 is the standard plan. */
      rate_plan_id?: number;
      /** Extras of the hotel besides those of the plan. */
      extras?: {
        code: string;
        quantity?: number;
      }[];
      promo_code?: string;
      /** The code of a company with a rate of its own. */
      company?: string;
      /** The guest is a member: for staff and partners to say. */
      member?: boolean;
      /** Through what it is sold; for staff and partners to say. `web`, `desk` or `partner` unless told. */
      channel?: string;
      /** Several rooms instead of the single fields. */
      stays?: {
        room_type_id: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        start_date: string;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        end_date: string;
        /** How many people sleep in the room. */
        guests?: number;
        /** Instead of `guests`. */
        adults?: number;
        /** The age of each child; older ones are adults. */
        children?: number[];
        /** The hotel's default plan unless told; 0 is the standard plan. */
        rate_plan_id?: number;
        /** Extras of the hotel besides those of the plan. */
        extras?: {
          code: string;
          quantity?: number;
        }[];
        /** Accept to change rooms during the stay where no single room is free. */
        allow_split?: boolean;
      }[];
      /** Quote the stay in spite of the hotel's restrictions: for its staff. */
      ignore_restrictions?: boolean;
      /** Tell how each night came to its price: for the hotel's staff. */
      explain?: boolean;
    };
    reply: {
      /** Send it with the booking. */
      quote_id: string;
      hotel_id: number;
      /** RFC 3339, UTC: until then the prices are honoured. */
      expires_at: string;
      /** Of all rooms, with everything that has to be paid. */
      total_price: number;
      currency: string;
      stays: {
        stay_no: number;
        room_type_id: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        start_date: string;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        end_date: string;
        nightly: {
          /** Calendar date at the hotel, `YYYY-MM-DD`. */
          date: string;
          /** Decimal, in `currency`. */
          price: number;
        }[];
        /** 0: the standard plan. */
        rate_plan_id: number;
        rate_plan_code?: string;
        rate_plan_name?: string;
        /** `room_only`: no meals. `breakfast`: breakfast. `half_board`: breakfast and one more meal. `full_board`: three meals. `all_inclusive`: meals and drinks. */
        meal_plan?: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
        adults: number;
        /** Their ages. */
        children: number[];
        /** Of this room, with everything that has to be paid. */
        total_price: number;
        /** Besides the nights. */
        charges: {
          /** `extra`: something that was chosen or comes with the rate plan. `tax`: a tax. `fee`: a fee that everybody pays. */
          kind: "extra" | "tax" | "fee";
          code: string;
          name: string;
          quantity: number;
          /** Decimal, in `currency`. */
          amount: number;
          /** Within another line already, and not added to the total. */
          included: boolean;
        }[];
        cancellation_policy: {
          /** RFC 3339, UTC. */
          free_until: string;
          /** RFC 3339, by the hotel's clock: with its offset from UTC. */
          free_until_local: string;
          /** `none`: nothing. `first_night`: the first night of each stay. `percent`: `percent` of the price. `full_stay`: the whole price. */
          late_fee: "none" | "first_night" | "percent" | "full_stay";
          /** Only for `percent`. */
          late_fee_percent?: number;
          /** `none`: nothing. `first_night`: the first night of each stay. `percent`: `percent` of the price. `full_stay`: the whole price. */
          no_show_fee: "none" | "first_night" | "percent" | "full_stay";
          /** Only for `percent`. */
          no_show_fee_percent?: number;
        };
        payment_policy: {
          /** `pay_at_hotel`: at the hotel. `guarantee`: at the hotel, with a card as a guarantee. `deposit`: a part before arrival. `prepay`: everything when booking. */
          kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
          /** Before arrival, in `currency`. */
          due_amount: number;
          /** RFC 3339, UTC. */
          due_at?: string;
        };
        explained?: {
          /** Calendar date at the hotel, `YYYY-MM-DD`. */
          date: string;
          steps: {
            /** docs/rates.md names them all. */
            step: string;
            words: string;
            /** Of the night after the step. */
            price: number;
          }[];
        }[];
      }[];
    };
  };
  /**
   * Book or hold rooms
   *
   * All or nothing. Needs no account: the answer carries `manage_token` for the booking's later calls.
   */
  "POST /v1/reservations": {
    body: {
      hotel_id: number;
      room_type_id?: number;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      start_date?: string;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      end_date?: string;
      /** How many people sleep in the room. */
      guests?: number;
      /** Instead of `guests`. */
      adults?: number;
      /** The age of each child; older ones are adults. */
      children?: number[];
      /** The hotel's default plan unless told; 0 is the standard plan. */
      rate_plan_id?: number;
      /** Extras of the hotel besides those of the plan. */
      extras?: {
        code: string;
        quantity?: number;
      }[];
      promo_code?: string;
      /** The code of a company with a rate of its own. */
      company?: string;
      /** The guest is a member: for staff and partners to say. */
      member?: boolean;
      /** Through what it is sold; for staff and partners to say. `web`, `desk` or `partner` unless told. */
      channel?: string;
      /** Accept to change rooms during the stay where no single room is free. */
      allow_split?: boolean;
      /** Several rooms, all or nothing, instead of the single fields. */
      stays?: {
        room_type_id: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        start_date: string;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        end_date: string;
        /** How many people sleep in the room. */
        guests?: number;
        /** Instead of `guests`. */
        adults?: number;
        /** The age of each child; older ones are adults. */
        children?: number[];
        /** The hotel's default plan unless told; 0 is the standard plan. */
        rate_plan_id?: number;
        /** Extras of the hotel besides those of the plan. */
        extras?: {
          code: string;
          quantity?: number;
        }[];
        /** Accept to change rooms during the stay where no single room is free. */
        allow_split?: boolean;
      }[];
      /** Your own name for the guest's account. */
      user_id?: string;
      guest?: {
        name: string;
        email: string;
        phone?: string;
      };
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
      /** Book what was quoted, at its price. Leave the stays out, or send the same ones: others are refused (`quote_mismatch`). */
      quote_id?: string;
      /** Sell the stay in spite of the hotel's restrictions: for its staff. */
      ignore_restrictions?: boolean;
      /** Hold the rooms until `expires_at` instead of confirming at once. */
      hold?: boolean;
    };
    reply: Reservation;
  };
  /**
   * Reservations of a user or of hotels, the newest first
   *
   * For staff and partners; `user_id` is the name that the booking was made with.
   */
  "GET /v1/reservations": {
    query: {
      user_id?: string;
      hotel_id?: number;
      /** `next_cursor` of the page before. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      reservations: Reservation[];
      next_cursor: string | null;
    };
  };
  /**
   * Take in a booking that was made elsewhere
   *
   * With `force` it is never refused for lack of rooms: it was sold already. The nights are flagged.
   */
  "POST /v1/reservations/imports": {
    body: {
      hotel_id: number;
      room_type_id?: number;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      start_date?: string;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      end_date?: string;
      /** How many people sleep in the room. */
      guests?: number;
      /** Instead of `guests`. */
      adults?: number;
      /** The age of each child; older ones are adults. */
      children?: number[];
      /** The hotel's default plan unless told; 0 is the standard plan. */
      rate_plan_id?: number;
      /** Extras of the hotel besides those of the plan. */
      extras?: {
        code: string;
        quantity?: number;
      }[];
      promo_code?: string;
      /** The code of a company with a rate of its own. */
      company?: string;
      /** The guest is a member: for staff and partners to say. */
      member?: boolean;
      /** Through what it is sold; for staff and partners to say. `web`, `desk` or `partner` unless told. */
      channel?: string;
      /** Accept to change rooms during the stay where no single room is free. */
      allow_split?: boolean;
      /** Several rooms, all or nothing, instead of the single fields. */
      stays?: {
        room_type_id: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        start_date: string;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        end_date: string;
        /** How many people sleep in the room. */
        guests?: number;
        /** Instead of `guests`. */
        adults?: number;
        /** The age of each child; older ones are adults. */
        children?: number[];
        /** The hotel's default plan unless told; 0 is the standard plan. */
        rate_plan_id?: number;
        /** Extras of the hotel besides those of the plan. */
        extras?: {
          code: string;
          quantity?: number;
        }[];
        /** Accept to change rooms during the stay where no single room is free. */
        allow_split?: boolean;
      }[];
      /** Your own name for the guest's account. */
      user_id?: string;
      guest?: {
        name: string;
        email: string;
        phone?: string;
      };
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
      /** Take it in even where no room is left: it was sold already. Flagged and shown in the overbooking lane. */
      force?: boolean;
    };
    reply: Reservation;
  };
  /** One reservation */
  "GET /v1/reservations/{reservation_id}": {
    path: {
      reservation_id: string;
    };
    reply: Reservation;
  };
  /**
   * Change dates, room type or guests
   *
   * One step on the net difference: a refusal leaves the booking as it was. Staff send If-Match.
   */
  "PATCH /v1/reservations/{reservation_id}": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      start_date?: string;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      end_date?: string;
      room_type_id?: number;
      /** How many people sleep in the room. */
      guests?: number;
      /** Instead of `guests`. */
      adults?: number;
      /** The age of each child; older ones are adults. */
      children?: number[];
      /** Accept to change rooms during the stay where no single room is free. */
      allow_split?: boolean;
      /** Change the stay in spite of the hotel's restrictions: for its staff. */
      ignore_restrictions?: boolean;
      stays?: {
        stay_no: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        start_date?: string;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        end_date?: string;
        room_type_id?: number;
        /** How many people sleep in the room. */
        guests?: number;
        /** Instead of `guests`. */
        adults?: number;
        /** The age of each child; older ones are adults. */
        children?: number[];
        /** Accept to change rooms during the stay where no single room is free. */
        allow_split?: boolean;
      }[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: Reservation;
  };
  /**
   * Cancel, or release a hold
   *
   * A repeat gives the same answer.
   */
  "DELETE /v1/reservations/{reservation_id}": {
    path: {
      reservation_id: string;
    };
    query: {
      /** Keep nothing: for staff. */
      waive_fee?: boolean;
    };
    reply: {
      reservation_id: string;
      /** `pending`: held until `expires_at`. `confirmed`: booked. `checked_in`: somebody is in the house. `checked_out`: everybody has left. `expired`: the hold ran out. `declined`: the hotel declined the hold. `cancelled`: cancelled, or the hold released. `no_show`: nobody came. */
      status: "pending" | "confirmed" | "checked_in" | "checked_out" | "expired" | "declined" | "cancelled" | "no_show";
      /** Total less fee, whether released or repaid. */
      refund_amount: number;
      /** Decimal, in `currency`. */
      fee_amount: number;
      currency: string;
    };
  };
  /**
   * Find my booking
   *
   * By confirmation code and the guest's e-mail address. Limited more strictly than other calls.
   */
  "POST /v1/reservations/lookups": {
    body: {
      confirmation_code: string;
      email: string;
    };
    reply: Reservation;
  };
  /** Who did what to a reservation, when and from where */
  "GET /v1/reservations/{reservation_id}/events": {
    path: {
      reservation_id: string;
    };
    reply: {
      events: {
        type: string;
        /** RFC 3339, UTC. */
        at: string;
        actor: string;
        via: string;
        request_id: string;
        data: unknown;
      }[];
    };
  };
  /**
   * Confirm a hold
   *
   * A hold that has run out tries to take its rooms again in the same step. A repeat changes nothing.
   */
  "POST /v1/reservations/{reservation_id}/confirmation": {
    path: {
      reservation_id: string;
    };
    reply: Reservation;
  };
  /**
   * Decline a hold
   *
   * Its rooms go back on sale and nothing is charged.
   */
  "POST /v1/reservations/{reservation_id}/decline": {
    path: {
      reservation_id: string;
    };
    reply: Reservation;
  };
  /** Guests arrive: from now on their room is theirs */
  "POST /v1/reservations/{reservation_id}/check-in": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: Reservation;
  };
  /** Guests leave; nights they do not use go back on sale */
  "POST /v1/reservations/{reservation_id}/check-out": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: Reservation;
  };
  /** Guests did not come; nights from the business date on go back on sale */
  "POST /v1/reservations/{reservation_id}/no-show": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: Reservation;
  };
  /** Take a cancelled, expired or no-show reservation up again, if there is room */
  "POST /v1/reservations/{reservation_id}/reinstatement": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: Reservation;
  };
  /** The guest was told the room: nobody moves it any more */
  "POST /v1/reservations/{reservation_id}/pin": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: Reservation;
  };
  /** Re-seating may choose another room again */
  "POST /v1/reservations/{reservation_id}/unpin": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: Reservation;
  };
  /** Guests in the house stay longer */
  "POST /v1/reservations/{reservation_id}/extension": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      end_date: string;
      /** Accept to change rooms during the stay where no single room is free. */
      allow_split?: boolean;
    };
    reply: Reservation;
  };
  /** Another room: a move, or an upgrade to another type */
  "POST /v1/reservations/{reservation_id}/room": {
    path: {
      reservation_id: string;
    };
    body: {
      /** Which rooms of the reservation; every one for which it is possible unless told. */
      stay_nos?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
      /** This room; of another type it is an upgrade. */
      room_id?: number;
      /** Any room of this type. */
      room_type_id?: number;
      /** The guest was told the room: nobody moves it any more. */
      pin?: boolean;
    };
    reply: Reservation;
  };
  /** Enter an organisation */
  "POST /v1/organisations": {
    body: {
      /** The company that owns the hotels. */
      name: string;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      organisation_id: number;
      /** The company that owns the hotels. */
      name: string;
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /** The organisations one works for */
  "GET /v1/organisations": {
    query: {
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      organisations: {
        organisation_id: number;
        /** The company that owns the hotels. */
        name: string;
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /** One organisation that one works for */
  "GET /v1/organisations/{organisation_id}": {
    path: {
      organisation_id: number;
    };
    reply: {
      organisation_id: number;
      /** The company that owns the hotels. */
      name: string;
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /** Rename an organisation */
  "PATCH /v1/organisations/{organisation_id}": {
    path: {
      organisation_id: number;
    };
    body: {
      /** The company that owns the hotels. */
      name: string;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      organisation_id: number;
      /** The company that owns the hotels. */
      name: string;
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Enter a hotel
   *
   * Without rooms yet: its room types bring them.
   */
  "POST /v1/hotels": {
    body: {
      /** Whose hotel it is; unless told, the only organisation one may write to. */
      organisation_id?: number;
      /** What the sign over the door says. */
      name: string;
      /** What guests search by. */
      city: string;
      /** ISO 3166-1 alpha-2. */
      country: string;
      /** IANA name, such as `Europe/Lisbon`. */
      time_zone: string;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** Street and number, postal code. */
      address?: string;
      latitude?: number | null;
      longitude?: number | null;
      star_rating?: number | null;
      /** For guests, in plain text. */
      description?: string;
      amenities?: string[];
      photos?: string[];
      /** Hotel wall time, `HH:MM`. */
      check_in_time?: string;
      /** Hotel wall time, `HH:MM`. */
      check_out_time?: string;
      /** The hour of the wall clock at which the business date rolls: before it, it is still yesterday. */
      day_roll_hour?: number;
      /** How long a guest who has not come is waited for after the roll that ends the day of arrival. */
      no_show_grace_minutes?: number;
      /** Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking. */
      free_cancellation_days?: number;
      late_cancellation_fee?: "none" | "first_night" | "full_stay";
      /** Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales). */
      seating_policy?: "best_fit" | "random";
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      organisation_id: number;
      /** What the sign over the door says. */
      name: string;
      /** What guests search by. */
      city: string;
      /** ISO 3166-1 alpha-2. */
      country: string;
      /** IANA name, such as `Europe/Lisbon`. */
      time_zone: string;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** Street and number, postal code. */
      address: string;
      latitude: number | null;
      longitude: number | null;
      star_rating: number | null;
      /** For guests, in plain text. */
      description: string;
      amenities: string[];
      photos: string[];
      /** Hotel wall time, `HH:MM`. */
      check_in_time: string;
      /** Hotel wall time, `HH:MM`. */
      check_out_time: string;
      /** The hour of the wall clock at which the business date rolls: before it, it is still yesterday. */
      day_roll_hour: number;
      /** How long a guest who has not come is waited for after the roll that ends the day of arrival. */
      no_show_grace_minutes: number;
      /** Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking. */
      free_cancellation_days: number;
      late_cancellation_fee: "none" | "first_night" | "full_stay";
      /** Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales). */
      seating_policy: "best_fit" | "random";
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /** Hotels in the order of their ids */
  "GET /v1/hotels": {
    query: {
      organisation_id?: number;
      /** In any case, with or without accents. */
      city?: string;
      /** A retired one keeps its bookings and sells nothing new. */
      status?: "active" | "retired";
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      hotels: {
        hotel_id: number;
        organisation_id: number;
        /** What the sign over the door says. */
        name: string;
        /** What guests search by. */
        city: string;
        /** ISO 3166-1 alpha-2. */
        country: string;
        /** IANA name, such as `Europe/Lisbon`. */
        time_zone: string;
        /** ISO 4217. All prices of the hotel are in it. */
        currency: string;
        /** Street and number, postal code. */
        address: string;
        latitude: number | null;
        longitude: number | null;
        star_rating: number | null;
        /** For guests, in plain text. */
        description: string;
        amenities: string[];
        photos: string[];
        /** Hotel wall time, `HH:MM`. */
        check_in_time: string;
        /** Hotel wall time, `HH:MM`. */
        check_out_time: string;
        /** The hour of the wall clock at which the business date rolls: before it, it is still yesterday. */
        day_roll_hour: number;
        /** How long a guest who has not come is waited for after the roll that ends the day of arrival. */
        no_show_grace_minutes: number;
        /** Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking. */
        free_cancellation_days: number;
        late_cancellation_fee: "none" | "first_night" | "full_stay";
        /** Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales). */
        seating_policy: "best_fit" | "random";
        /** A retired one keeps its bookings and sells nothing new. */
        status: "active" | "retired";
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /**
   * One hotel
   *
   * May be cached: it comes with an `ETag`, and as 304 without a body to who sends that as `If-None-Match`.
   */
  "GET /v1/hotels/{hotel_id}": {
    path: {
      hotel_id: number;
    };
    reply: {
      hotel_id: number;
      organisation_id: number;
      /** What the sign over the door says. */
      name: string;
      /** What guests search by. */
      city: string;
      /** ISO 3166-1 alpha-2. */
      country: string;
      /** IANA name, such as `Europe/Lisbon`. */
      time_zone: string;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** Street and number, postal code. */
      address: string;
      latitude: number | null;
      longitude: number | null;
      star_rating: number | null;
      /** For guests, in plain text. */
      description: string;
      amenities: string[];
      photos: string[];
      /** Hotel wall time, `HH:MM`. */
      check_in_time: string;
      /** Hotel wall time, `HH:MM`. */
      check_out_time: string;
      /** The hour of the wall clock at which the business date rolls: before it, it is still yesterday. */
      day_roll_hour: number;
      /** How long a guest who has not come is waited for after the roll that ends the day of arrival. */
      no_show_grace_minutes: number;
      /** Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking. */
      free_cancellation_days: number;
      late_cancellation_fee: "none" | "first_night" | "full_stay";
      /** Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales). */
      seating_policy: "best_fit" | "random";
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Change a hotel
   *
   * Time zone and currency can change until the first booking.
   */
  "PATCH /v1/hotels/{hotel_id}": {
    path: {
      hotel_id: number;
    };
    body: {
      /** What the sign over the door says. */
      name?: string;
      /** What guests search by. */
      city?: string;
      /** ISO 3166-1 alpha-2. */
      country?: string;
      /** IANA name, such as `Europe/Lisbon`. */
      time_zone?: string;
      /** ISO 4217. All prices of the hotel are in it. */
      currency?: string;
      /** Street and number, postal code. */
      address?: string;
      latitude?: number | null;
      longitude?: number | null;
      star_rating?: number | null;
      /** For guests, in plain text. */
      description?: string;
      amenities?: string[];
      photos?: string[];
      /** Hotel wall time, `HH:MM`. */
      check_in_time?: string;
      /** Hotel wall time, `HH:MM`. */
      check_out_time?: string;
      /** The hour of the wall clock at which the business date rolls: before it, it is still yesterday. */
      day_roll_hour?: number;
      /** How long a guest who has not come is waited for after the roll that ends the day of arrival. */
      no_show_grace_minutes?: number;
      /** Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking. */
      free_cancellation_days?: number;
      late_cancellation_fee?: "none" | "first_night" | "full_stay";
      /** Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales). */
      seating_policy?: "best_fit" | "random";
      /** A retired one keeps its bookings and sells nothing new. */
      status?: "active" | "retired";
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      organisation_id: number;
      /** What the sign over the door says. */
      name: string;
      /** What guests search by. */
      city: string;
      /** ISO 3166-1 alpha-2. */
      country: string;
      /** IANA name, such as `Europe/Lisbon`. */
      time_zone: string;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** Street and number, postal code. */
      address: string;
      latitude: number | null;
      longitude: number | null;
      star_rating: number | null;
      /** For guests, in plain text. */
      description: string;
      amenities: string[];
      photos: string[];
      /** Hotel wall time, `HH:MM`. */
      check_in_time: string;
      /** Hotel wall time, `HH:MM`. */
      check_out_time: string;
      /** The hour of the wall clock at which the business date rolls: before it, it is still yesterday. */
      day_roll_hour: number;
      /** How long a guest who has not come is waited for after the roll that ends the day of arrival. */
      no_show_grace_minutes: number;
      /** Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking. */
      free_cancellation_days: number;
      late_cancellation_fee: "none" | "first_night" | "full_stay";
      /** Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales). */
      seating_policy: "best_fit" | "random";
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Retire a hotel
   *
   * It keeps its bookings and sells nothing new. The same as `PATCH` with `status: retired`.
   */
  "DELETE /v1/hotels/{hotel_id}": {
    path: {
      hotel_id: number;
    };
    reply: {
      hotel_id: number;
      organisation_id: number;
      /** What the sign over the door says. */
      name: string;
      /** What guests search by. */
      city: string;
      /** ISO 3166-1 alpha-2. */
      country: string;
      /** IANA name, such as `Europe/Lisbon`. */
      time_zone: string;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** Street and number, postal code. */
      address: string;
      latitude: number | null;
      longitude: number | null;
      star_rating: number | null;
      /** For guests, in plain text. */
      description: string;
      amenities: string[];
      photos: string[];
      /** Hotel wall time, `HH:MM`. */
      check_in_time: string;
      /** Hotel wall time, `HH:MM`. */
      check_out_time: string;
      /** The hour of the wall clock at which the business date rolls: before it, it is still yesterday. */
      day_roll_hour: number;
      /** How long a guest who has not come is waited for after the roll that ends the day of arrival. */
      no_show_grace_minutes: number;
      /** Cancelling is free until so many days before arrival, at check-in time. Frozen in each booking. */
      free_cancellation_days: number;
      late_cancellation_fee: "none" | "first_night" | "full_stay";
      /** Which free room a stay is given: the one that leaves the fewest gaps, or any (fair sales). */
      seating_policy: "best_fit" | "random";
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * The room types of a hotel in the order of their ids
   *
   * May be cached: it comes with an `ETag`, and as 304 without a body to who sends that as `If-None-Match`.
   */
  "GET /v1/hotels/{hotel_id}/room-types": {
    path: {
      hotel_id: number;
    };
    query: {
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      room_types: {
        hotel_id: number;
        room_type_id: number;
        /** Unique within the hotel. */
        name: string;
        /** Guests that one room sleeps. */
        max_occupancy: number;
        /** Base price of one room for one night in the hotel's currency, with no more decimals than it has. */
        price_per_night: number;
        /** Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down. */
        overbooking_ratio?: number;
        /** ISO 4217. All prices of the hotel are in it. */
        currency: string;
        /** A retired one keeps its bookings and sells nothing new. */
        status: "active" | "retired";
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /**
   * Open a room type with its rooms
   *
   * Its nights are on sale at once, from the business date up to the horizon. Send `rooms` or `room_numbers`.
   */
  "POST /v1/hotels/{hotel_id}/room-types": {
    path: {
      hotel_id: number;
    };
    body: {
      /** Unique within the hotel. */
      name: string;
      /** Guests that one room sleeps. */
      max_occupancy: number;
      /** Base price of one room for one night in the hotel's currency, with no more decimals than it has. */
      price_per_night: number;
      /** Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down. */
      overbooking_ratio?: number;
      /** So many, numbered on from the hotel's highest number. */
      rooms?: number;
      /** These. */
      room_numbers?: string[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      room_type_id: number;
      /** Unique within the hotel. */
      name: string;
      /** Guests that one room sleeps. */
      max_occupancy: number;
      /** Base price of one room for one night in the hotel's currency, with no more decimals than it has. */
      price_per_night: number;
      /** Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down. */
      overbooking_ratio?: number;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
      rooms: {
        room_id: number;
        /** What the sign on the door says; unique among the rooms in service of the hotel. */
        number: string;
      }[];
    };
  };
  /**
   * One room type
   *
   * May be cached: it comes with an `ETag`, and as 304 without a body to who sends that as `If-None-Match`.
   */
  "GET /v1/hotels/{hotel_id}/room-types/{room_type_id}": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    reply: {
      hotel_id: number;
      room_type_id: number;
      /** Unique within the hotel. */
      name: string;
      /** Guests that one room sleeps. */
      max_occupancy: number;
      /** Base price of one room for one night in the hotel's currency, with no more decimals than it has. */
      price_per_night: number;
      /** Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down. */
      overbooking_ratio?: number;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Change a room type
   *
   * What is booked keeps its price. A smaller overbooking ratio never cancels what is sold.
   */
  "PATCH /v1/hotels/{hotel_id}/room-types/{room_type_id}": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    body: {
      /** Unique within the hotel. */
      name?: string;
      /** Guests that one room sleeps. */
      max_occupancy?: number;
      /** Base price of one room for one night in the hotel's currency, with no more decimals than it has. */
      price_per_night?: number;
      /** Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down. */
      overbooking_ratio?: number;
      /** A retired one keeps its bookings and sells nothing new. */
      status?: "active" | "retired";
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      room_type_id: number;
      /** Unique within the hotel. */
      name: string;
      /** Guests that one room sleeps. */
      max_occupancy: number;
      /** Base price of one room for one night in the hotel's currency, with no more decimals than it has. */
      price_per_night: number;
      /** Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down. */
      overbooking_ratio?: number;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Retire a room type
   *
   * It keeps its bookings and sells nothing new. The same as `PATCH` with `status: retired`.
   */
  "DELETE /v1/hotels/{hotel_id}/room-types/{room_type_id}": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    reply: {
      hotel_id: number;
      room_type_id: number;
      /** Unique within the hotel. */
      name: string;
      /** Guests that one room sleeps. */
      max_occupancy: number;
      /** Base price of one room for one night in the hotel's currency, with no more decimals than it has. */
      price_per_night: number;
      /** Share of the rooms that may be sold beyond them, at most four decimals: 0.1 is 10 %, rounded down. */
      overbooking_ratio?: number;
      /** ISO 4217. All prices of the hotel are in it. */
      currency: string;
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Add rooms to a room type
   *
   * They can be given from the business date on. Send `rooms` or `room_numbers`.
   */
  "POST /v1/hotels/{hotel_id}/room-types/{room_type_id}/rooms": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    body: {
      /** So many, numbered on from the hotel's highest number. */
      rooms?: number;
      /** These. */
      room_numbers?: string[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      rooms: {
        hotel_id: number;
        room_id: number;
        room_type_id: number;
        /** What the sign on the door says; unique among the rooms in service of the hotel. */
        number: string;
        /** The first night without it; null: in service. */
        retired_from: string | null;
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
    };
  };
  /** The rooms of a hotel in the order of their ids, retired ones too */
  "GET /v1/hotels/{hotel_id}/rooms": {
    path: {
      hotel_id: number;
    };
    query: {
      room_type_id?: number;
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      rooms: {
        hotel_id: number;
        room_id: number;
        room_type_id: number;
        /** What the sign on the door says; unique among the rooms in service of the hotel. */
        number: string;
        /** The first night without it; null: in service. */
        retired_from: string | null;
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /** One room */
  "GET /v1/hotels/{hotel_id}/rooms/{room_id}": {
    path: {
      hotel_id: number;
      room_id: number;
    };
    reply: {
      hotel_id: number;
      room_id: number;
      room_type_id: number;
      /** What the sign on the door says; unique among the rooms in service of the hotel. */
      number: string;
      /** The first night without it; null: in service. */
      retired_from: string | null;
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Retire a room from a night on
   *
   * Stays in it are given another room where that is possible; otherwise the refusal names them.
   */
  "DELETE /v1/hotels/{hotel_id}/rooms/{room_id}": {
    path: {
      hotel_id: number;
      room_id: number;
    };
    query: {
      /** The first night without it; the business date unless told. */
      from?: string;
      /** Carry it out although something is in the way: stays that find no other room lose theirs, nights end up above their limit. For managers; it shows in the overbooking lane. */
      force?: boolean;
    };
    reply: {
      hotel_id: number;
      room_id: number;
      room_type_id: number;
      /** What the sign on the door says; unique among the rooms in service of the hotel. */
      number: string;
      /** The first night without it; null: in service. */
      retired_from: string | null;
      /** Raised by every change; send it as `If-Match`. */
      version: number;
      /** Nights that are used above their limit now. */
      forced_nights: {
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        date: string;
        room_type_id: number;
        reason: string;
        available: number;
        wanted: number;
      }[];
    };
  };
  /**
   * Cut the capacity of a room type
   *
   * Retires several rooms, below what is sold if need be: stays that find no other room lose theirs, nights are forced. Send `rooms` or `room_ids`. For managers.
   */
  "POST /v1/hotels/{hotel_id}/room-types/{room_type_id}/capacity-cuts": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    body: {
      /** The first night without them; the business date unless told. */
      from?: string;
      /** So many: those in which the fewest nights are booked. */
      rooms?: number;
      /** These. */
      room_ids?: number[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      rooms: {
        hotel_id: number;
        room_id: number;
        room_type_id: number;
        /** What the sign on the door says; unique among the rooms in service of the hotel. */
        number: string;
        /** The first night without it; null: in service. */
        retired_from: string | null;
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      forced_nights: {
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        date: string;
        room_type_id: number;
        reason: string;
        available: number;
        wanted: number;
      }[];
    };
  };
  /** The nights of a hotel by room type */
  "GET /v1/hotels/{hotel_id}/inventory": {
    path: {
      hotel_id: number;
    };
    query: {
      /** First night. */
      from: string;
      /** The day after the last night; at most 62 nights, 550 of a single type. */
      to: string;
      room_type_id?: number;
    };
    reply: {
      hotel_id: number;
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      business_date: string;
      room_types: {
        room_type_id: number;
        nights: {
          /** Calendar date at the hotel, `YYYY-MM-DD`. */
          date: string;
          /** That the hotel has. */
          rooms: number;
          /** Of these, that cannot be slept in. */
          out_of_order: number;
          /** Set aside for groups. */
          blocked: number;
          sold: number;
          /** In holds that have not run out. */
          held: number;
          /** That may be sold beyond those that exist. */
          allowance: number;
          /** That are used beyond the limit, by an audited path. */
          forced: number;
          /** That can be sold now. */
          available: number;
          /** Taken off sale. */
          closed: boolean;
          /** For staff: who holds until when. */
          holds?: {
            reservation_id: string;
            rooms: number;
            /** RFC 3339, UTC. */
            expires_at: string;
          }[];
        }[];
      }[];
    };
  };
  /** Take nights of a room type off sale, or put them back */
  "PUT /v1/hotels/{hotel_id}/room-types/{room_type_id}/sale-status": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    body: {
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** True takes the nights off sale; what is sold stays sold. */
      closed: boolean;
    };
    reply: {
      room_type_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      closed: boolean;
      changed_nights: number;
    };
  };
  /**
   * The overbooking lane: nights on which more is promised than there is
   *
   * Nights that were forced above their limit, and stays that have no room yet. 90 nights unless told.
   */
  "GET /v1/hotels/{hotel_id}/overbooking-lane": {
    path: {
      hotel_id: number;
    };
    query: {
      /** First night; the business date unless told. */
      from?: string;
      /** The day after the last night. */
      to?: string;
    };
    reply: {
      /** Calendar date at the hotel, `YYYY-MM-DD`. */
      business_date: string;
      nights: {
        room_type_id: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        date: string;
        /** Rooms used beyond the limit. */
        forced: number;
        /** Rooms used beyond those that exist; within the allowance it is expected. */
        missing_rooms: number;
        stays_without_room: {
          reservation_id: string;
          stay_no: number;
        }[];
      }[];
      /** There are more nights than shown: ask for a shorter range. */
      truncated: boolean;
    };
  };
  /**
   * Take a room out of order
   *
   * Stays in it are given another room where that is possible; otherwise the refusal names them.
   */
  "POST /v1/hotels/{hotel_id}/out-of-order": {
    path: {
      hotel_id: number;
    };
    body: {
      room_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** For the staff. */
      reason?: string;
      /** Carry it out although something is in the way: stays that find no other room lose theirs, nights end up above their limit. For managers; it shows in the overbooking lane. */
      force?: boolean;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      out_of_order_id: number;
      room_id: number;
      room_type_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** For the staff. */
      reason: string;
      status: "active" | "ended";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /** Out-of-order periods in the order of their ids, ended ones too */
  "GET /v1/hotels/{hotel_id}/out-of-order": {
    path: {
      hotel_id: number;
    };
    query: {
      room_type_id?: number;
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      out_of_order: {
        hotel_id: number;
        out_of_order_id: number;
        room_id: number;
        room_type_id: number;
        /** First night. */
        start_date: string;
        /** The day after the last night. */
        end_date: string;
        /** For the staff. */
        reason: string;
        status: "active" | "ended";
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /** One out-of-order period */
  "GET /v1/hotels/{hotel_id}/out-of-order/{out_of_order_id}": {
    path: {
      hotel_id: number;
      out_of_order_id: number;
    };
    reply: {
      hotel_id: number;
      out_of_order_id: number;
      room_id: number;
      room_type_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** For the staff. */
      reason: string;
      status: "active" | "ended";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Move, shorten or prolong an out-of-order period
   *
   * Nights that have passed stay as they were.
   */
  "PATCH /v1/hotels/{hotel_id}/out-of-order/{out_of_order_id}": {
    path: {
      hotel_id: number;
      out_of_order_id: number;
    };
    body: {
      /** First night. */
      start_date?: string;
      /** The day after the last night. */
      end_date?: string;
      /** For the staff. */
      reason?: string;
      /** Carry it out although something is in the way: stays that find no other room lose theirs, nights end up above their limit. For managers; it shows in the overbooking lane. */
      force?: boolean;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      out_of_order_id: number;
      room_id: number;
      room_type_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** For the staff. */
      reason: string;
      status: "active" | "ended";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * End an out-of-order period
   *
   * The room can be given again: from the business date on when the period has begun.
   */
  "DELETE /v1/hotels/{hotel_id}/out-of-order/{out_of_order_id}": {
    path: {
      hotel_id: number;
      out_of_order_id: number;
    };
    reply: {
      hotel_id: number;
      out_of_order_id: number;
      room_id: number;
      room_type_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** For the staff. */
      reason: string;
      status: "active" | "ended";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Set rooms aside for a group
   *
   * They use their nights like a sale. A block that does not fit is refused with the nights and why.
   */
  "POST /v1/hotels/{hotel_id}/blocks": {
    path: {
      hotel_id: number;
    };
    body: {
      room_type_id: number;
      /** Whose rooms they are. */
      name: string;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Rooms on each night. */
      rooms: number;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      block_id: number;
      room_type_id: number;
      /** Whose rooms they are. */
      name: string;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Rooms on each night. */
      rooms: number;
      status: "definite" | "released";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /** Blocks in the order of their ids, released ones too */
  "GET /v1/hotels/{hotel_id}/blocks": {
    path: {
      hotel_id: number;
    };
    query: {
      room_type_id?: number;
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      blocks: {
        hotel_id: number;
        block_id: number;
        room_type_id: number;
        /** Whose rooms they are. */
        name: string;
        /** First night. */
        start_date: string;
        /** The day after the last night. */
        end_date: string;
        /** Rooms on each night. */
        rooms: number;
        status: "definite" | "released";
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /** One block */
  "GET /v1/hotels/{hotel_id}/blocks/{block_id}": {
    path: {
      hotel_id: number;
      block_id: number;
    };
    reply: {
      hotel_id: number;
      block_id: number;
      room_type_id: number;
      /** Whose rooms they are. */
      name: string;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Rooms on each night. */
      rooms: number;
      status: "definite" | "released";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Change name, nights or rooms of a block
   *
   * In one step on the net difference: a full house can still shift a block onto its own nights.
   */
  "PATCH /v1/hotels/{hotel_id}/blocks/{block_id}": {
    path: {
      hotel_id: number;
      block_id: number;
    };
    body: {
      /** Whose rooms they are. */
      name?: string;
      /** First night. */
      start_date?: string;
      /** The day after the last night. */
      end_date?: string;
      /** Rooms on each night. */
      rooms?: number;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      block_id: number;
      room_type_id: number;
      /** Whose rooms they are. */
      name: string;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Rooms on each night. */
      rooms: number;
      status: "definite" | "released";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Release a block
   *
   * Its rooms are on sale again from the business date on.
   */
  "DELETE /v1/hotels/{hotel_id}/blocks/{block_id}": {
    path: {
      hotel_id: number;
      block_id: number;
    };
    reply: {
      hotel_id: number;
      block_id: number;
      room_type_id: number;
      /** Whose rooms they are. */
      name: string;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Rooms on each night. */
      rooms: number;
      status: "definite" | "released";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Set the overbooking allowance of a range of nights
   *
   * Instead of the type's own ratio; the newest range that covers a night counts. Send `overbooking_ratio` or `extra_rooms`.
   */
  "POST /v1/hotels/{hotel_id}/room-types/{room_type_id}/overbooking-periods": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    body: {
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Share of the type's rooms, at most four decimals, rounded down. */
      overbooking_ratio?: number;
      /** So many rooms. */
      extra_rooms?: number;
      /** Carry it out although something is in the way: stays that find no other room lose theirs, nights end up above their limit. For managers; it shows in the overbooking lane. */
      force?: boolean;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      overbooking_period_id: number;
      room_type_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Null when it does not apply. */
      overbooking_ratio: number | null;
      /** Null when it does not apply. */
      extra_rooms: number | null;
    };
  };
  /** The overbooking periods of a room type in the order of their ids */
  "GET /v1/hotels/{hotel_id}/room-types/{room_type_id}/overbooking-periods": {
    path: {
      hotel_id: number;
      room_type_id: number;
    };
    query: {
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      overbooking_periods: {
        hotel_id: number;
        overbooking_period_id: number;
        room_type_id: number;
        /** First night. */
        start_date: string;
        /** The day after the last night. */
        end_date: string;
        /** Null when it does not apply. */
        overbooking_ratio: number | null;
        /** Null when it does not apply. */
        extra_rooms: number | null;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /**
   * Remove an overbooking period
   *
   * Its nights go back to what they have without it.
   */
  "DELETE /v1/hotels/{hotel_id}/room-types/{room_type_id}/overbooking-periods/{overbooking_period_id}": {
    path: {
      hotel_id: number;
      room_type_id: number;
      overbooking_period_id: number;
    };
    query: {
      /** Carry it out although something is in the way: stays that find no other room lose theirs, nights end up above their limit. For managers; it shows in the overbooking lane. */
      force?: boolean;
    };
    reply: {
      hotel_id: number;
      overbooking_period_id: number;
      room_type_id: number;
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Null when it does not apply. */
      overbooking_ratio: number | null;
      /** Null when it does not apply. */
      extra_rooms: number | null;
    };
  };
  /**
   * What a hotel has decided for all its rate plans
   *
   * Ages of children, taxes, extras; restrictions for those who may read the hotel's rates.
   */
  "GET /v1/hotels/{hotel_id}/rate-book": {
    path: {
      hotel_id: number;
    };
    reply: {
      hotel_id: number;
      /** Of all amounts. */
      currency: string;
      /** The plan of a booking that names none; 0: the standard plan. */
      default_rate_plan_id: number;
      /** Whether the standard plan, the room type's price, is on sale. */
      standard_plan_sold: boolean;
      /** In order of age. Older children pay as adults. */
      child_bands: {
        /** Short name for programs, in lower case. */
        band: string;
        /** Whole years, inclusive. */
        min_age: number;
        /** Whole years, inclusive. */
        max_age: number;
      }[];
      taxes: {
        kind: "vat" | "city_tax" | "fee";
        /** Short name for programs, in lower case. */
        code: string;
        /** What the guest reads on the bill. */
        name: string;
        /** Of `vat`; of `city_tax` as a share of the room's price. In percent, at most four decimals. */
        percent?: number;
        /** Of `vat`: what it is taken on. */
        products?: ("room" | "meal" | "extra" | "fee")[];
        /** Of `vat`: in the prices already; true unless told. */
        included?: boolean;
        /** Of `city_tax`, instead of a share. In the hotel's currency, with no more decimals than it has. */
        per_person_night?: number;
        /** Of `city_tax`: who is younger pays none; 0 unless told. */
        from_age?: number;
        /** Of `city_tax`: later nights of a stay pay none. */
        most_nights?: number;
        /** Of `city_tax`: nights it is taken on; absent: all. */
        scope?: {
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
        };
        /** Of `fee`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `fee`: by what it is multiplied; `stay` unless told. */
        per?: "stay" | "night" | "person" | "person_night";
      }[];
      extras: {
        /** Short name for programs, in lower case. */
        code: string;
        /** What the guest reads on the bill. */
        name: string;
        /** Of one. In the hotel's currency, with no more decimals than it has. */
        price: number;
        /** By what the amount is multiplied. */
        per: "stay" | "night" | "person" | "person_night";
        /** What taxes take it for. */
        product: "meal" | "extra";
        /** The most of it in one stay; 1 unless told. */
        most_quantity?: number;
        /** Absent: every room type. */
        room_type_ids?: number[];
      }[];
      /** Of every plan; a stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** Raised by every change of the book or of a plan; send it as `If-Match`. 0: nothing was entered yet. */
      version: number;
    };
  };
  /**
   * Change what a hotel has decided for all its rate plans
   *
   * Whole fields: a list that is sent takes the place of the one before. What is booked keeps its price and taxes.
   */
  "PATCH /v1/hotels/{hotel_id}/rate-book": {
    path: {
      hotel_id: number;
    };
    body: {
      /** The plan of a booking that names none; 0: the standard plan. */
      default_rate_plan_id?: number;
      /** Whether the standard plan, the room type's price, is on sale. */
      standard_plan_sold?: boolean;
      /** In order of age. Older children pay as adults. */
      child_bands?: {
        /** Short name for programs, in lower case. */
        band: string;
        /** Whole years, inclusive. */
        min_age: number;
        /** Whole years, inclusive. */
        max_age: number;
      }[];
      taxes?: {
        kind: "vat" | "city_tax" | "fee";
        /** Short name for programs, in lower case. */
        code: string;
        /** What the guest reads on the bill. */
        name: string;
        /** Of `vat`; of `city_tax` as a share of the room's price. In percent, at most four decimals. */
        percent?: number;
        /** Of `vat`: what it is taken on. */
        products?: ("room" | "meal" | "extra" | "fee")[];
        /** Of `vat`: in the prices already; true unless told. */
        included?: boolean;
        /** Of `city_tax`, instead of a share. In the hotel's currency, with no more decimals than it has. */
        per_person_night?: number;
        /** Of `city_tax`: who is younger pays none; 0 unless told. */
        from_age?: number;
        /** Of `city_tax`: later nights of a stay pay none. */
        most_nights?: number;
        /** Of `city_tax`: nights it is taken on; absent: all. */
        scope?: {
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
        };
        /** Of `fee`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `fee`: by what it is multiplied; `stay` unless told. */
        per?: "stay" | "night" | "person" | "person_night";
      }[];
      extras?: {
        /** Short name for programs, in lower case. */
        code: string;
        /** What the guest reads on the bill. */
        name: string;
        /** Of one. In the hotel's currency, with no more decimals than it has. */
        price: number;
        /** By what the amount is multiplied. */
        per: "stay" | "night" | "person" | "person_night";
        /** What taxes take it for. */
        product: "meal" | "extra";
        /** The most of it in one stay; 1 unless told. */
        most_quantity?: number;
        /** Absent: every room type. */
        room_type_ids?: number[];
      }[];
      /** Of every plan; a stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      /** Of all amounts. */
      currency: string;
      /** The plan of a booking that names none; 0: the standard plan. */
      default_rate_plan_id: number;
      /** Whether the standard plan, the room type's price, is on sale. */
      standard_plan_sold: boolean;
      /** In order of age. Older children pay as adults. */
      child_bands: {
        /** Short name for programs, in lower case. */
        band: string;
        /** Whole years, inclusive. */
        min_age: number;
        /** Whole years, inclusive. */
        max_age: number;
      }[];
      taxes: {
        kind: "vat" | "city_tax" | "fee";
        /** Short name for programs, in lower case. */
        code: string;
        /** What the guest reads on the bill. */
        name: string;
        /** Of `vat`; of `city_tax` as a share of the room's price. In percent, at most four decimals. */
        percent?: number;
        /** Of `vat`: what it is taken on. */
        products?: ("room" | "meal" | "extra" | "fee")[];
        /** Of `vat`: in the prices already; true unless told. */
        included?: boolean;
        /** Of `city_tax`, instead of a share. In the hotel's currency, with no more decimals than it has. */
        per_person_night?: number;
        /** Of `city_tax`: who is younger pays none; 0 unless told. */
        from_age?: number;
        /** Of `city_tax`: later nights of a stay pay none. */
        most_nights?: number;
        /** Of `city_tax`: nights it is taken on; absent: all. */
        scope?: {
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
        };
        /** Of `fee`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `fee`: by what it is multiplied; `stay` unless told. */
        per?: "stay" | "night" | "person" | "person_night";
      }[];
      extras: {
        /** Short name for programs, in lower case. */
        code: string;
        /** What the guest reads on the bill. */
        name: string;
        /** Of one. In the hotel's currency, with no more decimals than it has. */
        price: number;
        /** By what the amount is multiplied. */
        per: "stay" | "night" | "person" | "person_night";
        /** What taxes take it for. */
        product: "meal" | "extra";
        /** The most of it in one stay; 1 unless told. */
        most_quantity?: number;
        /** Absent: every room type. */
        room_type_ids?: number[];
      }[];
      /** Of every plan; a stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** Raised by every change of the book or of a plan; send it as `If-Match`. 0: nothing was entered yet. */
      version: number;
    };
  };
  /**
   * Enter a rate plan
   *
   * On sale at once to those it is for. See docs/rates_plans.md for how a price comes about.
   */
  "POST /v1/hotels/{hotel_id}/rate-plans": {
    path: {
      hotel_id: number;
    };
    body: {
      /** Unique in the hotel, for ever. */
      code: string;
      /** What people read. */
      name: string;
      /** null: every room type. */
      room_type_ids?: number[] | null;
      meal_plan?: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
      audience?: {
        kind: "public" | "members" | "promo_code" | "channel" | "company";
        /** Of `promo_code` and `company`; kept in lower case. */
        code?: string;
        /** Of `channel`; kept in lower case. */
        channel?: string;
      };
      extras?: {
        /** Short name for programs, in lower case. */
        code: string;
        /** In the price of the night; false: added for everybody. */
        included: boolean;
      }[];
      /** null: the hotel's own. */
      cancellation?: {
        kind: "free_until" | "non_refundable";
        /** Of `free_until`: days before arrival, at check-in time. */
        before_days?: number;
        /** Of `free_until`: hours before check-in time instead. */
        before_hours?: number;
        /** Of `free_until`: afterwards. */
        late_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `free_until`: who does not come; the late fee unless told. */
        no_show_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `non_refundable`: from the moment of booking; all unless told. */
        fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
      } | null;
      payment?: {
        kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
        /** Of `deposit`: what is taken before arrival. */
        share?: "first_night" | "percent" | "amount";
        /** Of a share `percent`. In percent, at most two decimals. */
        percent?: number;
        /** Of a share `amount`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `deposit`: taken so many days before arrival; 0: when booking. */
        days_before?: number;
      };
      basis?: {
        /** `base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted. */
        kind: "base" | "derived";
        /** Of `derived`: the other plan. */
        rate_plan_id?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
        /** Of `derived`: whether the other plan's restrictions count too; true unless told. */
        inherits_restrictions?: boolean;
      };
      /** In order: of those with a price the last that applies counts, then every change. */
      prices?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** The price of these nights, instead of the one so far. In the hotel's currency, with no more decimals than it has. */
        price?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      occupancy?: {
        /** Adults that the price is for. */
        included_adults: number;
        /** One adult alone in the room. */
        single_use?: {
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        };
        /** For each adult beyond the included ones, a night. In the hotel's currency, with no more decimals than it has. */
        extra_adult: number;
        /** By the child bands of the rate book; a band that is left out costs nothing. */
        children: {
          /** Short name for programs, in lower case. */
          band: string;
          /** For each child of the band, a night. In the hotel's currency, with no more decimals than it has. */
          price: number;
        }[];
      };
      /** The longest that applies counts. */
      length_discounts?: {
        /** Of stays of at least so many nights. */
        min_nights: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      /** The first that applies counts. */
      lead_discounts?: {
        /** Such as `early booking`. */
        name: string;
        /** Booked at least so many days before arrival. */
        min_days?: number;
        /** Booked at most so many days before arrival. */
        max_days?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      dynamic?: {
        /** Every rule that applies, in this order; then floor and ceiling. */
        rules: {
          /** Shown in explanations of a price. */
          name: string;
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          when: {
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            min_occupancy?: number;
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            max_occupancy?: number;
            pickup?: {
              /** Counted over so many days back. */
              days: number;
              /** Rooms taken for the night meanwhile. */
              min_rooms: number;
            };
            /** Days from today to the night, at least. */
            min_lead_days?: number;
            /** Days from today to the night, at most. */
            max_lead_days?: number;
          };
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        /** The lowest price of a night. In the hotel's currency, with no more decimals than it has. */
        floor?: number;
        /** The highest price of a night. In the hotel's currency, with no more decimals than it has. */
        ceiling?: number;
      };
      /** A stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      rate_plan_id: number;
      /** Unique in the hotel, for ever. */
      code: string;
      /** What people read. */
      name: string;
      /** null: every room type. */
      room_type_ids: number[] | null;
      meal_plan: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
      audience: {
        kind: "public" | "members" | "promo_code" | "channel" | "company";
        /** Of `promo_code` and `company`; kept in lower case. */
        code?: string;
        /** Of `channel`; kept in lower case. */
        channel?: string;
      };
      extras: {
        /** Short name for programs, in lower case. */
        code: string;
        /** In the price of the night; false: added for everybody. */
        included: boolean;
      }[];
      /** null: the hotel's own. */
      cancellation: {
        kind: "free_until" | "non_refundable";
        /** Of `free_until`: days before arrival, at check-in time. */
        before_days?: number;
        /** Of `free_until`: hours before check-in time instead. */
        before_hours?: number;
        /** Of `free_until`: afterwards. */
        late_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `free_until`: who does not come; the late fee unless told. */
        no_show_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `non_refundable`: from the moment of booking; all unless told. */
        fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
      } | null;
      payment: {
        kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
        /** Of `deposit`: what is taken before arrival. */
        share?: "first_night" | "percent" | "amount";
        /** Of a share `percent`. In percent, at most two decimals. */
        percent?: number;
        /** Of a share `amount`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `deposit`: taken so many days before arrival; 0: when booking. */
        days_before?: number;
      };
      basis?: {
        /** `base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted. */
        kind: "base" | "derived";
        /** Of `derived`: the other plan. */
        rate_plan_id?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
        /** Of `derived`: whether the other plan's restrictions count too; true unless told. */
        inherits_restrictions?: boolean;
      };
      /** In order: of those with a price the last that applies counts, then every change. */
      prices?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** The price of these nights, instead of the one so far. In the hotel's currency, with no more decimals than it has. */
        price?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      occupancy?: {
        /** Adults that the price is for. */
        included_adults: number;
        /** One adult alone in the room. */
        single_use?: {
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        };
        /** For each adult beyond the included ones, a night. In the hotel's currency, with no more decimals than it has. */
        extra_adult: number;
        /** By the child bands of the rate book; a band that is left out costs nothing. */
        children: {
          /** Short name for programs, in lower case. */
          band: string;
          /** For each child of the band, a night. In the hotel's currency, with no more decimals than it has. */
          price: number;
        }[];
      };
      /** The longest that applies counts. */
      length_discounts?: {
        /** Of stays of at least so many nights. */
        min_nights: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      /** The first that applies counts. */
      lead_discounts?: {
        /** Such as `early booking`. */
        name: string;
        /** Booked at least so many days before arrival. */
        min_days?: number;
        /** Booked at most so many days before arrival. */
        max_days?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      dynamic?: {
        /** Every rule that applies, in this order; then floor and ceiling. */
        rules: {
          /** Shown in explanations of a price. */
          name: string;
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          when: {
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            min_occupancy?: number;
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            max_occupancy?: number;
            pickup?: {
              /** Counted over so many days back. */
              days: number;
              /** Rooms taken for the night meanwhile. */
              min_rooms: number;
            };
            /** Days from today to the night, at least. */
            min_lead_days?: number;
            /** Days from today to the night, at most. */
            max_lead_days?: number;
          };
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        /** The lowest price of a night. In the hotel's currency, with no more decimals than it has. */
        floor?: number;
        /** The highest price of a night. In the hotel's currency, with no more decimals than it has. */
        ceiling?: number;
      };
      /** A stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * The rate plans of a hotel in the order of their ids
   *
   * Guests see those that everybody may book, and of them what they need to know.
   */
  "GET /v1/hotels/{hotel_id}/rate-plans": {
    path: {
      hotel_id: number;
    };
    query: {
      /** A retired one keeps its bookings and sells nothing new. */
      status?: "active" | "retired";
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      rate_plans: {
        hotel_id: number;
        rate_plan_id: number;
        /** Unique in the hotel, for ever. */
        code: string;
        /** What people read. */
        name: string;
        /** null: every room type. */
        room_type_ids: number[] | null;
        meal_plan: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
        audience: {
          kind: "public" | "members" | "promo_code" | "channel" | "company";
          /** Of `promo_code` and `company`; kept in lower case. */
          code?: string;
          /** Of `channel`; kept in lower case. */
          channel?: string;
        };
        extras: {
          /** Short name for programs, in lower case. */
          code: string;
          /** In the price of the night; false: added for everybody. */
          included: boolean;
        }[];
        /** null: the hotel's own. */
        cancellation: {
          kind: "free_until" | "non_refundable";
          /** Of `free_until`: days before arrival, at check-in time. */
          before_days?: number;
          /** Of `free_until`: hours before check-in time instead. */
          before_hours?: number;
          /** Of `free_until`: afterwards. */
          late_fee?: {
            kind: "none" | "first_night" | "percent" | "full_stay";
            /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
            percent?: number;
          };
          /** Of `free_until`: who does not come; the late fee unless told. */
          no_show_fee?: {
            kind: "none" | "first_night" | "percent" | "full_stay";
            /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
            percent?: number;
          };
          /** Of `non_refundable`: from the moment of booking; all unless told. */
          fee?: {
            kind: "none" | "first_night" | "percent" | "full_stay";
            /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
            percent?: number;
          };
        } | null;
        payment: {
          kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
          /** Of `deposit`: what is taken before arrival. */
          share?: "first_night" | "percent" | "amount";
          /** Of a share `percent`. In percent, at most two decimals. */
          percent?: number;
          /** Of a share `amount`. In the hotel's currency, with no more decimals than it has. */
          amount?: number;
          /** Of `deposit`: taken so many days before arrival; 0: when booking. */
          days_before?: number;
        };
        basis?: {
          /** `base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted. */
          kind: "base" | "derived";
          /** Of `derived`: the other plan. */
          rate_plan_id?: number;
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
          /** Of `derived`: whether the other plan's restrictions count too; true unless told. */
          inherits_restrictions?: boolean;
        };
        /** In order: of those with a price the last that applies counts, then every change. */
        prices?: {
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          /** The price of these nights, instead of the one so far. In the hotel's currency, with no more decimals than it has. */
          price?: number;
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        occupancy?: {
          /** Adults that the price is for. */
          included_adults: number;
          /** One adult alone in the room. */
          single_use?: {
            /** Off (negative) or on the price so far. In percent, at most two decimals. */
            percent?: number;
            /** Off (negative) or on the price so far, in the hotel's currency. */
            amount?: number;
          };
          /** For each adult beyond the included ones, a night. In the hotel's currency, with no more decimals than it has. */
          extra_adult: number;
          /** By the child bands of the rate book; a band that is left out costs nothing. */
          children: {
            /** Short name for programs, in lower case. */
            band: string;
            /** For each child of the band, a night. In the hotel's currency, with no more decimals than it has. */
            price: number;
          }[];
        };
        /** The longest that applies counts. */
        length_discounts?: {
          /** Of stays of at least so many nights. */
          min_nights: number;
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        /** The first that applies counts. */
        lead_discounts?: {
          /** Such as `early booking`. */
          name: string;
          /** Booked at least so many days before arrival. */
          min_days?: number;
          /** Booked at most so many days before arrival. */
          max_days?: number;
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        dynamic?: {
          /** Every rule that applies, in this order; then floor and ceiling. */
          rules: {
            /** Shown in explanations of a price. */
            name: string;
            /** First night, `YYYY-MM-DD`; absent: since ever. */
            from?: string;
            /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
            until?: string;
            /** Nights that begin on these days; absent: every day. */
            weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
            /** Absent: every room type. */
            room_type_ids?: number[];
            when: {
              /** Rooms used of those that can be slept in. In percent, at most two decimals. */
              min_occupancy?: number;
              /** Rooms used of those that can be slept in. In percent, at most two decimals. */
              max_occupancy?: number;
              pickup?: {
                /** Counted over so many days back. */
                days: number;
                /** Rooms taken for the night meanwhile. */
                min_rooms: number;
              };
              /** Days from today to the night, at least. */
              min_lead_days?: number;
              /** Days from today to the night, at most. */
              max_lead_days?: number;
            };
            /** Off (negative) or on the price so far. In percent, at most two decimals. */
            percent?: number;
            /** Off (negative) or on the price so far, in the hotel's currency. */
            amount?: number;
          }[];
          /** The lowest price of a night. In the hotel's currency, with no more decimals than it has. */
          floor?: number;
          /** The highest price of a night. In the hotel's currency, with no more decimals than it has. */
          ceiling?: number;
        };
        /** A stay must pass all of them. */
        restrictions?: {
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          /** `web`, `desk`, `partner` or a channel; absent: all. */
          channel?: string;
          /** No stay may use the night. */
          closed?: boolean;
          /** No stay may begin on it. */
          closed_to_arrival?: boolean;
          /** No stay may end on it. */
          closed_to_departure?: boolean;
          /** Nights, of stays that arrive on it. */
          min_stay_arrival?: number;
          /** Nights, of stays that arrive on it. */
          max_stay_arrival?: number;
          /** Nights, of stays that use it. */
          min_stay_through?: number;
          /** Nights, of stays that use it. */
          max_stay_through?: number;
          /** Days between booking and arrival, at least. */
          min_advance_days?: number;
          /** Days between booking and arrival, at most. */
          max_advance_days?: number;
          /** On the day itself sold until this hour of the hotel's clock. */
          same_day_cutoff_hour?: number;
          /** Rooms of the type that may be sold on the night. */
          sell_limit?: number;
          /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
          stay_pattern?: string;
        }[];
        /** A retired one keeps its bookings and sells nothing new. */
        status: "active" | "retired";
        /** Raised by every change; send it as `If-Match`. */
        version: number;
      }[];
      next_cursor: string | null;
    };
  };
  /** One rate plan */
  "GET /v1/hotels/{hotel_id}/rate-plans/{rate_plan_id}": {
    path: {
      hotel_id: number;
      rate_plan_id: number;
    };
    reply: {
      hotel_id: number;
      rate_plan_id: number;
      /** Unique in the hotel, for ever. */
      code: string;
      /** What people read. */
      name: string;
      /** null: every room type. */
      room_type_ids: number[] | null;
      meal_plan: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
      audience: {
        kind: "public" | "members" | "promo_code" | "channel" | "company";
        /** Of `promo_code` and `company`; kept in lower case. */
        code?: string;
        /** Of `channel`; kept in lower case. */
        channel?: string;
      };
      extras: {
        /** Short name for programs, in lower case. */
        code: string;
        /** In the price of the night; false: added for everybody. */
        included: boolean;
      }[];
      /** null: the hotel's own. */
      cancellation: {
        kind: "free_until" | "non_refundable";
        /** Of `free_until`: days before arrival, at check-in time. */
        before_days?: number;
        /** Of `free_until`: hours before check-in time instead. */
        before_hours?: number;
        /** Of `free_until`: afterwards. */
        late_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `free_until`: who does not come; the late fee unless told. */
        no_show_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `non_refundable`: from the moment of booking; all unless told. */
        fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
      } | null;
      payment: {
        kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
        /** Of `deposit`: what is taken before arrival. */
        share?: "first_night" | "percent" | "amount";
        /** Of a share `percent`. In percent, at most two decimals. */
        percent?: number;
        /** Of a share `amount`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `deposit`: taken so many days before arrival; 0: when booking. */
        days_before?: number;
      };
      basis?: {
        /** `base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted. */
        kind: "base" | "derived";
        /** Of `derived`: the other plan. */
        rate_plan_id?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
        /** Of `derived`: whether the other plan's restrictions count too; true unless told. */
        inherits_restrictions?: boolean;
      };
      /** In order: of those with a price the last that applies counts, then every change. */
      prices?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** The price of these nights, instead of the one so far. In the hotel's currency, with no more decimals than it has. */
        price?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      occupancy?: {
        /** Adults that the price is for. */
        included_adults: number;
        /** One adult alone in the room. */
        single_use?: {
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        };
        /** For each adult beyond the included ones, a night. In the hotel's currency, with no more decimals than it has. */
        extra_adult: number;
        /** By the child bands of the rate book; a band that is left out costs nothing. */
        children: {
          /** Short name for programs, in lower case. */
          band: string;
          /** For each child of the band, a night. In the hotel's currency, with no more decimals than it has. */
          price: number;
        }[];
      };
      /** The longest that applies counts. */
      length_discounts?: {
        /** Of stays of at least so many nights. */
        min_nights: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      /** The first that applies counts. */
      lead_discounts?: {
        /** Such as `early booking`. */
        name: string;
        /** Booked at least so many days before arrival. */
        min_days?: number;
        /** Booked at most so many days before arrival. */
        max_days?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      dynamic?: {
        /** Every rule that applies, in this order; then floor and ceiling. */
        rules: {
          /** Shown in explanations of a price. */
          name: string;
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          when: {
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            min_occupancy?: number;
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            max_occupancy?: number;
            pickup?: {
              /** Counted over so many days back. */
              days: number;
              /** Rooms taken for the night meanwhile. */
              min_rooms: number;
            };
            /** Days from today to the night, at least. */
            min_lead_days?: number;
            /** Days from today to the night, at most. */
            max_lead_days?: number;
          };
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        /** The lowest price of a night. In the hotel's currency, with no more decimals than it has. */
        floor?: number;
        /** The highest price of a night. In the hotel's currency, with no more decimals than it has. */
        ceiling?: number;
      };
      /** A stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Change a rate plan
   *
   * Whole fields: a list that is sent takes the place of the one before. What is booked keeps its price and terms.
   */
  "PATCH /v1/hotels/{hotel_id}/rate-plans/{rate_plan_id}": {
    path: {
      hotel_id: number;
      rate_plan_id: number;
    };
    body: {
      /** What people read. */
      name?: string;
      /** null: every room type. */
      room_type_ids?: number[] | null;
      meal_plan?: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
      audience?: {
        kind: "public" | "members" | "promo_code" | "channel" | "company";
        /** Of `promo_code` and `company`; kept in lower case. */
        code?: string;
        /** Of `channel`; kept in lower case. */
        channel?: string;
      };
      extras?: {
        /** Short name for programs, in lower case. */
        code: string;
        /** In the price of the night; false: added for everybody. */
        included: boolean;
      }[];
      /** null: the hotel's own. */
      cancellation?: {
        kind: "free_until" | "non_refundable";
        /** Of `free_until`: days before arrival, at check-in time. */
        before_days?: number;
        /** Of `free_until`: hours before check-in time instead. */
        before_hours?: number;
        /** Of `free_until`: afterwards. */
        late_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `free_until`: who does not come; the late fee unless told. */
        no_show_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `non_refundable`: from the moment of booking; all unless told. */
        fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
      } | null;
      payment?: {
        kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
        /** Of `deposit`: what is taken before arrival. */
        share?: "first_night" | "percent" | "amount";
        /** Of a share `percent`. In percent, at most two decimals. */
        percent?: number;
        /** Of a share `amount`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `deposit`: taken so many days before arrival; 0: when booking. */
        days_before?: number;
      };
      basis?: {
        /** `base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted. */
        kind: "base" | "derived";
        /** Of `derived`: the other plan. */
        rate_plan_id?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
        /** Of `derived`: whether the other plan's restrictions count too; true unless told. */
        inherits_restrictions?: boolean;
      };
      /** In order: of those with a price the last that applies counts, then every change. */
      prices?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** The price of these nights, instead of the one so far. In the hotel's currency, with no more decimals than it has. */
        price?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      occupancy?: {
        /** Adults that the price is for. */
        included_adults: number;
        /** One adult alone in the room. */
        single_use?: {
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        };
        /** For each adult beyond the included ones, a night. In the hotel's currency, with no more decimals than it has. */
        extra_adult: number;
        /** By the child bands of the rate book; a band that is left out costs nothing. */
        children: {
          /** Short name for programs, in lower case. */
          band: string;
          /** For each child of the band, a night. In the hotel's currency, with no more decimals than it has. */
          price: number;
        }[];
      };
      /** The longest that applies counts. */
      length_discounts?: {
        /** Of stays of at least so many nights. */
        min_nights: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      /** The first that applies counts. */
      lead_discounts?: {
        /** Such as `early booking`. */
        name: string;
        /** Booked at least so many days before arrival. */
        min_days?: number;
        /** Booked at most so many days before arrival. */
        max_days?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      dynamic?: {
        /** Every rule that applies, in this order; then floor and ceiling. */
        rules: {
          /** Shown in explanations of a price. */
          name: string;
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          when: {
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            min_occupancy?: number;
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            max_occupancy?: number;
            pickup?: {
              /** Counted over so many days back. */
              days: number;
              /** Rooms taken for the night meanwhile. */
              min_rooms: number;
            };
            /** Days from today to the night, at least. */
            min_lead_days?: number;
            /** Days from today to the night, at most. */
            max_lead_days?: number;
          };
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        /** The lowest price of a night. In the hotel's currency, with no more decimals than it has. */
        floor?: number;
        /** The highest price of a night. In the hotel's currency, with no more decimals than it has. */
        ceiling?: number;
      };
      /** A stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** A retired one keeps its bookings and sells nothing new. */
      status?: "active" | "retired";
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      rate_plan_id: number;
      /** Unique in the hotel, for ever. */
      code: string;
      /** What people read. */
      name: string;
      /** null: every room type. */
      room_type_ids: number[] | null;
      meal_plan: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
      audience: {
        kind: "public" | "members" | "promo_code" | "channel" | "company";
        /** Of `promo_code` and `company`; kept in lower case. */
        code?: string;
        /** Of `channel`; kept in lower case. */
        channel?: string;
      };
      extras: {
        /** Short name for programs, in lower case. */
        code: string;
        /** In the price of the night; false: added for everybody. */
        included: boolean;
      }[];
      /** null: the hotel's own. */
      cancellation: {
        kind: "free_until" | "non_refundable";
        /** Of `free_until`: days before arrival, at check-in time. */
        before_days?: number;
        /** Of `free_until`: hours before check-in time instead. */
        before_hours?: number;
        /** Of `free_until`: afterwards. */
        late_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `free_until`: who does not come; the late fee unless told. */
        no_show_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `non_refundable`: from the moment of booking; all unless told. */
        fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
      } | null;
      payment: {
        kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
        /** Of `deposit`: what is taken before arrival. */
        share?: "first_night" | "percent" | "amount";
        /** Of a share `percent`. In percent, at most two decimals. */
        percent?: number;
        /** Of a share `amount`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `deposit`: taken so many days before arrival; 0: when booking. */
        days_before?: number;
      };
      basis?: {
        /** `base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted. */
        kind: "base" | "derived";
        /** Of `derived`: the other plan. */
        rate_plan_id?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
        /** Of `derived`: whether the other plan's restrictions count too; true unless told. */
        inherits_restrictions?: boolean;
      };
      /** In order: of those with a price the last that applies counts, then every change. */
      prices?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** The price of these nights, instead of the one so far. In the hotel's currency, with no more decimals than it has. */
        price?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      occupancy?: {
        /** Adults that the price is for. */
        included_adults: number;
        /** One adult alone in the room. */
        single_use?: {
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        };
        /** For each adult beyond the included ones, a night. In the hotel's currency, with no more decimals than it has. */
        extra_adult: number;
        /** By the child bands of the rate book; a band that is left out costs nothing. */
        children: {
          /** Short name for programs, in lower case. */
          band: string;
          /** For each child of the band, a night. In the hotel's currency, with no more decimals than it has. */
          price: number;
        }[];
      };
      /** The longest that applies counts. */
      length_discounts?: {
        /** Of stays of at least so many nights. */
        min_nights: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      /** The first that applies counts. */
      lead_discounts?: {
        /** Such as `early booking`. */
        name: string;
        /** Booked at least so many days before arrival. */
        min_days?: number;
        /** Booked at most so many days before arrival. */
        max_days?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      dynamic?: {
        /** Every rule that applies, in this order; then floor and ceiling. */
        rules: {
          /** Shown in explanations of a price. */
          name: string;
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          when: {
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            min_occupancy?: number;
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            max_occupancy?: number;
            pickup?: {
              /** Counted over so many days back. */
              days: number;
              /** Rooms taken for the night meanwhile. */
              min_rooms: number;
            };
            /** Days from today to the night, at least. */
            min_lead_days?: number;
            /** Days from today to the night, at most. */
            max_lead_days?: number;
          };
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        /** The lowest price of a night. In the hotel's currency, with no more decimals than it has. */
        floor?: number;
        /** The highest price of a night. In the hotel's currency, with no more decimals than it has. */
        ceiling?: number;
      };
      /** A stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /**
   * Retire a rate plan
   *
   * It keeps its bookings and sells nothing new. The same as `PATCH` with `status: retired`.
   */
  "DELETE /v1/hotels/{hotel_id}/rate-plans/{rate_plan_id}": {
    path: {
      hotel_id: number;
      rate_plan_id: number;
    };
    reply: {
      hotel_id: number;
      rate_plan_id: number;
      /** Unique in the hotel, for ever. */
      code: string;
      /** What people read. */
      name: string;
      /** null: every room type. */
      room_type_ids: number[] | null;
      meal_plan: "room_only" | "breakfast" | "half_board" | "full_board" | "all_inclusive";
      audience: {
        kind: "public" | "members" | "promo_code" | "channel" | "company";
        /** Of `promo_code` and `company`; kept in lower case. */
        code?: string;
        /** Of `channel`; kept in lower case. */
        channel?: string;
      };
      extras: {
        /** Short name for programs, in lower case. */
        code: string;
        /** In the price of the night; false: added for everybody. */
        included: boolean;
      }[];
      /** null: the hotel's own. */
      cancellation: {
        kind: "free_until" | "non_refundable";
        /** Of `free_until`: days before arrival, at check-in time. */
        before_days?: number;
        /** Of `free_until`: hours before check-in time instead. */
        before_hours?: number;
        /** Of `free_until`: afterwards. */
        late_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `free_until`: who does not come; the late fee unless told. */
        no_show_fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
        /** Of `non_refundable`: from the moment of booking; all unless told. */
        fee?: {
          kind: "none" | "first_night" | "percent" | "full_stay";
          /** Of `percent`: share of the stay's whole price. In percent, at most two decimals. */
          percent?: number;
        };
      } | null;
      payment: {
        kind: "pay_at_hotel" | "guarantee" | "deposit" | "prepay";
        /** Of `deposit`: what is taken before arrival. */
        share?: "first_night" | "percent" | "amount";
        /** Of a share `percent`. In percent, at most two decimals. */
        percent?: number;
        /** Of a share `amount`. In the hotel's currency, with no more decimals than it has. */
        amount?: number;
        /** Of `deposit`: taken so many days before arrival; 0: when booking. */
        days_before?: number;
      };
      basis?: {
        /** `base`: own rules upon the room type's price. `derived`: another plan's price of the night, adjusted. */
        kind: "base" | "derived";
        /** Of `derived`: the other plan. */
        rate_plan_id?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
        /** Of `derived`: whether the other plan's restrictions count too; true unless told. */
        inherits_restrictions?: boolean;
      };
      /** In order: of those with a price the last that applies counts, then every change. */
      prices?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** The price of these nights, instead of the one so far. In the hotel's currency, with no more decimals than it has. */
        price?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      occupancy?: {
        /** Adults that the price is for. */
        included_adults: number;
        /** One adult alone in the room. */
        single_use?: {
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        };
        /** For each adult beyond the included ones, a night. In the hotel's currency, with no more decimals than it has. */
        extra_adult: number;
        /** By the child bands of the rate book; a band that is left out costs nothing. */
        children: {
          /** Short name for programs, in lower case. */
          band: string;
          /** For each child of the band, a night. In the hotel's currency, with no more decimals than it has. */
          price: number;
        }[];
      };
      /** The longest that applies counts. */
      length_discounts?: {
        /** Of stays of at least so many nights. */
        min_nights: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      /** The first that applies counts. */
      lead_discounts?: {
        /** Such as `early booking`. */
        name: string;
        /** Booked at least so many days before arrival. */
        min_days?: number;
        /** Booked at most so many days before arrival. */
        max_days?: number;
        /** Off (negative) or on the price so far. In percent, at most two decimals. */
        percent?: number;
        /** Off (negative) or on the price so far, in the hotel's currency. */
        amount?: number;
      }[];
      dynamic?: {
        /** Every rule that applies, in this order; then floor and ceiling. */
        rules: {
          /** Shown in explanations of a price. */
          name: string;
          /** First night, `YYYY-MM-DD`; absent: since ever. */
          from?: string;
          /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
          until?: string;
          /** Nights that begin on these days; absent: every day. */
          weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
          /** Absent: every room type. */
          room_type_ids?: number[];
          when: {
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            min_occupancy?: number;
            /** Rooms used of those that can be slept in. In percent, at most two decimals. */
            max_occupancy?: number;
            pickup?: {
              /** Counted over so many days back. */
              days: number;
              /** Rooms taken for the night meanwhile. */
              min_rooms: number;
            };
            /** Days from today to the night, at least. */
            min_lead_days?: number;
            /** Days from today to the night, at most. */
            max_lead_days?: number;
          };
          /** Off (negative) or on the price so far. In percent, at most two decimals. */
          percent?: number;
          /** Off (negative) or on the price so far, in the hotel's currency. */
          amount?: number;
        }[];
        /** The lowest price of a night. In the hotel's currency, with no more decimals than it has. */
        floor?: number;
        /** The highest price of a night. In the hotel's currency, with no more decimals than it has. */
        ceiling?: number;
      };
      /** A stay must pass all of them. */
      restrictions?: {
        /** First night, `YYYY-MM-DD`; absent: since ever. */
        from?: string;
        /** Last night, inclusive, `YYYY-MM-DD`; absent: for ever. */
        until?: string;
        /** Nights that begin on these days; absent: every day. */
        weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
        /** Absent: every room type. */
        room_type_ids?: number[];
        /** `web`, `desk`, `partner` or a channel; absent: all. */
        channel?: string;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it. */
        closed_to_departure?: boolean;
        /** Nights, of stays that arrive on it. */
        min_stay_arrival?: number;
        /** Nights, of stays that arrive on it. */
        max_stay_arrival?: number;
        /** Nights, of stays that use it. */
        min_stay_through?: number;
        /** Nights, of stays that use it. */
        max_stay_through?: number;
        /** Days between booking and arrival, at least. */
        min_advance_days?: number;
        /** Days between booking and arrival, at most. */
        max_advance_days?: number;
        /** On the day itself sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms of the type that may be sold on the night. */
        sell_limit?: number;
        /** The n-th letter says whether a stay of n nights may arrive; longer ones may not (`FullPatternLOS`). */
        stay_pattern?: string;
      }[];
      /** A retired one keeps its bookings and sells nothing new. */
      status: "active" | "retired";
      /** Raised by every change; send it as `If-Match`. */
      version: number;
    };
  };
  /** What a currency is worth in others on a day */
  "GET /v1/exchange-rates": {
    query: {
      /** ISO 4217. */
      base: string;
      /** As of this day; today in UTC unless told. */
      day?: string;
    };
    reply: {
      exchange_rates: {
        /** ISO 4217. */
        base: string;
        /** ISO 4217. */
        currency: string;
        /** First day, `YYYY-MM-DD`; until the next entry of the pair. */
        valid_from: string;
        /** How much of `currency` one unit of `base` is, as a decimal in a string, such as `"1.0834"`: exact. */
        rate: string;
      }[];
    };
  };
  /**
   * Enter exchange rates
   *
   * For the whole installation and for display only: guests pay in the hotel's currency. Repeating it changes nothing; a rate of the same pair and day is written over.
   */
  "PUT /v1/exchange-rates": {
    body: {
      exchange_rates: {
        /** ISO 4217. */
        base: string;
        /** ISO 4217. */
        currency: string;
        /** First day, `YYYY-MM-DD`; until the next entry of the pair. */
        valid_from: string;
        /** How much of `currency` one unit of `base` is, as a decimal in a string, such as `"1.0834"`: exact. */
        rate: string;
      }[];
    };
    reply: {
      exchange_rates: {
        /** ISO 4217. */
        base: string;
        /** ISO 4217. */
        currency: string;
        /** First day, `YYYY-MM-DD`; until the next entry of the pair. */
        valid_from: string;
        /** How much of `currency` one unit of `base` is, as a decimal in a string, such as `"1.0834"`: exact. */
        rate: string;
      }[];
    };
  };
  /** What is set for single nights: prices and restrictions */
  "GET /v1/hotels/{hotel_id}/rate-nights": {
    path: {
      hotel_id: number;
    };
    query: {
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      room_type_id?: number;
      /** A plan, 0 for the standard plan, or `every_plan` for what counts for all together; left out: all. */
      rate_plan_id?: string;
      /** A channel; empty: what counts for every channel; left out: all. */
      channel?: string;
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit?: number;
    };
    reply: {
      /** Of the hotel's rates, 0 while nothing is decided: for `If-Match`. */
      version: number;
      rate_nights: {
        room_type_id: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        date: string;
        /** 0: the standard plan; null: every plan. */
        rate_plan_id: number | null;
        /** Null: every channel. */
        channel: string | null;
        /** Of the night for the plan's included adults, in the hotel's currency; one plan, every channel. */
        price?: number;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it: it is the day of departure. */
        closed_to_departure?: boolean;
        /** Nights of stays that arrive on it, at least. */
        min_stay_arrival?: number;
        /** Nights of stays that arrive on it, at most. */
        max_stay_arrival?: number;
        /** Nights of stays that use it, at least. */
        min_stay_through?: number;
        /** Nights of stays that use it, at most. */
        max_stay_through?: number;
        /** Days before arrival on it that it must be booked, at least. */
        min_advance_days?: number;
        /** Days before arrival on it that it may be booked, at most. */
        max_advance_days?: number;
        /** On the day of arrival itself it is sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms that may be sold under this plan and channel. */
        sell_limit?: number;
        /** Which lengths of stay may arrive on it: the n-th letter says yes or no to n nights, more nights are a no. */
        stay_pattern?: string;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /**
   * Set, clear or change prices and restrictions of many nights
   *
   * Every night of the range on these weekdays, for these room types, plans and this channel, in one step: at most 200,000 of them. `If-Match` carries the `version` of a preview or of the list. What is booked keeps its price.
   */
  "POST /v1/hotels/{hotel_id}/rate-nights": {
    path: {
      hotel_id: number;
    };
    body: {
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Nights that begin on these days; left out: every day. */
      weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
      /** These room types, or `all` that are on sale. */
      room_type_ids: number[] | "all";
      /** These plans, `all` that are on sale, each for itself, or `every_plan`: restrictions that count for all plans together, also for those still to come. */
      rate_plan_ids: number[] | "all" | "every_plan";
      /** A channel; left out: every channel. */
      channel?: string;
      set?: {
        /** Of the night for the plan's included adults, in the hotel's currency; one plan, every channel. */
        price?: number;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it: it is the day of departure. */
        closed_to_departure?: boolean;
        /** Nights of stays that arrive on it, at least. */
        min_stay_arrival?: number;
        /** Nights of stays that arrive on it, at most. */
        max_stay_arrival?: number;
        /** Nights of stays that use it, at least. */
        min_stay_through?: number;
        /** Nights of stays that use it, at most. */
        max_stay_through?: number;
        /** Days before arrival on it that it must be booked, at least. */
        min_advance_days?: number;
        /** Days before arrival on it that it may be booked, at most. */
        max_advance_days?: number;
        /** On the day of arrival itself it is sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms that may be sold under this plan and channel. */
        sell_limit?: number;
        /** Which lengths of stay may arrive on it: the n-th letter says yes or no to n nights, more nights are a no. */
        stay_pattern?: string;
      };
      /** What to take away. */
      clear?: ("price" | "closed" | "closed_to_arrival" | "closed_to_departure" | "min_stay_arrival" | "max_stay_arrival" | "min_stay_through" | "max_stay_through" | "min_advance_days" | "max_advance_days" | "same_day_cutoff_hour" | "sell_limit" | "stay_pattern")[];
      change?: {
        /** At most two decimals; each price is rounded. */
        percent?: number;
        /** In the hotel's currency; negative: less. */
        amount?: number;
      };
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      /** Of the hotel's rates, 0 while nothing is decided: for `If-Match`. */
      version: number;
      /** Nights of plans and room types that the call is about. */
      cells: number;
      /** Of these, that are different now. */
      changed_cells: number;
    };
  };
  /**
   * What a change of nights would do
   *
   * The same body as the change itself. Nothing is written. Send `version` as `If-Match` of the change, and exactly this is written.
   */
  "POST /v1/hotels/{hotel_id}/rate-nights/previews": {
    path: {
      hotel_id: number;
    };
    query: {
      /** `next_cursor` of the page before. */
      cursor?: string;
      limit?: number;
    };
    body: {
      /** First night. */
      start_date: string;
      /** The day after the last night. */
      end_date: string;
      /** Nights that begin on these days; left out: every day. */
      weekdays?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
      /** These room types, or `all` that are on sale. */
      room_type_ids: number[] | "all";
      /** These plans, `all` that are on sale, each for itself, or `every_plan`: restrictions that count for all plans together, also for those still to come. */
      rate_plan_ids: number[] | "all" | "every_plan";
      /** A channel; left out: every channel. */
      channel?: string;
      set?: {
        /** Of the night for the plan's included adults, in the hotel's currency; one plan, every channel. */
        price?: number;
        /** No stay may use the night. */
        closed?: boolean;
        /** No stay may begin on it. */
        closed_to_arrival?: boolean;
        /** No stay may end on it: it is the day of departure. */
        closed_to_departure?: boolean;
        /** Nights of stays that arrive on it, at least. */
        min_stay_arrival?: number;
        /** Nights of stays that arrive on it, at most. */
        max_stay_arrival?: number;
        /** Nights of stays that use it, at least. */
        min_stay_through?: number;
        /** Nights of stays that use it, at most. */
        max_stay_through?: number;
        /** Days before arrival on it that it must be booked, at least. */
        min_advance_days?: number;
        /** Days before arrival on it that it may be booked, at most. */
        max_advance_days?: number;
        /** On the day of arrival itself it is sold until this hour of the hotel's clock. */
        same_day_cutoff_hour?: number;
        /** Rooms that may be sold under this plan and channel. */
        sell_limit?: number;
        /** Which lengths of stay may arrive on it: the n-th letter says yes or no to n nights, more nights are a no. */
        stay_pattern?: string;
      };
      /** What to take away. */
      clear?: ("price" | "closed" | "closed_to_arrival" | "closed_to_departure" | "min_stay_arrival" | "max_stay_arrival" | "min_stay_through" | "max_stay_through" | "min_advance_days" | "max_advance_days" | "same_day_cutoff_hour" | "sell_limit" | "stay_pattern")[];
      change?: {
        /** At most two decimals; each price is rounded. */
        percent?: number;
        /** In the hotel's currency; negative: less. */
        amount?: number;
      };
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      hotel_id: number;
      /** Of the hotel's rates, 0 while nothing is decided: for `If-Match`. */
      version: number;
      /** Nights of plans and room types that the call is about. */
      cells: number;
      /** Of these, that would be different. */
      changed_cells: number;
      /** In the order of room type, night and plan. */
      changes: {
        room_type_id: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        date: string;
        /** 0: the standard plan; null: every plan. */
        rate_plan_id: number | null;
        /** Null: every channel. */
        channel: string | null;
        before: {
          /** Of the night for the plan's included adults, in the hotel's currency; one plan, every channel. */
          price?: number;
          /** No stay may use the night. */
          closed?: boolean;
          /** No stay may begin on it. */
          closed_to_arrival?: boolean;
          /** No stay may end on it: it is the day of departure. */
          closed_to_departure?: boolean;
          /** Nights of stays that arrive on it, at least. */
          min_stay_arrival?: number;
          /** Nights of stays that arrive on it, at most. */
          max_stay_arrival?: number;
          /** Nights of stays that use it, at least. */
          min_stay_through?: number;
          /** Nights of stays that use it, at most. */
          max_stay_through?: number;
          /** Days before arrival on it that it must be booked, at least. */
          min_advance_days?: number;
          /** Days before arrival on it that it may be booked, at most. */
          max_advance_days?: number;
          /** On the day of arrival itself it is sold until this hour of the hotel's clock. */
          same_day_cutoff_hour?: number;
          /** Rooms that may be sold under this plan and channel. */
          sell_limit?: number;
          /** Which lengths of stay may arrive on it: the n-th letter says yes or no to n nights, more nights are a no. */
          stay_pattern?: string;
        };
        after: {
          /** Of the night for the plan's included adults, in the hotel's currency; one plan, every channel. */
          price?: number;
          /** No stay may use the night. */
          closed?: boolean;
          /** No stay may begin on it. */
          closed_to_arrival?: boolean;
          /** No stay may end on it: it is the day of departure. */
          closed_to_departure?: boolean;
          /** Nights of stays that arrive on it, at least. */
          min_stay_arrival?: number;
          /** Nights of stays that arrive on it, at most. */
          max_stay_arrival?: number;
          /** Nights of stays that use it, at least. */
          min_stay_through?: number;
          /** Nights of stays that use it, at most. */
          max_stay_through?: number;
          /** Days before arrival on it that it must be booked, at least. */
          min_advance_days?: number;
          /** Days before arrival on it that it may be booked, at most. */
          max_advance_days?: number;
          /** On the day of arrival itself it is sold until this hour of the hotel's clock. */
          same_day_cutoff_hour?: number;
          /** Rooms that may be sold under this plan and channel. */
          sell_limit?: number;
          /** Which lengths of stay may arrive on it: the n-th letter says yes or no to n nights, more nights are a no. */
          stay_pattern?: string;
        };
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /**
   * Sign in
   *
   * Gives staff an access token for some hours. A changed password or a disabled account ends it at once.
   */
  "POST /v1/auth/token": {
    body: {
      email: string;
      password: string;
    };
    reply: {
      access_token: string;
      token_type: "Bearer";
      /** Seconds. */
      expires_in: number;
    };
  };
  /**
   * Change one's own password
   *
   * Ends all one's sessions, this one too: sign in again with the new password.
   */
  "PUT /v1/users/me/password": {
    body: {
      current_password: string;
      /** 12 to 200 characters, at least 4 different ones, without the e-mail address. */
      new_password: string;
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: undefined;
  };
  /**
   * Create a user
   *
   * Roles can be given only where one is administrator oneself.
   */
  "POST /v1/users": {
    body: {
      /** Compared in lower case. */
      email: string;
      /** 12 to 200 characters, at least 4 different ones, without the e-mail address. */
      password: string;
      name?: string;
      /** At least one. */
      roles: {
        organisation_id?: number;
        hotel_id?: number;
        role: "front_desk" | "manager" | "administrator";
      }[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      user_id: number;
      email: string;
      name: string;
      status: "active" | "disabled";
      roles: {
        organisation_id: number | null;
        hotel_id: number | null;
        role: "front_desk" | "manager" | "administrator";
      }[];
      /** Raised by every change; send it as `If-Match`. */
      version: number;
      created_at: string;
    };
  };
  /**
   * List users
   *
   * Those with a role where one may read users.
   */
  "GET /v1/users": {
    query: {
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit: number;
    };
    reply: {
      users: {
        user_id: number;
        email: string;
        name: string;
        status: "active" | "disabled";
        roles: {
          organisation_id: number | null;
          hotel_id: number | null;
          role: "front_desk" | "manager" | "administrator";
        }[];
        /** Raised by every change; send it as `If-Match`. */
        version: number;
        created_at: string;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /** Read one's own account */
  "GET /v1/users/me": {
    reply: {
      user_id: number;
      email: string;
      name: string;
      status: "active" | "disabled";
      roles: {
        organisation_id: number | null;
        hotel_id: number | null;
        role: "front_desk" | "manager" | "administrator";
      }[];
      /** Raised by every change; send it as `If-Match`. */
      version: number;
      created_at: string;
    };
  };
  /** Read a user */
  "GET /v1/users/{user_id}": {
    path: {
      user_id: number;
    };
    reply: {
      user_id: number;
      email: string;
      name: string;
      status: "active" | "disabled";
      roles: {
        organisation_id: number | null;
        hotel_id: number | null;
        role: "front_desk" | "manager" | "administrator";
      }[];
      /** Raised by every change; send it as `If-Match`. */
      version: number;
      created_at: string;
    };
  };
  /**
   * Change a user
   *
   * Roles are replaced by those sent; roles in places that one does not govern stay. A new password and the status `disabled` end the sessions of the user. Takes `If-Match`.
   */
  "PATCH /v1/users/{user_id}": {
    path: {
      user_id: number;
    };
    body: {
      name?: string;
      status?: "active" | "disabled";
      /** 12 to 200 characters, at least 4 different ones, without the e-mail address. */
      password?: string;
      /** Each in one hotel, in all hotels of an organisation, or without both in the whole installation. */
      roles?: {
        organisation_id?: number;
        hotel_id?: number;
        role: "front_desk" | "manager" | "administrator";
      }[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      user_id: number;
      email: string;
      name: string;
      status: "active" | "disabled";
      roles: {
        organisation_id: number | null;
        hotel_id: number | null;
        role: "front_desk" | "manager" | "administrator";
      }[];
      /** Raised by every change; send it as `If-Match`. */
      version: number;
      created_at: string;
    };
  };
  /**
   * Create an API key
   *
   * For a program of a partner, in one organisation or one hotel of it. The secret is shown in this answer only.
   */
  "POST /v1/api-keys": {
    body: {
      organisation_id: number;
      hotel_id?: number;
      name: string;
      scopes: ("hotel.read" | "hotel.write" | "inventory.read" | "inventory.write" | "rates.read" | "rates.write" | "reservation.read" | "reservation.write" | "reservation.desk" | "reservation.force")[];
      /** Instead of the header `Idempotency-Key`. */
      idempotency_key?: string;
    };
    reply: {
      api_key_id: number;
      organisation_id: number;
      hotel_id: number | null;
      name: string;
      scopes: string[];
      created_at: string;
      revoked_at: string | null;
      /** `lrk_...`: keep it, it is not shown again. Null in the answer to a repeat. */
      secret: string | null;
      /** To a repeat: that the secret was shown once, and what to do. */
      message?: string;
    };
  };
  /**
   * List API keys
   *
   * Those of the places where one is administrator, revoked ones as well.
   */
  "GET /v1/api-keys": {
    query: {
      /** `next_cursor` of the page before; absent for the first page. */
      cursor?: string;
      limit: number;
    };
    reply: {
      api_keys: {
        api_key_id: number;
        organisation_id: number;
        hotel_id: number | null;
        name: string;
        scopes: string[];
        created_at: string;
        revoked_at: string | null;
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
    };
  };
  /**
   * Revoke an API key
   *
   * It stops working at once; a repeat answers the same.
   */
  "DELETE /v1/api-keys/{api_key_id}": {
    path: {
      api_key_id: number;
    };
    reply: {
      api_key_id: number;
      organisation_id: number;
      hotel_id: number | null;
      name: string;
      scopes: string[];
      created_at: string;
      revoked_at: string | null;
    };
  };
  /** Recompute every counter and seat, and name what differs */
  "GET /v1/operations/verify": {
    query: {
      hotel_id?: number;
    };
    reply: {
      /** Nothing differs. */
      clean: boolean;
      /** The first 200. */
      findings: {
        /** Which counter differs, or what is wrong: `sold`, `room_used_twice`, ... */
        kind: string;
        hotel_id: number;
        room_type_id: number | null;
        night: string | null;
        room_id: number | null;
        reservation_id: string | null;
        expected: string | null;
        found: string | null;
        message: string;
      }[];
      finding_count: number;
      milliseconds: number;
    };
  };
  /** Recompute every counter and seat, and name what differs */
  "POST /v1/operations/verify": {
    query: {
      hotel_id?: number;
    };
    reply: {
      /** Nothing differs. */
      clean: boolean;
      /** The first 200. */
      findings: {
        /** Which counter differs, or what is wrong: `sold`, `room_used_twice`, ... */
        kind: string;
        hotel_id: number;
        room_type_id: number | null;
        night: string | null;
        room_id: number | null;
        reservation_id: string | null;
        expected: string | null;
        found: string | null;
        message: string;
      }[];
      finding_count: number;
      milliseconds: number;
    };
  };
  /** Whether the process runs */
  "GET /health/live": {
    reply: {
      /** `live` or `ready`. */
      status: string;
    };
  };
  /** Whether it can serve */
  "GET /health/ready": {
    reply: {
      /** `live` or `ready`. */
      status: string;
    };
  };
}
