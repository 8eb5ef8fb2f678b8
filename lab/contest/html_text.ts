/** Text that is HTML already. Only {@link html} and {@link trusted} make it, so that a plain string is always escaped. */
export interface Markup {
  readonly markup: string;
}

/** HTML with values put in: a plain string or number is escaped, markup and lists of it are taken as they are. */
export function html(
  pieces: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const inserted = values.map(markupOf);
  return { markup: pieces.map((piece, place) => piece + (inserted[place] ?? "")).join("") };
}

/** A constant of the program that is HTML or CSS; never a text of the result. */
export function trusted(constant: string): Markup {
  return { markup: constant };
}

/** A text that stands for itself in HTML, between tags and inside quoted attributes. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function markupOf(value: string | number | Markup | readonly Markup[]): string {
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("\n");
}
