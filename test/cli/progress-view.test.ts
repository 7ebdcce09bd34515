// The lines on stderr, on a terminal and elsewhere.

import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fitName, formatDuration } from '../../src/cli/progress-line.ts';
import { ProgressView } from '../../src/cli/progress-view.ts';
import type { PlannedUnit, RunPlan } from '../../src/runs/plan.ts';
import type { UnitState } from '../../src/runs/runner.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ESCAPE = '\u001b';

/** A stream that keeps what is written, and what a terminal of so many columns would show. */
class Screen extends Writable {
  readonly columns: number | undefined;
  readonly isTTY: boolean;
  text = '';
  lines = [''];
  #row = 0;
  #column = 0;

  constructor(columns?: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.isTTY = columns !== undefined;
  }

  override _write(chunk: string | Buffer, _: string, done: () => void): void {
    const text = String(chunk);
    this.text += text;
    for (const [part] of text.matchAll(new RegExp(`${ESCAPE}\\[([?\\d;]*)([A-Za-z])|.|\\n`, 'g')))
      this.#show(part);
    done();
  }

  #show(part: string): void {
    const [, numbers = '', code = ''] = new RegExp(`${ESCAPE}\\[([?\\d;]*)([A-Za-z])`).exec(part) ?? [];
    const line = this.lines[this.#row];
    if (part === '\n') {
      this.#row++;
      this.#column = 0;
      this.lines[this.#row] ??= '';
    } else if (code === '') {
      this.lines[this.#row] =
        line.padEnd(this.#column).slice(0, this.#column) + part + line.slice(this.#column + 1);
      this.#column++;
    } else if (code === 'A') this.#row = Math.max(0, this.#row - Number(numbers || 1));
    else if (code === 'G') this.#column = Number(numbers || 1) - 1;
    else if (code === 'K') this.lines[this.#row] = numbers === '2' ? '' : line.slice(0, this.#column);
    else if (code === 'J')
      this.lines.splice(this.#row, Number.POSITIVE_INFINITY, line.slice(0, this.#column));
    else if (code !== 'h' && code !== 'l') throw new Error(`unknown escape sequence ${numbers}${code}`);
  }
}

const viewOn = (screen: Screen, quiet = false) =>
  new ProgressView(screen as unknown as NodeJS.WriteStream, quiet);

const unitOf = (seed: number, arm: string, more: Partial<PlannedUnit> = {}): PlannedUnit => ({
  ...{ id: `seed ${seed}/${arm}`, arm, seed, needs: [], iterations: 1000 },
  ...more,
});
const planOf = (...units: PlannedUnit[]): RunPlan => ({
  ...{ command: 'find', options: {}, data: null, units },
  seeds: [...new Set(units.map(({ seed }) => seed))],
});
const state = (change: Partial<UnitState> = {}): UnitState => ({
  ...{ iterations: 500, fraction: 0, loss: 0.25, validationLoss: 0.125, validationAccuracy: 0.875 },
  ...change,
});

const DENSE = unitOf(1, 'dense', { density: 1, remaining: 266_200 });
const ROUND = unitOf(1, 'round 10', { density: 0.107, remaining: 28_483 });
const FIGURES = 'test  98.12 % at iteration 1,700';

describe('not on a terminal', () => {
  test('there is one line per unit of a single seed, of 80 columns', () => {
    const screen = new Screen();
    const view = viewOn(screen);
    view.begin(planOf(DENSE, ROUND), new Map());
    for (const unit of [DENSE, ROUND]) {
      view.start(unit);
      view.update(unit, state());
      vi.advanceTimersByTime(1000);
      view.finish(unit, 12.34, FIGURES);
    }
    view.stop();
    expect(screen.text).toBe(
      'dense     100.0 % left  266,200 weights  test  98.12 % at iteration 1,700 12.3 s\n' +
        'round 10   10.7 % left   28,483 weights  test  98.12 % at iteration 1,700 12.3 s\n',
    );
    expect(screen.lines[0]).toHaveLength(80);
  });

  test('a unit without weights or results has a short line', () => {
    const screen = new Screen();
    const view = viewOn(screen);
    const unit = unitOf(1, 'target');
    view.begin(planOf(unit), new Map());
    view.finish(unit, 123.4, '');
    expect(screen.text).toBe('target    123 s\n');
  });

  test('units of several seeds have no lines of their own unless they fail', () => {
    const screen = new Screen();
    const view = viewOn(screen);
    const other = unitOf(2, 'dense');
    view.begin(planOf(DENSE, other), new Map());
    view.finish(DENSE, 1, FIGURES);
    view.say('seed 1  dense 98.12 %');
    view.fail(other, new Error('it broke'));
    expect(screen.text).toBe('seed 1  dense 98.12 %\nseed 2  dense failed: it broke\n');
  });

  test('nothing is shown if the view is quiet', () => {
    const screen = new Screen(100);
    const view = viewOn(screen, true);
    view.begin(planOf(DENSE), new Map());
    view.start(DENSE);
    view.update(DENSE, state());
    vi.advanceTimersByTime(1000);
    view.finish(DENSE, 1, FIGURES);
    view.fail(DENSE, new Error('it broke'));
    view.say('words');
    view.stop();
    expect(screen.text).toBe('');
  });
});

describe('on a terminal', () => {
  /** The screen after half of the dense training. */
  function halfway(columns: number, change: Partial<UnitState> = {}) {
    const screen = new Screen(columns);
    const view = viewOn(screen);
    view.begin(planOf(DENSE, ROUND), new Map());
    view.start(DENSE);
    vi.advanceTimersByTime(10_000);
    view.update(DENSE, state(change));
    vi.advanceTimersByTime(1000);
    return { screen, view };
  }

  test.each([
    [60, 'dense     50 %  0:30 to go'],
    [80, 'dense    ██████░░░░░░  50 %  validation  87.5 %  0:30 to go'],
    [
      130,
      'dense    ████████████░░░░░░░░░░░░  50 %  loss 0.250  validation 0.125,  87.5 %  50 it/s  0:30 to go',
    ],
  ])('of %i columns a unit has a live line', (columns, line) => {
    const { screen, view } = halfway(columns);
    expect(screen.lines).toEqual([line]);
    view.stop();
    expect(screen.lines.join('')).toBe('');
  });

  test('the line of a finished unit stays above the live ones, which go', () => {
    const { screen, view } = halfway(90);
    view.finish(DENSE, 20, FIGURES);
    view.start(ROUND);
    vi.advanceTimersByTime(1000);
    expect(screen.lines).toEqual([
      'dense     100.0 % left  266,200 weights  test  98.12 % at iteration 1,700 20.0 s',
      'round 10 ░░░░░░░░░░░░   0 %  validation       –  – to go',
    ]);
    view.finish(ROUND, 20, FIGURES);
    view.stop();
    expect(screen.lines.filter((line) => line !== '')).toEqual([
      'dense     100.0 % left  266,200 weights  test  98.12 % at iteration 1,700 20.0 s',
      'round 10   10.7 % left   28,483 weights  test  98.12 % at iteration 1,700 20.0 s',
    ]);
  });

  test('lines are not colored, and the cursor is hidden and given back', () => {
    const { screen, view } = halfway(100);
    expect(screen.text.lastIndexOf(`${ESCAPE}[?25l`)).toBeGreaterThan(-1);
    view.stop();
    expect(screen.text.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(
      screen.text.lastIndexOf(`${ESCAPE}[?25l`),
    );
    expect(screen.text).not.toMatch(new RegExp(`${ESCAPE}\\[[\\d;]*m`));
    view.stop(); // again: an error may come after the end
  });

  test('a unit that trains nothing shows the fraction of its work', () => {
    const screen = new Screen(80);
    const view = viewOn(screen);
    const unit = unitOf(1, 'growth', { iterations: 0 });
    view.begin(planOf(unit), new Map());
    view.start(unit);
    view.update(unit, state({ iterations: 0, fraction: 0.25, validationAccuracy: null }));
    vi.advanceTimersByTime(1000);
    expect(screen.lines[0]).toMatch(/^growth {3}███░░░░░░░░░ {2}25 % {2}validation {7}– /);
    view.stop();
  });

  const widths = [60, 70, 79, 80, 81, 100, 120, 129, 130, 131, 160, 200];
  const long = 'random mask from 10000, second order';
  test.each(widths)('of %i columns no line is wider, whatever it shows', (columns) => {
    for (const seeds of [[1], [1, 2], [9_007_199_254_740_990, 9_007_199_254_740_991]])
      for (const arm of ['dense', 'round 10', long])
        for (const change of [
          {},
          { loss: 1e30, validationLoss: 1e30, validationAccuracy: 1 },
          { loss: null, validationLoss: null, validationAccuracy: null, iterations: 0 },
          { iterations: 1 },
        ]) {
          const screen = new Screen(columns);
          const view = viewOn(screen);
          const units = seeds.map((seed) =>
            unitOf(seed, arm, { ...ROUND, id: `${seed}`, seed, arm, iterations: 4_000_000 }),
          );
          view.begin(planOf(...units), new Map());
          for (const unit of units) view.start(unit);
          vi.advanceTimersByTime(200);
          for (const unit of units) view.update(unit, state(change));
          vi.advanceTimersByTime(200);
          expect(screen.lines).toHaveLength(units.length);
          view.finish(units[0], 1234, FIGURES);
          view.say(`seed 1  ${'dense from 0: barrier 1.00 %  '.repeat(6)}`);
          vi.advanceTimersByTime(200);
          const widest = Math.max(...screen.lines.map((line) => line.trimEnd().length));
          expect(widest, screen.lines.join('\n')).toBeLessThanOrEqual(columns);
          view.stop();
        }
  });

  test('several long lines are written over live lines without remains of them', () => {
    const screen = new Screen(80);
    const view = viewOn(screen);
    const units = [1, 2, 3].map((seed) => unitOf(seed, 'dense'));
    view.begin(planOf(...units), new Map());
    for (const unit of units) view.start(unit);
    vi.advanceTimersByTime(1000);
    for (const line of ['one', 'two', 'three', 'four']) view.say(line);
    vi.advanceTimersByTime(1000);
    expect(screen.lines.slice(0, 4)).toEqual(['one', 'two', 'three', 'four']);
    expect(screen.lines.slice(4).map((line) => line.slice(0, 13))).toEqual(
      [1, 2, 3].map((seed) => `seed ${seed}  dense`),
    );
    view.stop();
    expect(screen.lines.filter((line) => line !== '')).toEqual(['one', 'two', 'three', 'four']);
  });
});

test.each([
  ['dense', 80, 'dense   '],
  ['round 10', 80, 'round 10'],
  ['dense from 300, second order', 80, 'dense from 300, second …'],
  ['dense from 300, second order', 130, 'dense from 300, second or…'],
  ['dense from 300, second order', 140, 'dense from 300, second order'],
  ['random mask, second order', 10, '…'],
])('the name %j in %d columns is %j', (name, columns, shown) => {
  expect(fitName(name, columns)).toBe(shown);
});

test.each([
  [0, '0:00'],
  [65.4, '1:05'],
  [3725, '1:02:05'],
  [359_999, '99:59:59'],
  [1e6, '12 days'],
  [Number.POSITIVE_INFINITY, '–'],
  [Number.NaN, '–'],
  [-3, '0:00'],
])('%d seconds are %j', (seconds, shown) => {
  expect(formatDuration(seconds)).toBe(shown);
});
