// Command lines with invalid options, values, files and folders. Each must end with a message and its exit code.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { helpOf } from '../cli/command-line.ts';
import { scratch } from '../cli/run-folders.ts';
import { TINY } from '../cli/tiny.ts';
import { Choices, type End, isCrash, run, Tally } from './program.ts';

const VALUES = [
  ...[
    '',
    ' ',
    '-1',
    '0',
    '-0',
    '1.5',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e400',
    '1e15',
    '1000000000',
    '9007199254740991',
  ],
  ...[
    '9007199254740993',
    '0x10',
    '1_000',
    '1,',
    ',',
    '1,,2',
    '50',
    '150%',
    '-5%',
    '%',
    '99.99999999999999999%',
    'null',
  ],
  ...[
    'undefined',
    '[object Object]',
    '__proto__',
    'constructor',
    'toString',
    'early:',
    'early:-1',
    'late:200%',
    'step:',
  ],
  ...[
    'init:5',
    'Magnitude',
    'reinit,reinit',
    'none,reinit',
    'rewind+',
    '+sign',
    '../..',
    '/dev/null',
    '/proc/self/mem',
  ],
  ...[
    '/none/at/all',
    '\u{1f3ab}',
    'ｎ',
    '１２',
    '\u001b[31m',
    'a\nb',
    'x'.repeat(5000),
    '9'.repeat(400),
    '--',
    '-',
    '-h5',
  ],
];

/** Runs command lines until `count` of them have been rejected. */
export async function invocations(count: number, seed: number): Promise<Tally> {
  const [tally, choices] = [new Tally(), new Choices(seed)];
  const places = placesIn(scratch);
  for (let rejected = 0; rejected < count; ) {
    const words = wordsOf(choices, places, join(scratch, 'out'));
    const end = await run(words, (child) => {
      setTimeout(() => child.kill('SIGTERM'), 20_000).unref();
    });
    rmSync(join(scratch, 'out'), { recursive: true, force: true });
    rmSync('runs', { recursive: true, force: true });
    if (end.code !== 0 && end.code !== 130) rejected++;
    check(words, end, tally);
  }
  return tally;
}

function check(words: readonly string[], end: End, tally: Tally): void {
  const line = JSON.stringify(words);
  if (isCrash(end)) tally.fault(`${line}: exit code ${end.code}\n${end.stderr}`);
  else if (end.code !== 0 && end.stderr.trim() === '') tally.fault(`${line}: no message`);
  else if (end.code !== 0 && /undefined|NaN|\[object/.test(withoutWords(end.stderr, words)))
    tally.fault(`${line}: message\n${end.stderr}`);
  else if (Math.max(...end.stderr.split('\n').map(({ length }) => length)) > 1000)
    tally.fault(`${line}: long message\n${end.stderr}`);
  tally.add(end.code === null ? 'killed' : `exit code ${end.code}`);
}

/** A message without the words that it repeats. */
const withoutWords = (text: string, words: readonly string[]): string =>
  words.reduce((rest, word) => (word === '' ? rest : rest.replaceAll(word, '')), text);

/** Makes files and folders that are neither data nor runs, and returns their paths. */
function placesIn(root: string): string[] {
  const place = (name: string, files: Readonly<Record<string, string | Buffer>>) => {
    mkdirSync(join(root, name));
    for (const [file, content] of Object.entries(files)) writeFileSync(join(root, name, file), content);
    return join(root, name);
  };
  const header = (...numbers: number[]) => {
    const bytes = Buffer.alloc(4 * numbers.length);
    for (const [i, n] of numbers.entries()) bytes.writeUInt32BE(n, 4 * i);
    return bytes;
  };
  writeFileSync(join(root, 'file'), 'text');
  const idx = (images: Buffer, labels: Buffer) => ({
    'train-images-idx3-ubyte': images,
    'train-labels-idx1-ubyte': labels,
    't10k-images-idx3-ubyte': images,
    't10k-labels-idx1-ubyte': labels,
  });
  const pixels = Buffer.alloc(400);
  return [
    ...[join(root, 'none'), join(root, 'file'), root, place('empty', {})],
    place('no-run', { 'record.json': '{}' }),
    place('bad-plan', { 'plan.json': '{"command": "find"}' }),
    place('binary-plan', { 'plan.json': Buffer.from([0, 255, 254]) }),
    place('no-images', idx(header(0x803, 0, 28, 28), header(0x801, 0))),
    place('short', idx(Buffer.concat([header(0x803, 100, 2, 2), pixels.subarray(1)]), Buffer.alloc(9))),
    place('huge', idx(header(0x803, 2 ** 32 - 1, 2 ** 32 - 1, 2), header(0x801, 2 ** 32 - 1))),
    place(
      'one-class',
      idx(
        Buffer.concat([header(0x803, 100, 2, 2), pixels]),
        Buffer.concat([header(0x801, 100), pixels.subarray(0, 100)]),
      ),
    ),
    place('swapped', idx(Buffer.concat([header(0x801, 100), pixels]), header(0x803, 1, 1, 1))),
    place('garbage', idx(Buffer.from('garbage'), Buffer.from('garbage'))),
  ];
}

const FLAGS = new Map(
  COMMANDS.map(({ name }) => [
    name,
    [...helpOf(name).matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag),
  ]),
);
const ALL_FLAGS = [...new Set([...FLAGS.values()].flat())];

/** Returns a valid command line with one to three random changes. */
function wordsOf(choices: Choices, places: readonly string[], out: string): string[] {
  const name = choices.one(COMMANDS).name;
  let words = [...TINY[name].split(' '), '--quiet', '--out', out];
  const value = () => choices.one(choices.below(6) === 0 ? places : VALUES);
  const changes: readonly (() => void)[] = [
    () => words.push(choices.one(FLAGS.get(name) as string[]), value()),
    () => words.push(`${choices.one(FLAGS.get(name) as string[])}=${value()}`),
    () => words.push(choices.one(ALL_FLAGS), value()),
    () => words.push(choices.one(FLAGS.get(name) as string[])),
    () => words.push('--data', choices.one(places)),
    () => {
      words = [
        name,
        choices.below(2) === 0 ? '--resume' : '--out',
        choices.one([...places, ...VALUES]),
        '--rounds',
        '0',
      ];
    },
    () => {
      words = ['verify', choices.one([...places, ...VALUES])];
    },
    () => {
      words = [name, '--resume', choices.one(places)];
    },
    () => words.splice(choices.below(words.length), 1),
    () => words.splice(choices.below(words.length), 0, value()),
    () => {
      words[choices.below(words.length)] = value();
    },
  ];
  for (let n = 1 + choices.below(3); n > 0; n--) choices.one(changes)();
  return words.map((word) => word.replaceAll('\0', ''));
}
