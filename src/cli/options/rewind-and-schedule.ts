// Options that contain points of training: the rewinding strategy and the learning-rate schedule. A point is an iteration
// ("500") or a percentage of all iterations ("10%").

import { RewindStrategy, type TrainingPoint } from '../../pruning/index.ts';
import { fraction, integerFrom, listOf, RuleError } from './parse.ts';

/** The form of a learning-rate schedule. */
export type ScheduleForm =
  /** The learning rate does not change. */
  | { readonly kind: 'constant' }
  /** The learning rate falls to 0 along half a cosine. */
  | { readonly kind: 'cosine' }
  /** The learning rate falls to a tenth at each point. */
  | { readonly kind: 'step'; readonly at: readonly TrainingPoint[] };

const REWIND_RULE =
  'must be init, early:ITERATION, early:PERCENT%, late:…, weights:… likewise, none, none:ITERATIONS or reinit';

/**
 * Parses "init", "early:500", "early:10%", "late:500", "late:10%", "none" or "none:500" (iterations of fine-tuning), and the
 * strategies of Renda et al. "weights:500", "weights:10%" (only the weights are rewound) and "reinit" (new weights each round).
 */
export function parseRewind(text: string): RewindStrategy {
  const [kind, at, ...rest] = text.split(':');
  if (rest.length > 0) throw new RuleError(REWIND_RULE, text);
  if (at === undefined) {
    if (kind === 'init') return RewindStrategy.init();
    if (kind === 'reinit') return RewindStrategy.reinitialize();
    if (kind === 'none') return RewindStrategy.none();
  } else {
    if (kind === 'none') return RewindStrategy.none({ fineTuneIterations: integerFrom(1)(at) });
    if (kind === 'early') return RewindStrategy.early(parsePoint(at));
    if (kind === 'late') return RewindStrategy.late(parsePoint(at));
    if (kind === 'weights') return RewindStrategy.weightsOnly(parsePoint(at));
  }
  throw new RuleError(REWIND_RULE, text);
}

/** Returns the text that `parseRewind` parses to this strategy. */
export function formatRewind(strategy: RewindStrategy): string {
  if (strategy.kind === 'init') return 'init';
  if (strategy.kind === 'reinitialize') return 'reinit';
  if (strategy.kind === 'none')
    return strategy.fineTuneIterations === undefined ? 'none' : `none:${strategy.fineTuneIterations}`;
  return `${strategy.kind === 'weightsOnly' ? 'weights' : strategy.kind}:${formatPoint(strategy)}`;
}

/** Parses "constant", "cosine" or "step:50%,75%". */
export function parseSchedule(text: string): ScheduleForm {
  if (text === 'constant' || text === 'cosine') return { kind: text };
  if (text.startsWith('step:')) return { kind: 'step', at: listOf(parsePoint)(text.slice(5)) };
  throw new RuleError('must be constant, cosine or step:POINTS, such as step:50%,75%', text);
}

/** Returns the text that `parseSchedule` parses to this form. */
export const formatSchedule = (form: ScheduleForm): string =>
  form.kind === 'step' ? `step:${form.at.map(formatPoint).join()}` : form.kind;

/** Returns the iteration at a point of a training of T iterations. */
export const iterationAt = (point: TrainingPoint, iterations: number): number =>
  'iteration' in point ? point.iteration : Math.round(point.fraction * iterations);

function parsePoint(text: string): TrainingPoint {
  try {
    return text.endsWith('%') ? { fraction: fraction(text) } : { iteration: integerFrom(0)(text) };
  } catch {
    throw new RuleError('must name an iteration ≥ 0 or a percentage from 0% to below 100%', text);
  }
}

const formatPoint = (point: TrainingPoint): string =>
  'iteration' in point ? String(point.iteration) : formatPercent(point.fraction);

/** Returns a fraction as a percentage. The decimal point is moved, so that the text is parsed to exactly the same number. */
function formatPercent(value: number): string {
  const [digits, exponent] = String(value).split('e');
  const [whole, decimals = ''] = digits.split('.');
  const moved = `${whole}${decimals.slice(0, 2).padEnd(2, '0')}.${decimals.slice(2)}`;
  const text = moved.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
  return `${text}${exponent === undefined ? '' : `e${exponent}`}%`;
}
