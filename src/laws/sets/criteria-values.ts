import { claim, NothingToCheck, sameList } from '../expect.ts';
import { fc } from '../fast-check.ts';
import { floats, ordinary } from '../generators/index.ts';
import type { CriteriaImpl } from '../interfaces/criteria.ts';
import { type Law, law } from '../law.ts';

const ZHOU = 'Zhou et al. 2019, §3: mask criteria';

/** Generates weights before and after training, and signs to flip some of the trained weights with. */
const pairs = fc.nat({ max: 9 }).chain((n) =>
  fc
    .record({
      trained: floats(n),
      initial: floats(n),
      turned: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
    })
    .map(({ turned, ...rest }) => ({ ...rest, signs: Float32Array.from(turned, (is) => (is ? -1 : 1)) })),
);
const times = (a: Float32Array, b: Float32Array) => a.map((x, i) => x * b[i]);
const abs = (values: Float32Array) => values.map(Math.abs);
/** Replaces −0 by +0, because the difference of equal numbers may be either. */
const unsigned = (values: Float32Array) => values.map((x) => x + 0);

/** Laws of the criteria that depend on the values of the weights only. */
export const valueLaws: readonly Law<CriteriaImpl>[] = [
  law({
    name: 'the magnitude score is the absolute value and invariant to signs',
    formula: 's(w) = |w| = s(±w)',
    source: 'Frankle & Carbin 2019, §2; Han et al. 2015',
    given: [pairs],
    holds: ({ magnitude }: CriteriaImpl, { trained, initial, signs }) => {
      if (magnitude === undefined) throw new NothingToCheck();
      sameList('s(w)', magnitude(trained.slice()), abs(trained));
      sameList('s(±w)', magnitude(times(trained, signs)), abs(trained));
      sameList('s(w₀)', magnitude(initial.slice()), abs(initial));
    },
  }),
  law({
    name: 'movement is symmetric, zero for unchanged weights, and equals the magnitude if the initial weight is 0',
    formula: 'v(a, b) = v(b, a) ≥ 0,  v(a, a) = 0,  v(a, 0) = |a|,  v(a, −a) = 2|a|',
    source: `${ZHOU}, movement`,
    given: [pairs],
    holds: ({ movement }: CriteriaImpl, { trained, initial }) => {
      if (movement === undefined) throw new NothingToCheck();
      const zeros = new Float32Array(trained.length);
      const there = unsigned(movement(trained.slice(), initial.slice()));
      sameList('v(b, a)', unsigned(movement(initial.slice(), trained.slice())), there);
      sameList('v(a, a)', unsigned(movement(trained.slice(), trained.slice())), zeros);
      const opposite = unsigned(
        movement(
          trained.slice(),
          trained.map((x) => -x),
        ),
      );
      sameList(
        'v(a, −a)',
        opposite,
        trained.map((x) => 2 * Math.abs(x)),
      );
      sameList('v(a, 0)', unsigned(movement(trained.slice(), zeros.slice())), abs(trained));
      claim(
        there.every((x) => x >= 0),
        () => 'v(a, b): must be ≥ 0',
      );
    },
  }),
  law({
    name: 'magnitude increase is antisymmetric, invariant to signs, and equals the magnitude if the initial weight is 0',
    formula: 'i(a, b) = −i(b, a),  i(±a, ±b) = i(a, b),  i(a, 0) = |a|',
    source: `${ZHOU}, magnitude increase`,
    given: [pairs],
    holds: ({ magnitudeIncrease: increase }: CriteriaImpl, { trained, initial, signs }) => {
      if (increase === undefined) throw new NothingToCheck();
      const grown = unsigned(increase(trained.slice(), initial.slice()));
      const back = increase(initial.slice(), trained.slice()).map((x) => -x);
      sameList('−i(b, a)', unsigned(back), grown);
      sameList('i(±a, b)', unsigned(increase(times(trained, signs), initial.slice())), grown);
      sameList('i(a, ±b)', unsigned(increase(trained.slice(), times(initial, signs))), grown);
      sameList('i(a, 0)', unsigned(increase(trained.slice(), new Float32Array(signs.length))), abs(trained));
    },
  }),
  law({
    name: 'movement is at least the magnitude increase',
    formula: '|i(a, b)| ≤ v(a, b)',
    source: `${ZHOU}; the triangle inequality, which rounding keeps, being monotone`,
    given: [pairs],
    holds: ({ movement, magnitudeIncrease }: CriteriaImpl, { trained, initial }) => {
      if (movement === undefined || magnitudeIncrease === undefined) throw new NothingToCheck();
      const far = movement(trained.slice(), initial.slice());
      const grown = magnitudeIncrease(trained.slice(), initial.slice());
      far.forEach((x, i) => {
        claim(Math.abs(grown[i]) <= x, () => `|i|[${i}]: must be ≤ ${x}, got ${Math.abs(grown[i])}`);
      });
    },
  }),
];

/** Generates weights and gradients whose products neither overflow nor underflow. */
const sensitivities = fc
  .nat({ max: 9 })
  .chain((n) => fc.record({ weights: floats(n, ordinary), gradient: floats(n, ordinary) }));

const ranking = (scores: Float32Array) => [...scores.keys()].sort((i, j) => scores[j] - scores[i] || i - j);

/** Laws of SNIP, the connection sensitivity. */
export const snipLaws: readonly Law<CriteriaImpl>[] = [
  law({
    name: 'the SNIP ranking is invariant to scaling the loss',
    formula: 'rank(s(w, c·g)) = rank(s(w, g)) for c = 2ᵏ, |k| ≤ 6, by score and index',
    source: 'Lee et al. 2019, eq. 6: scores are normalised by their sum',
    given: [sensitivities, fc.constantFrom(2 ** -6, 0.5, 2, 2 ** 6)],
    holds: ({ snip }: CriteriaImpl, { weights, gradient }, c) => {
      if (snip === undefined) throw new NothingToCheck();
      const plain = ranking(snip(weights.slice(), gradient.slice()));
      sameList(
        `ranking of ${c}·L`,
        ranking(
          snip(
            weights.slice(),
            gradient.map((g) => g * c),
          ),
        ),
        plain,
      );
    },
  }),
  law({
    name: 'the SNIP ranking is that of |g·w|',
    formula: '|gᵢ·wᵢ| > |gⱼ·wⱼ| ⇒ sᵢ ≥ sⱼ, and sᵢ > sⱼ if they differ by a relative 2⁻²⁰ or more;  s ≥ 0',
    source: 'Lee et al. 2019, eq. 5 and 6',
    bound:
      'Two roundings in binary32, one of the product and one of the normalization, change a score by less than a relative ' +
      '2⁻²², so that scores whose exact values differ by 2⁻²⁰ stay different.',
    given: [sensitivities],
    holds: ({ snip }: CriteriaImpl, { weights, gradient }) => {
      const scores = snip?.(weights.slice(), gradient.slice());
      if (scores === undefined) throw new NothingToCheck();
      claim(
        scores.length === weights.length,
        () => `s: must have ${weights.length} entries, got ${scores.length}`,
      );
      const exact = [...weights].map((w, i) => Math.abs(w * gradient[i])); // The product of two binary32 numbers is exact in float64.
      const order = [...exact.keys()].sort((i, j) => exact[j] - exact[i]);
      order.forEach((j, place) => {
        claim(scores[j] >= 0, () => `s[${j}]: must be ≥ 0, got ${scores[j]}`);
        if (place === 0) return;
        const i = order[place - 1];
        claim(scores[i] >= scores[j], () => `s[${i}] ≥ s[${j}]: must hold, got ${scores[i]} < ${scores[j]}`);
        const isApart = exact[i] > exact[j] * (1 + 2 ** -20);
        claim(
          !isApart || scores[i] > scores[j],
          () => `s[${i}] > s[${j}]: must hold, got ${scores[i]} for both`,
        );
      });
    },
  }),
];
