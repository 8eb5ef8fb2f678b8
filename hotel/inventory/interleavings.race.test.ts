import { testDatabase } from "../testing/database.ts";
import { guestCases, staffCases } from "../testing/interleaved_cases.ts";
import { testPairs } from "../testing/interleaved_pairs.ts";

// The same for each use case of the staff, with each other, itself, and what goes through admission; left out are those that
// lock, read and write the same rows as another one does, because the staff's commands have the most steps.
const LIKE_OTHERS = [
  "book both types the other way",
  "book with a key",
  "book the other type with that key",
  "decline",
];
const others = guestCases.filter(({ name }) => !LIKE_OTHERS.includes(name));

testPairs(await testDatabase(), staffCases, others);
