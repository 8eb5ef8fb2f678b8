import { html } from "./html_text.ts";
import type { Markup } from "./html_text.ts";
import { classOf } from "./html_table.ts";
import { signOf } from "./verdict.ts";
import type { Verdict } from "./verdict.ts";

/** One bar. A contender that was not run has no verdict, but its line; a value that does not apply is undefined. */
export interface Bar {
  readonly label: string;
  readonly verdict: Verdict | undefined;
  readonly value: number | undefined;
}

/** A chart of bars below each other. */
export interface BarChart {
  /** Unique in the page. */
  readonly identifier: string;
  readonly title: string;
  /** What the length of a bar says, and how. */
  readonly note: string;
  /** Bars are hollow where the contender is not right: what they tell is no merit then. */
  readonly isMerit: boolean;
  readonly bars: readonly Bar[];
  readonly written: (value: number) => string;
}

/** Measures in pixels: a line of the chart, its letters, its bar below them, the place for the sign. */
const ROW = 40;
const BASELINE = 14;
const GAP = 9;
const BAR = 9;
const SIGN = 17;
/** Letters of a name beside its number on a narrow screen; the table and the description have all of it. */
const LONGEST_LABEL = 38;
/** In percent of the width: what is more than nothing can be seen. */
const SHORTEST_BAR = 0.5;

/** The chart as SVG. Lengths are percentages and letters are pixels: the bars stretch with the page, the text does not. */
export function barChart(chart: BarChart): Markup {
  const { identifier, title, note, isMerit, bars } = chart;
  const longest = Math.max(0, ...bars.map(({ value }) => value ?? 0));
  const labels = `${identifier}-title ${identifier}-about`;
  return html`<figure>
<figcaption><strong>${title}</strong> ${note}</figcaption>
<svg role="img" class="${isMerit ? "merit" : "solid"}" aria-labelledby="${labels}" width="100%" height="${bars.length * ROW}">
<title id="${identifier}-title">${title}</title>
<desc id="${identifier}-about">${bars.map((bar) => `${bar.label}: ${valueText(bar, chart)}`).join("; ")}</desc>
${bars.map((bar, place) => barLine(bar, { top: place * ROW, longest, text: valueText(bar, chart) }))}
</svg>
</figure>`;
}

function valueText({ verdict, value }: Bar, { written }: BarChart): string {
  if (verdict === undefined) return "not run";
  return value === undefined ? "-" : written(value);
}

function barLine(bar: Bar, line: { top: number; longest: number; text: string }): Markup {
  const { top, longest, text } = line;
  const look = bar.verdict === undefined ? "absent" : classOf(bar.verdict);
  const sign = bar.verdict === undefined ? "" : signOf(bar.verdict);
  const y = top + BASELINE;
  const middle = y + GAP + BAR / 2;
  return html`<g class="${look}">
<text x="0" y="${y}" class="sign">${sign}</text>
<text x="${SIGN}" y="${y}">${shortened(bar.label)}</text>
<text x="100%" y="${y}" class="value">${text}</text>
<line x1="0" x2="100%" y1="${middle}" y2="${middle}"/>
${rectangle(bar.value ?? 0, longest, y + GAP)}
</g>`;
}

function rectangle(value: number, longest: number, top: number): readonly Markup[] {
  if (value <= 0) return [];
  const share = Math.max(SHORTEST_BAR, (100 * value) / longest).toFixed(1);
  return [html`<rect x="0" y="${top}" width="${share}%" height="${BAR}"/>`];
}

function shortened(label: string): string {
  return label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1)}…`;
}
