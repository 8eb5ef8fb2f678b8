import { testDatabase } from "../testing/database.ts";
import { guestCases } from "../testing/interleaved_cases.ts";
import { testPairs } from "../testing/interleaved_pairs.ts";

// Each pair of use cases that go through admission, each with itself too, in every order in which the round trips of
// their transactions can come. Where both work on a reservation of the same kind it is the same reservation.
testPairs(await testDatabase(), guestCases);
