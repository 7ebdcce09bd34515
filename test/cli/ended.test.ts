import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { program, recordIn, SMALL, scratch, timeless } from './children.ts';

// All wait for their turn to run.
vi.setConfig({ testTimeout: 120_000 });

const ESCAPE = '\u001b';
const ESCAPES = new RegExp(`${ESCAPE}(\\[[?\\d;]*[A-Za-z]|[78])`, 'g');
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`);
const folder = (name: string) => join(scratch, name);
const LONG = [...SMALL.slice(0, -6), '--iterations', '1200', '--batch', '20', '--evaluate-every', '100'];

describe.concurrent('a run that is ended', () => {
  const whole = program(['find', ...LONG, '--out', folder('whole'), '--quiet']);

  test.each([
    ['SIGINT', 'round 1', 130],
    ['SIGTERM', 'dense', 130],
    ['SIGKILL', 'round 2', null],
    ['SIGKILL', 'Writing', null],
    ['SIGINT', 'round 3', 130],
  ] as const)('by %s after %j, then resumed, is the run that was not', async (signal, after, expected) => {
    const out = folder(`ended-${[...after].reverse().join('')}`); // a name without the words waited for
    const ended = await program(['find', ...LONG, '--out', out, '--json'], {
      upon: [after, (child) => void (child.kill(signal) && setTimeout(() => child.kill(signal), 20))], // npm says it twice
    });
    expect([ended.code, ended.stdout]).toEqual([expected, '']);
    const kept = recordIn(out);
    expect(kept.verdict === null).toBe(after !== 'round 3');
    if (after === 'round 1') {
      expect(kept.rounds.length).toBeGreaterThanOrEqual(1);
      expect(ended.stderr).toMatch(
        /\nwinning-ticket: interrupted; \d finished trainings are kept in .*\nResume with: npm run -s winning-ticket -- find --resume .*\n$/,
      );
      expect(readdirSync(out)).toContain('report.html');
    }
    const resumed = await program(['find', '--resume', out, '--json', '--quiet']);
    expect([resumed.code, resumed.stderr]).toEqual([0, '']);
    await whole;
    expect(timeless(JSON.parse(resumed.stdout))).toEqual(timeless(recordIn(folder('whole'))));
    expect(timeless(recordIn(out))).toEqual(timeless(recordIn(folder('whole'))));
    const ticket = (path: string) => readFileSync(join(path, 'ticket.safetensors'));
    expect(ticket(out).equals(ticket(folder('whole')))).toBe(true);
  });
});

describe.concurrent('in a terminal', () => {
  /** Said to node before the program starts: stderr is a terminal so many columns wide. */
  const terminal = (columns: number) =>
    `--import data:text/javascript,Object.assign(process.stderr,{isTTY:true,columns:${columns}})`;

  test.each([
    [80, /round 1 +18\.8 % left [█░]{8} {2}validation \d\.\d{3}, \d+\.\d % {2}\d+ it\/s {2}\d+:\d\d to go/],
    [
      140,
      /round 1 {3}sparsity 81\.3 % {2}6 weights left {2}[█░]{16} [\d,]+\/1,200 {2}loss \d\.\d{3} {2}validation \d\.\d{3}, \d+\.\d % {2}\d+ it\/s {2}\d+:\d\d to go/,
    ],
  ])('of %i columns a live line shows, fits, goes, and gives the cursor back', async (columns, line) => {
    const { code, stderr } = await program(
      ['find', ...LONG, '--rounds', '1', '--out', folder(`live-${columns}`)],
      { env: { NODE_OPTIONS: terminal(columns) } },
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(line);
    for (const shown of stderr.replace(ESCAPES, '\n').split('\n'))
      expect(shown.length).toBeLessThanOrEqual(columns);
    expect(stderr).not.toMatch(COLOUR);
    const [hidden, given, gone] = ['\u001b[?25l', '\u001b[?25h', '\u001b[2K'].map((code) =>
      stderr.lastIndexOf(code),
    );
    expect(hidden).toBeGreaterThan(-1);
    expect(given).toBeGreaterThan(hidden);
    expect(gone).toBeGreaterThan(stderr.lastIndexOf('to go'));
    expect(stderr.slice(gone)).toMatch(/shuffle .* s\n$/);
  });

  test('interrupted, the line goes and the cursor is back before the last words', async () => {
    const { code, stderr } = await program(['find', ...LONG, '--out', folder('live-ended')], {
      env: { NODE_OPTIONS: terminal(80) },
      upon: ['to go', (child) => child.kill('SIGINT')],
    });
    expect(code).toBe(130);
    const last = stderr.lastIndexOf('\u001b');
    expect(stderr.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stderr.lastIndexOf('\u001b[?25l'));
    expect(stderr.slice(last)).toMatch(/winning-ticket: interrupted; /);
  });

  test('--quiet shows none', async () => {
    const { code, stderr } = await program(['find', ...SMALL, '--quiet', '--out', folder('live-quiet')], {
      env: { NODE_OPTIONS: terminal(80) },
    });
    expect([code, stderr]).toEqual([0, '']);
  });
});
