import { option, optional } from './option.ts';
import { fraction, integerFrom, numberBetween, numberFromZero, oneOf } from './parse.ts';
import { formatSchedule, parseSchedule, type ScheduleForm } from './rewind-and-schedule.ts';

/** Options of the training. */
export const TRAINING_OPTIONS = {
  iterations: option<number, 'training.iterations'>({
    flags: '--iterations <n>',
    help: 'iterations of one complete training',
    parse: integerFrom(1),
    path: 'training.iterations',
  }),
  batch: option<number, 'training.batchSize'>({
    flags: '--batch <n>',
    help: 'examples per iteration',
    parse: integerFrom(1),
    path: 'training.batchSize',
  }),
  optimizer: option<'adam' | 'adamw' | 'sgd' | 'momentum', null>({
    flags: '--optimizer <name>',
    help: 'adam, adamw, sgd, or momentum (SGD with momentum)',
    parse: oneOf('adam', 'adamw', 'sgd', 'momentum'),
    path: null,
  }),
  lr: option<number, 'optimizer.learningRate'>({
    flags: '--lr <rate>',
    help: 'learning rate',
    parse: numberBetween(0, Number.POSITIVE_INFINITY),
    path: 'optimizer.learningRate',
  }),
  momentum: optional<number, 'optimizer.momentum'>({
    flags: '--momentum <fraction>',
    help: 'momentum of --optimizer momentum',
    otherwise: '0.9',
    parse: fraction,
    path: 'optimizer.momentum',
  }),
  weightDecay: optional<number, 'optimizer.weightDecay'>({
    flags: '--weight-decay <rate>',
    help: 'weight decay',
    otherwise: '0.01 with adamw, otherwise 0',
    parse: numberFromZero,
    path: 'optimizer.weightDecay',
  }),
  schedule: option<ScheduleForm, null>({
    flags: '--schedule <form>',
    help: 'learning rate over time: constant, cosine (down to 0), or step:50%,75% (a tenth after each point, which may also be an iteration); fine-tuning continues at the last rate',
    parse: parseSchedule,
    format: formatSchedule,
    path: null,
  }),
  warmUp: option<number, null>({
    flags: '--warm-up <iterations>',
    help: 'iterations in which the learning rate rises linearly to its full value',
    parse: integerFrom(0),
    path: null,
  }),
  evaluateEvery: option<number, 'training.evaluateEvery'>({
    flags: '--evaluate-every <n>',
    help: 'iterations between evaluations on the validation set',
    parse: integerFrom(1),
    path: 'training.evaluateEvery',
  }),
} as const;
