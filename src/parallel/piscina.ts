import type { Piscina } from 'piscina';
import { TicketError } from '../errors.ts';

/** A package that is needed here, is optional, and is not installed. */
export class MissingPackageError extends TicketError {
  override readonly name = 'MissingPackageError';
}

/** The Piscina class. Throws a MissingPackageError that says what to do where the package is not installed. */
export async function loadPiscina(): Promise<typeof Piscina> {
  try {
    return (await import('piscina')).Piscina;
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new MissingPackageError(
      'piscina: must be installed to use threads (npm install piscina), got no such package',
    );
  }
}

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' && /'piscina'/.test(String(error));
