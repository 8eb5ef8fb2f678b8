import { COLUMNS } from "./columns.ts";
import { html } from "./html_text.ts";
import type { Markup } from "./html_text.ts";
import { verdictMark } from "./html_table.ts";
import { VERDICTS } from "./verdict.ts";

/** What a double booking race is, what the verdicts say and what the columns count, in plain words. */
export function introduction(): Markup {
  return html`<section>
<p>One room is left, and two guests book it at the same moment. A program that looks first and writes afterwards serves both:
each of them looks before the other has written, each finds the room free, and each is told that it is theirs. That is a double
booking, and it shows only when requests come close together. A program that is too careful makes the opposite mistake: it turns
a guest away while a room is free.</p>
<p>Below, different ways to sell a room run the same races. Look at the faults first: being fast counts only for those who are
right.</p>
<h2>Verdicts</h2>
<p>The worst that is true of a contender, worst first.</p>
<dl class="legend">
${VERDICTS.map(({ verdict, meaning }) => html`<div><dt>${verdictMark(verdict)}</dt><dd>${meaning}</dd></div>`)}
</dl>
<details open>
<summary>What the columns count</summary>
<dl class="columns">
${COLUMNS.map(({ header, meaning }) => html`<div><dt>${header}</dt><dd>${meaning}</dd></div>`)}
</dl>
<p class="dash">A dash stands where a number does not apply, as where nobody loses.</p>
</details>
</section>`;
}
