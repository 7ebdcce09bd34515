import { Command, Option } from 'commander';
import { CRITERIA } from '../pruning/index.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { runFind } from './find.ts';
import { DEFAULTS, type FindConfig, type FindOutput } from './find-config.ts';
import { runFindTrials } from './find-trials.ts';
import { addDataOptions, addRunOptions, addTrainingOptions } from './options.ts';
import * as parse from './parse.ts';
import { isTrialsFolder } from './trials-folder.ts';

/** `winning-ticket find`. */
export function findCommand(): Command {
  const command = new Command('find')
    .description(
      'Find a winning ticket: train, prune, rewind, repeat; then judge it against the dense network and controls.',
    )
    .optionsGroup('The experiment:');
  addDataOptions(command, DEFAULTS);
  addSearchOptions(command);
  addTrainingOptions(command, DEFAULTS);
  addComparisonOptions(command);
  addRunOptions(command, DEFAULTS, {
    threads:
      'threads: of one run, to compute with (default: 1); of trials, to run at a time (default: one a core)',
    conflicts: ['action'],
  });
  return command.addHelpText('after', EXIT_CODES_HELP).action((_, self: Command) => {
    const {
      out,
      resume,
      json,
      quiet,
      kernels,
      trials,
      threads,
      action = [],
      ...asked
    } = self.opts<FindConfig & FindOutput & { readonly action?: FindConfig['controls'] }>();
    const config = { ...asked, controls: [...new Set([...asked.controls, ...action])] };
    const several = resume === undefined ? (trials ?? 1) > 1 : isTrialsFolder(resume);
    return (several ? runFindTrials : runFind)(config, {
      ...(out !== undefined && { out }),
      ...(resume !== undefined && { resume }),
      json: json ?? false,
      quiet: quiet ?? false,
      ...(kernels !== undefined && { kernels }),
      ...(trials !== undefined && { trials }),
      ...(threads !== undefined && { threads }),
    });
  });
}

/** How the ticket is searched for. */
const addSearchOptions = (command: Command): Command =>
  command
    .option(
      '--sparsity <fraction>',
      'fraction of the weights to remove in the end, such as 0.9 or 90%',
      parse.numberBetween(0, 1),
      DEFAULTS.sparsity,
    )
    .option(
      '--rounds <n>',
      'rounds of train, prune, rewind; 1 prunes in one shot',
      parse.wholeFrom(1),
      DEFAULTS.rounds,
    )
    .option(
      '--rewind <strategy>',
      'where survivors return to: init, early:500, early:10%, late:10%, none; weights:10%, reinit',
      parse.rewindText,
      DEFAULTS.rewind,
    )
    .addOption(
      new Option('--scope <scope>', 'whether all layers compete, or each keeps its own share')
        .choices(['global', 'layerwise'])
        .default(DEFAULTS.scope),
    )
    .addOption(
      new Option(
        '--criterion <name>',
        `the score that survivors are chosen by: ${Object.keys(CRITERIA).join(', ')}`,
      )
        .argParser(parse.criterionName)
        .default(DEFAULTS.criterion),
    );

/** What it is held against. */
const addComparisonOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--controls <names>',
        'networks to train beside the ticket: reinit (same mask, new weights), shuffle (same weights, moved mask), or none',
      )
        .argParser(parse.controlNames)
        .default(DEFAULTS.controls, DEFAULTS.controls.join()),
    )
    .addOption(
      new Option(
        '--action <names>',
        'more such networks: the ticket from rewind, reinitialise, reshuffle or constant values, each +sign to keep the original signs, +freeze to keep pruned weights at the values they start with',
      ).argParser(parse.controlNames),
    )
    .option(
      '--tolerance <fraction>',
      'how far below dense the target accuracy lies',
      parse.numberFromZero,
      DEFAULTS.tolerance,
    );
