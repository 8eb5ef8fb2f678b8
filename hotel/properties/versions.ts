import { refuse } from "../vocabulary/refusal.ts";

/** Which version of what somebody has read and wants to change. */
export interface VersionRead {
  readonly version: number;
}

/** The refusal (412) of a change to a version that is no longer the newest. */
export function stale(current: VersionRead): ReturnType<typeof refuse> {
  return refuse("version_conflict", `The newest version is ${current.version}.`, { version: current.version });
}

/** The names of the fields that differ, in the order of the first. Values are compared as JSON. */
export function changedFields(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(before).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
