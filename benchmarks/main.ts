// `npm run bench` times winning-ticket against its peers. Results go to stdout, everything else to stderr. Exit codes: 0,
// 1 when something breaks, 2 for a benchmark or an option there is not.

import { readFileSync, writeFileSync } from 'node:fs';
import { ArgumentError, type Arguments, type Name, parseArguments } from './arguments.ts';
import type { Bench } from './bench.ts';
import { imp } from './imp.ts';
import { install } from './install.ts';
import { machine } from './machine.ts';
import { matmul } from './matmul.ts';
import { withFigures } from './readme.ts';
import { runBench } from './run-bench.ts';
import type { Row } from './statistics.ts';
import { step } from './step.ts';
import { table } from './table.ts';
import { threads } from './threads.ts';
import { topk } from './topk.ts';
import { trials } from './trials.ts';

const BENCHES: Record<Name, Bench<unknown>> = { matmul, step, imp, topk, trials, threads };
const README = new URL('README.md', import.meta.url);
const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(args: Arguments): Promise<void> {
  console.log = console.info = console.error; // some peers greet on stdout, which is the result's
  install(say);
  say(`benchmarks: ${machine()}`);
  const all: Row[] = [];
  for (const name of args.names) {
    const { rows, notes } = await runBench(BENCHES[name], args, say);
    const figures = [table(rows), ...notes].join('\n\n');
    all.push(...rows);
    if (!args.json) process.stdout.write(`\n${name}\n\n${figures}\n\n`);
    if (args.write) {
      const body = `${machine()}\n\n${figures}`;
      writeFileSync(README, withFigures(readFileSync(README, 'utf8'), name, body));
    }
  }
  if (args.json) process.stdout.write(`${JSON.stringify(all, null, 1)}\n`);
}

try {
  await main(parseArguments(process.argv.slice(2)));
} catch (error) {
  say(error instanceof ArgumentError ? `benchmarks: ${error.message}` : `${(error as Error).stack}`);
  process.exitCode = error instanceof ArgumentError ? 2 : 1;
}
