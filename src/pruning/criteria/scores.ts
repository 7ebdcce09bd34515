import type { Random } from '../../random.ts';
import { arraysFrom, checkPerWeight, floatsFrom } from '../check-arrays.ts';
import type { Mask, Weights } from '../mask.ts';
import type { Derivatives } from '../model-and-trainer.ts';
import type { Scope } from '../schedule.ts';
import { checkScores } from './check-scores.ts';
import type { Criterion, CriterionInput, CriterionNeed } from './criterion.ts';

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

/** Returns what criteria may need beside the weights. */
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
