import { describe, test } from 'vitest';
import {
  gradientLaws,
  importanceLaws,
  kernelLaws,
  maskedStepLaws,
  maskLaws,
  ours,
  prunerLaws,
  qualityLaws,
  rewindLaws,
  roundLaws,
  scheduleLaws,
  selectLaws,
  testLaws,
  ticketLaws,
} from '../../src/laws/index.ts';

// LAW_RUNS=10000 tries as many cases a law; LAW_SEED pins them, and is otherwise drawn and printed when a law breaks.
const runner = { describe, it: test };
const timeout = 600_000;

testLaws(maskLaws, ours.mask, runner, { timeout });
testLaws(roundLaws, ours.pruner, runner, { timeout });
testLaws(qualityLaws, ours.quality, runner, { timeout });
testLaws(rewindLaws, ours.pruner, runner, { timeout });
testLaws(scheduleLaws, ours.schedule, runner, { timeout });
testLaws(selectLaws, ours.select, runner, { timeout });
testLaws(prunerLaws, ours.pruner, runner, { timeout });
testLaws(maskedStepLaws, ours.maskedStep, runner, { timeout });
testLaws(kernelLaws, ours.kernel, runner, { timeout });
testLaws(ticketLaws, ours.ticket, runner, { timeout });
testLaws(gradientLaws, ours.gradient, runner, { timeout });
testLaws(importanceLaws, ours.importance, runner, { timeout });
