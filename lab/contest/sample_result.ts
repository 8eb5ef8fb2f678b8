import type { ContestResult, ShowingNumbers } from "./result.ts";

const CLEAN: ShowingNumbers = {
  requests: 1200,
  accepted: 60,
  refused: 1140,
  failed: 0,
  doubleBookings: 0,
  falseSoldOuts: 0,
  lost: 0,
  deadlocks: 0,
  retries: 0,
  bookingsPerSecond: 412.4,
  p50: 3.21,
  p99: 18.04,
  losersKnow: 21.5,
  outOfOrder: 0.0123,
};

/** A small result for the tests of the reports: every verdict, one who was not run, numbers that do not apply. */
export const SAMPLE_RESULT: ContestResult = {
  machine: "4 cores, 16 GB, Node 24",
  postgres: "PostgreSQL 17.5, fsync=on",
  madeAt: "2026-03-01T12:00:00Z",
  scenarios: [
    {
      name: "last room",
      about: "One room is left and 20 guests want it.",
      showings: [
        {
          contender: "read_then_write",
          numbers: { ...CLEAN, accepted: 413, refused: 787, doubleBookings: 353, lost: 2, bookingsPerSecond: 1834.6 },
        },
        { contender: "redlock, two processes", notRun: "needs redis-server" },
        { contender: "advisory try-lock", numbers: { ...CLEAN, falseSoldOuts: 7, outOfOrder: 0.5 } },
        { contender: "row locks", numbers: { ...CLEAN, failed: 3, refused: 1137, deadlocks: 14, retries: 11 } },
        { contender: "engine", numbers: CLEAN },
      ],
    },
    {
      name: "enough for all",
      about: "Nobody needs to lose.",
      showings: [
        {
          contender: "mutex",
          numbers: {
            ...CLEAN,
            accepted: 1200,
            refused: 0,
            bookingsPerSecond: 7.25,
            losersKnow: undefined,
            outOfOrder: undefined,
          },
        },
        {
          contender: "idle",
          numbers: { ...CLEAN, requests: 0, accepted: 0, refused: 0, bookingsPerSecond: NaN, p50: NaN, p99: NaN },
        },
      ],
    },
  ],
};
