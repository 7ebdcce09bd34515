import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { FindConfig } from '../../src/cli/find-config.ts';
import type { TrialsRecord } from '../../src/report/index.ts';
import { program, recordIn, SMALL, scratch, timeless } from './children.ts';

// All wait for their turn to run.
vi.setConfig({ testTimeout: 300_000 });

const folder = (name: string) => join(scratch, name);
const trialsIn = (path: string): TrialsRecord<FindConfig> =>
  JSON.parse(readFileSync(join(path, 'trials.json'), 'utf8'));
const ticket = (...path: string[]) => readFileSync(join(...path, 'ticket.safetensors'));
const LONG = [...SMALL.slice(0, -6), '--iterations', '400', '--batch', '20', '--evaluate-every', '100'];
const THREE = ['find', ...SMALL, '--seed', '5', '--trials', '3'];

const runs = {
  json: program([...THREE, '--threads', '2', '--out', folder('trials-json'), '--json', '--quiet']),
  text: program([...THREE, '--threads', '1', '--out', folder('trials-text')]),
  alone: program(['find', ...SMALL, '--seed', '6', '--out', folder('alone'), '--json', '--quiet']),
};

describe.concurrent('several trials', () => {
  test('print one JSON object: the record beside a folder for each, which is that of a run', async () => {
    const { code, stdout, stderr } = await runs.json;
    expect([code, stderr]).toEqual([0, '']);
    const record: TrialsRecord<FindConfig> = JSON.parse(stdout);
    expect(record).toEqual(trialsIn(folder('trials-json')));
    expect(record.trials.map(({ seed, error }) => [seed, error])).toEqual(
      [5, 6, 7].map((seed) => [seed, null]),
    );
    expect(readdirSync(folder('trials-json')).sort()).toEqual(
      ['accuracy.svg', 'report.html', 'seed-5', 'seed-6', 'seed-7', 'trials.json'].sort(),
    );
    for (const trial of record.trials)
      expect(recordIn(join(folder('trials-json'), trial.folder))).toEqual(trial.record);
  });

  test('are each the run of that seed alone, to the bit, with one thread and with two', async () => {
    await Promise.all(Object.values(runs));
    for (const name of ['trials-json', 'trials-text']) {
      const own = join(folder(name), 'seed-6');
      expect(timeless(recordIn(own))).toEqual(timeless(recordIn(folder('alone'))));
      expect(ticket(own).equals(ticket(folder('alone')))).toBe(true);
      expect(readdirSync(own)).toEqual(readdirSync(folder('alone')));
    }
    expect(timeless(trialsIn(folder('trials-text')))).toEqual(timeless(trialsIn(folder('trials-json'))));
  });

  test('piped, say a line when they begin and one a trial; table and words fit 80 columns', async () => {
    const { code, stdout, stderr } = await runs.text;
    expect(code).toBe(0);
    const [opening, ...lines] = stderr.trimEnd().split('\n');
    expect(opening).toBe(`Writing ${folder('trials-text')}, 3 trials, seeds 5 to 7, 1 thread, simd kernels`);
    expect(lines).toHaveLength(3);
    for (const [i, line] of lines.entries())
      expect(line).toMatch(
        new RegExp(`^seed ${5 + i} +ticket +\\d.*% {2}dense +\\d.*% {2}(wins|does not win|undecided)$`),
      );
    for (const row of ['5', '6', '7', 'mean', 'deviation'])
      expect(stdout).toMatch(new RegExp(`^│ ${row} +│( +\\d[\\d.]* % │){4} +\\d+\\*? → \\d+\\*? │`, 'm'));
    expect(stdout).toMatch(/^[0-3] of 3 (tickets win on their|ticket wins on its) own seed\.$/m);
    expect(stdout).toMatch(/^ {2}(yes|no {1}|\? {2}) {2}reaches the target accuracy {2}[+−]\d+\.\d\d \[/m);
    const fitting = stdout.split('\n').filter((line) => !line.startsWith('Report: '));
    expect(Math.max(...fitting.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('of which one fails: the others finish, the table shows it, the code is that of the failure', async () => {
    const out = folder('one-fails');
    await runs.json;
    mkdirSync(join(out, 'seed-6'), { recursive: true });
    writeFileSync(join(out, 'trials.json'), JSON.stringify({ ...trialsIn(folder('trials-json')) }));
    const unfinished = { ...recordIn(join(folder('trials-json'), 'seed-6')), verdict: null };
    writeFileSync(join(out, 'seed-6', 'record.json'), JSON.stringify(unfinished));
    writeFileSync(join(out, 'seed-6', 'progress.safetensors'), 'not a tensor in sight');
    const { code, stdout, stderr } = await program(['find', '--resume', out]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^Going on with 3 of .*\n/);
    expect(stderr).toMatch(/^seed 6 +failed: .*progress\.safetensors/m);
    expect(stderr).toMatch(/\nwinning-ticket: seed 6: .*progress\.safetensors.*\n$/);
    expect(stdout).toMatch(/^│ 6 +│( +– │)+/m);
    expect(stdout).toContain('Figures are of the 2 of 3 trials that finished.');
    const [five, six, seven] = trialsIn(out).trials;
    expect([five.error, six.record, seven.error]).toEqual([null, null, null]);
    expect(ticket(out, 'seed-7').equals(ticket(folder('trials-json'), 'seed-7'))).toBe(true);
  });

  test('that all diverge exit 4', async () => {
    const args = ['--optimizer', 'sgd', '--lr', '1e20', '--out', folder('all-fail'), '--json', '--quiet'];
    const { code, stdout, stderr } = await program([...THREE, ...args]);
    expect(code).toBe(4);
    expect(stderr).toMatch(/^winning-ticket: seed 5: .*must stay finite/);
    const record: TrialsRecord<FindConfig> = JSON.parse(stdout);
    expect(record.quality).toBeNull();
    for (const { error } of record.trials)
      expect(error).toMatch(/must stay finite.*no training was finished/);
    expect(readFileSync(join(folder('all-fail'), 'report.html'), 'utf8')).toContain('No trial has finished');
  });

  test('of one are a run alone', async () => {
    const out = folder('one-trial');
    expect((await program(['find', ...SMALL, '--trials', '1', '--quiet', '--out', out])).code).toBe(0);
    expect(existsSync(join(out, 'record.json'))).toBe(true);
    expect(existsSync(join(out, 'trials.json'))).toBe(false);
  });
});

const ESCAPE = '\u001b';
const ESCAPES = new RegExp(`${ESCAPE}(\\[[?\\d;]*[A-Za-z]|[78])`, 'g');
/** Said to node before the program starts: stderr is a terminal so many columns wide. */
const terminal = (columns: number) => ({
  NODE_OPTIONS: `--import data:text/javascript,Object.assign(process.stderr,{isTTY:true,columns:${columns}})`,
});
const liveLine = (seed: string, bar: number) =>
  new RegExp(
    `seed ${seed} +(dense|round \\d|reinit|shuffle) +[█░]{${bar}} +\\d+ % {2}validation +(–|\\d+\\.\\d %) {2}(–|\\d+:\\d\\d) to go`,
  );
const longest = (shown: string) => {
  const lines = shown.replace(ESCAPES, '\n').split('\n');
  return Math.max(
    ...lines.filter((line) => !/^(Writing|Go on|winning-ticket:)/.test(line)).map(({ length }) => length),
  );
};

describe.concurrent('several trials that are ended', () => {
  const three = ['find', ...LONG, '--trials', '3', '--threads', '2'];
  const whole = program([...three, '--out', folder('trials-whole')], { env: terminal(140) });

  test('in a terminal of 140 columns: a live line each, which goes, and a line for each that ended', async () => {
    const { code, stderr } = await whole;
    expect(code).toBe(0);
    for (const seed of [1, 2, 3]) {
      expect(stderr).toMatch(liveLine(`${seed}`, 40));
      expect(stderr).toMatch(new RegExp(`seed ${seed} +ticket .*dense`));
    }
    expect(longest(stderr)).toBeLessThanOrEqual(140);
    expect(stderr.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(stderr.lastIndexOf(`${ESCAPE}[?25l`));
    expect(stderr.slice(stderr.lastIndexOf('to go'))).toContain(`${ESCAPE}[0J`);
  });

  test.each([
    ['SIGINT', 'to go', 130],
    ['SIGKILL', 'dense ', null],
  ] as const)('by %s after %j, then resumed, are those that were not', async (signal, after, expected) => {
    const out = folder(`trials-by-${signal}`);
    const ended = await program([...three, '--out', out], {
      env: signal === 'SIGINT' ? terminal(80) : {},
      upon: [after, (child) => void (child.kill(signal) && setTimeout(() => child.kill(signal), 20))],
    });
    expect([ended.code, ended.stdout]).toEqual([expected, '']);
    if (signal === 'SIGINT') {
      expect(ended.stderr).toMatch(liveLine('\\d', 16));
      const { stderr } = ended;
      expect(longest(stderr.slice(0, stderr.indexOf('Resume with:')))).toBeLessThanOrEqual(80);
      expect(stderr.lastIndexOf(`${ESCAPE}[?25h`)).toBeGreaterThan(stderr.lastIndexOf(`${ESCAPE}[?25l`));
      expect(stderr.slice(stderr.lastIndexOf(ESCAPE))).toMatch(
        /winning-ticket: interrupted; \d of 3 trials finished in .*\nResume with: npm run -s winning-ticket -- find --resume .*\n$/,
      );
    }
    const finished = trialsIn(out).trials.filter(({ record }) => record !== null);
    if (after === 'dense ') expect(finished.length).toBeGreaterThan(0);
    const resumed = await program(['find', '--resume', out, '--json', '--quiet']);
    expect([resumed.code, resumed.stderr]).toEqual([0, '']);
    await whole;
    expect(timeless(JSON.parse(resumed.stdout))).toEqual(timeless(trialsIn(folder('trials-whole'))));
    for (const trial of finished) expect(trialsIn(out).trials).toContainEqual(trial); // down to its seconds
    for (const seed of [1, 2, 3])
      expect(ticket(out, `seed-${seed}`).equals(ticket(folder('trials-whole'), `seed-${seed}`))).toBe(true);
  });

  test('finished ones resumed are left as they are', async () => {
    await whole;
    const before = readFileSync(join(folder('trials-whole'), 'trials.json'), 'utf8');
    const { code, stdout, stderr } = await program(['find', '--resume', folder('trials-whole'), '--json']);
    expect([code, stderr]).toEqual([
      0,
      `Finished already: ${folder('trials-whole')}, 3 trials, seeds 1 to 3\n`,
    ]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(before));
    expect(readFileSync(join(folder('trials-whole'), 'trials.json'), 'utf8')).toBe(before);
  });
});
