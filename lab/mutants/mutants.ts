import { batchMutants } from "./batch_mutants.ts";
import { countMutants } from "./count_mutants.ts";
import { eventMutants } from "./event_mutants.ts";
import { holdMutants } from "./hold_mutants.ts";
import { keyMutants } from "./key_mutants.ts";
import { laneMutants } from "./lane_mutants.ts";
import { lockMutants } from "./lock_mutants.ts";
import type { Mutant } from "./mutant.ts";
import { rateNightMutants } from "./rate_night_mutants.ts";
import { schemaMutants } from "./schema_mutants.ts";
import { searchMutants } from "./search_mutants.ts";
import { seatMutants } from "./seat_mutants.ts";
import { rateMutants } from "./rate_mutants.ts";
import { sightMutants } from "./sight_mutants.ts";
import { timeMutants } from "./time_mutants.ts";

/** Every seeded fault. To add one: a row in the list of its theme, with a test that fails because of it. */
export const mutants: readonly Mutant[] = [
  ...schemaMutants,
  ...lockMutants,
  ...batchMutants,
  ...laneMutants,
  ...holdMutants,
  ...keyMutants,
  ...eventMutants,
  ...timeMutants,
  ...countMutants,
  ...seatMutants,
  ...sightMutants,
  ...rateMutants,
  ...rateNightMutants,
  ...searchMutants,
];
