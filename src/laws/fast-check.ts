// Loads fast-check, which is an optional peer dependency. All laws import it from here, so that a missing package leads to one
// clear error.

import { TicketError } from '../errors.ts';

/** The module `fast-check`, which provides the generators of the laws. */
export const fc: typeof import('fast-check') = await import('fast-check').catch((cause: unknown) => {
  throw new TicketError(
    'winning-ticket/laws: needs the package fast-check, got none; install it with `npm install --save-dev fast-check`',
    { cause },
  );
});
