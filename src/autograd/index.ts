export * from './activations.ts';
export * from './arithmetic.ts';
export * from './backward.ts';
export * from './elementwise.ts';
export * from './products.ts';
export * from './reduce.ts';
export * from './softmax.ts';
export * from './stop-gradient.ts';
export {
  asVariable,
  noGrad,
  type Operand,
  record,
  Variable,
  variable,
} from './variable.ts';
export * from './views.ts';
