import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { sameList, throwsError } from '../../src/laws/expect.ts';
import {
  type CheckOptions,
  checkLaws,
  criteriaLaws,
  gradientLaws,
  type LawSet,
  law,
  maskedStepLaws,
  NothingToCheck,
  ours,
  selectLaws,
  testLaws,
  ValueError,
} from '../../src/laws/index.ts';

interface Negation {
  negate(xs: Float32Array): Float32Array;
}

const text = { formula: '−(−x) = x', source: 'school' } as const;
const negation: LawSet<Negation> = {
  name: 'negation',
  about: 'Minus.',
  laws: [
    law({
      ...text,
      name: 'twice is not at all',
      given: [fc.array(fc.integer({ min: -9, max: 9 })).map((list) => ({ xs: Float32Array.from(list) }))],
      holds: ({ negate }: Negation, { xs }) => sameList('−(−x)', negate(negate(xs.slice())), xs),
    }),
    law({
      ...text,
      name: 'as long as before',
      given: [fc.array(fc.integer()).map((list) => Float32Array.from(list)), fc.nat({ max: 3 })],
      holds: async ({ negate }: Negation, xs, _more) => negate(xs).length === xs.length,
    }),
  ],
};
const right: Negation = { negate: (xs) => xs.map((x) => -x) };
const absolute: Negation = { negate: (xs) => xs.map(Math.abs) };
const shorter: Negation = { negate: (xs) => xs.map((x) => -x).slice(0, 2) };

afterEach(() => vi.unstubAllEnvs());

describe('LawReport', () => {
  test('a report of kept laws states the number of cases and the seed', async () => {
    const report = await checkLaws(negation, right, { seed: 7, runs: 20 });
    expect(report.ok).toBe(true);
    expect(String(report)).toBe(
      'negation: 2 of 2 laws kept, seed 7\n  ✓ twice is not at all (20 cases)\n  ✓ as long as before (20 cases)',
    );
  });

  test('a report of a broken law shows its formula, the shrunk counterexample, the error and how to replay it', async () => {
    const report = await checkLaws(negation, absolute, { seed: 7 });
    expect(report.ok).toBe(false);
    const path = report.outcomes[0].failure?.path;
    expect(report.text.split('\n').slice(1, 7)).toEqual([
      '  ✗ twice is not at all',
      '      −(−x) = x',
      expect.stringMatching(/^ {6}broken by case \d+, made smaller \d+ times:$/),
      '        xs = [-1]',
      '      −(−x): must be [-1], got [1]',
      `      replay with { laws: ["twice is not at all"], seed: 7, path: "${path}" }`,
    ]);
  });

  test('a report numbers the values of a counterexample that have no names', async () => {
    const { text } = await checkLaws(negation, shorter, { seed: 7, laws: ['as long as before'] });
    expect(text).toContain('        value 1 = [0, 0, 0]\n        value 2 = 0\n      it does not hold\n');
  });

  test('a report is the same for the same seed, and its path reproduces the counterexample', async () => {
    const [one, other] = [
      await checkLaws(negation, absolute, { seed: 7 }),
      await checkLaws(negation, absolute, { seed: 7 }),
    ];
    expect(one.text).toBe(other.text);
    const { path, values } = one.outcomes[0].failure!;
    const again = await checkLaws(negation, absolute, { seed: 7, path, laws: ['twice is not at all'] });
    expect(again.outcomes[0].failure).toMatchObject({ values, shrinks: 0 });
  });

  test('a report counts a law as broken if the implementation throws or lacks a method', async () => {
    const throwing = {
      negate: () => {
        throw new RangeError('too many');
      },
    };
    const { outcomes } = await checkLaws(negation, throwing, { seed: 7 });
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false]);
    expect((await checkLaws(negation, {} as Negation)).outcomes[1].failure?.message).toBe(
      'TypeError: negate is not a function',
    );
    const bare = {
      negate: () => {
        throw 'no error';
      },
    };
    expect((await checkLaws(negation, bare)).outcomes[1].failure?.message).toBe('it threw no error');
  });

  test('a report shows the generated values even if the implementation modified its arguments', async () => {
    const writing: Negation = { negate: (xs) => xs.fill(9).slice(1) };
    const { text } = await checkLaws(negation, writing, { seed: 7, laws: ['as long as before'] });
    expect(text).toContain('value 1 = [0]');
  });
});

describe('checkLaws: cases', () => {
  test('cases are random unless LAW_SEED or the option `seed` determines them', async () => {
    vi.stubEnv('LAW_SEED', '');
    const seeds = [await checkLaws(negation, right), await checkLaws(negation, right)].map(
      ({ seed }) => seed,
    );
    expect(seeds[0]).not.toBe(seeds[1]);
    vi.stubEnv('LAW_SEED', '11');
    expect((await checkLaws(negation, right)).seed).toBe(11);
    expect((await checkLaws(negation, right, { seed: 12 })).seed).toBe(12);
  });

  test('the option `runs` takes precedence over LAW_RUNS, and LAW_RUNS over the number of cases of the law', async () => {
    const [first] = negation.laws;
    const few: LawSet<Negation> = { ...negation, laws: [{ ...first, runs: 5 }] };
    const runs = async (options?: CheckOptions) => (await checkLaws(few, right, options)).outcomes[0].runs;
    vi.stubEnv('LAW_RUNS', '');
    expect(await runs()).toBe(5);
    vi.stubEnv('LAW_RUNS', '6');
    expect(await runs()).toBe(6);
    expect(await runs({ runs: 7 })).toBe(7);
  });
});

describe('checkLaws: invalid options', () => {
  test.each<[string, CheckOptions]>([
    ['seed: must be an integer in [-2147483648, 2147483647], got 0.5', { seed: 0.5 }],
    ['seed: must be an integer in [-2147483648, 2147483647], got NaN', { seed: Number.NaN }],
    ['runs: must be an integer in [1, 2147483647], got 0', { runs: 0 }],
    [
      'laws: must be laws of negation, which are "twice is not at all", "as long as before", got "thrice"',
      { laws: ['thrice'] },
    ],
    ['options: must be of seed, runs, laws, path, got "numRuns"', { numRuns: 5 } as never],
    ['options: must be of seed, runs, laws, path, got 5', 5 as never],
    ['laws: must be a list of names, got an Array', { laws: [] }],
    ['laws: must be a list of names, got "x"', { laws: 'x' as never }],
    ['path: must come with its seed, got "1:2"', { path: '1:2', laws: ['as long as before'] }],
    ['path: must come with the one law it breaks, got 2', { path: '1:2', seed: 1 }],
    ['path: must be numbers between colons, got "a"', { path: 'a', seed: 1, laws: ['as long as before'] }],
  ])('%s', async (message, options) => {
    const error = await checkLaws(negation, right, options).catch((reason) => reason);
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toBe(message.replace('got an Array', 'got []'));
    expect(() => testLaws(negation, right, { describe, it: test }, options)).toThrow(ValueError);
  });

  test('checkLaws throws a ValueError without a set or an implementation, and for invalid environment variables', async () => {
    await expect(checkLaws({ ...negation, laws: [] }, right)).rejects.toThrow('set: must be a set of laws');
    await expect(checkLaws(undefined as never, right)).rejects.toThrow('set: must be a set of laws');
    await expect(checkLaws(negation, null as never)).rejects.toThrow(
      'impl: must be an implementation, got null',
    );
    await expect(checkLaws(negation, right, null as never)).rejects.toThrow(ValueError);
    vi.stubEnv('LAW_RUNS', 'many');
    await expect(checkLaws(negation, right)).rejects.toThrow('LAW_RUNS: must be an integer, got "many"');
  });
});

describe('checkLaws: implementations', () => {
  const named: LawSet<Negation> = { ...negation, methods: ['negate'] };

  test('checkLaws throws a ValueError if the implementation lacks a method that the set requires', async () => {
    const message = 'impl: must have the methods of negation: negate, got "without negate"';
    await expect(checkLaws(named, {} as Negation)).rejects.toThrow(ValueError);
    await expect(checkLaws(named, {} as Negation)).rejects.toThrow(message);
    await expect(checkLaws(named, { negate: 5 } as never)).rejects.toThrow(message);
    expect(() => testLaws(named, {} as Negation, { describe, it: test })).toThrow(message);
  });

  test('checkLaws calls the methods of class instances with the right `this`, also if they are frozen', async () => {
    class Negating {
      readonly #sign = -1;
      negate(xs: Float32Array) {
        return xs.map((x) => this.#sign * x);
      }
    }
    expect((await checkLaws(named, Object.freeze(new Negating()))).ok).toBe(true);
  });

  test('checkLaws counts a returned promise as a broken law if the set is synchronous, and survives its rejection', async () => {
    const late = { negate: async () => Promise.reject(new Error('late')) } as never;
    const { outcomes } = await checkLaws(named, late, { seed: 7 });
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false]);
  });

  test('checkLaws reports laws with nothing to check as neither kept nor broken', async () => {
    const inverse = law({
      ...text,
      name: 'one over one over is the same',
      given: [fc.constant({})],
      holds: (_: Negation, _value) => {
        throw new NothingToCheck();
      },
    });
    const [twice] = negation.laws;
    const some = await checkLaws({ ...negation, laws: [twice, inverse] }, right, { seed: 7, runs: 5 });
    expect(some.ok).toBe(true);
    expect(some.text).toBe(
      'negation: 1 of 2 laws kept, 1 with nothing to check, seed 7\n' +
        '  ✓ twice is not at all (5 cases)\n  – one over one over is the same (nothing to check)',
    );
    expect((await checkLaws({ ...negation, laws: [inverse] }, right)).ok).toBe(false);
  });

  test.each<[string, LawSet<never>, object]>([
    ['optimizers', maskedStepLaws, { optimizer: () => null }],
    ['operations', gradientLaws, { record: () => null }],
    ['scores', criteriaLaws, {}],
  ])('checkLaws has nothing to check in an implementation without %s', async (_, set, impl) => {
    const report = await checkLaws(set as LawSet<object>, impl, { runs: 3 });
    expect(report.ok).toBe(false);
    expect(report.outcomes.map(({ ok, checked }) => [ok, checked])).toEqual(set.laws.map(() => [true, 0]));
  });
});

describe('testLaws', () => {
  /** A runner that only notes what it is told. */
  function noting() {
    const tests = new Map<string, () => Promise<void>>();
    const timeouts: (number | undefined)[] = [];
    return {
      tests,
      timeouts,
      describe: (name: string, body: () => void) => {
        tests.set(name, async () => {});
        body();
      },
      it: (name: string, body: () => Promise<void>, timeout?: number) => {
        tests.set(name, body);
        timeouts.push(timeout);
      },
    };
  }

  test.each([[undefined], [{}], [{ describe, test }]])(
    'without a runner, such as %j, is refused',
    (runner) => {
      expect(() => testLaws(negation, right, runner as never)).toThrow(
        'runner: must have describe and it, got ',
      );
    },
  );

  test('testLaws throws a ValueError for an invalid timeout', () => {
    expect(() => testLaws(negation, right, { describe, it: test }, { timeout: 'x' as never })).toThrow(
      'timeout: must be an integer ≥ 0, got "x"',
    );
  });

  test('testLaws declares one test per law in a group with the name of the set', () => {
    const runner = noting();
    testLaws(negation, right, runner, { timeout: 9 });
    expect([...runner.tests.keys()]).toEqual(['negation', 'twice is not at all', 'as long as before']);
    expect(runner.timeouts).toEqual([9, 9]);
  });

  test('testLaws passes for a kept law, and fails with the counterexample and the seed for a broken one', async () => {
    const runner = noting();
    testLaws(negation, absolute, runner, { seed: 7 });
    await runner.tests.get('as long as before')?.();
    await expect(runner.tests.get('twice is not at all')?.()).rejects.toThrow(
      /xs = \[-1\][\s\S]+seed: 7, path: "/,
    );
  });
});

test('throwsError rejects a returned value and errors without a message', async () => {
  await expect(throwsError('it', () => 5)).rejects.toThrow('it: must throw an Error, got 5');
  await expect(throwsError('it', () => Promise.reject(new Error('')))).rejects.toThrow(
    'an Error with a message',
  );
  await expect(
    throwsError('it', () => {
      throw new Error('no');
    }),
  ).resolves.toBeUndefined();
});

test('the counterexample to selection by a threshold with > has two weights', async () => {
  const select = (scores: Float32Array, keep: number) => {
    const threshold = scores.slice().sort()[scores.length - keep];
    return Uint8Array.from(scores, (score) => (score > threshold ? 1 : 0));
  };
  const report = await checkLaws(
    selectLaws,
    { ...ours.select, select },
    { seed: 1, laws: ['exactly k scores are selected, for every k from 0 to n'] },
  );
  expect(report.text).toContain('scores = [0]');
  expect(report.text).toContain('select(s, 1): must keep 1, got 0: [0]');
});
