import { ValueError } from '../../errors.ts';
import type { Definition } from '../commands/command.ts';
import { definitionOf, namesIn } from './all-options.ts';
import { flagOf } from './option.ts';

/**
 * Returns what `use` returns. A ValueError about library options names the flags instead: "batch size: must be …" becomes
 * "--batch: must be …".
 */
export function namingFlags<T>({ defaults }: Pick<Definition, 'defaults'>, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const flags = new Map(
      namesIn(defaults).map((name) => {
        const { path, flags } = definitionOf(name);
        return [asWords(path?.split('.').at(-1) ?? name), flagOf({ flags })];
      }),
    );
    const named = error.what.split(' × ').map((part) => flags.get(asWords(part)) ?? part);
    if (error.message.startsWith(error.what))
      error.message = named.join(' × ') + error.message.slice(error.what.length);
    throw error;
  }
}

/** 'batchSize' → 'batch size'. */
const asWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
