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
  error: "invalid_request" | "idempotency_key_conflict" | "unauthenticated" | "wrong_credentials" | "forbidden" | "not_found" | "method_not_allowed" | "request_timeout" | "no_availability" | "no_single_room" | "room_not_free" | "hold_expired" | "wrong_state" | "in_use" | "already_exists" | "version_conflict" | "too_large" | "unsupported_media_type" | "idempotency_key_reused" | "outside_horizon" | "too_many_guests" | "version_required" | "too_many_requests" | "headers_too_large" | "internal_error" | "overloaded";
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
  /** pending, confirmed, checked_in, checked_out, expired, declined, cancelled or no_show. */
  status: string;
  payment_status: string;
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
    /** expected, in_house, departed, cancelled or no_show. */
    status: string;
  }[];
  cancellation_policy: {
    /** RFC 3339, UTC. */
    free_until: string;
    late_fee: string;
  };
  /** RFC 3339, UTC. */
  expires_at?: string;
  /** Decimal, in `currency`. */
  fee_amount?: number;
  source: string;
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
    room_id: number | null;
    start_date: string;
    end_date: string;
  }[];
};

/** Every call of the API by method and path, with what it takes and what it answers when it is accepted. */
export interface Operations {
  /**
   * Hotels of a city with rooms for a stay
   *
   * True at the moment of the reading: the booking decides. Holds that have run out count as free. Empty when there is no hotel in the city, or none has rooms.
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
        }[];
      }[];
      /** Send it as `cursor` for the next page; null on the last one. */
      next_cursor: string | null;
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
      /** Accept to change rooms during the stay where no single room is free. */
      allow_split?: boolean;
      stays?: {
        stay_no: number;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        start_date?: string;
        /** Calendar date at the hotel, `YYYY-MM-DD`. */
        end_date?: string;
        room_type_id?: number;
        /** How many people sleep in the room. */
        guests?: number;
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
      status: string;
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
      scopes: ("hotel.read" | "hotel.write" | "inventory.read" | "inventory.write" | "reservation.read" | "reservation.write" | "reservation.desk" | "reservation.force")[];
    };
    reply: {
      api_key_id: number;
      organisation_id: number;
      hotel_id: number | null;
      name: string;
      scopes: string[];
      created_at: string;
      revoked_at: string | null;
      /** `lrk_...`: keep it, it is not shown again. */
      secret: string;
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
