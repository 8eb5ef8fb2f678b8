import { barChart } from "./bar_chart.ts";
import type { Bar } from "./bar_chart.ts";
import { rate, whole } from "./columns.ts";
import { introduction } from "./html_introduction.ts";
import { tableOf } from "./html_table.ts";
import { html, trusted } from "./html_text.ts";
import type { Markup } from "./html_text.ts";
import { PAGE_STYLE } from "./page_style.ts";
import type { ContestResult, ScenarioShowing, Showing, ShowingNumbers } from "./result.ts";
import { verdictOf } from "./verdict.ts";

/** The result as one page of HTML that needs nothing else: no script, no network, no file beside it. */
export function htmlOf(result: ContestResult): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Who sells the last room once?</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<header><h1>Who sells the last room once?</h1></header>
<main>
${introduction()}
${result.scenarios.map(scenarioSection)}
</main>
${footer(result)}
</body>
</html>
`.markup;
}

function scenarioSection(scenario: ScenarioShowing, place: number): Markup {
  const identifier = `scenario-${place + 1}`;
  return html`<section aria-labelledby="${identifier}">
<h2 id="${identifier}">${scenario.name}</h2>
<p>${scenario.about}</p>
${tableOf(scenario, `${identifier}-table`)}
${charts(scenario, identifier)}
</section>`;
}

function charts({ name, showings }: ScenarioShowing, identifier: string): Markup {
  const doubles = barChart({
    identifier: `${identifier}-doubles`,
    title: `Double bookings, ${name}`,
    note: "Each of them is a guest without a room of their own.",
    isMerit: false,
    bars: showings.map((showing) => barOf(showing, ({ doubleBookings }) => doubleBookings)),
    written: whole,
  });
  const rates = barChart({
    identifier: `${identifier}-rates`,
    title: `Bookings per second, ${name}`,
    note: "Longer is better; a hollow bar is the pace of one that is not right.",
    isMerit: true,
    bars: showings.map((showing) => barOf(showing, ({ bookingsPerSecond }) => bookingsPerSecond)),
    written: rate,
  });
  return html`<div class="charts">${doubles}${rates}</div>`;
}

function barOf({ contender, numbers }: Showing, valueOf: (numbers: ShowingNumbers) => number): Bar {
  if (numbers === undefined) return { label: contender, verdict: undefined, value: undefined };
  const value = valueOf(numbers);
  return { label: contender, verdict: verdictOf(numbers), value: Number.isFinite(value) ? value : undefined };
}

function footer({ machine, postgres, madeAt }: ContestResult): Markup {
  return html`<footer>
<dl class="columns">
<div><dt>machine</dt><dd>${machine}</dd></div>
<div><dt>database</dt><dd>${postgres}</dd></div>
<div><dt>made</dt><dd>${madeAt}</dd></div>
</dl>
</footer>`;
}
