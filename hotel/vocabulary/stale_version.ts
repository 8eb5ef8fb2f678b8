import { refuse } from "./refusal.ts";

/** Which version of what somebody has read and wants to change. */
export interface VersionRead {
  readonly version: number;
}

/** The refusal (412) of a change to a version that is no longer the newest. */
export function stale(current: VersionRead): ReturnType<typeof refuse> {
  return refuse("version_conflict", `The newest version is ${current.version}.`, { version: current.version });
}
