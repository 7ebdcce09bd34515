import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatCommand } from '../../src/report/repeat-command.ts';
import { finished } from './records.ts';

test('every value of the configuration is an option', () => {
  expect(repeatCommand(finished.config)).toBe(
    'winning-ticket find --data mnist --hidden 300,100 --sparsity 0.9 --rounds 10 --rewind early:7% --scope global ' +
      '--iterations 1000 --batch 60 --lr 0.0012 --optimizer adam --evaluate-every 100 --seed 1 ' +
      '--controls reinit,shuffle --tolerance 0.002',
  );
});

test.each([
  [{ normalize: true }, '--normalize'],
  [{ normalize: false, lr: 0 }, '--lr 0'],
  [{ hidden: [], controls: [] }, '--hidden none --controls none'],
  [{ rewind: { kind: 'init' } }, '--rewind init'],
  [{ rewind: { kind: 'late', iteration: 500 } }, '--rewind late:500'],
  [{ rewind: { kind: 'none', fineTuneIterations: 50 } }, '--rewind none:50'],
  [{ data: "my data'; rm -rf $HOME" }, "--data 'my data'\\''; rm -rf $HOME'"],
  [{ data: '' }, "--data ''"],
])('%j becomes %s', (config, options) => {
  expect(repeatCommand(config)).toBe(`winning-ticket find ${options}`);
});

test('a value the command line cannot say gives no command', () => {
  expect(repeatCommand({ data: { path: 'a' } })).toBeNull();
  expect(repeatCommand({ rewind: { kind: 'late', iteration: 1, fraction: 0.1 } })).toBeNull();
  expect(repeatCommand({ hidden: [{ size: 3 }] })).toBeNull();
});

test('a percentage comes back as it was written, so the fraction comes back exactly', () =>
  fc.assert(
    fc.property(fc.nat(9999), (n) => {
      const percentage = n / 100;
      const fraction = percentage / 100;
      const text = repeatCommand({ rewind: { kind: 'early', fraction } })?.match(/early:(.*)%$/)?.[1];
      expect(text).toBe(`${percentage}`);
    }),
  ));
