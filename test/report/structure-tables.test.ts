import { describe, expect, test } from 'vitest';
import { deadUnits, layerStructure, signAgreement } from '../../src/experiments/index.ts';
import { Mask } from '../../src/pruning/index.ts';
import { layersTable } from '../../src/report/structure-tables.ts';
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
