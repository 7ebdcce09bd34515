// The commands beside `find`: one driver, an experiment a seed.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { methodCommand } from '../../src/cli/methods/command.ts';
import { METHODS } from '../../src/cli/methods/methods.ts';
import { scratch, timeless } from './children.ts';
import { methodRecordIn, QUICK, say, TINY } from './methods-support.ts';

vi.setConfig({ testTimeout: 120_000 });

const folder = (name: string) => join(scratch, name);
const names = METHODS.map(({ name }) => name);
const run = (name: string, more: string) => say(`${name} ${QUICK} ${TINY[name]} ${more}`);

test('each is tried here', () => {
  expect(Object.keys(TINY).sort()).toEqual([...names].sort());
});

test('the README has a row for each', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const commands = [...readme.matchAll(/^\| .* \| `([a-z-]+)` \| .* \| .* \|$/gm)].map(([, name]) => name);
  expect(commands).toEqual(['find', ...names]);
});

describe.each(names)('%s', (name) => {
  const out = folder(`${name}-whole`);
  const whole = () => methodRecordIn(out);

  test('says what it does and lists every option and exit code in 80 columns', () => {
    const method = METHODS.find((one) => one.name === name) as (typeof METHODS)[number];
    let help = '';
    methodCommand(method)
      .configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80 })
      .outputHelp();
    const options = Object.keys(method.defaults).map((option) =>
      option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    for (const option of [...options, 'trials', 'threads', 'kernels', 'out', 'resume', 'json', 'quiet'])
      expect(help).toMatch(new RegExp(`^ {2}--(no-)?${option}\\b`, 'm'));
    for (const exit of [0, 1, 2, 3, 4, 130]) expect(help).toMatch(new RegExp(`^ {2}${exit} +\\w`, 'm'));
    expect(Math.max(...help.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('--json prints the record as one object, and nothing else there', async () => {
    const { code, stdout, stderr } = await run(name, `--trials 2 --out ${out} --json --quiet`);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(stdout)).toEqual(whole());
    expect(stdout).not.toMatch(/NaN|Infinity|undefined/);
    const { method, config, trials, figures } = whole();
    expect(method).toBe(name);
    expect(config).toMatchObject({ data: 'two-moons', iterations: 20, batch: 20, seed: 1 });
    expect(trials.map(({ seed, error }) => [seed, error])).toEqual([
      [1, null],
      [2, null],
    ]);
    expect(figures.length).toBeGreaterThan(0);
    for (const { values } of figures) expect(values).toHaveLength(2);
  });

  test('leaves record, pictures and a page without a hole', () => {
    const files = readdirSync(out);
    expect(files).toEqual(expect.arrayContaining(['record.json', 'figures.svg', 'report.html']));
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    for (const file of files.filter((one) => one.endsWith('.svg')))
      expect(page).toContain(readFileSync(join(out, file), 'utf8'));
    expect(page.replace(/<style>.*<\/style>/s, '')).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('the command on its page repeats it, to the bit; table and words fit 80 columns', async () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    const command = /<code>winning-ticket (.*)<\/code>/.exec(page)?.[1] ?? '';
    const again = folder(`${name}-again`);
    const { code, stdout, stderr } = await say(`${command} --threads 1 --out ${again}`);
    expect(code).toBe(0);
    expect(timeless(methodRecordIn(again))).toEqual(timeless(whole()));
    const [opening, ...lines] = stderr.trimEnd().split('\n');
    expect(opening).toBe(`Writing ${again}, 2 seeds to run, simd kernels`);
    expect(lines).toHaveLength(2);
    lines.forEach((line, i) => {
      expect(line).toMatch(new RegExp(`^seed ${i + 1} +\\S.*\\d`));
    });
    expect(stdout).toContain('Mean and standard deviation of 2 seeds.');
    expect(stdout).toContain(`Report: ${join(again, 'report.html')}`);
    for (const line of stdout.split('\n').filter((one) => !one.startsWith('Report: ')))
      expect(line.length).toBeLessThanOrEqual(80);
  });

  test('a seed alone is that seed among others', async () => {
    const alone = folder(`${name}-alone`);
    const { code, stdout } = await run(name, `--seed 2 --trials 1 --out ${alone} --quiet`);
    expect(code).toBe(0);
    expect(stdout).toContain('One seed proves nothing.');
    expect(timeless(methodRecordIn(alone).trials)).toEqual(timeless(whole().trials.slice(1)));
  });
});

test('two worker threads give the same', async () => {
  const out = folder('snip-workers');
  const { code, stderr } = await run('snip', `--trials 2 --threads 2 --out ${out}`);
  expect(code).toBe(0);
  expect(stderr.match(/^seed \d/gm)?.sort()).toEqual(['seed 1', 'seed 2']);
  expect(timeless(methodRecordIn(out))).toEqual(timeless(methodRecordIn(folder('snip-whole'))));
});

test.each(['snip', 'synflow'])('layer collapse by %s is a result, and says where', async (name) => {
  const out = folder(`${name}-collapse`);
  const { code, stdout, stderr } = await say(
    `${name} ${QUICK} --hidden 8 --sparsity 0.9999 --no-dense --trials 2 --out ${out}`,
  );
  expect(code).toBe(0);
  expect(stderr.match(/99\.99 %: collapsed$/gm)).toHaveLength(2);
  expect(stdout).toMatch(/│ 99\.99 % removed │ +– │ +0 │/);
  expect(stdout).toMatch(/Layer collapse at 99\.99 % in 2 of 2 seeds: nothing left of fc\d\.weight\./);
  const { trials, figures } = methodRecordIn(out);
  for (const { result } of trials)
    expect(Object.values(result ?? {})).toEqual([
      expect.objectContaining({ remaining: 1, error: null, curve: [] }),
    ]);
  expect(figures).toEqual([{ label: '99.99 % removed', values: [null, null], estimate: null }]);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('No training has finished yet.');
});
