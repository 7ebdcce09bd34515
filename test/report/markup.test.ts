import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeText, html, raw } from '../../src/report/markup.ts';
import { parse } from './svg.ts';

test('values are escaped, markup and lists of it are not, null is nothing', () => {
  const item = (text: string) => html`<li>${text}</li>`;
  expect(html`<ul title="${'"'}">${['<', '&'].map(item)}${null}${raw('<br>')}${7}</ul>`.markup).toBe(
    '<ul title="&quot;"><li>&lt;</li><li>&amp;</li><br>7</ul>',
  );
});

test('a browser reads any text back as it was, from an element and from an attribute', () => {
  const words = fc
    .array(fc.constantFrom('<', '>', '&', '"', "'", '</p>', '<script>', '&amp;', 'a', ' '))
    .map((w) => w.join(''));
  fc.assert(
    fc.property(words, (text) => {
      const root = parse(html`<p title="${text}">${text}</p>`.markup, 'text/html');
      expect([root.textContent, root.getAttribute('title')]).toEqual([text, text]);
    }),
  );
});

test('control characters, which XML forbids, do not get through', () => {
  expect(escapeText('a\u0000b\u001bc\nd\te')).toBe('a�b�c\nd\te');
});
