import { expect, test } from "vitest";
import { SAMPLE_RESULT } from "./sample_result.ts";
import { textOf } from "./text_report.ts";

const EXPECTED = `
4 cores, 16 GB, Node 24
PostgreSQL 17.5, fsync=on
2026-03-01T12:00:00Z

last room: One room is left and 20 guests want it.
                                        requests  accepted  refused  failed  double  turned away  lost  deadlocks  retries  bookings/s  p50 ms  p99 ms  losers ms  out of order
  double-books  read_then_write            1,200       413      787       0     353            0     2          0        0       1,835     3.2    18.0       21.5          1.2%
  -             redlock, two processes  not run: needs redis-server
  turns away    advisory try-lock          1,200        60    1,140       0       0            7     0          0        0         412     3.2    18.0       21.5         50.0%
  fails         row locks                  1,200        60    1,137       3       0            0     0         14       11         412     3.2    18.0       21.5          1.2%
  right         engine                     1,200        60    1,140       0       0            0     0          0        0         412     3.2    18.0       21.5          1.2%

enough for all: Nobody needs to lose.
                requests  accepted  refused  failed  double  turned away  lost  deadlocks  retries  bookings/s  p50 ms  p99 ms  losers ms  out of order
  right  mutex     1,200     1,200        0       0       0            0     0          0        0         7.3     3.2    18.0          -             -
  right  idle          0         0        0       0       0            0     0          0        0           -       -       -       21.5          1.2%

  double-books  a room or a night was sold more often than it is there
  fails         an acknowledged booking was lost, or a request got no proper answer
  turns away    a guest was told "sold out" though there was a room
  right         nothing of the kind happened here; that is no proof for elsewhere
`;

test("a table for each scenario, a verdict for each contender, and what the verdicts mean", () => {
  expect(textOf(SAMPLE_RESULT)).toBe(EXPECTED.trim());
});
