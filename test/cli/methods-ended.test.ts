// The commands beside `find` where a seed fails, where they are interrupted, and where they go on.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { snip } from '../../src/cli/methods/snip.ts';
import { DivergenceError } from '../../src/training/index.ts';
import { program, scratch, timeless } from './children.ts';
import { methodRecordIn, QUICK, say, TINY } from './methods-support.ts';

vi.setConfig({ testTimeout: 120_000 });
afterEach(() => void vi.restoreAllMocks());

const folder = (name: string) => join(scratch, name);
const SNIP = `snip ${QUICK} ${TINY.snip}`;
const seedsRun = () => vi.mocked(snip.run).mock.calls.map(([{ seed }]) => seed);

/** Snip, but for one seed. */
function instead(seed: number, run: typeof snip.run): void {
  const real = snip.run;
  vi.spyOn(snip, 'run').mockImplementation((config, ...rest) =>
    (config.seed === seed ? run : real)(config, ...rest),
  );
}

await say(`${SNIP} --trials 3 --quiet --out ${folder('whole')}`);

describe('a seed that fails', () => {
  test('leaves the others, is said everywhere, and its code is the program’s', async () => {
    instead(2, () => Promise.reject(new DivergenceError(7, Number.NaN, [])));
    const out = folder('one-fails');
    const { code, message, stdout, stderr } = await say(`${SNIP} --trials 3 --out ${out}`);
    expect(code).toBe(4);
    expect(message).toMatch(/^seed 2: /);
    expect(stderr).toMatch(/^seed 2 +failed: /m);
    expect(stdout).toContain('Mean and standard deviation of 2 seeds.');
    const { trials } = methodRecordIn(out);
    expect(trials.map(({ result }) => result !== null)).toEqual([true, false, true]);
    expect(trials[1].error).toBe(message.slice('seed 2: '.length));
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('failed: ');
  });

  test('runs again when the folder is resumed, and only that one', async () => {
    const out = folder('one-fails');
    const before = methodRecordIn(out);
    vi.spyOn(snip, 'run');
    const { code, stderr } = await say(`snip --resume ${out} --threads 1`);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Going on with .*, 1 seed to run/);
    expect(seedsRun()).toEqual([2]);
    const after = methodRecordIn(out);
    expect([after.trials[0], after.trials[2]]).toEqual([before.trials[0], before.trials[2]]);
    expect(timeless(after)).toEqual(timeless(methodRecordIn(folder('whole'))));
  });

  test('all of them, in worker threads: the first by seed is thrown, the page says so', async () => {
    const out = folder('all-fail');
    const line = `sweep ${QUICK} --hidden 8 --rounds 1 --optimizer sgd --lr 1e20 --trials 2 --threads 2`;
    const { code, message, stdout } = await say(`${line} --json --out ${out}`);
    expect(code).toBe(4);
    expect(message).toMatch(/^seed 1: .*must stay finite/);
    expect(JSON.parse(stdout)).toEqual(methodRecordIn(out));
    const { trials, figures } = methodRecordIn(out);
    for (const { result, error } of trials) expect([result, error]).toEqual([null, expect.any(String)]);
    expect(figures).toEqual([]);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('Nothing measured yet.');
  });
});

describe('an interrupt', () => {
  test('keeps the seeds that have finished, and says how to go on', async () => {
    const out = folder('interrupted');
    instead(2, (_config, { signal }) => {
      const [latest] = process.listeners('SIGINT').slice(-1);
      latest('SIGINT');
      return Promise.reject(signal.reason);
    });
    const { code, message, stdout } = await say(`${SNIP} --trials 3 --quiet --out ${out}`);
    expect([code, stdout]).toEqual([130, '']);
    expect(message).toBe(
      `interrupted; 1 of 3 seeds finished in ${out}\nResume with: npm run -s winning-ticket -- snip --resume ${out}`,
    );
    const { trials } = methodRecordIn(out);
    expect(trials.map(({ result, error }) => [result !== null, error])).toEqual([
      [true, null],
      [false, null],
      [false, null],
    ]);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('not yet');

    vi.restoreAllMocks();
    vi.spyOn(snip, 'run');
    expect((await say(`snip --resume ${out} --quiet --threads 1`)).code).toBe(0);
    expect(seedsRun()).toEqual([2, 3]);
    expect(timeless(methodRecordIn(out))).toEqual(timeless(methodRecordIn(folder('whole'))));
    expect(methodRecordIn(out).trials[0]).toEqual(trials[0]);
  });

  test('of the program itself ends the worker threads too', async () => {
    const out = folder('program-interrupted');
    const line = 'sweep --data two-moons --hidden 8 --iterations 2000000 --rounds 2 --trials 2 --threads 2';
    const { code, stdout, stderr } = await program([...line.split(' '), '--out', out], {
      upon: ['Writing', (child) => setTimeout(() => child.kill('SIGINT'), 1000)],
    });
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toContain(
      `interrupted; 0 of 2 seeds finished in ${out}\nResume with: npm run -s winning-ticket -- sweep`,
    );
    expect(methodRecordIn(out).trials.map(({ seed, result }) => [seed, result])).toEqual([
      [1, null],
      [2, null],
    ]);
  });
});

describe('--resume', () => {
  test('of a finished run trains nothing and prints it again', async () => {
    vi.spyOn(snip, 'run');
    const { code, stdout, stderr } = await say(`snip --resume ${folder('whole')} --json`);
    expect([code, stderr]).toEqual([0, `Finished already: ${folder('whole')}\n`]);
    expect(seedsRun()).toEqual([]);
    expect(JSON.parse(stdout)).toEqual(methodRecordIn(folder('whole')));
  });

  const record = () => methodRecordIn(folder('whole'));
  test.each([
    ['of no folder', () => null, 'got none'],
    ['of another method', () => ({ ...record(), method: 'grasp' }), 'got that of grasp'],
    ['of a run of find', () => ({ config: {}, rounds: [] }), 'got other JSON'],
    ['of a number', () => 7, 'got other JSON'],
    ['of null', () => 'null', 'got other JSON'],
    ['of half a record', () => '{"method": "snip",', 'JSON'],
    ['without options', () => ({ ...record(), config: {} }), 'got other JSON'],
    [
      'with a list for a number',
      () => ({ ...record(), config: { ...record().config, lr: [1] } }),
      'got other JSON',
    ],
    [
      'with null for a list',
      () => ({ ...record(), config: { ...record().config, hidden: null } }),
      'got other JSON',
    ],
    ['without seeds', () => ({ ...record(), trials: [] }), 'got other JSON'],
    ['with half a seed', () => ({ ...record(), trials: [{ seed: 0.5 }] }), 'got other JSON'],
    [
      'with a result of another kind',
      () => ({ ...record(), trials: [{ seed: 1, result: { a: 1 } }] }),
      'got other JSON',
    ],
    [
      'with facts of another experiment',
      () => ({ ...record(), trials: [{ seed: 1, result: { 'seed 1/dense': { a: 1 } } }] }),
      'got other JSON',
    ],
    [
      'with the facts of another seed',
      () => ({ ...record(), trials: [{ seed: 9, result: record().trials[0].result }] }),
      'got other JSON',
    ],
  ])('refuses a folder %s', async (name, make, got) => {
    const path = folder(`refused ${name}`);
    const made = make();
    if (made !== null) {
      mkdirSync(path);
      writeFileSync(join(path, 'record.json'), typeof made === 'string' ? made : JSON.stringify(made));
    }
    const { code, message } = await say(['snip', '--resume', path]);
    expect(code).toBe(3);
    expect(message).toContain(`--resume ${path}: must hold the record.json of a snip run, got `);
    expect(message).toContain(got);
  });

  test.each(['--out x', '--seed 2', '--trials 2', '--sparsity 0.5', '--no-dense', '--hidden 8'])(
    'has its own options: %s beside it is refused',
    async (other) => {
      const { code, stderr } = await say(`snip --resume ${folder('nowhere')} ${other}`);
      expect(code).toBe(2);
      expect(stderr).toContain(`cannot be used with option '${other.split(' ')[0]}`);
    },
  );
});

test('without the package for threads: exit code 3, what to install, and no folder', async () => {
  const hook = readFileSync(new URL('../parallel/without-piscina.mts', import.meta.url), 'utf8');
  const out = folder('no-piscina');
  const { code, stdout, stderr } = await program([...SNIP.split(' '), '--threads', '2', '--out', out], {
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hook)}` },
  });
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('piscina: must be installed to use threads (npm install piscina)');
  expect(() => methodRecordIn(out)).toThrow('ENOENT');
});
