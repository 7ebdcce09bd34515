import { expect, test } from 'vitest';
import { accuracyPlot, inBothSizes, type RunRecord, searchReport } from '../../src/report/index.ts';
import { denseOnly, finished, manyControls, nothing } from './records.ts';
import { all, parse, texts } from './svg.ts';

const ORIGIN = {
  options: [
    ['data', 'mnist'],
    ['hidden', '300,100'],
    ['rewind', 'early:7%'],
  ],
  command: 'winning-ticket find --data mnist --hidden 300,100',
} as const;
const report = (record: RunRecord) => searchReport(record, ORIGIN);
const page = (record: RunRecord) => parse(report(record).page, 'text/html');
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const rows = (record: RunRecord, table: string) =>
  all(page(record), `[aria-label="${table}"] tbody tr`).map((row) => texts(row, 'th, td').map(plain));

test('the verdict comes first, with the value, bar and answer of each condition', () => {
  expect(texts(page(finished), 'h1')).toEqual(['A winning ticket']);
  expect(texts(page(finished), '.lead').map(plain)).toEqual([finished.verdict?.text]);
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

test('a ticket that does not win is not called a winning ticket', () => {
  const { verdict } = finished;
  if (verdict === null) throw new Error('no verdict');
  const trainsAsFast = { ...verdict.trainsAsFast, ticket: null, answer: 'no' as const };
  const lost = { ...verdict, trainsAsFast, wins: 'no' as const, nextSteps: ['train longer' as const] };
  const record = { ...finished, verdict: lost };
  expect(texts(page(record), 'h1, head title')).toEqual(['Not a winning ticket', 'Not a winning ticket']);
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
  const [, first, remark] = rows({ ...finished, rounds }, 'Networks');
  expect(first[0]).toBe('round 1');
  expect(remark).toEqual(['fc1.weight and fc2.weight have no weights left']);
  const { dense } = finished;
  if (dense === null) throw new Error('no dense network');
  const improving = { ...dense, curve: dense.curve.slice(0, 8) };
  const record = { ...finished, dense: improving };
  expect(rows(record, 'Networks')[0][4]).toBe('700*');
  expect(texts(page(record), 'main .quiet').join(' ')).toMatch(/Still improving at T.*Before training/);
  expect(texts(page(finished), 'main .quiet').join(' ')).not.toContain('Still improving at T');
});

test('every level and control is a row, and notes say what the controls are', () => {
  const networks = rows(finished, 'Networks');
  expect(networks).toHaveLength(13);
  expect(networks[0]).toEqual([
    ...['dense', '266,200', '100.0 %', '10.0 %', '700', '97.41 %', '97.51 %', '21.4'],
  ]);
  expect(networks[10]).toEqual([
    ...['round 10', '26,620', '10.0 %', '10.0 %', '700', '97.66 %', '97.76 %', '21.4'],
  ]);
  expect(networks.slice(11).map(([name, , , , , accuracy]) => [name, accuracy])).toEqual([
    ['reinit', '97.12 %'],
    ['shuffle', '96.95 %'],
  ]);
  expect(texts(page(finished), 'main .quiet')).toContain(
    'reinit (random reinitialization): the same mask, new initial weights.',
  );
});

test('controls of several levels and several reinitializations are told apart', () => {
  const names = rows(manyControls, 'Networks').map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(11 + manyControls.controls.length);
});

test('the options are a table', () => {
  expect(rows(finished, 'Configuration')).toEqual(ORIGIN.options);
});

test('an unfinished run states its progress, and has no empty table', () => {
  const parts = (record: RunRecord) => ({
    lead: texts(page(record), '.lead')[0],
    sections: texts(page(record), 'h2'),
  });
  expect(parts(denseOnly)).toEqual({
    lead: 'There is no verdict yet: the run is not finished, with 1 level trained so far.',
    sections: ['Pictures', 'Networks', 'Configuration', 'Repeat it'],
  });
  expect(parts(nothing)).toEqual({
    lead: 'There is no verdict yet: the run is not finished, with 0 levels trained so far.',
    sections: ['Configuration', 'Repeat it'],
  });
});

test('hostile text stays text wherever the record or the options have some', () => {
  const evil = `</title></style><script>alert("1")</script><img src=x onerror='a'>&amp;`;
  const { dense, ticket, verdict } = finished;
  const layers = { [evil]: { total: 2, remaining: 1 } };
  const record = {
    ...finished,
    dense: dense && { ...dense, layers, emptiedLayers: [evil] },
    ticket: ticket && { ...ticket, digest: evil },
    verdict: verdict && { ...verdict, text: evil, emptiedLayers: [evil] },
  };
  const { page } = searchReport(record, { options: [[evil, evil]], command: evil });
  const root = parse(page, 'text/html');
  expect(all(root, 'script, img, [onerror]')).toEqual([]);
  expect(texts(root, '.lead')).toEqual([evil]);
  expect(texts(root, 'pre')).toEqual([evil, evil]);
  expect(texts(root, '[aria-label="Configuration"] tbody td')).toEqual([evil]);
});

test('the page is self-contained: no scripts, no addresses except the SVG namespace, embedded pictures', () => {
  const { page: text, pictures } = report(finished);
  expect([...pictures.keys()]).toEqual(['accuracy.svg', 'curves.svg', 'layers.svg']);
  expect(all(parse(text, 'text/html'), 'figure > .wide > svg[role="img"] > title')).toHaveLength(3);
  for (const { wide, narrow } of pictures.values()) {
    expect(text).toContain(wide);
    expect(text).toContain(narrow);
  }
  expect(text.replaceAll('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /https?:|<script|<link|src=|url\(|@import/,
  );
  expect(text).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"');
});

test('the inputs of a ticket are a picture if they are images', () => {
  const inputs = { counts: [1, 0, 2, 1], outputs: 3, image: [2, 2] } as const;
  expect([...searchReport(finished, { ...ORIGIN, inputs }).pictures.keys()]).toContain('inputs.svg');
});

test('the page is accessible: language, headers of rows and columns, named regions', () => {
  const root = page(finished);
  expect(root.getAttribute('lang')).toBe('en');
  expect(all(root, 'thead th:not([scope="col"]), tbody th:not([scope="row"])')).toEqual([]);
  for (const row of all(root, 'tbody tr')) expect(all(row, 'th[scope="row"]')).toHaveLength(1);
  expect(all(root, 'main, h1')).toHaveLength(2);
});

test('the page has the command that repeats the run, and the caveat', () => {
  expect(texts(page(finished), 'section pre')).toEqual([ORIGIN.command]);
  expect(texts(page(finished), '.caveat')[0]).toContain('One seed proves nothing.');
  expect(texts(page(finished), '.caveat code')).toEqual(['--trials 5']);
});

test('a record that has been serialized as JSON gives the same page', () => {
  const stored = JSON.parse(JSON.stringify(finished)) as RunRecord;
  expect(report(stored).page).toBe(report(finished).page);
});

test('the page and its pictures follow the light or dark mode of the reader', () => {
  const style = texts(page(finished), 'head style')[0];
  expect(style).toContain('prefers-color-scheme: dark');
  expect(style).not.toMatch(/figure[^}]*background/);
  const { wide, narrow } = inBothSizes((layout) => accuracyPlot(finished, layout));
  for (const svg of [wide, narrow]) expect(svg).toContain('@media screen and (prefers-color-scheme: dark)');
});

test('nothing on the page scrolls sideways, and every cell carries its heading for phones', () => {
  const text = report(finished).page;
  expect(text).not.toMatch(/overflow-x|min-width: \d|class="scroll"/);
  const root = parse(text, 'text/html');
  const heads = all(root, '[aria-label="Networks"] tbody tr:first-child td').map((cell) =>
    cell.getAttribute('data-head'),
  );
  expect(heads).toEqual(texts(root, '[aria-label="Networks"] thead th').slice(1));
  expect(all(root, 'figure > .narrow > svg')).toHaveLength(3);
});
