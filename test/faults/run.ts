// `npm run faults -- CAMPAIGN` damages run folders, kills runs or runs invalid command lines, and lists the faults that it finds. It
// uses the built program (`npm run build`). Exit codes: 0 if there is no fault, 1 if there is one, 2 for an invalid argument.

import { parseArgs } from 'node:util';
import { scratch } from '../cli/run-folders.ts';
import { corruptions } from './corruptions.ts';
import { invocations } from './invocations.ts';
import { kills } from './kills.ts';
import type { Tally } from './program.ts';

const CAMPAIGNS: Readonly<Record<string, (count: number, seed: number) => Promise<Tally>>> = {
  corruptions,
  kills,
  invocations,
};
const USAGE = `usage: npm run faults -- ${Object.keys(CAMPAIGNS).join('|')} [--count n] [--seed n]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const [name] = positionals;
const [count, seed] = [Number(values.count), Number(values.seed)];
if (!Object.hasOwn(CAMPAIGNS, name ?? '') || !(count >= 1) || !(seed >= 0)) {
  console.error(USAGE);
  process.exit(2);
}
process.chdir(scratch); // a run without --out makes its folder here
const { counts, faults } = await CAMPAIGNS[name](count, seed);
for (const [outcome, n] of counts) console.log(`${outcome}: ${n}`);
console.log(`${name}: ${count}, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;
