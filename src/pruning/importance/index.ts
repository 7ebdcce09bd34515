export { CRITERIA, type CriterionName, criterion } from './criteria.ts';
export { type Criterion, checkNeed, type Evidence, type Need } from './evidence.ts';
export { type Scoring, scoresOf } from './scores.ts';
export * from './sensitivity.ts';
export * from './values.ts';
