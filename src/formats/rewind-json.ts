import { ValueError } from '../errors.ts';
import { RewindStrategy, type TrainingPoint } from '../pruning/rewind.ts';
import { isObject, parseJson } from './json.ts';

/** A rewinding strategy as JSON, such as `{"kind":"early","iteration":500}`. Throws a ValueError for what is none. */
export function rewindToJson(strategy: RewindStrategy): string {
  return JSON.stringify(checkStrategy(strategy, strategy));
}

/** The rewinding strategy that a JSON text says. */
export function rewindFromJson(text: string): RewindStrategy {
  return checkStrategy(parseJson('rewind', text), text);
}

/** @param got what the error message shows. */
function checkStrategy(value: unknown, got: unknown): RewindStrategy {
  if (!isObject(value)) throw new ValueError('rewind', 'must be a rewinding strategy', got);
  const { kind, ...rest } = value;
  const keys = Object.keys(rest).join();
  if ((kind === 'init' || kind === 'reinitialize') && keys === '') return RewindStrategy[kind]();
  if (kind === 'none' && (keys === '' || keys === 'fineTuneIterations')) return RewindStrategy.none(rest);
  if ((kind === 'early' || kind === 'late') && (keys === 'iteration' || keys === 'fraction'))
    return RewindStrategy[kind](rest as TrainingPoint);
  if (kind === 'weightsOnly' && /^(iteration|fraction)(,fineTuneIterations)?$/.test(keys))
    return RewindStrategy.weightsOnly(rest as TrainingPoint);
  throw new ValueError('rewind', 'must be a rewinding strategy', got);
}
