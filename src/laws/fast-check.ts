// The one door to fast-check, which is an optional peer: who installed the package without it is told so.

import { TicketError } from '../errors.ts';

/** fast-check itself, for generators. */
export const fc: typeof import('fast-check') = await import('fast-check').catch((cause: unknown) => {
  throw new TicketError(
    'winning-ticket/laws: needs the package fast-check, got none; install it with `npm install --save-dev fast-check`',
    { cause },
  );
});
