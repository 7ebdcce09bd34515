// Trainings that diverge, and the exit codes of errors.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { COMMANDS, commandNamed } from '../../src/cli/commands/index.ts';
import { DataError, exitCodeOf, InterruptedError } from '../../src/cli/exit-codes.ts';
import { FormatError, NonFiniteError, ShapeError, ValueError } from '../../src/errors.ts';
import { FileError } from '../../src/formats/atomic-files.ts';
import { MissingPackageError, TrialError } from '../../src/parallel/index.ts';
import { FolderError } from '../../src/runs/folder.ts';
import { FolderInUseError } from '../../src/runs/lock.ts';
import { DivergenceError } from '../../src/training/index.ts';
import { succeeding, winningTicket } from './in-process.ts';
import { folder, recordIn, searchIn, timeless } from './run-folders.ts';
import { FIND, QUICK, TINY } from './tiny.ts';

vi.setConfig({ testTimeout: 120_000 });
afterEach(() => void vi.restoreAllMocks());

const pageIn = (path: string) => readFileSync(join(path, 'report.html'), 'utf8');
const DIVERGING = '--optimizer sgd --lr 1e20';

const REAL_RUNS = new Map(COMMANDS.map(({ name, experiment }) => [name, experiment.run]));

/** Lets the units of these seeds of a command fail. */
function failing(name: string, seeds: readonly number[], error: () => Error) {
  const { experiment } = commandNamed(name);
  const real = REAL_RUNS.get(name) as typeof experiment.run;
  return vi
    .spyOn(experiment, 'run')
    .mockImplementation((options, unit, ...rest) =>
      seeds.includes(unit.seed) ? Promise.reject(error()) : real.call(experiment, options, unit, ...rest),
    );
}

describe('one seed', () => {
  test('that diverges at once exits with code 4, names the iteration and leaves a page', async () => {
    const out = folder('diverged');
    const { code, message, stdout, stderr } = await winningTicket(`${FIND} ${DIVERGING} --json --out ${out}`);
    expect(code).toBe(4);
    expect(message).toMatch(
      /^(validation )?loss: must stay finite \(a smaller learning rate may help\), got (NaN|Infinity) at iteration \d+; 0 of 6 steps finished in /,
    );
    expect(stderr).toMatch(/\ndense failed: (validation )?loss: must stay finite/);
    expect(JSON.parse(stdout)).toEqual(recordIn(out));
    expect(searchIn(out)).toMatchObject({ dense: null, rounds: [], ticket: null, verdict: null });
    expect(recordIn(out).trials[0].error).toMatch(/^(validation )?loss: must stay finite/);
    expect(pageIn(out)).toMatch(/not finished|No training has finished/);
  });

  test('that diverges later keeps what has finished', async () => {
    // Weights grow in each training, in the first to half of the largest binary32 number.
    const training = '--data spirals --hidden none --optimizer momentum --lr 2e36 --rewind none';
    const line = `find ${training} --iterations 5 --batch 20 --rounds 2 --sparsity 0.5 --controls none`;
    const out = folder('late');
    const { code, message } = await winningTicket(`${line} --quiet --out ${out}`);
    expect(code).toBe(4);
    expect(message).toMatch(/at iteration \d+; 1 of 3 steps finished in /);
    expect(searchIn(out)).toMatchObject({ dense: { round: 0 }, rounds: [], verdict: null });
    expect(existsSync(join(out, 'ticket.safetensors'))).toBe(true);
    expect(pageIn(out)).toContain('not finished');
  });
});

describe('several seeds of which one fails', () => {
  test.each(['snip', 'find'])(
    '%s: the others finish, the table shows it, and its code counts',
    async (name) => {
      const [out, whole] = [folder(`${name}-one-fails`), folder(`${name}-none-fails`)];
      failing(name, [2], () => new DivergenceError(7, Number.NaN, []));
      const { code, message, stdout, stderr } = await winningTicket(`${TINY[name]} --trials 3 --out ${out}`);
      expect(code).toBe(4);
      expect(message).toMatch(
        /^seed 2: loss: must stay finite .* at iteration 7; \d+ of \d+ steps finished in /,
      );
      expect(stderr).toMatch(/^seed 2 .* failed: loss: must stay finite/m);
      expect(stdout).toMatch(
        name === 'find' ? /^│ 2 +│( +– │)+/m : /Mean and standard deviation of 2 seeds\./,
      );
      const { trials } = recordIn(out);
      expect(trials.map(({ error }) => error)).toEqual([
        null,
        expect.stringMatching(/^loss: must stay finite/),
        null,
      ]);
      expect(trials.map(({ seconds }) => seconds === null)).toEqual([false, true, false]);
      expect(pageIn(out)).toContain('failed: loss: must stay finite');

      // A resumed run repeats only what failed.
      vi.restoreAllMocks();
      const spy = failing(name, [], () => new Error());
      const resumed = await succeeding(`${name} --resume ${out} --threads 1`);
      expect(resumed.stderr).toMatch(/^Continuing .*, 3 seeds from 1 to 3, /);
      expect(new Set(spy.mock.calls.map(([, { seed }]) => seed))).toEqual(new Set([2]));
      vi.restoreAllMocks();
      await succeeding(`${TINY[name]} --trials 3 --quiet --out ${whole}`);
      expect(timeless(recordIn(out))).toEqual(timeless(recordIn(whole)));
      expect([recordIn(out).trials[0], recordIn(out).trials[2]]).toEqual([trials[0], trials[2]]);
    },
  );

  test('the first error by seed decides the exit code, even if another comes earlier', async () => {
    const { experiment } = commandNamed('snip');
    const real = experiment.run;
    vi.spyOn(experiment, 'run').mockImplementation((options, unit, ...rest) => {
      if (unit.seed === 2 && unit.arm !== 'dense') throw new DivergenceError(7, Number.NaN, []);
      if (unit.seed === 3) throw new FormatError('file', 'must be whole', 'half');
      return real.call(experiment, options, unit, ...rest);
    });
    const line = `${TINY.snip} --trials 3 --quiet --out ${folder('two-fail')}`;
    expect(await winningTicket(line)).toMatchObject({
      code: 4,
      message: expect.stringMatching(/^seed 2: loss/),
    });
  });

  test('all of them, in worker threads: exit code 4, and the page says so', async () => {
    const out = folder('all-fail');
    const line = `sweep ${QUICK} --hidden 8 --rounds 1 ${DIVERGING} --trials 2 --json --out ${out}`;
    const { code, message, stdout } = await winningTicket(line.replace('--threads 1', '--threads 2'));
    expect(code).toBe(4);
    expect(message).toMatch(/^seed 1: .*must stay finite/);
    expect(JSON.parse(stdout)).toEqual(recordIn(out));
    const { trials, figures } = recordIn(out);
    for (const { units, error } of trials) {
      expect(units).toEqual({});
      expect(error).toMatch(/^(validation )?loss: must stay finite/);
    }
    expect(figures).toEqual([]);
    expect(pageIn(out)).toContain('Nothing measured yet.');
  });
});

test('find: all of several seeds fail, and the verdict over them is missing', async () => {
  const out = folder('find-all-fail');
  const { code, message } = await winningTicket(
    `${FIND} --seed 5 --trials 2 ${DIVERGING} --quiet --out ${out}`,
  );
  expect([code, message]).toEqual([4, expect.stringMatching(/^seed 5: .*must stay finite/)]);
  expect(recordIn(out)).toMatchObject({ quality: null, winners: 0 });
  expect(pageIn(out)).toContain('No trial has finished');
});

describe('options that only the experiment can reject', () => {
  test.each([
    [`${FIND} --rounds 400`, 2, '--rounds: must be at most 16 to prune 32 weights to a sparsity of 0.8'],
    ['find --data nowhere', 3, '--data nowhere: folder: must be an existing folder, got "nowhere"'],
  ])('leave no folder: %s', async (line, expected, words) => {
    const out = folder(`rejected-${expected}`);
    const { code, message, stdout } = await winningTicket(`${line} --out ${out}`);
    expect([code, stdout]).toEqual([expected, '']);
    expect(message).toContain(words);
    expect(existsSync(out)).toBe(false);
  });
});

test.each<[number, Error]>([
  [0, new CommanderError(0, 'commander.help', '')],
  [2, new CommanderError(1, 'commander.unknownOption', '')],
  [130, new InterruptedError('interrupted')],
  [4, new DivergenceError(1, Number.NaN, [])],
  [4, new NonFiniteError('fc1.weight', 0, Number.NaN)],
  [3, new DataError('')],
  [3, new FileError('a', 'must be a file that can be written', 'ENOSPC')],
  [3, new FolderError('')],
  [3, new FolderInUseError('')],
  [3, new FormatError('', '', '')],
  [3, new MissingPackageError('piscina')],
  [2, new ValueError('', '', '')],
  [2, new ShapeError('', '', '')],
  [1, new TypeError('')],
  [4, trialError(new DivergenceError(1, Number.NaN, []))],
  [4, trialError(new NonFiniteError('fc1.weight', 0, Number.NaN))],
  [3, trialError(new FormatError('', '', ''))],
  [3, trialError(new DataError(''))],
  [2, trialError(new ValueError('', '', ''))],
  [1, trialError(new TypeError(''))],
])('exit code %i for %o', (code, error) => {
  expect(exitCodeOf(error)).toBe(code);
});

/** An error from a worker thread, where the class of its cause is lost. */
function trialError({ name, message }: Error): TrialError {
  const cause = Object.assign(new Error(message), { name });
  return new TrialError(0, 'threw', cause);
}
