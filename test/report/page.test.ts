import { expect, test } from 'vitest';
import {
  accuracyPlot,
  curvesPlot,
  inBothSizes,
  type Layout,
  layersPlot,
  type Picture,
  type RunRecord,
  reportPage,
} from '../../src/report/index.ts';
import { denseOnly, finished, nothing } from './records.ts';
import { all, parse, texts } from './svg.ts';

const page = (record: RunRecord, pictures: Picture[] = []) =>
  parse(reportPage(record, pictures), 'text/html');
const drawn = (plot: (record: RunRecord, layout: Layout) => string, record: RunRecord) =>
  inBothSizes((layout) => plot(record, layout));
const rows = (record: RunRecord, table: string) =>
  all(page(record), `[aria-label="${table}"] tbody tr`).map((row) =>
    texts(row, 'th, td').map((text) => text.replaceAll('\u00a0', ' ')),
  );

test('the verdict comes first, with the value, bar and answer of each condition', () => {
  expect(texts(page(finished), 'h1')).toEqual(['A winning ticket']);
  expect(texts(page(finished), '.lead')).toEqual([finished.verdict?.text]);
  expect(rows(finished, 'The conditions').map(([, ...rest]) => rest)).toEqual([
    ['97.66 %', 'at least 97.21 %', '✓ yes'],
    ['97.66 %', 'at least 97.41 %', '✓ yes'],
    ['700', 'at most 800', '✓ yes'],
    ['97.41 %', 'above 11.35 %', '✓ yes'],
    ['0 empty', '0 empty', '✓ yes'],
  ]);
  expect(texts(page(finished), 'header .quiet').join(' ')).toMatch(
    /New weights do worse.*Iterations are counted/,
  );
});

test('a ticket that does not win is not called a winner', () => {
  const { verdict } = finished;
  if (verdict === null) throw new Error('no verdict');
  const trainsAsFast = { ...verdict.trainsAsFast, ticket: null, answer: 'no' as const };
  const lost = { ...verdict, trainsAsFast, wins: 'no' as const, nextSteps: ['train longer' as const] };
  const record = { ...finished, verdict: lost };
  expect(texts(page(record), 'h1, title')).toEqual(['Not a winning ticket', 'Not a winning ticket']);
  expect(rows(record, 'The conditions')[2].slice(1)).toEqual(['never', 'at most 800', '✗ no']);
  expect(texts(page(record), 'header .quiet').at(-1)).toMatch(/^What may help: train longer/);
});

test('an undecided verdict is marked as such', () => {
  const { verdict } = finished;
  if (verdict === null) throw new Error('no verdict');
  const trainsAsFast = { ...verdict.trainsAsFast, answer: 'undecided' as const };
  const record = { ...finished, verdict: { ...verdict, trainsAsFast, wins: 'undecided' as const } };
  expect(texts(page(record), 'h1')).toEqual(['A ticket without a verdict']);
  expect(rows(record, 'The conditions')[2].at(-1)).toBe('? undecided');
});

test('layers without weights are named beside the network, and an early stop at the last evaluation is marked', () => {
  const emptiedLayers = ['fc1.weight', 'fc2.weight'];
  const rounds = finished.rounds.map((level) => ({ ...level, emptiedLayers }));
  const [, first] = rows({ ...finished, rounds }, 'Levels');
  expect(first[0]).toBe('1 (fc1.weight and fc2.weight have no weights left)');
  const { dense } = finished;
  if (dense === null) throw new Error('no dense network');
  const improving = { ...dense, curve: dense.curve.slice(0, 8) };
  expect(rows({ ...finished, dense: improving }, 'Levels')[0].at(-2)).toBe('700*');
  expect(texts(page(finished), 'main .quiet').join(' ')).toMatch(/Still improving at T.*Before training/);
});

test('every level and control is a row', () => {
  const levels = rows(finished, 'Levels');
  expect(levels).toHaveLength(11);
  expect(levels[0]).toEqual(['dense', '266,200', '100.00 %', '10.00 %', '97.41 %', '97.51 %', '700', '21.4']);
  expect(levels[10]).toEqual(['10', '26,620', '10.00 %', '10.00 %', '97.66 %', '97.76 %', '700', '21.4']);
  expect(rows(finished, 'Controls').map(([name, , , , accuracy]) => [name.split(':')[0], accuracy])).toEqual([
    ['the ticket', '97.66 %'],
    ['random reinitialization', '97.12 %'],
    ['shuffled mask', '96.95 %'],
  ]);
});

test('every value of the configuration is a row, nested ones by their path', () => {
  const config = { ...finished.config, client: { name: 'ours', sizes: [1, 2], more: { depth: null } } };
  expect(rows({ ...finished, config }, 'Configuration')).toEqual([
    ['data', 'mnist'],
    ['normalize', 'false'],
    ['hidden', '300,100'],
    ['sparsity', '0.9'],
    ['rounds', '10'],
    ['rewind', 'early:7%'],
    ['scope', 'global'],
    ['iterations', '1000'],
    ['batch', '60'],
    ['lr', '0.0012'],
    ['optimizer', 'adam'],
    ['evaluateEvery', '100'],
    ['seed', '1'],
    ['controls', 'reinit,shuffle'],
    ['tolerance', '0.002'],
    ['client.name', 'ours'],
    ['client.sizes', '1,2'],
    ['client.more.depth', 'null'],
  ]);
});

test('an unfinished run says how far it came, and has no empty table', () => {
  const parts = (record: RunRecord) => ({
    lead: texts(page(record), '.lead')[0],
    sections: texts(page(record), 'h2'),
  });
  expect(parts(denseOnly)).toEqual({
    lead: 'There is no verdict yet: the run is not finished, with 1 level trained so far.',
    sections: ['Levels', 'Configuration', 'Repeat it'],
  });
  expect(parts(nothing)).toEqual({
    lead: 'There is no verdict yet: the run is not finished, with 0 levels trained so far.',
    sections: ['Configuration', 'Repeat it'],
  });
});

test('hostile text stays text wherever the record has some', () => {
  const evil = `</title></style><script>alert("1")</script><img src=x onerror='a'>&amp;`;
  const { dense, ticket, verdict } = finished;
  const record = {
    ...finished,
    config: { [evil]: evil, nested: { [evil]: { deep: [evil] } } },
    dense: dense && { ...dense, layers: { [evil]: { total: 2, remaining: 1 } } },
    ticket: ticket && { ...ticket, digest: evil },
    verdict: verdict && { ...verdict, text: evil },
  };
  const root = page(
    record,
    [accuracyPlot, curvesPlot, layersPlot].map((plot) => drawn(plot, record)),
  );
  expect(all(root, 'script, img, [onerror]')).toEqual([]);
  expect(texts(root, '.lead')).toEqual([evil]);
  expect(texts(root, 'p > code')[0]).toBe(evil);
  expect(rows(record, 'Configuration')[0]).toEqual([evil, evil]);
});

test('the page needs nothing else: no script, no address but the name of SVG, pictures inside', () => {
  const pictures = [accuracyPlot, curvesPlot, layersPlot].map((plot) => drawn(plot, finished));
  const text = reportPage(finished, pictures);
  expect(all(parse(text, 'text/html'), 'figure > .wide > svg[role="img"] > title')).toHaveLength(3);
  expect(text.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /https?:|<script|<link|src=|url\(|@import/,
  );
  expect(text).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"');
});

test('a screen reader finds its way: language, headers of rows and columns, named regions', () => {
  const root = page(finished);
  expect(root.getAttribute('lang')).toBe('en');
  expect(all(root, 'thead th:not([scope="col"]), tbody th:not([scope="row"])')).toEqual([]);
  for (const row of all(root, 'tbody tr')) expect(all(row, 'th[scope="row"]')).toHaveLength(1);
  expect(all(root, 'main, h1')).toHaveLength(2);
});

test('the command that repeats it and the caveat are there', () => {
  expect(texts(page(finished), 'pre')[0]).toMatch(/^winning-ticket find --data mnist .* --tolerance 0.002$/);
  expect(texts(page(finished), '.caveat')[0]).toContain('One seed proves nothing.');
  expect(texts(page({ ...finished, config: { a: { b: 1 } } }), 'pre')).toEqual([]);
});

test('a record that has been through JSON gives the same page', () => {
  const stored = JSON.parse(JSON.stringify(finished)) as RunRecord;
  expect(reportPage(stored, [drawn(curvesPlot, stored)])).toBe(
    reportPage(finished, [drawn(curvesPlot, finished)]),
  );
});

test('the page follows the mode of the reader, its pictures too', () => {
  const style = texts(page(finished), 'head style')[0];
  expect(style).toContain('prefers-color-scheme: dark');
  expect(style).not.toMatch(/figure[^}]*background/);
  const { wide, narrow } = drawn(accuracyPlot, finished);
  for (const svg of [wide, narrow]) expect(svg).toContain('@media screen and (prefers-color-scheme: dark)');
});

test('nothing on the page scrolls sideways, and every cell carries its heading for phones', () => {
  const text = reportPage(finished, [drawn(accuracyPlot, finished)]);
  expect(text).not.toMatch(/overflow-x|min-width: \d|class="scroll"/);
  const root = parse(text, 'text/html');
  const heads = all(root, '[aria-label="Levels"] tbody tr:first-child td').map((cell) =>
    cell.getAttribute('data-head'),
  );
  expect(heads).toEqual(texts(root, '[aria-label="Levels"] thead th').slice(1));
  expect(all(root, 'figure > .narrow > svg')).toHaveLength(1);
});
