import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["hotel/**/*.test.ts", "sdk/**/*.test.ts", "cli/**/*.test.ts", "lab/**/*.test.ts", "*.test.ts"],
    globalSetup: ["hotel/testing/global_setup.ts"],
    setupFiles: ["hotel/testing/setup.ts"],
    reporters: ["default", "./hotel/testing/summary_reporter.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
