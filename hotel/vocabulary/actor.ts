/**
 * Who asks and from where, as the audit trail keeps it: ids only, no personal data.
 */
export interface Actor {
  /** `guest`, `staff:12`, `partner:3` or `system`. */
  readonly who: string;
  /** The door they came through. */
  readonly via: "web" | "desk" | "partner" | "channel" | "import" | "system";
  /** The request that carried it, to be found in the logs. */
  readonly requestId: string;
}

/** The program itself: sweeping, no-shows, the horizon. */
export function systemActor(task: string): Actor {
  return { who: "system", via: "system", requestId: task };
}
