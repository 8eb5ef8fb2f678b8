/** A seeded fault: one guard of the product made ineffective, and the test that must notice. */
export interface Mutant {
  /** What was done to the guard, in snake_case; unique. */
  readonly name: string;
  /** What would go wrong for a guest or a hotel. */
  readonly why: string;
  /** The file with the guard, from the root of the repository. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly from: string;
  /** What stands there instead. */
  readonly to: string;
  /** The test file that must fail. */
  readonly test: string;
  /** Run only the tests in whose own name this pattern is found, as `vitest -t` does. */
  readonly only?: string;
}
