import { Command, Option } from 'commander';
import { CRITERIA } from '../pruning/index.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { runFind } from './find.ts';
import { DEFAULTS, type FindConfig, type FindOutput } from './find-config.ts';
import { runFindTrials } from './find-trials.ts';
import * as parse from './parse.ts';
import { isTrialsFolder } from './trials-folder.ts';

/** `winning-ticket find`. */
export function findCommand(): Command {
  return new Command('find')
    .description(
      'Find a winning ticket: train, prune, rewind, repeat; then judge it against the dense network and controls.',
    )
    .optionsGroup('The experiment:')
    .option(
      '--data <set>',
      'mnist, two-moons, spirals, xor, or a folder of IDX files (such as Fashion-MNIST)',
      DEFAULTS.data,
    )
    .addOption(
      new Option('--normalize', 'subtract the training inputs’ mean and divide by their deviation').default(
        DEFAULTS.normalize,
        'off',
      ),
    )
    .addOption(
      new Option('--hidden <sizes>', 'sizes of the hidden layers, or none')
        .argParser(parse.hiddenSizes)
        .default(DEFAULTS.hidden, DEFAULTS.hidden.join()),
    )
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
    )
    .option('--iterations <n>', 'updates in one whole training', parse.wholeFrom(1), DEFAULTS.iterations)
    .option('--batch <n>', 'examples an update', parse.wholeFrom(1), DEFAULTS.batch)
    .option('--lr <rate>', 'learning rate', parse.numberBetween(0, Number.POSITIVE_INFINITY), DEFAULTS.lr)
    .addOption(
      new Option('--optimizer <name>', 'what makes an update; momentum is SGD with momentum 0.9')
        .choices(['adam', 'adamw', 'sgd', 'momentum'])
        .default(DEFAULTS.optimizer),
    )
    .option(
      '--evaluate-every <n>',
      'updates between evaluations on the validation set',
      parse.wholeFrom(1),
      DEFAULTS.evaluateEvery,
    )
    .option('--seed <n>', 'where all randomness comes from', parse.wholeFrom(0), DEFAULTS.seed)
    .option('--trials <n>', 'runs of this experiment, with seeds from --seed on', parse.wholeFrom(1))
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
        'more such networks: the ticket from rewind, reinitialise, reshuffle or constant values, each +sign to keep the original signs, +freeze to leave pruned weights at W₀',
      ).argParser(parse.controlNames),
    )
    .option(
      '--tolerance <fraction>',
      'how far below dense the target accuracy lies',
      parse.numberFromZero,
      DEFAULTS.tolerance,
    )
    .optionsGroup('The machine (never changes a result):')
    .addOption(
      new Option('--kernels <set>', 'plain loops or SIMD (default: simd where the engine runs it)').choices([
        'reference',
        'simd',
      ]),
    )
    .option(
      '--threads <n>',
      'threads: of one run, to compute with (default: 1); of trials, to run at a time (default: one a core)',
      parse.wholeFrom(1),
    )
    .optionsGroup('Output:')
    .option(
      '--out <folder>',
      'folder to write, which must be new or empty (default: the next free runs/find-N)',
    )
    .addOption(
      new Option(
        '--resume <folder>',
        'go on with the interrupted run in this folder, with the options it has',
      ).conflicts(['out', 'trials', ...Object.keys(DEFAULTS)]),
    )
    .option('--json', 'print the record as one JSON object on stdout, and nothing else there')
    .option('--quiet', 'show no progress')
    .addHelpText('after', EXIT_CODES_HELP)
    .action((_, command: Command) => {
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
      } = command.opts<FindConfig & FindOutput & { readonly action?: FindConfig['controls'] }>();
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
