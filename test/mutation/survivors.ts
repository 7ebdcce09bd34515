// Mutants that no test of their module detects, and the reasons why no test has to.

/** Surviving mutants of one file that have the same reason. */
export interface KnownSurvivors {
  /** Path of the source file, relative to `src/`. */
  readonly file: string;
  /** The original code → the code of the mutant, for each mutant. */
  readonly changes: readonly string[];
  /** The reason. */
  readonly why: string;
}

/** All known survivors. */
export const SURVIVORS: readonly KnownSurvivors[] = [
  {
    file: 'pruning/checkpoint.ts',
    changes: [
      'trainer?.load?.(checkpoint.optimizer) → trainer?.load(checkpoint.optimizer)',
      'trainer?.load → trainer.load',
    ],
    why: 'A state was saved only by a trainer that can load it too: a search checks this before it starts or goes on.',
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
    file: 'pruning/sparsity-history.ts',
    changes: ['sparsity >= before → sparsity > before'],
    why: 'With this change, the file of a test could not be loaded, which was not counted. It can be loaded now, and its tests fail.',
  },
  {
    file: 'pruning/ticket-json.ts',
    changes: [
      '{ checkPruned(mask, weights); const survivors = (name: string, values: Float32A… → {}',
      '(name: string, values: Float32Array) => values.filter((_, i) => mask.layers.get… → () => undefined',
    ],
    why: 'With this change, the file of a test could not be loaded, which was not counted. It can be loaded now, and its tests fail.',
  },
  {
    file: 'pruning/ticket.ts',
    changes: ['{ return ticketToJson(this); } → {}'],
    why: 'With this change, the file of a test could not be loaded, which was not counted. It can be loaded now, and its tests fail.',
  },
  {
    file: 'pruning/ticket-json.ts',
    changes: ['wrong >= 0 → wrong > 0'],
    why: 'A test added after this run detects it.',
  },
  {
    file: 'pruning/plan-rounds.ts',
    changes: ['Math.min(rounds, sum(layers).remaining) → Math.max(rounds, sum(layers).remaining)'],
    why: 'The bisection then starts from a larger number of rounds that does not work either. Only its time changes.',
  },
  {
    file: 'pruning/resume.ts',
    changes: ['counts.get(group)?.remaining → counts.get(group).remaining'],
    why: 'The plan is made for the layers of this mask, so that it has each of them.',
  },
  {
    file: 'pruning/round.ts',
    changes: ['old?.[i] → old[i]'],
    why: 'Before and after a training, the same layers are captured.',
  },
  {
    file: 'pruning/search.ts',
    changes: ['drawn?.others → drawn.others'],
    why: 'Reading the weights has already thrown if nothing was drawn.',
  },
  {
    file: 'pruning/settings.ts',
    changes: ['\'settings\' → ""'],
    why: 'Any name gives a number that identifies the generator.',
  },
  {
    file: 'pruning/mask.ts',
    changes: ['arrays.get(name)?.length → arrays.get(name).length'],
    why: 'A missing name has been rejected before.',
  },
  {
    file: 'pruning/rewind-strategy.ts',
    changes: ["typeof kind === 'string' → true"],
    why: 'No other kind of value is the name of a strategy.',
  },
  {
    file: 'pruning/ticket-json.ts',
    changes: ['mask.layers.get(name)?.[i] → mask.layers.get(name)[i]'],
    why: 'A ticket has a mask for each layer of weights.',
  },
  {
    file: 'pruning/criteria/scores.ts',
    changes: ['derivatives?.[kind] === undefined → false'],
    why: 'Criteria that need a derivative were checked before the search. Others do not call what is offered.',
  },
  {
    file: 'kernels/radix-select.ts',
    changes: ['from < n → from <= n'],
    why: 'The mutant visits one more block, which contains no entry.',
  },
  {
    file: 'kernels/radix-select.ts',
    changes: ['i < to - 3 → false'],
    why: 'The second loop then counts all entries, one per iteration. The counts are the same, only slower.',
  },
  {
    file: 'kernels/radix-select.ts',
    changes: ['wanted > counts[bucket] → wanted >= counts[bucket]'],
    why: 'This differs only if all entries of a bucket are kept. The mutant keeps them as a higher bucket instead of as the last one.',
  },
  {
    file: 'kernels/reference/sparse.ts',
    changes: ['i < rows → i <= rows'],
    why: 'The row after the last one has no entries, so the inner loop does not run.',
  },
  {
    file: 'sparse/pattern.ts',
    changes: ['i < rows → i <= rows'],
    why: 'The additional row writes only past the ends of the arrays, and typed arrays ignore such writes.',
  },
  {
    file: 'sparse/weight-mask.ts',
    changes: ['this.bits !== null → true'],
    why: 'Without a mask, `masked` copies the weights onto themselves. The condition only saves time.',
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
