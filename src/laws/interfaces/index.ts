export * from './kernel.ts';
export * from './mask.ts';
export * from './masked-step.ts';
export * from './pruner.ts';
export * from './schedule.ts';
export * from './select.ts';
export * from './ticket.ts';
