/**
 * The Lottery Ticket Hypothesis in pure TypeScript: tensors, autograd, layers, optimizers, data, training and the
 * pruner. Everything here runs in a browser; files on disk are in `winning-ticket/node`.
 *
 * @module
 */

export {
  add,
  backward,
  concat,
  crossEntropy,
  detach,
  div,
  exp,
  gather,
  linear,
  log,
  logSoftmax,
  matmul,
  matmulNT,
  max,
  mean,
  mse,
  mul,
  neg,
  noGrad,
  type Operand,
  relu,
  reshape,
  sigmoid,
  slice,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
  Variable,
  variable,
} from './autograd/index.ts';
export type { Operation } from './autograd/variable.ts';
export type { MaskLayers, MaskLike } from './check.ts';
export {
  type Batch,
  Batches,
  classBalanced,
  createDataset,
  type Dataset,
  type Idx,
  type MnistFiles,
  type MnistNames,
  mnistFromIdx,
  type Normalization,
  normalize,
  type SpiralOptions,
  type Split,
  type SyntheticOptions,
  spirals,
  splitDataset,
  subset,
  type TeacherOptions,
  teacherStudent,
  twoMoons,
  xor,
} from './data/index.ts';
export { FormatError, NonFiniteError, ShapeError, TicketError, ValueError } from './errors.ts';
export {
  decodeProgress,
  decodeSafetensors,
  decodeTicket,
  encodeProgress,
  encodeSafetensors,
  encodeTicket,
  type FileRecord,
  type ProgressFile,
  type SafeTensor,
  type SafetensorsFile,
  type TicketFile,
  type TicketFileOptions,
} from './formats/index.ts';
export { KernelHeapError, KernelsError, type KernelsName, kernelsInfo, useKernels } from './kernels/index.ts';
export { inScratch } from './kernels/scratch.ts';
export {
  Flatten,
  glorotNormal,
  glorotUniform,
  type Initializer,
  kaimingNormal,
  kaimingUniform,
  Linear,
  type LinearOptions,
  type MlpOptions,
  Module,
  mlp,
  Parameter,
  ReLU,
  Sequential,
  Sigmoid,
  type State,
  signedConstant,
  Tanh,
} from './nn/index.ts';
export {
  Adam,
  type AdamOptions,
  AdamW,
  constant,
  cosine,
  exponential,
  type LearningRateSchedule,
  linearWarmup,
  Optimizer,
  type OptimizerState,
  SGD,
  type SGDOptions,
  step,
} from './optim/index.ts';
export type { OptionSetters } from './pruning/builder.ts';
export type { Need } from './pruning/importance/evidence.ts';
export {
  type Checkpoint,
  type Count,
  CRITERIA,
  type Criterion,
  type CriterionName,
  type Derivatives,
  type Evidence,
  type FineTuning,
  LotteryTicketConfig,
  type LotteryTicketOptions,
  LotteryTicketPruner,
  Mask,
  type MaskJson,
  type Progress,
  type PrunableModel,
  type PruningPlan,
  pruningRate,
  type Reinitialize,
  type RewindPlan,
  RewindStrategy,
  type Round,
  remaining,
  type Scope,
  type SearchOptions,
  type SearchPlan,
  type SearchSettings,
  selectGlobal,
  selectLayerwise,
  type TicketJson,
  type TicketParts,
  type Trainer,
  type TrainingPoint,
  type TrainingSpan,
  type Weights,
  WinningTicket,
} from './pruning/index.ts';
export type { OptionTypes } from './pruning/options.ts';
export type { Counts, KeptCounts } from './pruning/plan-rounds.ts';
export { Random, type RandomKey, type RandomState } from './random.ts';
export { SPARSE_DENSITY, useSparseBelow } from './sparse/index.ts';
export type { Pattern } from './sparse/pattern.ts';
export { Slot } from './sparse/slot.ts';
export type { UpdateRule } from './sparse/weight-mask.ts';
export * as tensors from './tensor/index.ts';
export {
  EndedScopeError,
  full,
  type Nested,
  ones,
  type Shape,
  type Storage,
  Tensor,
  tensor,
  zeros,
} from './tensor/index.ts';
export {
  type CurvePoint,
  DivergenceError,
  type Evaluation,
  evaluate,
  flowGradients,
  hessianGradients,
  type Loss,
  type LossOptions,
  lossGradients,
  type Reading,
  type Score,
  SupervisedTrainer,
  type TrainerOptions,
  type TrainingRecord,
  trainStep,
  type Update,
} from './training/index.ts';
export type { Span } from './training/trainer.ts';
