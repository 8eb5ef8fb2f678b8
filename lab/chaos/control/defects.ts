/** What can be wrong with a hotel on paper; what each does to a guest, and the check that must convict it. */
export const DEFECTS = {
  sells_twice: { about: "gives a room without looking whether it is taken", convictedBy: "capacity at every instant" },
  loses_bookings: {
    about: "accepts one booking in ten and writes nothing down",
    convictedBy: "nothing acknowledged lost",
  },
  loses_cancellations: { about: "accepts cancellations and keeps the rooms", convictedBy: "nothing acknowledged lost" },
  always_sold_out: { about: "says that it is full, whatever is free", convictedBy: "every refusal justified" },
  keeps_the_last_room: { about: "never sells the last room of a night", convictedBy: "every refusal justified" },
  wrong_excuse: {
    about: "says that a booking cannot be cancelled as it stands",
    convictedBy: "every refusal justified",
  },
  done_though_refused: { about: "refuses one booking in ten and makes it", convictedBy: "nothing invented" },
  books_for_nobody: { about: "makes bookings that nobody asked for", convictedBy: "nothing invented" },
  other_nights: { about: "books the night after", convictedBy: "nothing invented" },
  forgets_keys: { about: "carries a repeat out again", convictedBy: "once per key" },
  takes_any_key: { about: "accepts another request under a used key", convictedBy: "once per key" },
  half_groups: { about: "books one room of a group", convictedBy: "groups whole" },
  stale_reads: {
    about: "shows reservations as they were before their last change",
    convictedBy: "reads not older than stated",
  },
  invented_rooms: { about: "finds a room more than there are", convictedBy: "reads not older than stated" },
  confirms_the_cancelled: { about: "confirms what was cancelled", convictedBy: "legal life cycles" },
  drifting_counters: { about: "counts a room too many", convictedBy: "conservation" },
  gap_in_the_ledger: { about: "leaves a number of its ledger out", convictedBy: "order of the ledger" },
  wrong_totals: { about: "charges one booking in ten a cent too much", convictedBy: "prices as promised" },
  forgets_quotes: { about: "books a quote at the price of today", convictedBy: "prices as promised" },
  ignores_restrictions: {
    about: "lets guests arrive where nobody may",
    convictedBy: "nothing sold that is not for sale",
  },
  sells_closed_nights: {
    about: "sells nights that its manager has closed",
    convictedBy: "nothing sold that is not for sale",
  },
  exceeds_limits: { about: "sells more rooms than its limits allow", convictedBy: "nothing sold that is not for sale" },
  invented_rules: { about: "names a rule that stands nowhere", convictedBy: "every refusal justified" },
  loses_rate_changes: { about: "accepts a change of rates and makes none", convictedBy: "nothing acknowledged lost" },
  late_entries: { about: "enters events in the ledger out of their order", convictedBy: "order of the ledger" },
} as const satisfies Readonly<Record<string, { readonly about: string; readonly convictedBy: string }>>;

/** A defect by its name. */
export type Defect = keyof typeof DEFECTS;
