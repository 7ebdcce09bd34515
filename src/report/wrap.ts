// Text in lines: of pixels in a picture, of characters on a terminal.

/** Width of an average character as a fraction of the font size, a little more than that of wide system fonts. */
const CHARACTER = 0.56;

/** Width of a terminal in characters. Nothing that a report prints is wider. */
export const COLUMNS = 80;

/** Pixels that a text needs at most, estimated, as there is no font to measure it with. */
export const textWidth = (text: string, fontSize: number): number => text.length * CHARACTER * fontSize;

/** A text of a picture in lines that fit the width. A word that is longer than a line has a line of its own. */
export const wrap = (text: string, width: number, fontSize: number): string[] =>
  linesThatFit(text, (line) => textWidth(line, fontSize) <= width);

/**
 * A text of a terminal in lines of at most `columns` characters. No line breaks between a number and its unit, and a word that
 * is longer than a line has a line of its own.
 */
export const wrapped = (text: string, columns = COLUMNS): string[] =>
  linesThatFit(keptTogether(text), (line) => line.length <= columns).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

/** A text with spaces that no line breaks at between a number and its unit, and around ±, = and comparisons. */
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
