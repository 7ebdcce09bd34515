import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { mlp, Parameter } from '../../src/nn/index.ts';
import { Mask, ShapeError, ValueError } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { tensor } from '../../src/tensor/index.ts';

// A caller without types can pass anything. Each way to set a mask must reject what is not a mask.
const holes = [1, 0, 1];
delete holes[1];

const badEntries: [what: string, bits: unknown, message: string][] = [
  ['0.5', [1, 0.5, 1], '[1]: must be 0 or 1, got 0.5'],
  ['0.5 in a Float32Array', Float32Array.of(1, 0.5, 1), '[1]: must be 0 or 1, got 0.5'],
  ['−1', Int8Array.of(-1, 1, 1), '[0]: must be 0 or 1, got -1'],
  ['NaN', [1, 1, Number.NaN], '[2]: must be 0 or 1, got NaN'],
  ['2', Uint8Array.of(1, 0, 2), '[2]: must be 0 or 1, got 2'],
  ['a nested array', [1, [1], 0], '[1]: must be 0 or 1, got [1]'],
  ['a string', [1, '1', 0], '[1]: must be 0 or 1, got "1"'],
  ['true', [1, true, 0], '[1]: must be 0 or 1, got true'],
  ['a hole', holes, '[1]: must be 0 or 1, got undefined'],
  ['bigints', BigInt64Array.of(1n, 0n, 1n), '[0]: must be 0 or 1, got 1n'],
];

const noArrays: [what: string, bits: unknown, message: string][] = [
  ['a string', '101', ': must be an array of 0 and 1, got "101"'],
  ['null', null, ': must be an array of 0 and 1, got null'],
  ['undefined', undefined, ': must be an array of 0 and 1, got undefined'],
  ['a number', 3, ': must be an array of 0 and 1, got 3'],
  ['a function', () => 1, ': must be an array of 0 and 1, got a function'],
  ['an object', { 0: 1 }, ': must be an array of 0 and 1, got an Object'],
];

const noMasks: [what: string, mask: unknown, got: string][] = [
  ['an object of arrays', { w: [1, 0, 1] }, 'an Object'],
  ['entries', [['w', [1, 0, 1]]], '[["w", [1, 0, 1]]]'],
  ['an array', Uint8Array.of(1, 0, 1), 'a Uint8Array'],
  ['null', null, 'null'],
  ['undefined', undefined, 'undefined'],
  ['a string', 'w', '"w"'],
  ['an object with layers that are no Map', { layers: { w: [1, 0, 1] } }, 'an Object'],
];

const NO_MASK = 'mask: must be a Mask or a Map of names to arrays of 0 and 1, got ';
const named = (bits: unknown) => new Map([['w', bits as Uint8Array]]);

describe('new Mask rejects, with a ValueError that names the layer and the index,', () => {
  test.each([...badEntries, ...noArrays])('%s', (_, bits, message) => {
    const make = () => new Mask(named(bits));
    expect(make).toThrow(ValueError);
    expect(make).toThrow(`mask "w"${message}`);
  });

  test.each(noMasks)('instead of a Map: %s', (_, mask, got) => {
    const make = () => new Mask(mask as Mask);
    expect(make).toThrow(ValueError);
    expect(make).toThrow(NO_MASK + got);
  });
});

test('new Mask accepts 0 and 1 in any kind of array, −0 as 0, and stores bytes of its own', () => {
  const kinds = [[1, -0, 1], Float32Array.of(1, -0, 1), Uint8Array.of(1, 0, 1), Int32Array.of(1, 0, 1)];
  for (const bits of kinds) {
    const mask = new Mask(named(bits));
    expect(mask.layers).toEqual(named(Uint8Array.of(1, 0, 1)));
    expect(mask.layers.get('w')).not.toBe(bits);
    expect([mask.total, mask.remaining]).toEqual([3, 2]);
  }
});

test('new Mask copies a mask, and restores a structured clone of one', () => {
  const mask = new Mask(named([1, 0, 1]));
  for (const one of [new Mask(mask), new Mask(structuredClone(mask))]) {
    expect(one).toEqual(mask);
    expect(one.layers.get('w')).not.toBe(mask.layers.get('w'));
    expect(one.sparsity).toBe(1 / 3);
  }
});

test('new Mask accepts a Map of another realm', () => {
  const foreign = runInNewContext('new Map([["w", Uint8Array.of(1, 0, 1)]])');
  expect(foreign).not.toBeInstanceOf(Map);
  expect(new Mask(foreign)).toEqual(new Mask(named([1, 0, 1])));
});

test('a mask of other arrays than a Map is rejected by name', () => {
  const mask = new Mask(named([1, 0, 1]));
  expect(() => mask.apply({ w: new Float32Array(3) } as never)).toThrow(
    'weights: must be a Map of names to arrays, got an Object',
  );
  expect(() => mask.intersect({ w: [1] } as never)).toThrow('other mask: must be a Map of names to arrays');
});

test('emptiedLayers does not contain a layer that never had weights', () => {
  const mask = new Mask(
    new Map<string, number[]>([
      ['whole', [1, 1]],
      ['none', []],
      ['emptied', [0, 0]],
    ]),
  );
  expect(mask.emptiedLayers()).toEqual(['emptied']);
});

describe('setMask of a network', () => {
  const network = () => mlp([3, 1], { random: new Random(1), bias: false });
  const bits = (module: ReturnType<typeof network>) => module.namedParameters().get('fc1.weight')?.mask;
  const under = (mask: unknown) => new Map([['fc1.weight', mask as Uint8Array]]);

  test.each([...badEntries, ...noArrays])('rejects %s, and changes nothing', (_, mask, message) => {
    const module = network();
    module.setMask(under([0, 1, 1]));
    const before = module.state();
    const set = () => module.setMask(under(mask));
    expect(set).toThrow(ValueError);
    expect(set).toThrow(`mask "fc1.weight"${message}`);
    expect(module.state()).toEqual(before);
    expect(bits(module)).toEqual(Uint8Array.of(0, 1, 1));
  });

  test.each(noMasks)('instead of a mask: %s', (_, mask, got) => {
    expect(() => network().setMask(mask as Mask)).toThrow(NO_MASK + got);
  });

  test('accepts a Mask, a clone of one, a Map and plain arrays', () => {
    const mask = new Mask(under([0, 1, 0]));
    for (const one of [mask, structuredClone(mask), mask.layers, under([0, 1, 0])]) {
      const module = network();
      module.setMask(one);
      expect(bits(module)).toEqual(Uint8Array.of(0, 1, 0));
    }
  });

  test('getMask returns copies of what setMask set, and nothing for a dense parameter', () => {
    const module = network();
    expect(module.getMask()).toEqual(new Map());
    module.setMask(under([0, 1, 0]));
    module.getMask().get('fc1.weight')?.fill(1);
    expect(module.getMask()).toEqual(under(Uint8Array.of(0, 1, 0)));
    module.setMask(module.getMask());
    expect(bits(module)).toEqual(Uint8Array.of(0, 1, 0));
  });
});

describe('prune of a parameter', () => {
  const parameter = () => new Parameter(tensor([5, 6, 7]));

  test.each([...badEntries, ...noArrays.filter(([, bits]) => bits !== null)])(
    'rejects %s, and changes nothing',
    (_, bits, message) => {
      const one = parameter();
      const prune = () => one.prune(bits as Uint8Array);
      expect(prune).toThrow(ValueError);
      expect(prune).toThrow(`mask${message}`);
      expect([one.mask, ...one.data]).toEqual([null, 5, 6, 7]);
    },
  );

  test('rejects a mask of another length with a ShapeError', () => {
    expect(() => parameter().prune([1, 0])).toThrow(ShapeError);
    expect(() => parameter().prune([1, 0])).toThrow('mask: must have 3 entries, got 2');
  });

  test('accepts plain arrays, and null for none', () => {
    const one = parameter();
    one.prune([1, 0, 1]);
    expect([...one.data]).toEqual([5, 0, 7]);
    one.prune(null);
    expect(one.mask).toBeNull();
  });
});
