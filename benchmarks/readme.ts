// The part of README.md that is generated: the figures of each benchmark, between two marks.

/**
 * The text with what stands between `<!-- NAME: generated -->` and `<!-- NAME: end -->` replaced by `body`. Throws an Error
 * where the marks are missing.
 */
export function withFigures(text: string, name: string, body: string): string {
  const [opening, closing] = [`<!-- ${name}: generated -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(opening), text.indexOf(closing)];
  if (from === -1 || to < from) throw new Error(`README.md: must have ${opening} before ${closing}`);
  return `${text.slice(0, from)}${opening}\n\n${body}\n\n${text.slice(to)}`;
}
