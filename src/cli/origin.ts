import type { RunOrigin } from '../report/index.ts';
import { argumentsOf, configurationOf } from './options/index.ts';
import type { Prepared } from './prepared.ts';
import { quoted } from './resume-command.ts';

/** How a run with these seeds was made: its options as texts, and the command that repeats it. */
export function originOf({ command, config }: Prepared, seeds: readonly number[]): RunOrigin {
  const own = { ...config, seed: seeds[0] };
  const trials = String(seeds.length);
  const words = ['winning-ticket', command.name, ...argumentsOf(command, own)];
  if (seeds.length !== command.trials) words.push('--trials', trials);
  return {
    options: [...configurationOf(command, own), ['trials', trials]],
    command: words.map(quoted).join(' '),
  };
}
