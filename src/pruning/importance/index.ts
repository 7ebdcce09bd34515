export { CRITERIA, type CriterionName, criterion } from './criteria.ts';
export { checkNeed, type Evidence, type Importance, type Need } from './evidence.ts';
export { type Scoring, scoresOf } from './scores.ts';
export * from './sensitivity.ts';
export * from './values.ts';
