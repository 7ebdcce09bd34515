/** Width of an average character as a fraction of the font size, a little more than that of wide system fonts. */
const CHARACTER = 0.56;

/** Pixels that a text needs at most, estimated, as there is no font to measure it with. */
export const textWidth = (text: string, fontSize: number): number => text.length * CHARACTER * fontSize;

/** A text in lines that fit the width. A word that is longer than a line has a line of its own. */
export function wrap(text: string, width: number, fontSize: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    const longer = lines[last] === '' ? word : `${lines[last]} ${word}`;
    if (lines[last] === '' || textWidth(longer, fontSize) <= width) lines[last] = longer;
    else lines.push(word);
  }
  return lines;
}
