import { describe, it } from 'node:test';
import { selectLaws, testLaws } from 'winning-ticket/laws';
import * as threshold from './threshold.mjs';

testLaws(selectLaws, threshold, { describe, it });
