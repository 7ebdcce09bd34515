// `npm run bench` times winning-ticket against its peers, or against another commit of itself. Results go to stdout,
// everything else to stderr. Exit codes: 0 for success; 1 for a failure, or if two commits compute different results; 2
// for an unknown benchmark, option or commit.

import { readFileSync, writeFileSync } from 'node:fs';
import { ArgumentError, type Arguments, type Name, parseArguments } from './arguments.ts';
import type { Bench } from './bench.ts';
import { HistoryError } from './history/command.ts';
import { history } from './history/history.ts';
import { InterruptionError, untilInterrupted } from './history/interrupt.ts';
import { historyTable } from './history/rows.ts';
import { imp } from './imp.ts';
import { install } from './install.ts';
import { machine } from './machine.ts';
import { matmul } from './matmul.ts';
import { withFigures } from './readme.ts';
import { runBench } from './run-bench.ts';
import { step } from './step.ts';
import { table } from './table.ts';
import { threads } from './threads.ts';
import { topk } from './topk.ts';
import { trials } from './trials.ts';

/** The result of one benchmark, as data and as text. */
interface Section {
  readonly name: string;
  readonly rows: readonly object[];
  readonly table: string;
  readonly notes: readonly string[];
}

const BENCHES: Record<Name, Bench<unknown>> = { matmul, step, imp, topk, trials, threads };
const README = new URL('README.md', import.meta.url);
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(args: Arguments): Promise<void> {
  console.log = console.info = console.error; // some peers greet on stdout, which is the result's
  say(`benchmarks: ${machine()}`);
  const all: object[] = [];
  for await (const { name, rows, table, notes } of args.commit === undefined
    ? races(args)
    : comparison(args)) {
    const figures = [table, ...notes].join('\n\n');
    all.push(...rows);
    if (!args.json) process.stdout.write(`\n${name}\n\n${figures}\n\n`);
    if (args.write) {
      const body = `${machine()}\n\n${figures}`;
      writeFileSync(README, withFigures(readFileSync(README, 'utf8'), name, body));
    }
  }
  if (args.json) process.stdout.write(`${JSON.stringify(all, null, 1)}\n`);
}

async function* races(args: Arguments): AsyncGenerator<Section> {
  install(say);
  for (const name of args.names) {
    const { rows, notes } = await runBench(BENCHES[name], args, say);
    yield { name, rows, table: table(rows), notes };
  }
}

async function* comparison({ commit = '', runs }: Arguments): AsyncGenerator<Section> {
  const { rows, notes } = await untilInterrupted((signal) => history(commit, runs, say, signal));
  if (!rows.every(({ sameBits }) => sameBits)) process.exitCode = 1;
  yield { name: 'history', rows, table: historyTable(rows), notes };
}

try {
  await main(parseArguments(process.argv.slice(2)));
} catch (error) {
  const explained = [ArgumentError, HistoryError, InterruptionError].some((kind) => error instanceof kind);
  say(explained ? `benchmarks: ${(error as Error).message}` : `${(error as Error).stack}`);
  process.exitCode =
    error instanceof ArgumentError ? 2 : error instanceof InterruptionError ? error.exitCode : 1;
}
