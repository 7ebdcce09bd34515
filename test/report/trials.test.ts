import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type RunRecord,
  summarizeTrials,
  type TrialEntry,
  type TrialsRecord,
  trialsPlot,
  trialsReport,
} from '../../src/report/index.ts';
import { denseOnly, finished, nothing } from './records.ts';
import { type Node, parse } from './svg.ts';

/** The finished run, its ticket this much better or worse than dense, as a trial. */
function trial(seed: number, difference: number): TrialEntry {
  const last = finished.rounds[finished.rounds.length - 1];
  const testAccuracy = 0.9741 + difference;
  const rounds = [...finished.rounds.slice(0, -1), { ...last, testAccuracy }];
  const verdict = {
    ...(finished.verdict as NonNullable<RunRecord['verdict']>),
    wins: difference >= -0.002 ? ('yes' as const) : ('no' as const),
  };
  const record = { ...finished, seed, rounds, verdict };
  return { seed, folder: `seed-${seed}`, record, error: null };
}

const failed: TrialEntry = {
  seed: 9,
  folder: 'seed-9',
  record: null,
  error: 'loss: <must> stay finite',
};
const all = (...trials: readonly TrialEntry[]) => summarizeTrials(0.002, trials);
const four = all(trial(1, 0.003), trial(2, 0.001), trial(3, -0.004), trial(4, 0.002));
const pageOf = (record: TrialsRecord) =>
  trialsReport(record, { options: [], command: 'find --trials 4' }).page;
const textOf = (html: string, selector: string) =>
  [...parse(html, 'text/html').querySelectorAll(selector)].map(({ textContent }) => textContent);

describe('several trials summed up', () => {
  test('count winners, and hold each ticket against its own dense network', () => {
    expect(four.winners).toBe(3);
    expect(four.verdict?.runs).toBe(4);
    expect(four.verdict?.matchesDense.difference.mean).toBeCloseTo(0.0005, 12);
    expect(four.verdict?.wins).toBe('undecided');
  });

  test('leave out those that failed or have not finished', () => {
    const some = all(trial(1, 0.003), failed, { ...failed, error: null });
    expect([some.winners, some.verdict?.runs]).toEqual([1, 1]);
    expect(all(failed).verdict).toBeNull();
  });
});

describe('the picture of several trials', () => {
  const marks = (svg: string, selector: string) => [...parse(svg).querySelectorAll(selector)] as Node[];

  test('names the mean of each network, and how many trials', () => {
    const svg = trialsPlot(four);
    const said = parse(svg).querySelector('desc')?.textContent;
    expect(said).toMatch(
      /^Means of 4 trials: dense 97\.41.%; ticket 97\.46.%; random .* 97\.12.%; shuffled .*%\.$/,
    );
    expect(svg).toContain('from least to most');
    expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('has a point for every trial at every level, and a whisker a level', () => {
    const svg = trialsPlot(four);
    const levels = 1 + finished.rounds.length;
    expect(marks(svg, 'g[aria-label="dot"] circle').length).toBeGreaterThanOrEqual(4 * levels + levels);
    expect(marks(svg, 'g[aria-label="rule"] line').length).toBeGreaterThanOrEqual(levels + 2);
  });

  test.each([
    ['one trial', all(trial(1, 0.001))],
    ['none that finished', all(failed)],
    ['no controls', all({ ...trial(1, 0.001), record: { ...finished, controls: [] } })],
    ['the dense network only', all({ ...trial(1, 0), record: denseOnly })],
    ['nothing trained', all({ ...trial(1, 0), record: nothing })],
  ])('can be drawn of %s', (_, record) => {
    const svg = trialsPlot(record);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(parse(svg).querySelector('title')?.textContent).toContain('Test accuracy');
  });
});

describe('the page of several trials', () => {
  test('has a row a trial that leads to its own page, then mean and deviation', () => {
    const html = pageOf(four);
    const links = [...parse(html, 'text/html').querySelectorAll('tbody a')].map((a) =>
      a.getAttribute('href'),
    );
    expect(links).toEqual([1, 2, 3, 4].map((seed) => `seed-${seed}/report.html`));
    expect(textOf(html, '.lead')).toEqual(['3 of 4 tickets win on their own seed.']);
    const rows = textOf(html, 'tbody th');
    expect(rows.slice(-2)).toEqual(['mean', 'standard deviation']);
    expect(html).not.toContain('700*');
    expect(textOf(html, 'pre')).toEqual(['find --trials 4']);
    expect(html).toContain('Whether such tickets win in general is undecided after 4 seeds.');
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('marks an early stop at the last evaluation', () => {
    const improving = trial(1, 0.001);
    const { dense } = finished;
    const record = { ...finished, dense: dense && { ...dense, curve: dense.curve.slice(0, 8) } };
    expect(pageOf(all({ ...improving, record }))).toContain('700*');
  });

  test('says what failed, escaped, and that its figures leave it out', () => {
    const html = pageOf(all(trial(1, 0.001), failed));
    expect(html).toContain('Seed 9 failed: loss: &lt;must&gt; stay finite');
    expect(html).toContain('The results are from the 1 of 2 seeds that finished.');
    expect(pageOf(all(failed))).toContain('No trial has finished yet.');
  });

  test('needs nothing else and never shows a NaN, whatever the differences', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 20 }), { minLength: 1, maxLength: 5 }),
        (differences) => {
          const record = all(...differences.map((difference, i) => trial(i + 1, difference / 1000)));
          const html = pageOf(record);
          expect(html).not.toMatch(/NaN|undefined|Infinity|<script|(src|href)="?https?:/);
        },
      ),
      { numRuns: 10 },
    ));
});
