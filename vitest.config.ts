import { configDefaults, defineConfig } from "vitest/config";

// These start a search server, which needs Java and Maven: `npm run test:search-server`.
const searchServer = process.env["TEST_SEARCH_SERVER"] === "on" ? [] : ["lab/search_server/**"];

export default defineConfig({
  test: {
    environment: "node",
    include: ["hotel/**/*.test.ts", "sdk/**/*.test.ts", "cli/**/*.test.ts", "lab/**/*.test.ts", "*.test.ts"],
    exclude: [...configDefaults.exclude, ...searchServer],
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
