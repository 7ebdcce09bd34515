export * from './derivatives.ts';
export * from './evaluate.ts';
export { flowGradients } from './flow.ts';
export * from './loop.ts';
export * from './record.ts';
export * from './step.ts';
export * from './trainer.ts';
export type { Span, TrainerOptions } from './trainer-options.ts';
