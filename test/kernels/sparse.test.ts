// The plain sparse loops, held to the laws of kernels: they equal the dense ones.

import { describe, test } from 'vitest';
import { kernelLaws, ours, testLaws } from '../../src/laws/index.ts';

const { twin } = ours.kernel;

testLaws(
  kernelLaws,
  { kernels: twin, twin },
  { describe, it: test },
  {
    timeout: 600_000,
    laws: [
      'products over survivors alone equal the dense ones',
      'steps over survivors alone equal the masked ones and leave the pruned',
    ],
  },
);
