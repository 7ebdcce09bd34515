import type { Picture } from './layout.ts';
import { html, type Markup, raw } from './markup.ts';
import { STYLE } from './page-style.ts';
import { keptTogether } from './wrap.ts';

/** Content security policy of the page, which forbids scripts and external resources. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Returns a complete page as a self-contained HTML file. `lead` is below the title. */
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

/** Returns explanations in a muted color, one paragraph each. */
export const quietTexts = (texts: readonly string[]): Markup =>
  html`${texts.map((text) => html`<p class="quiet">${keptTogether(text)}</p>\n`)}`;

/** Returns the plots, each in both layouts. The style sheet shows the one that fits the screen. */
export const pageFigures = (pictures: readonly Picture[]): Markup =>
  html`${pictures.map(
    ({ wide, narrow }) =>
      html`<figure><div class="wide">${raw(wide)}</div><div class="narrow">${raw(narrow)}</div></figure>\n`,
  )}`;
