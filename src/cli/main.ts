#!/usr/bin/env node

// The command line. The exit codes are listed in `exit-codes.ts`.

import { DataError, exitCodeOf, reportFailure } from './exit-codes.ts';
import { buildProgram } from './program.ts';

// Progress is written to stderr. If it is closed or full, the run continues without it.
process.stderr.on('error', () => {});
// A reader that stops reading, such as `| head`, is not a failure, but a full disk is.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  reportFailure(new DataError(`The result could not be written to standard output: ${error.message}`));
  process.exitCode = 3;
});

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  reportFailure(error);
  process.exitCode = exitCodeOf(error);
}
