import { mask } from './mask.ts';

/** This package's own implementations, as the laws take them: `checkLaws(maskLaws, ours.mask)`. */
export const ours = { mask };
