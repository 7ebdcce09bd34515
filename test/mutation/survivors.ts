// Mutants that no test of their room notices, and why they may live.

/** Breaks of one file that live for one reason. */
export interface KnownSurvivors {
  /** Below `src/`. */
  readonly file: string;
  /** Each as what stood there → what stood there instead. */
  readonly changes: readonly string[];
  /** Why. */
  readonly why: string;
}

/** All that are known. */
export const SURVIVORS: readonly KnownSurvivors[] = [
  {
    file: 'pruning/checkpoint.ts',
    changes: [
      'trainer?.loadState?.(checkpoint.optimizer) → trainer?.loadState(checkpoint.optimizer)',
      'trainer?.loadState → trainer.loadState',
    ],
    why: 'A memory was saved only by a trainer that can load it too: a search checks this before it starts or goes on.',
  },
  {
    file: 'pruning/mask.ts',
    changes: ['i < bits.length → i <= bits.length'],
    why: 'One past its end a mask holds nothing, which is not 0.',
  },
  {
    file: 'pruning/round.ts',
    changes: ['i < bits.length → i <= bits.length'],
    why: 'One past its end a mask holds nothing, which is not 0.',
  },
  {
    file: 'kernels/radix-select.ts',
    changes: ['from < n → from <= n'],
    why: 'One more block, without an entry.',
  },
  {
    file: 'kernels/radix-select.ts',
    changes: ['i < to - 3 → false'],
    why: 'The second loop then counts everything, one at a time: as right, and slower.',
  },
  {
    file: 'kernels/radix-select.ts',
    changes: ['wanted > counts[bucket] → wanted >= counts[bucket]'],
    why: 'A bucket wanted whole is kept whole, whether as the last one or as one above it.',
  },
  {
    file: 'kernels/reference/sparse.ts',
    changes: ['i < rows → i <= rows'],
    why: 'A row past the last has no entries: the loop over them does not run.',
  },
  {
    file: 'autograd/pattern.ts',
    changes: ['i < rows → i <= rows'],
    why: 'A row past the last has no survivors, and its place past the array’s end is not kept.',
  },
  {
    file: 'numeric/arctangent.ts',
    changes: ['y > 1e8 → y >= 1e8'],
    why: 'At 10⁸ both ways have the same value.',
  },
  {
    file: 'numeric/bits.ts',
    changes: ['x > 0 → x >= 0'],
    why: '0 has been answered before.',
  },
  {
    file: 'numeric/hyperbolic.ts',
    changes: ['y < 0 → y <= 0'],
    why: 'tanh has answered 0 before, and for σ both ways give ½ there.',
  },
  {
    file: 'numeric/log.ts',
    changes: ['x < 2 ** -1022 → x <= 2 ** -1022'],
    why: 'Lifting the smallest normal number too is exact.',
  },
  {
    file: 'numeric/log.ts',
    changes: ['m > Math.SQRT2 → m >= Math.SQRT2'],
    why: 'At √2 itself either side of the series is within its bound.',
  },
  {
    file: 'numeric/reduction.ts',
    changes: ['x <= 2 ** 20 → x < 2 ** 20'],
    why: 'Both reductions are within their bounds at 2²⁰.',
  },
  {
    file: 'numeric/root.ts',
    changes: ['n === 2 → false'],
    why: 'The general way gave √x in each of 300,000 cases; that √ is exact needs no test.',
  },
  {
    file: 'numeric/root.ts',
    changes: ['x < 2 ** -1022 → x <= 2 ** -1022'],
    why: 'Lifting the smallest normal number too is exact.',
  },
  {
    file: 'numeric/root.ts',
    changes: ['n > 1022 → n >= 1022'],
    why: 'At n = 1022 the guess alone kept its bound in each of two million cases.',
  },
  {
    file: 'numeric/root.ts',
    changes: ['product + low → product - low'],
    why: 'high + low is the same sum, shared out otherwise.',
  },
  {
    file: 'numeric/root.ts',
    changes: ['2 ** 27 + 1 → 2 ** 27 - 1'],
    why: 'Another way to split a number into halves of 26 bits.',
  },
  {
    file: 'numeric/student.ts',
    changes: [
      'studentWithin(high, degrees) < confidence → studentWithin(high, degrees) <= confidence',
      'studentWithin(middle, degrees) < confidence → studentWithin(middle, degrees) <= confidence',
    ],
    why: 'Where the probability is met exactly, the bisection goes on to its neighbour.',
  },
  {
    file: 'numeric/trigonometry.ts',
    changes: [
      '!(Math.abs(y) < Infinity) → false',
      'Math.abs(y) < Infinity → true',
      'Math.abs(y) < Infinity → Math.abs(y) <= Infinity',
      '!(y < Infinity) → false',
      'y < Infinity → true',
      'y < Infinity → y <= Infinity',
    ],
    why: 'The reduction of ±∞ is NaN of itself; the line says so to the reader.',
  },
  {
    file: 'numeric/trigonometry.ts',
    changes: ['y < 0 → y <= 0'],
    why: '0 has been answered before.',
  },
];
