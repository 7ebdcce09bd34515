import { ours, type PathImpl, pathLaws } from '../../../src/laws/index.ts';
import type { WrongImplementations } from '../rejections.ts';

const right = ours.path;
const { fround } = Math;
const ends = (errors: readonly number[]) => [errors[0], errors[errors.length - 1]] as const;
const mean = (errors: readonly number[]) => errors.reduce((sum, error) => sum + error, 0) / errors.length;

const between = (pointBetween: PathImpl['pointBetween']): PathImpl => ({ ...right, pointBetween });
const barrier = (errorBarrier: PathImpl['errorBarrier']): PathImpl => ({ ...right, errorBarrier });

/** Wrong paths and barriers. */
export const pathWrong: WrongImplementations<PathImpl> = {
  set: pathLaws,
  rejects: {
    'the path starts at the first network and ends at the second': [
      'a + α(b − a) in binary32',
      'counts α from the wrong end',
      'never reaches the second end',
      'walks past the second end',
      'walks in the first network itself',
    ],
    'points are evenly spaced on a straight line': [
      'a + α(b − a) in binary32',
      'counts α from the wrong end',
      'never reaches the second end',
      'walks past the second end',
      'slows down at both ends',
      'jumps half way',
      'walks in the first network itself',
    ],
    'the path from a network to itself is constant': ['(1 − α)a + αb, each product rounded'],
    'the path stays between its ends': [
      'a + α(b − a) in binary32',
      'walks past the second end',
      'walks in the first network itself',
    ],
    'the barrier is the largest error minus the mean error of the ends': [
      'takes the largest error for the barrier',
      'measures from the first end',
      'measures from the worse end',
      'leaves the ends out of the path',
      'takes the mean of the path for its largest error',
    ],
    'barriers are nonnegative, and zero for a constant error': [
      'takes the largest error for the barrier',
      'leaves the ends out of the path',
      'takes the mean of the path for its largest error',
    ],
    'the barrier is symmetric in the direction of the path': ['measures from the first end'],
    'paths of more than 255 points, and between networks of more than 65,536 weights, are computed completely':
      [
        'counts α from the wrong end',
        'never reaches the second end',
        'walks past the second end',
        'slows down at both ends',
        'jumps half way',
        'walks in the first network itself',
        'takes the largest error for the barrier',
        'measures from the first end',
        'measures from the worse end',
        'leaves the ends out of the path',
        'takes the mean of the path for its largest error',
        'leaves weights beyond the first 65,536 at the first end',
      ],
  },
  implementations: [
    {
      name: 'a + α(b − a) in binary32',
      from: 'the usual lerp: it misses b at α = 1, and b − a may overflow',
      impl: between((a, b, i, n) => a.map((x, at) => fround(x + fround(fround(i / n) * fround(b[at] - x))))),
    },
    {
      name: '(1 − α)a + αb, each product rounded',
      from: 'the other usual form, in the arithmetic of a tensor library: between a and a it does not stay at a',
      impl: between((a, b, i, n) => {
        const alpha = fround(i / n);
        return a.map((x, at) => fround(fround(fround(1 - alpha) * x) + fround(alpha * b[at])));
      }),
    },
    {
      name: 'counts α from the wrong end',
      from: 'α is the first network’s weight in some papers, the second’s in others',
      impl: between((a, b, i, n) => right.pointBetween(a, b, n - i, n)),
    },
    {
      name: 'never reaches the second end',
      from: 'arange where linspace is meant: n points, the last of which is not the end',
      impl: between((a, b, i, n) => right.pointBetween(a, b, i, n + 1)),
    },
    {
      name: 'walks past the second end',
      from: 'n points divided by n − 1',
      impl: between((a, b, i, n) => {
        const alpha = n === 1 ? i : i / (n - 1);
        return a.map((x, at) => (1 - alpha) * x + alpha * b[at]);
      }),
    },
    {
      name: 'slows down at both ends',
      from: 'smoothstep for a straight line: the ends are right, and the middle',
      impl: between((a, b, i, n) => {
        const alpha = (i / n) ** 2 * (3 - (2 * i) / n);
        return a.map((x, at) => (1 - alpha) * x + alpha * b[at]);
      }),
    },
    {
      name: 'jumps half way',
      from: 'the mean of the two networks for every point between: the barrier is taken at one place',
      impl: between((a, b, i, n) => right.pointBetween(a, b, i === 0 || i === n ? (2 * i) / n : 1, 2)),
    },
    {
      name: 'walks in the first network itself',
      from: 'load_state_dict of interpolated tensors that alias the first network’s',
      impl: between((a, b, i, n) => {
        a.set(right.pointBetween(a, b, i, n));
        return a;
      }),
    },
    {
      name: 'takes the largest error for the barrier',
      from: 'a barrier that is not measured from the ends',
      impl: barrier((errors) => Math.max(...errors)),
    },
    {
      name: 'measures from the first end',
      from: 'the same: any one end for the mean of both',
      impl: barrier((errors) => Math.max(...errors) - errors[0]),
    },
    {
      name: 'measures from the worse end',
      from: 'the same, to be on the safe side',
      impl: barrier((errors) => Math.max(...errors) - Math.max(...ends(errors))),
    },
    {
      name: 'leaves the ends out of the path',
      from: 'only the points between are evaluated: the barrier can be negative',
      impl: barrier((errors) => {
        const [first, last] = ends(errors);
        const inner = errors.length > 2 ? errors.slice(1, -1) : errors;
        return Math.max(...inner) - (first + last) / 2;
      }),
    },
    {
      name: 'takes the mean of the path for its largest error',
      from: 'an area under the curve, which a narrow barrier hardly raises',
      impl: barrier((errors) => mean(errors) - mean(ends(errors))),
    },
    {
      name: 'leaves weights beyond the first 65,536 at the first end',
      from: 'an index of 16 bits',
      impl: between((a, b, i, n) => right.pointBetween(a, b, i, n).map((x, at) => (at < 65_536 ? x : a[at]))),
    },
  ],
};
