// SVG text, read back.

import { DOMParser } from 'linkedom';

/** What of the DOM these tests use. */
export interface Node {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
  readonly parentElement: Node | null;
}

/** The root of an SVG or HTML text. */
export function parse(text: string, type: 'image/svg+xml' | 'text/html' = 'image/svg+xml'): Node {
  return (new DOMParser().parseFromString(text, type) as unknown as { documentElement: Node })
    .documentElement;
}

/** All matches of a selector. */
export const all = (root: Node, selector: string): Node[] => [...root.querySelectorAll(selector)];

/** The texts of all matches. */
export const texts = (root: Node, selector: string): string[] =>
  all(root, selector).map(({ textContent }) => textContent.trim());

/** The labels in the right margin of a plot: text and vertical place. */
export const endLabels = (root: Node): { text: string; y: number }[] =>
  all(root, 'g[aria-label="labels"] text').map((node) => ({
    text: node.textContent.replaceAll('\u00a0', ' '),
    y: Number(node.getAttribute('y')),
  }));

/** Asserts what every picture promises: a drawing that stands alone, on white, with a name, reaching nowhere. */
export function standsAlone(svg: string): Node {
  const root = parse(svg);
  const facts = {
    xmlns: root.getAttribute('xmlns'),
    role: root.getAttribute('role'),
    background: root.querySelector('rect')?.getAttribute('fill'),
    named: all(root, 'title, desc').every(({ textContent }) => textContent.length > 10),
    reaches: svg
      .replace('http://www.w3.org/2000/svg', '')
      .match(/https?:|href|id=|url\(|<script|NaN|undefined|Infinity/g),
  };
  const promised = {
    xmlns: 'http://www.w3.org/2000/svg',
    role: 'img',
    background: 'white',
    named: true,
    reaches: null,
  };
  if (JSON.stringify(facts) !== JSON.stringify(promised)) throw new Error(JSON.stringify(facts));
  return root;
}

/** The nearest value of an attribute, of the node itself or of a node around it. */
function inherited(node: Node | null, name: string): string | null {
  return node === null ? null : (node.getAttribute(name) ?? inherited(node.parentElement, name));
}

/** Sum of the horizontal translations of a node and of the nodes around it. */
function shifted(node: Node | null): number {
  if (node === null) return 0;
  const [, x = '0'] = node.getAttribute('transform')?.match(/translate\((-?[\d.]+)/) ?? [];
  return Number(x) + shifted(node.parentElement);
}

/**
 * Horizontal texts that reach beyond the left or right edge of a picture. Their width is estimated, at 0.55 of the font size
 * per character, as in a wide font.
 */
export function textsOutside(svg: string): string[] {
  const root = parse(svg);
  const width = Number(root.getAttribute('width'));
  return all(root, 'text')
    .filter((node) => !node.getAttribute('transform')?.includes('rotate'))
    .filter((node) => {
      const length = node.textContent.length * 0.55 * Number(inherited(node, 'font-size'));
      const anchor = inherited(node, 'text-anchor');
      const x = Number(node.getAttribute('x') ?? 0) + shifted(node);
      const left = anchor === 'end' ? x - length : anchor === 'middle' ? x - length / 2 : x;
      return left < 0 || left + length > width;
    })
    .map(({ textContent }) => textContent);
}
