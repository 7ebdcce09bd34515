// The settings of a search in its progress file.

import { describe, expect, test } from 'vitest';
import { FormatError, ValueError } from '../../src/errors.ts';
import { decodeWithChecksum, encodeWithChecksum } from '../../src/formats/file-checksum.ts';
import { decodeProgress, encodeProgress } from '../../src/formats/index.ts';
import { LotteryTicketPruner, type Progress } from '../../src/pruning/index.ts';
import { Random } from '../../src/random.ts';
import { logistic } from '../pruning/clients.ts';
import { exampleProgress, exampleSettings } from './examples.ts';

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error: unknown) => error,
  );

test('a progress file stores settings and start counts as JSON', async () => {
  const { fields } = await decodeWithChecksum(
    'winning-ticket-progress',
    await encodeProgress(exampleProgress()),
    'f',
  );
  expect(fields.startCounts).toBe('[6,1]');
  expect(JSON.parse(fields.settings)).toEqual(exampleSettings());
});

describe('encodeProgress throws a ValueError for', () => {
  const example = exampleProgress();
  const withSettings = (change: object): Progress => ({
    ...example,
    settings: { ...exampleSettings(), ...change } as never,
  });
  const withCounts = (...entries: [string, number][]): Progress => ({
    ...example,
    startCounts: new Map(entries),
  });

  test.each<[string, Progress, string]>([
    [
      'no settings',
      { ...example, settings: undefined as never },
      'settings: must be the settings of a search',
    ],
    ['an unknown criterion', withSettings({ criterion: 'best' }), 'criterion: must be one of'],
    ['no iterations', withSettings({ iterations: 0 }), 'settings.iterations: '],
    ['a sparsity of 1', withSettings({ targetSparsity: 1 }), 'targetSparsity: must be in (0, 1), got 1'],
    ['a scope of another kind', withSettings({ scope: 'all' }), 'scope: '],
    ['a random number that is negative', withSettings({ random: -0.5 }), 'settings.random: '],
    ['an unknown setting', withSettings({ depth: 1 }), 'depth'],
    ['counts of one layer', withCounts(['fc1', 6]), 'startCounts: must be of the layers of the mask'],
    [
      'counts in another order',
      withCounts(['fc2', 1], ['fc1', 6]),
      'startCounts: must be of the layers of the mask',
    ],
    [
      'a count below what survives',
      withCounts(['fc1', 3], ['fc2', 1]),
      'startCounts "fc1": must be an integer in [4, 6], got 3',
    ],
    [
      'a count above the size',
      withCounts(['fc1', 6], ['fc2', 3]),
      'startCounts "fc2": must be an integer in [1, 2], got 3',
    ],
  ])('%s', async (_, wrong, message) => {
    const error = await failure(encodeProgress(wrong));
    expect(error).toBeInstanceOf(ValueError);
    expect((error as Error).message).toContain(message);
  });
});

describe('decodeProgress throws a FormatError that names the file for', () => {
  const settings = (change: object) => ({ settings: JSON.stringify({ ...exampleSettings(), ...change }) });
  const { scope: _, ...withoutScope } = exampleSettings();

  test.each<[string, Record<string, string>, string]>([
    ['settings that are no JSON', { settings: '{' }, 'settings: must be JSON'],
    ['settings that are a list', { settings: '[]' }, 'settings: must be the settings of a search'],
    ['settings without a scope', { settings: JSON.stringify(withoutScope) }, 'as they are written'],
    ['an unknown setting', settings({ depth: 3 }), 'depth'],
    ['a function by name', settings({ reinitialize: 'f' }), 'as they are written'],
    [
      'a strategy with more to it',
      settings({ rewindStrategy: { kind: 'init', iteration: 3 } }),
      'rewindStrategy: ',
    ],
    ['both plans', settings({ roundRate: 0.2 }), 'targetSparsity: must not come with a roundRate'],
    ['iterations of text', settings({ iterations: '1000' }), 'settings.iterations: '],
    ['a criterion that is a number', settings({ criterion: 1 }), 'criterion: must be one of'],
    ['a random number that is text', settings({ random: '0.5' }), 'settings.random: '],
    [
      'settings of 5,000 nested brackets',
      { settings: `${'['.repeat(5000)}${']'.repeat(5000)}` },
      'settings: ',
    ],
    ['counts that are no list', { startCounts: '6' }, 'startCounts: must be a list of 2 numbers'],
    ['a count less', { startCounts: '[6]' }, 'startCounts: must be a list of 2 numbers'],
    ['counts of text', { startCounts: '["6","1"]' }, 'must be an integer in [4, 6], got'],
  ])('%s', async (_, change, message) => {
    const content = await decodeWithChecksum(
      'winning-ticket-progress',
      await encodeProgress(exampleProgress()),
      'f',
    );
    const bytes = await encodeWithChecksum('winning-ticket-progress', {
      ...content,
      fields: { ...content.fields, ...change },
    });
    const error = await failure(decodeProgress(bytes, 'p.safetensors'));
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toMatch(/^p\.safetensors: /);
    expect((error as Error).message).toContain(message);
  });

  test('a file of an earlier version, which has no settings', async () => {
    const content = await decodeWithChecksum(
      'winning-ticket-progress',
      await encodeProgress(exampleProgress()),
      'f',
    );
    const { settings: _, startCounts: __, ...fields } = content.fields;
    const error = await failure(
      decodeProgress(await encodeWithChecksum('winning-ticket-progress', { ...content, fields }), 'old'),
    );
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toContain('a file of an earlier version cannot be resumed');
  });
});

test('a search by random scores is resumed from its file only with the same generator', async () => {
  const pruner = (seed: number) =>
    new LotteryTicketPruner({
      targetSparsity: 0.8,
      pruningRounds: 3,
      criterion: 'random',
      random: new Random(seed),
    });
  const whole = logistic();
  let digest = '';
  const files: Uint8Array[] = [];
  for await (const { ticket, progress } of pruner(1).rounds(whole.model, whole.trainer)) {
    digest = await ticket.digest();
    // The file keeps the state of this package's optimizers only, so this search is resumed without one.
    const rewindPoint = { ...progress.rewindPoint, optimizer: undefined };
    files.push(await encodeProgress({ ...progress, rewindPoint }));
  }
  const { progress: resume } = await decodeProgress(files[2], 'f');
  const { model, trainer } = logistic();
  expect(await (await pruner(1).findTicket(model, trainer, { resume })).digest()).toBe(digest);
  await expect(pruner(2).findTicket(model, trainer, { resume })).rejects.toThrow('random: must be ');
});
