export type { Nearness } from './bound.ts';
export * from './experiment.ts';
export * from './growth.ts';
export * from './strong-ticket.ts';
export * from './subset-sum.ts';
