import { describe, expect, test } from 'vitest';
import {
  deadUnits,
  layerStructure,
  type MethodFacts,
  maskOverlap,
  signAgreement,
} from '../../src/experiments/index.ts';
import { Mask } from '../../src/pruning/index.ts';
import { comparisonRows, comparisonTable, layersTable } from '../../src/report/structure-tables.ts';
import { standsAlone, texts } from './svg.ts';

const cells = (svg: string) =>
  texts(standsAlone(svg), 'g[aria-label="table"] text').map((text) => text.replaceAll('\u00a0', ' '));
const mask = new Mask(
  new Map([
    ['fc1.weight', Uint8Array.of(1, 0, 1, 0, 0, 0)],
    ['fc2.weight', Uint8Array.of(0, 0, 0)],
  ]),
);
const shapes = new Map([
  ['fc1.weight', [3, 2]],
  ['fc2.weight', [1, 3]],
]);
const weights = (...first: number[]) =>
  new Map([
    ['fc1.weight', Float32Array.from(first)],
    ['fc2.weight', Float32Array.of(0, 0, 0)],
  ]);

describe('layersTable', () => {
  const signs = signAgreement(mask, weights(1, 0, 1, 0, 0, 0), weights(2, 0, -2, 0, 0, 0));

  test('states each layer’s weights, density, dead outputs and signs, and a collapse', () => {
    const svg = layersTable({ layers: layerStructure(mask), units: deadUnits(mask, shapes), signs });
    expect(cells(svg)).toEqual([
      ...['Layer', 'fc1.weight', 'fc2.weight'],
      ...['Weights left', '2 of 6', '0 of 3'],
      ...['Density', '33 %', 'collapsed'],
      ...['Dead outputs', '3 of 3', '1 of 1'],
      ...['Signs kept', '50.0 %', '–'],
    ]);
    expect(texts(standsAlone(svg), 'text')).toContain(
      'Collapsed: fc2.weight. Of 2 inputs, 1 have no weight left.',
    );
  });

  test('what is not known is a dash, and no layers are no rows', () => {
    expect(
      cells(layersTable({ layers: layerStructure(mask), units: [], signs: [] })).filter(
        (text) => text === '–',
      ),
    ).toHaveLength(4);
    expect(cells(layersTable({ layers: [], units: [], signs: [] }))).toHaveLength(5);
  });
});

describe('the comparison', () => {
  const facts = (change: Partial<MethodFacts>): MethodFacts => ({
    method: 'standard pruning',
    mask,
    updatesBefore: 5400,
    keptTrained: 1,
    atInitial: 0,
    distanceFromInitial: 12.34,
    signsKept: 0.9,
    accuracyAtStart: 0.95,
    retraining: 1800,
    dense: 0.97,
    accuracy: 0.98,
    controls: {},
    ...change,
  });
  const comparison = (accuracy: number) => ({
    kind: 'comparison' as const,
    methods: [facts({}), facts({ method: 'lottery ticket', accuracy, controls: { reinit: 0.96 } })] as const,
    overlap: maskOverlap(mask, mask),
  });
  const text = (rows: ReturnType<typeof comparisonRows>, aspect: string) =>
    rows
      .filter((row) => row.aspect === aspect)
      .map(({ standard, lottery }) => [standard, lottery].map((cell) => cell.replaceAll('\u00a0', ' ')))[0];

  test('is a row an aspect, means ± deviations over seeds', () => {
    const rows = comparisonRows([comparison(0.97), comparison(0.99)]);
    expect(text(rows, 'Goal: accuracy')).toEqual(['98.00 %', '98.00 % ± 1.41 %']);
    expect(text(rows, 'When: updates before the mask is final')).toEqual(['5,400', '5,400']);
    expect(text(rows, 'Weights: distance from W₀')).toEqual(['12.3', '12.3']);
    expect(text(rows, 'Structure alone: new initial weights')).toEqual(['–', '96.00 %']);
  });

  test('is drawn, with what the masks share', () => {
    const svg = comparisonTable([comparison(0.97)]);
    expect(cells(svg)).toHaveLength(3 * (1 + comparisonRows([comparison(0.97)]).length));
    expect(texts(standsAlone(svg), 'text').map((line) => line.replaceAll('\u00a0', ' '))).toContain(
      'Mean ± deviation of 1 seed. Their masks share 100.0 % of their weights (by chance 33.3 %).',
    );
  });

  test('of no seeds is a table of dashes', () => {
    expect(new Set(comparisonRows([]).flatMap(({ standard, lottery }) => [standard, lottery]))).toEqual(
      new Set(['–']),
    );
    expect(cells(comparisonTable([]))).toContain('–');
  });
});
