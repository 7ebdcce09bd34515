// The colors of all plots. The first ones are the palette of Okabe and Ito, darkened until they are readable as text on white.

/** Colors of networks and lines that are the same in every plot, in light mode. */
export const COLORS = {
  paper: 'white',
  ink: '#222222',
  quiet: '#595959',
  grid: '#dddddd',
  /** The line of equal densities in the plot of layers. */
  reference: '#aaaaaa',
  dense: '#595959',
  ticket: '#0072b2',
  reinit: '#c04e00',
  shuffle: '#007a59',
  minimal: '#e6f2ec',
  gradual: '#fdf3dc',
  significant: '#fbe6dc',
} as const;

/** Colors of lines that have no color of their own. */
const PALETTE = [
  '#c04e00',
  '#007a59',
  '#a3407c',
  '#7a6200',
  '#5b4bc4',
  '#b3202a',
  '#00757f',
  '#6b4a2b',
  '#4d7300',
  '#8a1f5c',
  '#33507a',
] as const;

/** The color in dark mode for each color in light mode. */
const DARK: Readonly<Record<string, string>> = {
  [COLORS.paper]: '#17191c',
  [COLORS.ink]: '#e8e8e8',
  [COLORS.quiet]: '#b4b4b4',
  [COLORS.grid]: '#3b3f45',
  [COLORS.reference]: '#70757c',
  [COLORS.ticket]: '#5cb3ee',
  [COLORS.minimal]: '#1d3329',
  [COLORS.gradual]: '#39321d',
  [COLORS.significant]: '#3f291e',
  '#c04e00': '#ff9d5c',
  '#007a59': '#4cc9a0',
  '#a3407c': '#e793c6',
  '#7a6200': '#d8bb55',
  '#5b4bc4': '#aea3ff',
  '#b3202a': '#ff8c8c',
  '#00757f': '#50cfda',
  '#6b4a2b': '#d2a883',
  '#4d7300': '#a6d05a',
  '#8a1f5c': '#f08fb8',
  '#33507a': '#9db9e6',
};

const DASHES = ['', '7,3', '2,3', '9,3,2,3'] as const;

/** Color and dashing of a line. */
export interface LineStyle {
  readonly color: string;
  /** SVG's stroke-dasharray; empty for a solid line. */
  readonly dash: string;
}

/**
 * Returns one style per line. The dense network and the ticket have the same color in every plot. Up to eleven other lines have
 * different colors; after that, lines of the same color are dashed differently.
 */
export function lineStyles(labels: readonly string[]): LineStyle[] {
  let others = 0;
  return labels.map((label, i) => {
    const dash = DASHES[i % DASHES.length];
    if (label === 'dense' || label === 'ticket') return { color: COLORS[label], dash };
    const color = PALETTE[others++ % PALETTE.length];
    return { color, dash };
  });
}

/**
 * Returns the style sheet of a plot, which follows the reader's light or dark mode. Viewers without support for styles show
 * light mode.
 */
export const colorStyle = (): string => `@media screen and (prefers-color-scheme: dark) {
${Object.entries(DARK).map(darkRules).join('\n')}
}`;

const darkRules = ([light, dark]: readonly [string, string]): string =>
  ['fill', 'stroke', 'color']
    .map((property) => `svg[${property}="${light}"],svg [${property}="${light}"]{${property}:${dark}}`)
    .join('');
