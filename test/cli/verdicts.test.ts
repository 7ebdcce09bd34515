// Runs in which a verdict used to be wrong.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { writeIdxFolder } from './idx.ts';
import { succeeding } from './in-process.ts';
import { folder, searchIn } from './run-folders.ts';

vi.setConfig({ testTimeout: 120_000 });

/** Runs `find`, and returns what it prints, also on one line, its verdict and its page. */
async function find(name: string, options: string) {
  const out = folder(name);
  const { stdout } = await succeeding(`find ${options} --threads 1 --quiet --out ${out}`);
  const page = readFileSync(join(out, 'report.html'), 'utf8');
  return { stdout, text: stdout.replaceAll('\n', ' '), verdict: searchIn(out).verdict, page };
}

const MOONS = '--data two-moons --rounds 2 --iterations 60 --batch 50';

describe('no ticket wins', () => {
  test('if nothing is learned', async () => {
    const training = '--optimizer sgd --lr 1e-9 --evaluate-every 5';
    const { text, verdict } = await find('unlearned', `${MOONS} --hidden 32,32 --sparsity 0.8 ${training}`);
    expect(verdict).toMatchObject({ wins: 'no', learned: { bar: 0.508, answer: 'no' } });
    expect(text).toContain('no better than always guessing the most frequent class');
    expect(text).toContain('What may help: change the learning rate');
  });

  test('if a layer has lost all its weights, which table, verdict and page name', async () => {
    const { stdout, text, verdict, page } = await find(
      'emptied',
      `${MOONS} --hidden 1 --sparsity 50% --lr 0.01`,
    );
    expect(verdict).toMatchObject({ wins: 'no', emptiedLayers: ['fc1.weight'] });
    expect(text).toContain('fc1.weight has no weights left.');
    expect(stdout).toMatch(/^│ every layer has weights left +│ 1 empty │ +fc1\.weight │ +no │$/m);
    expect(page).toContain('fc1.weight has no weights left');
  });

  test('if the data has a single class', async () => {
    const data = writeIdxFolder(folder('one-class'), { train: 300, test: 50, classes: 1 });
    const options = `--data ${data} --hidden 4 --iterations 20 --batch 50 --sparsity 0.5 --rounds 1 --controls none`;
    const { text, verdict } = await find('of-one-class', options);
    expect(verdict).toMatchObject({ wins: 'no', learned: { dense: 1, ticket: 1, bar: 1, answer: 'no' } });
    expect(text).toContain('use data with more than one class');
    expect(text).toContain('was not tested: the control reinit was not trained');
  });
});

describe('a verdict', () => {
  test('is undecided if the networks are evaluated only at the end', async () => {
    const { text, stdout, verdict, page } = await find(
      'evaluated-once',
      `${MOONS} --hidden 32,32 --sparsity 0.8 --evaluate-every 100000`,
    );
    expect(verdict).toMatchObject({ wins: 'undecided', trainsAsFast: { answer: 'undecided' } });
    expect(text).toContain('is undecided: 1 evaluation per training cannot tell');
    expect(stdout).toMatch(/^│ dense .* 60\* │/m);
    expect(stdout).toMatch(/^\* Still improving at T/m);
    expect(page).toContain('60*');
  });

  test('states where iterations are counted from if the ticket starts from W_k', async () => {
    const training = '--rewind early:10% --evaluate-every 5 --controls shuffle';
    const { text, verdict } = await find('rewound', `${MOONS} --hidden 8 --sparsity 0.5 ${training}`);
    expect(verdict).toMatchObject({ trainsAsFast: { iterationsBefore: 6, evaluations: 11 } });
    expect(text).toContain('The ticket and its controls start from weights of iteration 6;');
  });
});
