import type { Random } from '../../random.ts';
import type { Derivatives } from '../client.ts';
import type { Mask, Weights } from '../mask.ts';
import type { Evidence, Importance, Need } from './evidence.ts';

/** What all layers are scored by. */
export interface Scoring {
  readonly importance: Importance;
  /** θ_T, by layer. */
  readonly trained: Weights;
  /** θ₀, by layer. */
  readonly initial: Weights;
  /** Who survived so far. */
  readonly mask: Mask;
  /** Who can say a derivative. */
  readonly derivatives?: Derivatives;
  /** Where a random score draws from. */
  readonly random?: Random | undefined;
}

/** The scores of every layer. A derivative is worked out at most once, and only when the criterion asks for it. */
export function scoresOf({ importance, derivatives, random, ...rest }: Scoring): Map<string, Float32Array> {
  const offered = offerOf(derivatives, random);
  const layers = [...rest.trained.keys()];
  return new Map(layers.map((layer) => [layer, importance({ ...rest, ...offered, layer })]));
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
