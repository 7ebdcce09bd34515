import { option, optional, type SwitchOption } from './option.ts';
import { integerFrom, listOf, nonEmptyText, orNone } from './parse.ts';

/** Options of the data and the network. */
export const DATA_OPTIONS = {
  data: option<string, null>({
    flags: '--data <set>',
    help: 'mnist, two-moons, spirals, xor, or a folder of IDX files (such as Fashion-MNIST)',
    parse: nonEmptyText,
    path: null,
  }),
  normalize: {
    flags: '--normalize',
    help: 'subtract the mean of the training inputs and divide by their standard deviation',
    helpOff: 'do not normalize the inputs',
    path: 'data.normalize',
  } satisfies SwitchOption,
  validationSize: optional<number, 'data.validationSize'>({
    flags: '--validation-size <n>',
    help: 'training examples held out for validation',
    otherwise: '1/12 of the images, at most 5,000; 1,000 for synthetic sets',
    parse: integerFrom(1),
    path: 'data.validationSize',
  }),
  hidden: option<readonly number[], 'training.hidden'>({
    flags: '--hidden <sizes>',
    help: 'sizes of the hidden layers, or none',
    parse: orNone(listOf(integerFrom(1))),
    path: 'training.hidden',
  }),
} as const;
