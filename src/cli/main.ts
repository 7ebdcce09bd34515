#!/usr/bin/env node

// The command line. Exit codes stand in `exit-codes.ts`.

import { exitCodeOf, reportFailure } from './exit-codes.ts';
import { buildProgram } from './program.ts';

// A reader that has seen enough, such as `| head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  reportFailure(error);
  process.exitCode = exitCodeOf(error);
}
