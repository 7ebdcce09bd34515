// Optimizer steps over one parameter, in place. `mask` (or null) is 1 for surviving weights and 0 for pruned ones. Pruned
// weights and their state are set to +0, regardless of momentum and weight decay. Every operation rounds to binary32; scalars
// are given in binary64 and are rounded once at the beginning.

const { fround, sqrt } = Math;

/** The scalars of an SGD step. */
export interface SgdStep {
  /** Learning rate η. */
  readonly learningRate: number;
  /** Momentum μ. */
  readonly momentum: number;
  /** Whether to use Nesterov momentum. */
  readonly nesterov: boolean;
  /** Weight decay λ, added to the gradient. */
  readonly weightDecay: number;
}

/**
 * Runs one step of SGD: g ← g + λw;  u ← μu + g;  w ← w − η·(nesterov ? g + μu : u). As in PyTorch's SGD with dampening 0.
 */
export function sgd(
  w: Float32Array,
  grad: Float32Array,
  u: Float32Array,
  mask: Uint8Array | null,
  step: SgdStep,
) {
  const η = fround(step.learningRate);
  const μ = fround(step.momentum);
  const λ = fround(step.weightDecay);
  for (let i = 0; i < w.length; i++) {
    if (mask !== null && mask[i] === 0) {
      w[i] = u[i] = 0;
      continue;
    }
    const g = fround(grad[i] + fround(λ * w[i]));
    u[i] = fround(μ * u[i]) + g;
    const direction = step.nesterov ? fround(g + fround(μ * u[i])) : u[i];
    w[i] -= fround(η * direction);
  }
}

/** The scalars of an Adam or AdamW step. */
export interface AdamStep {
  /** Learning rate η. */
  readonly learningRate: number;
  /** Decay of the first moment, β₁. */
  readonly beta1: number;
  /** Decay of the second moment, β₂. */
  readonly beta2: number;
  /** Constant ε, which is added to the denominator. */
  readonly epsilon: number;
  /** Weight decay λ of Adam, which is added to the gradient (0 for AdamW). */
  readonly weightDecay: number;
  /** Decoupled weight decay λ of AdamW, which shrinks the weight directly (0 for Adam). */
  readonly decoupledWeightDecay: number;
  /** Bias correction 1 − β₁ᵗ of the first moment. */
  readonly biasCorrection1: number;
  /** Bias correction 1 − β₂ᵗ of the second moment. */
  readonly biasCorrection2: number;
}

/**
 * Runs one step of Adam or AdamW: g ← g + λw;  m ← β₁m + (1 − β₁)g;  v ← β₂v + (1 − β₂)g²;  w ← w·(1 − ηλ') − η/(1 − β₁ᵗ) · m ÷
 * (√v/√(1 − β₂ᵗ) + ε). Kingma & Ba 2015, algorithm 1; Loshchilov & Hutter 2019 for λ'. Rounded in the same order as in PyTorch,
 * with the same bits.
 */
export function adam(
  w: Float32Array,
  grad: Float32Array,
  m: Float32Array,
  v: Float32Array,
  mask: Uint8Array | null,
  step: AdamStep,
) {
  const β1 = fround(step.beta1);
  const β2 = fround(step.beta2);
  const rest1 = fround(1 - step.beta1);
  const rest2 = fround(1 - step.beta2);
  const ε = fround(step.epsilon);
  const λ = fround(step.weightDecay);
  const shrink = fround(1 - step.learningRate * step.decoupledWeightDecay);
  const size = fround(step.learningRate / step.biasCorrection1);
  const scale = fround(sqrt(step.biasCorrection2));
  for (let i = 0; i < w.length; i++) {
    if (mask !== null && mask[i] === 0) {
      w[i] = m[i] = v[i] = 0;
      continue;
    }
    const g = fround(grad[i] + fround(λ * w[i]));
    m[i] = fround(β1 * m[i]) + fround(rest1 * g);
    v[i] = fround(β2 * v[i]) + fround(fround(rest2 * g) * g);
    const denominator = fround(fround(fround(sqrt(v[i])) / scale) + ε);
    w[i] = fround(shrink * w[i]) - fround(fround(size * m[i]) / denominator);
  }
}
