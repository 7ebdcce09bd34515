// Runs in which a verdict used to be wrong.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { program, recordIn, scratch } from './children.ts';
import { writeIdxFolder } from './idx.ts';

// All wait for their turn to run.
vi.setConfig({ testTimeout: 120_000 });

/** Runs `find`, and returns what it prints on one line, its record and its page. */
async function find(name: string, args: string) {
  const folder = join(scratch, name);
  const { code, stdout } = await program(['find', ...args.split(' '), '--quiet', '--out', folder]);
  expect(code).toBe(0);
  const page = readFileSync(join(folder, 'report.html'), 'utf8');
  return { stdout, text: stdout.replaceAll('\n', ' '), verdict: recordIn(folder).verdict, page };
}

const MOONS = '--data two-moons --rounds 2 --iterations 60 --batch 50';

describe.concurrent('no ticket wins', () => {
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
    expect(stdout).toMatch(/^│ {3}fc1\.weight has no weights left +│$/m);
    expect(text).toContain('fc1.weight has no weights left.');
    expect(stdout).toMatch(/^│ every layer has weights left +│ 1 empty │ +fc1\.weight │ +no │$/m);
    expect(page).toContain('<td colspan="8">fc1.weight has no weights left</td>');
  });

  test('if the data has a single class', async () => {
    const data = writeIdxFolder(join(scratch, 'one-class'), { train: 5200, test: 50, classes: 1 });
    const options = `--data ${data} --hidden 4 --iterations 20 --batch 50 --sparsity 0.5 --rounds 1 --controls none`;
    const { text, verdict } = await find('of-one-class', options);
    expect(verdict).toMatchObject({ wins: 'no', learned: { dense: 1, ticket: 1, bar: 1, answer: 'no' } });
    expect(text).toContain('use data with more than one class');
    expect(text).toContain('was not tested: the control reinit was not trained');
  });
});

describe.concurrent('a verdict', () => {
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

  test('states from where iterations are counted if the ticket starts from W_k', async () => {
    const training = '--rewind early:10% --evaluate-every 5 --controls shuffle';
    const { text, verdict } = await find('rewound', `${MOONS} --hidden 8 --sparsity 0.5 ${training}`);
    expect(verdict).toMatchObject({ trainsAsFast: { iterationsBefore: 6, evaluations: 11 } });
    expect(text).toContain('The ticket and its controls start from weights of iteration 6;');
  });
});
