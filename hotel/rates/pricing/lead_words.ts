/** `1 night`, `7 nights`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** How long before: `on the day`, `3 days ahead`. */
export function leadWords(days: number): string {
  return days === 0 ? "on the day" : `${counted(days, "day")} ahead`;
}
