// Wraps text into lines: by pixels in plots, by characters on a terminal.

/** Width of an average character as a fraction of the font size, slightly larger than that of wide system fonts. */
const CHARACTER = 0.56;

/** Width of a terminal in characters. Reports are never wider. */
export const COLUMNS = 80;

/** Returns an upper estimate of a text's width in pixels, because there is no font to measure it with. */
export const textWidth = (text: string, fontSize: number): number => text.length * CHARACTER * fontSize;

/** Wraps a text of a plot into lines that fit the width. A word that is longer than a line has its own line. */
export const wrap = (text: string, width: number, fontSize: number): string[] =>
  linesThatFit(text, (line) => textWidth(line, fontSize) <= width);

/**
 * Wraps a text for a terminal into lines of at most `columns` characters. Numbers stay on the same line as their units, and a
 * word that is longer than a line has its own line.
 */
export const wrapped = (text: string, columns = COLUMNS): string[] =>
  linesThatFit(keptTogether(text), (line) => line.length <= columns).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

/** Replaces spaces between numbers and units, and around ±, = and comparisons, by non-breaking spaces. */
export const keptTogether = (text: string): string =>
  text.replace(/ (?=%|[±=<>≤≥] )|(?<= [±=<>≤≥]) /g, '\u00a0');

function linesThatFit(text: string, fits: (line: string) => boolean): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const longer = lines[last] === '' ? word : `${lines[last]} ${word}`;
    if (lines[last] === '' || fits(longer)) lines[last] = longer;
    else lines.push(word);
  }
  return lines;
}
