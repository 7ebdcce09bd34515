import { ValueError } from '../../errors.ts';
import { compare } from './compare.ts';
import { connectivity } from './connectivity.ts';
import { edgePopup } from './edge-popup.ts';
import type { Method } from './method.ts';
import { grasp, snip, synflow } from './snip.ts';
import { strong } from './strong.ts';
import { supermask } from './supermask.ts';
import { sweep } from './sweep.ts';

/** The commands beside `find`, in the order of the help text. */
export const METHODS = [
  snip,
  grasp,
  synflow,
  supermask,
  edgePopup,
  strong,
  connectivity,
  sweep,
  compare,
] as unknown as readonly Method[];

/** One by name. Throws a ValueError for none. */
export function methodNamed(name: string): Method {
  const found = METHODS.find((method) => method.name === name);
  if (found === undefined)
    throw new ValueError('method', `must be one of ${METHODS.map((method) => method.name).join(', ')}`, name);
  return found;
}
