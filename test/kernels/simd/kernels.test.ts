// The kernels that this package chose at start, compared with the plain loops.

import { describe, test } from 'vitest';
import { testLaws } from '../../../src/laws/index.ts';
import { kernelLaws } from '../laws/kernel.ts';
import { kernel } from '../laws/ours.ts';

testLaws(kernelLaws, kernel, { describe, it: test }, { timeout: 600_000 });
