import type { Random } from '../../random.ts';
import type { Derivatives } from '../client.ts';
import type { Mask, Weights } from '../mask.ts';
import type { Scope } from '../schedule.ts';
import { checkScores } from './check-scores.ts';
import type { Criterion, Evidence, Need } from './evidence.ts';

/** What the scores of all layers are computed from. */
export interface Scoring {
  readonly criterion: Criterion;
  /** θ_T, by layer. */
  readonly trained: Weights;
  /** θ₀, by layer. */
  readonly initial: Weights;
  /** The surviving weights. */
  readonly mask: Mask;
  /** Whether all layers compete ('global', the default) or each keeps its own share. */
  readonly scope?: Scope;
  /** Provides derivatives of the loss. */
  readonly derivatives?: Derivatives;
  /** Where a random score draws from. */
  readonly random?: Random | undefined;
}

/**
 * Computes the scores of every layer. A derivative is computed at most once, and only if the criterion needs it.
 *
 * @throws {ValueError} if a layer is missing, or all surviving weights of a layer have the same score; see `checkScores`.
 * @throws {ShapeError} if a layer has the wrong number of scores.
 * @throws {NonFiniteError} if a surviving weight has an infinite score.
 */
export function scoresOf({ criterion, derivatives, random, ...rest }: Scoring): Map<string, Float32Array> {
  const offered = offerOf(derivatives, random);
  const layers = [...rest.trained.keys()];
  const scores = new Map(layers.map((layer) => [layer, criterion({ ...rest, ...offered, layer })]));
  rest.mask.checkFits(scores, 'scores');
  checkScores(scores, { criterion, ...rest });
  return scores;
}

/** What there is beside the weights, as evidence holds it. */
export function offerOf(
  derivatives: Derivatives | undefined,
  random: Random | undefined,
): Partial<Pick<Evidence, Need>> {
  return {
    ...once('gradients', derivatives),
    ...once('hessianGradients', derivatives),
    ...once('flowGradients', derivatives),
    ...(random && { random }),
  };
}

function once(kind: keyof Derivatives, derivatives: Derivatives | undefined): Derivatives {
  if (derivatives?.[kind] === undefined) return {};
  let found: Weights | undefined;
  return {
    [kind]: () => {
      found ??= derivatives[kind]?.() as Weights;
      return found;
    },
  };
}
