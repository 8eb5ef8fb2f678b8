import fc from "fast-check";
import { inject } from "vitest";

/** Every property of a run starts from the printed seed; fast-check adds the path of a counterexample to its report. */
fc.configureGlobal({ seed: inject("seed") });
