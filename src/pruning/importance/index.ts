export { CRITERIA, type CriterionName, criterion } from './criteria.ts';
export type { Evidence, Importance } from './evidence.ts';
export * from './scores.ts';
export * from './sensitivity.ts';
export * from './values.ts';
