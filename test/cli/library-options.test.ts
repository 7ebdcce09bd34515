// From options to the option objects of the library.

import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { libraryOptions } from '../../src/cli/options/index.ts';
import { kaimingNormal } from '../../src/nn/index.ts';
import { CRITERIA } from '../../src/pruning/index.ts';
import { readLine, wordsOf } from './command-line.ts';

const names = COMMANDS.map(({ name }) => name);

describe('libraryOptions', () => {
  const TRAINING =
    '--data xor --normalize --validation-size 9 --hidden 4,3 --iterations 7 --batch 6 --lr 0.5 --optimizer momentum --momentum 0.25 --weight-decay 0.125 --evaluate-every 2';

  test.each(names)('puts the data, training and optimizer options of %s at their paths', (name) => {
    const { data, training, optimizer } = libraryOptions(readLine(name, wordsOf(TRAINING)).config);
    expect(data).toEqual({ normalize: true, validationSize: 9 });
    expect(training).toEqual({ hidden: [4, 3], iterations: 7, batchSize: 6, evaluateEvery: 2 });
    expect(optimizer).toEqual({ learningRate: 0.5, momentum: 0.25, weightDecay: 0.125 });
  });

  test.each<[string, string, object, object]>([
    [
      'snip',
      '--sparsity 50%,0.8 --controls shuffle --no-dense --examples 20',
      { sparsities: [0.5, 0.8], checks: ['shuffle'], dense: false },
      { examples: 20 },
    ],
    [
      'grasp',
      '--examples-per-class 3',
      { sparsities: [0.95, 0.98], checks: [], dense: true },
      { examplesPerClass: 3 },
    ],
    ['supermask', '--no-rescale', { rescale: false, signedConstant: true }, {}],
    ['supermask', '--no-signed-constant', { rescale: true, signedConstant: false }, {}],
    [
      'edge-popup',
      '--keep 0.3 --ranking score --width 2 --weights normal',
      { keep: 0.3, ranking: 'score', widthMultiplier: 2, initializer: kaimingNormal },
      {},
    ],
    ['strong', '--n 5 --epsilon 0.1', { n: 5, epsilon: 0.1 }, {}],
    ['connectivity', '--at 0,5 --points 3', { at: [0, 5], points: 3 }, {}],
    ['sweep', '--tolerance 0.1 --significant 0.2', { tolerance: 0.1, significant: 0.2 }, {}],
    ['compare', '--controls constant+sign', { controls: ['constant+sign'] }, {}],
    [
      'find',
      '--controls none --control-levels 1,3 --reinits 2 --tolerance 0',
      { controls: [], controlLevels: [1, 3], reinitializations: 2, tolerance: 0 },
      {},
    ],
  ])("puts %s's own options at their paths: %s", (name, line, own, pruning) => {
    const { definition, config } = readLine(name, wordsOf(line));
    expect(libraryOptions(config)).toMatchObject({ own, pruning });
    expect(definition.options(config)).toMatchObject(own);
    expect(Object.keys(libraryOptions(config).own).sort()).toEqual(Object.keys(own).sort());
  });

  test('connectivity has no search with --no-ticket, and strong has one hidden size', () => {
    const optionsOf = (name: string, line: string) => {
      const { definition, config } = readLine(name, wordsOf(line));
      return definition.options(config);
    };
    expect(optionsOf('connectivity', '--no-ticket')).toMatchObject({ search: null });
    expect(optionsOf('connectivity', '--criterion random')).toMatchObject({
      search: { roundRate: 0.36, pruningRounds: 5, scope: 'layerwise', criterion: CRITERIA.random },
    });
    expect(optionsOf('strong', '--hidden 7')).toMatchObject({ hidden: 7 });
  });

  test('puts every value at its path and leaves out options without a value', () => {
    const line =
      '--round-rate 0.2 --output-rate 10% --rounds 4 --criterion movement --rewind early:7 --reinits 3';
    const options = libraryOptions(readLine('find', wordsOf(line)).config);
    expect(options).toEqual({
      data: { normalize: false },
      training: { hidden: [300, 100], batchSize: 60, iterations: 1800, evaluateEvery: 100 },
      optimizer: { learningRate: 1.2e-3 },
      search: {
        ...{ roundRate: 0.2, outputRate: 0.1, pruningRounds: 4, scope: 'layerwise' },
        ...{ criterion: CRITERIA.movement, rewindStrategy: { kind: 'early', iteration: 7 } },
      },
      pruning: {},
      own: { controls: ['reinit', 'shuffle'], controlLevels: 'last', reinitializations: 3, tolerance: 0.002 },
    });
  });
});

describe('how much to prune', () => {
  const pruningOf = (name: string, line: string) => {
    const { sparsity, roundRate, outputRate, scope } = readLine(name, wordsOf(line)).config;
    return { sparsity, roundRate, outputRate, scope };
  };
  test.each([
    ['find', '', { sparsity: 0.9, roundRate: null, outputRate: null, scope: 'global' }],
    ['find', '--round-rate 0.2', { sparsity: null, roundRate: 0.2, outputRate: null, scope: 'global' }],
    [
      'compare',
      '--round-rate 0.2 --output-rate 0.1',
      { sparsity: null, roundRate: 0.2, outputRate: 0.1, scope: 'layerwise' },
    ],
    ['sweep', '--output-rate 0.1', { sparsity: null, roundRate: 0.4, outputRate: 0.1, scope: 'layerwise' }],
    ['sweep', '--sparsity 0.9', { sparsity: 0.9, roundRate: null, outputRate: null, scope: 'layerwise' }],
    [
      'connectivity',
      '--sparsity 0.9 --scope global',
      { sparsity: 0.9, roundRate: null, outputRate: null, scope: 'global' },
    ],
  ])('%s %s', (name, line, expected) => {
    expect(pruningOf(name, line)).toEqual(expected);
  });
});
