// Every command: its record, its page and what it prints. More of `find` is in find.test.ts.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { COMMANDS, commandNamed } from '../../src/cli/commands/index.ts';
import { checkFolder } from '../../src/runs/verify.ts';
import { type Ended, succeeding } from './in-process.ts';
import { commandOn, folder, recordIn, timeless } from './run-folders.ts';
import { QUICK, TINY } from './tiny.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const names = COMMANDS.map(({ name }) => name);
const wholeOf = (name: string) => folder(`${name}-whole`);

test('each command is tested', () => {
  expect(Object.keys(TINY)).toEqual(names);
});

describe.each(names)('%s', (name) => {
  const out = wholeOf(name);
  let whole: Ended;
  beforeAll(async () => {
    whole = await succeeding(`${TINY[name]} --trials 2 --out ${out} --json --quiet`);
  });

  test('--json prints the record as one object, and nothing else', () => {
    expect(whole.stderr).toBe('');
    expect(whole.stdout).toMatch(/^\{.*\}\n$/);
    expect(whole.stdout).not.toMatch(/NaN|Infinity|undefined/);
    expect(JSON.parse(whole.stdout)).toEqual(recordIn(out));
  });

  test('the record has the options and an entry per seed', () => {
    const { command, options, trials, figures } = recordIn(out);
    expect(command).toBe(name);
    expect(Object.keys(options).sort()).toEqual(Object.keys(commandNamed(name).defaults).sort());
    expect(options).toMatchObject({ data: 'two-moons', iterations: 30, batch: 20, seed: 1 });
    expect(trials.map(({ seed, error, seconds }) => [seed, error, typeof seconds])).toEqual([
      [1, null, 'number'],
      [2, null, 'number'],
    ]);
    if (name === 'find') return;
    expect(figures.length).toBeGreaterThan(0);
    for (const { values } of figures) expect(values).toHaveLength(2);
  });

  test('the folder has only whole files of the run, and a page with all pictures', async () => {
    const { files } = await checkFolder(out);
    expect(files.filter(({ role, problem }) => role === null || problem !== null)).toEqual([]);
    expect(files.filter(({ role }) => role?.startsWith('result'))).toEqual([]);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    const pictures = readdirSync(out).filter((file) => file.endsWith('.svg'));
    expect(pictures).not.toEqual([]);
    expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(pictures.length);
    expect(page.replace(/<style>.*<\/style>/s, '')).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('the command on its page repeats it exactly; what it prints fits 80 columns', async () => {
    const again = folder(`${name}-again`);
    const line = `${commandOn(join(out, 'report.html'))} --threads 1 --out ${again}`;
    const { stdout, stderr } = await succeeding(line);
    expect(timeless(recordIn(again))).toEqual(timeless(recordIn(out)));
    const [opening, ...lines] = stderr.trimEnd().split('\n');
    expect(opening).toBe(`Writing ${again}, 2 seeds from 1 to 2, simd kernels`);
    expect(lines).toHaveLength(2);
    for (const [i, shown] of lines.entries()) expect(shown).toMatch(new RegExp(`^seed ${i + 1}  \\S.*\\d`));
    expect(stdout).toContain(`Report: ${join(again, 'report.html')}`);
    for (const shown of stdout.split('\n'))
      if (!shown.startsWith('Report: ')) expect(shown.length, shown).toBeLessThanOrEqual(80);
  });

  test('a seed alone has the results that it has among others', async () => {
    const alone = folder(`${name}-alone`);
    const { stdout } = await succeeding(`${TINY[name]} --seed 2 --trials 1 --out ${alone} --quiet`);
    expect(stdout).toContain('One seed proves nothing.');
    expect(timeless(recordIn(alone).trials)).toEqual(timeless(recordIn(out).trials.slice(1)));
  });
});

test.each(['find', 'snip'])('%s --threads 2 gives the results of --threads 1', async (name) => {
  const out = folder(`${name}-threads`);
  const line = `${TINY[name]} --trials 2 --out ${out}`.replace('--threads 1', '--threads 2');
  const { stderr } = await succeeding(line);
  expect(stderr).toMatch(/^Writing .*, 2 seeds from 1 to 2, 2 threads, simd kernels\n/);
  expect(stderr.match(/^seed \d/gm)?.sort()).toEqual(['seed 1', 'seed 2']);
  expect(timeless(recordIn(out))).toEqual(timeless(recordIn(wholeOf(name))));
});

test('the units of one seed run at the same time with --threads 2', async () => {
  const out = folder('one-seed-threads');
  const line = `${TINY.find} --out ${out} --control-levels all`.replace('--threads 1', '--threads 2');
  expect((await succeeding(line)).stderr).toMatch(/^Writing .*, seed 1, 2 threads, simd kernels\n/);
  const one = folder('one-seed-thread');
  await succeeding(`${TINY.find} --control-levels all --quiet --out ${one}`);
  expect(timeless(recordIn(out))).toEqual(timeless(recordIn(one)));
});

test('the example in the help of strong runs', async () => {
  const out = folder('example');
  await succeeding(`strong ${commandNamed('strong').example} --trials 1 --quiet --out ${out}`);
  expect(recordIn(out).trials[0].error).toBeNull();
});

test.each(['snip', 'synflow'])('%s reports layers that lost all their weights as a result', async (name) => {
  const out = folder(`${name}-collapse`);
  const { stdout, stderr } = await succeeding(
    `${name} ${QUICK} --hidden 8 --sparsity 0.9999 --no-dense --trials 2 --out ${out}`,
  );
  expect(stderr.match(/99\.99 %: collapsed$/gm)).toHaveLength(2);
  expect(stdout).toMatch(/│ 99\.99 % removed │ +– │ +0 │/);
  expect(stdout).toMatch(/Layer collapse at 99\.99 % in 2 of 2 seeds: nothing left of fc\d\.weight\./);
  const { trials, figures } = recordIn(out);
  for (const { units } of trials)
    expect(Object.values(units)).toEqual([expect.objectContaining({ remaining: 1, error: null, curve: [] })]);
  expect(figures).toEqual([{ label: '99.99 % removed', values: [null, null], estimate: null }]);
});
