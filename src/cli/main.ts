#!/usr/bin/env node

// The command line. Exit codes stand in `exit-codes.ts`.

import { exitCodeOf, reportFailure } from './exit-codes.ts';
import { buildProgram } from './program.ts';

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  reportFailure(error);
  process.exitCode = exitCodeOf(error);
}
