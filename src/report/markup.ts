/** A string that contains HTML. Only `html` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | null | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes a text for elements and quoted attributes of HTML and SVG. Control characters, which XML forbids, become �.
 */
export const escapeText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go.
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '�').replace(/[&<>"']/g, (c) => ENTITIES[c]);

/** Marks a string as HTML, without escaping. */
export const raw = (markup: string): Markup => ({ markup });

/** Template tag for HTML. Values are escaped unless they are Markup; lists are joined, and null is omitted. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  raw(strings.reduce((all, text, i) => all + render(parts[i - 1]) + text));

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part));
  return 'markup' in part ? part.markup : part.map(render).join('');
}
