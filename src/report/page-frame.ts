import type { Picture } from './layout.ts';
import { html, type Markup, raw } from './markup.ts';
import { STYLE } from './page-style.ts';

/** Scripts and anything from elsewhere are not merely absent: the browser refuses them. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** A whole page: an HTML file that needs nothing else, `lead` below its title. */
export const pageFrame = (title: string, lead: Markup, main: Markup): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${lead}
</header>
<main>
${main}
</main>
</body>
</html>
`.markup;

/** A part of a page under its own heading. */
export const section = (name: string, content: Markup): Markup =>
  html`<section>\n<h2>${name}</h2>\n${content}\n</section>`;

/** Explanations below a table, one paragraph each. */
export const notes = (texts: readonly string[]): Markup =>
  html`${texts.map((text) => html`<p class="quiet">${text}</p>\n`)}`;

/** Pictures of this module, put in as they are, each in both sizes: the style sheet shows the one that fits the screen. */
export const figures = (pictures: readonly Picture[]): Markup =>
  html`${pictures.map(
    ({ wide, narrow }) =>
      html`<figure><div class="wide">${raw(wide)}</div><div class="narrow">${raw(narrow)}</div></figure>\n`,
  )}`;
