import { cellOf, COLUMNS } from "./columns.ts";
import type { Column } from "./columns.ts";
import { html } from "./html_text.ts";
import type { Markup } from "./html_text.ts";
import type { ScenarioShowing, Showing, ShowingNumbers } from "./result.ts";
import { signOf, verdictOf } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** All numbers of a scenario, in a box of its own that scrolls where the page is narrow. The identifier is unique in the page. */
export function tableOf({ name, showings }: ScenarioShowing, identifier: string): Markup {
  return html`<div class="scroll" role="region" aria-labelledby="${identifier}" tabindex="0">
<table>
<caption id="${identifier}">${name} in numbers</caption>
<thead><tr><th scope="col">contender</th><th scope="col">verdict</th>
${COLUMNS.map(({ header }) => html`<th scope="col" class="number">${header}</th>`)}
</tr></thead>
<tbody>
${showings.map(rowOf)}
</tbody>
</table>
</div>`;
}

/** A verdict in words, with its sign and colour. */
export function verdictMark(verdict: Verdict): Markup {
  const sign = html`<span class="sign" aria-hidden="true">${signOf(verdict)}</span>`;
  return html`<span class="verdict ${classOf(verdict)}">${sign}${verdict}</span>`;
}

/** The class that gives a verdict its colour. */
export function classOf(verdict: Verdict): string {
  return verdict.replace(" ", "-");
}

function rowOf({ contender, notRun, numbers }: Showing): Markup {
  const head = html`<th scope="row">${contender}</th>`;
  if (numbers !== undefined)
    return html`<tr>${head}<td>${verdictMark(verdictOf(numbers))}</td>
${COLUMNS.map((column) => numberCell(column, numbers))}</tr>`;
  const reason = notRun ?? "no reason given";
  return html`<tr class="not-run">${head}<td colspan="${COLUMNS.length + 1}"><span>not run: ${reason}</span></td></tr>`;
}

function numberCell(column: Column, numbers: ShowingNumbers): Markup {
  return html`<td class="number${emphasis(column, column.valueOf(numbers))}">${cellOf(column, numbers)}</td>`;
}

/** Faults stand out, and what did not happen steps back. */
function emphasis({ isFault }: Column, value: number | undefined): string {
  if (value === undefined || value === 0) return " nothing";
  return isFault ? " faulty" : "";
}
