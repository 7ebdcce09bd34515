import type { Random } from '../../random.ts';
import { arraysFrom, checkPerWeight, floatsFrom } from '../check-arrays.ts';
import type { Mask, Weights } from '../mask.ts';
import type { Derivatives } from '../model-and-trainer.ts';
import type { Scope } from '../schedule.ts';
import { checkScores } from './check-scores.ts';
import type { Criterion, CriterionInput, CriterionNeed } from './criterion.ts';

/** The input from which the scores of all layers are computed. */
export interface Scoring {
  readonly criterion: Criterion;
  /** The trained weights θ_T by layer. */
  readonly trained: Weights;
  /** The initial weights θ₀ by layer. */
  readonly initial: Weights;
  /** The mask of the surviving weights. */
  readonly mask: Mask;
  /** Whether all layers compete ('global', the default) or each layer keeps the same fraction. */
  readonly scope?: Scope;
  /** Provides derivatives of the loss. */
  readonly derivatives?: Derivatives;
  /** Generator of random scores. */
  readonly random?: Random | undefined;
}

/**
 * Computes the scores of every layer. A derivative is computed at most once, and only if the criterion needs it.
 *
 * @throws {ValueError} if a method or the criterion does not return Float32Arrays, derivatives of a layer are missing, or all
 *   surviving weights of a layer have the same score; see `checkScores`.
 * @throws {ShapeError} if a layer has the wrong number of scores or derivatives.
 * @throws {NonFiniteError} if a surviving weight has an infinite score.
 */
export function scoresOf({ criterion, derivatives, random, ...rest }: Scoring): Map<string, Float32Array> {
  const offered = offerOf(derivatives, random, rest.trained);
  const scoreOf = (layer: string) => floatsFrom('criterion', criterion({ ...rest, ...offered, layer }));
  const scores = new Map([...rest.trained.keys()].map((layer) => [layer, scoreOf(layer)]));
  rest.mask.checkFits(scores, 'scores');
  checkScores(scores, { criterion, ...rest });
  return scores;
}

/** Returns the inputs that criteria may need in addition to the weights. */
function offerOf(
  derivatives: Derivatives | undefined,
  random: Random | undefined,
  weights: Weights,
): Partial<Pick<CriterionInput, CriterionNeed>> {
  const once = (kind: keyof Derivatives): Derivatives => {
    if (derivatives?.[kind] === undefined) return {};
    let found: Weights | undefined;
    return {
      [kind]: () => {
        if (found === undefined) {
          found = arraysFrom(kind, derivatives[kind]?.() as Weights);
          checkPerWeight(kind, found, weights);
        }
        return found;
      },
    };
  };
  return {
    ...once('gradients'),
    ...once('hessianGradients'),
    ...once('flowGradients'),
    ...(random && { random }),
  };
}
