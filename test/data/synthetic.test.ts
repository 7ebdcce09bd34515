import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dataset, spirals, teacherStudent, twoMoons, xor } from '../../src/data/index.ts';
import { NonFiniteError, ValueError } from '../../src/errors.ts';
import { Random } from '../../src/random.ts';

const SETS = { twoMoons, spirals, xor, teacherStudent };
const points = ({ inputs }: Dataset) => inputs.toArray() as [number, number][];

describe.each(Object.entries(SETS))('%s', (_, make) => {
  test('is a pure function of its options and the seed', () => {
    const random = new Random(3);
    const first = make({ examples: 40, random });
    random.normal();
    expect(make({ examples: 40, random })).toEqual(first);
    expect(make({ examples: 40, random: new Random(3) })).toEqual(first);
    expect(make({ examples: 40, random: new Random(4) }).inputs).not.toEqual(first.inputs);
  });

  test('begins with the same examples when it has more', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(30), fc.nat(999), (few, more, seed) => {
        const short = make({ examples: few, random: new Random(seed) });
        const long = make({ examples: few + more, random: new Random(seed) });
        expect(short.labels).toEqual(long.labels.slice(0, few));
        expect(short.inputs.toArray()).toEqual((long.inputs.toArray() as number[][]).slice(0, few));
      }),
      { numRuns: 30 },
    ));

  test.each([0, -1, 1.5, NaN])('refuses %s examples', (examples) => {
    expect(() => make({ examples, random: new Random(1) })).toThrow(
      new ValueError('examples', 'must be an integer ≥ 1', examples),
    );
  });

  test.each([-0.1, NaN, Infinity])('refuses noise of %s', (noise) => {
    expect(() => make({ examples: 5, noise, random: new Random(1) })).toThrow(
      new ValueError('noise', 'must be a finite number ≥ 0', noise),
    );
  });
});

describe.each(Object.entries({ twoMoons, spirals, xor }))('%s in the plane', (_, make) => {
  test('has its classes in turn', () => {
    expect([...make({ examples: 5, random: new Random(1) }).labels]).toEqual([0, 1, 0, 1, 0]);
  });

  test('is moved by noise in proportion, labels apart', () => {
    const at = (noise: number) => points(make({ examples: 20, noise, random: new Random(1) }));
    const [still, some, more] = [at(0), at(0.25), at(0.5)];
    still.forEach(([x, y], i) => {
      expect(some[i]).not.toEqual([x, y]);
      expect(more[i][0] - x).toBeCloseTo(2 * (some[i][0] - x), 5);
      expect(more[i][1] - y).toBeCloseTo(2 * (some[i][1] - y), 5);
    });
  });

  test('takes noise for the deviation along each axis', () => {
    const at = (noise: number) => points(make({ examples: 4000, noise, random: new Random(1) }));
    const [still, moved] = [at(0), at(0.5)];
    for (const axis of [0, 1]) {
      const squares = moved.map(
        (point, i) => (point[axis] - still[i][axis]) * (point[axis] - still[i][axis]),
      );
      expect(Math.sqrt(squares.reduce((a, b) => a + b) / squares.length)).toBeCloseTo(0.5, 1);
    }
  });

  test('refuses noise that throws points out of binary32', () => {
    expect(() => make({ examples: 5, noise: 1e300, random: new Random(1) })).toThrow(NonFiniteError);
  });
});

test('without noise each moon is half a circle', () => {
  const { labels, ...moons } = twoMoons({ examples: 200, noise: 0, random: new Random(1) });
  points({ labels, ...moons }).forEach(([x, y], i) => {
    const [dx, dy] = labels[i] === 0 ? [x, y] : [1 - x, 0.5 - y];
    expect(dx * dx + dy * dy).toBeCloseTo(1, 5);
    expect(dy).toBeGreaterThanOrEqual(0);
  });
});

test('without noise the sign of x · y is the class of xor', () => {
  const square = xor({ examples: 200, random: new Random(1) });
  const quadrants = new Set<string>();
  points(square).forEach(([x, y], i) => {
    expect(x * y < 0).toBe(square.labels[i] === 1);
    expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    quadrants.add(`${x > 0} ${y > 0}`);
  });
  expect(quadrants.size).toBe(4);
});

test('without noise a spiral turns back to one ray per arm', () => {
  const turns = 1.25;
  const set = spirals({ examples: 300, noise: 0, classes: 3, turns, random: new Random(1) });
  expect(set.classes).toBe(3);
  points(set).forEach(([x, y], i) => {
    const radius = Math.sqrt(x * x + y * y);
    const angle = 2 * Math.PI * (turns * radius + set.labels[i] / 3);
    expect(radius).toBeLessThan(1);
    expect(x * Math.cos(angle) + y * Math.sin(angle)).toBeCloseTo(radius, 4);
  });
});

test.each([0, 257, 1.5])('spirals refuse %s classes', (classes) => {
  expect(() => spirals({ examples: 5, classes, random: new Random(1) })).toThrow(ValueError);
});

test.each([-1, NaN])('spirals refuse %s turns', (turns) => {
  expect(() => spirals({ examples: 5, turns, random: new Random(1) })).toThrow(
    'turns: must be a finite number',
  );
});

describe('teacher–student', () => {
  const make = (options: Partial<Parameters<typeof teacherStudent>[0]> = {}) =>
    teacherStudent({ examples: 1000, random: new Random(1), ...options });

  test('has the sizes asked for', () => {
    const set = make({ features: 7, classes: 5 });
    expect(set.inputs.shape).toEqual([1000, 7]);
    expect(set.classes).toBe(5);
    expect(new Set(set.labels).size).toBeGreaterThan(1);
  });

  test('has standard normal inputs', () => {
    const values = [...make().inputs.values()];
    expect(values.reduce((a, b) => a + b) / values.length).toBeCloseTo(0, 1);
    expect(values.reduce((a, b) => a + b * b, 0) / values.length).toBeCloseTo(1, 1);
  });

  test('noise changes some labels and no input, much noise nearly half', () => {
    const changed = (noise: number) => {
      const [clean, noisy] = [make(), make({ noise })];
      expect(noisy.inputs.toArray()).toEqual(clean.inputs.toArray());
      return noisy.labels.filter((label, i) => label !== clean.labels[i]).length;
    };
    expect(changed(0)).toBe(0);
    expect(changed(0.2)).toBeGreaterThan(0);
    expect(changed(0.2)).toBeLessThan(changed(1000));
    expect(changed(1000)).toBeGreaterThan(400);
  });

  test('has outputs of deviation about √2: as much noise changes about a quarter of the labels', () => {
    const labels = (seed: number, noise: number) =>
      make({ features: 64, hidden: 64, noise, random: new Random(seed) }).labels;
    const changed = [1, 2, 3, 4].map((seed) => {
      const clean = labels(seed, 0);
      return labels(seed, Math.SQRT2).filter((label, i) => label !== clean[i]).length / 1000;
    });
    const mean = changed.reduce((a, b) => a + b) / changed.length;
    expect(mean).toBeGreaterThan(0.15);
    expect(mean).toBeLessThan(0.35);
  });

  test('a teacher of one feature, having no bias, judges by its sign alone', () => {
    const { inputs, labels } = make({ features: 1, classes: 4 });
    const bySign = new Map<boolean, Set<number>>();
    inputs.values().forEach((x, i) => {
      bySign.set(x > 0, (bySign.get(x > 0) ?? new Set()).add(labels[i]));
    });
    expect([...bySign.values()].map((seen) => seen.size)).toEqual([1, 1]);
  });

  test.each(['features', 'hidden', 'classes'])('refuses %s of 0', (option) => {
    expect(() => make({ [option]: 0 })).toThrow(`${option}: must be an integer`);
  });
});

test.each([
  ['twoMoons', twoMoons],
  ['spirals', spirals],
  ['xor', xor],
  ['teacherStudent', teacherStudent],
] as const)('%s rejects unknown options', (name, make) => {
  expect(() => make({ examples: 4, random: new Random(1), nosie: 0.1 } as never)).toThrow(
    `nosie: must be an option of ${name} (did you mean noise?), got 0.1`,
  );
});
