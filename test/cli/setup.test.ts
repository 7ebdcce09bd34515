import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DEFAULTS, type FindConfig } from '../../src/cli/find-config.ts';
import { trialOptions } from '../../src/cli/setup.ts';
import { ValueError } from '../../src/errors.ts';
import { writeIdxFolder } from './idx.ts';

const scratch = mkdtempSync(join(tmpdir(), 'winning-ticket-setup-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const images = writeIdxFolder(join(scratch, 'images'), { train: 600, test: 50 });

const dataOf = (changed: Partial<FindConfig>) => trialOptions({ ...DEFAULTS, ...changed }).setup(1).data;
const sizesOf = (changed: Partial<FindConfig>) => {
  const { train, validation, test } = dataOf(changed);
  return [train, validation, test].map(({ labels }) => labels.length);
};

test.each<[string, Partial<FindConfig>, number[]]>([
  ['600 images: one twelfth by default', { data: images }, [550, 50, 50]],
  ['600 images with a validation size of 1', { data: images, validationSize: 1 }, [599, 1, 50]],
  ['600 images with a validation size of 599', { data: images, validationSize: 599 }, [1, 599, 50]],
  ['two moons: 1,000 by default', { data: 'two-moons' }, [1000, 1000, 1000]],
  ['two moons with a validation size of 300', { data: 'two-moons', validationSize: 300 }, [1700, 300, 1000]],
  ['spirals with a validation size of 1,999', { data: 'spirals', validationSize: 1999 }, [1, 1999, 1000]],
])('the setup of a trial splits %s', (_, changed, sizes) => {
  expect(sizesOf(changed)).toEqual(sizes);
});

test('a validation size that is the default changes no example', () => {
  expect(dataOf({ data: images, validationSize: 50 })).toEqual(dataOf({ data: images }));
  expect(dataOf({ data: 'xor', validationSize: 1000 })).toEqual(dataOf({ data: 'xor' }));
});

test('the setup of a trial throws a ValueError for a network that is too large, before it is made', () => {
  const { makeModel, random } = trialOptions({ ...DEFAULTS, data: images, hidden: [1e9] }).setup(1);
  expect(() => makeModel(random)).toThrow(ValueError);
  expect(() => makeModel(random)).toThrow(
    'hidden: must be a network that can be trained in 1 GiB of memory (this one would need 15600 GiB), got [784, 1000000000, 10]',
  );
});
