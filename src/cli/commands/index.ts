import { ValueError } from '../../errors.ts';
import type { RunCommand } from './command.ts';
import { compare } from './compare.ts';
import { connectivity } from './connectivity.ts';
import { edgePopup } from './edge-popup.ts';
import { find } from './find.ts';
import { grasp } from './grasp.ts';
import { snip } from './snip.ts';
import { strong } from './strong.ts';
import { supermask } from './supermask.ts';
import { sweep } from './sweep.ts';
import { synflow } from './synflow.ts';

export type { Config, Definition, RunCommand } from './command.ts';

/** The commands that run an experiment, in the order of the help. */
export const COMMANDS: readonly RunCommand[] = [
  find,
  snip,
  grasp,
  synflow,
  supermask,
  edgePopup,
  strong,
  connectivity,
  sweep,
  compare,
];

/** Returns the command with this name. @throws {ValueError} if there is none. */
export function commandNamed(name: string): RunCommand {
  const found = COMMANDS.find((command) => command.name === name);
  if (found !== undefined) return found;
  throw new ValueError('command', `must be one of ${COMMANDS.map((one) => one.name).join(', ')}`, name);
}
