// The option table and the commands: every option and command is tested.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMMANDS, commandNamed } from '../../src/cli/commands/index.ts';
import { definitionOf, namesIn, OPTIONS, type OptionName } from '../../src/cli/options/all-options.ts';
import { argumentsOf, configurationOf, fromJson, shellLine, toJson } from '../../src/cli/options/index.ts';
import { flagOf, isSwitch, option } from '../../src/cli/options/option.ts';
import { integerFrom } from '../../src/cli/options/parse.ts';
import { ValueError } from '../../src/errors.ts';
import { helpOf, planLine, readLine, wordsOf } from './command-line.ts';
import { configs, VALUES } from './option-values.ts';

const names = COMMANDS.map(({ name }) => name);
const all = Object.keys(OPTIONS) as OptionName[];

describe('the table', () => {
  test.each(all)('%s belongs to a command, and its help is in the help of that command', (name) => {
    const definition = definitionOf(name);
    const users = COMMANDS.filter(({ defaults }) => Object.hasOwn(defaults, name));
    expect(users).not.toHaveLength(0);
    for (const user of users) {
      const isOn = isSwitch(definition) && user.defaults[name] === true;
      const help = helpOf(user.name).replace(/\s+/g, ' ');
      expect(help).toContain(isOn ? `--no-${flagOf(definition).slice(2)}` : definition.flags);
      expect(help).toContain(isOn ? definition.helpOff : definition.help);
    }
  });

  test.each(all)('every value of %s is stored as JSON and read again', (name) => {
    const definition = COMMANDS.find(({ defaults }) => Object.hasOwn(defaults, name)) ?? COMMANDS[0];
    const only = { ...definition, defaults: { [name]: definition.defaults[name], seed: 1 } };
    fc.assert(
      fc.property(VALUES[name] as fc.Arbitrary<unknown>, (value) => {
        fc.pre(value !== null);
        const free = { ...only.defaults, [name]: value };
        const json = JSON.parse(JSON.stringify(toJson(only, free)));
        if (name !== 'momentum') expect(fromJson(only, json)).toEqual(free);
        else expect(() => fromJson(only, json)).toThrow('--momentum: must not be given without --optimizer');
      }),
    );
  });

  test('a path that does not exist, or has another type, is an error of the compiler', () => {
    const spec = { flags: '--a <n>', help: 'a', parse: integerFrom(1) } as const;
    // @ts-expect-error: the library has no search.rounds
    option<number, 'search.rounds'>({ ...spec, path: 'search.rounds' });
    // @ts-expect-error: search.scope is not a number
    option<number, 'search.scope'>({ ...spec, path: 'search.scope' });
    expect(option<number, 'search.pruningRounds'>({ ...spec, path: 'search.pruningRounds' }).path).toBe(
      'search.pruningRounds',
    );
  });
});

describe.each(names)('%s', (name) => {
  const definition = commandNamed(name);
  const { defaults, example } = definition;

  test('has defaults for options of the table only, each of which is a flag of its own', () => {
    expect(Object.keys(defaults).sort()).toEqual(namesIn(defaults).sort());
    const flags = namesIn(defaults).map((option) => flagOf(definitionOf(option)));
    expect(new Set(flags).size).toBe(flags.length);
  });

  test('without arguments has its defaults', () => {
    expect(readLine(name, []).config).toEqual(defaults);
    expect(readLine(name, []).run).toEqual({
      ...{ trials: name === 'find' ? 1 : 3, threads: null, kernels: null },
      ...{ out: null, resume: null, json: false, quiet: false },
    });
  });

  test('shows its defaults, an example and the exit codes in its help', () => {
    const help = helpOf(name);
    expect(help).toContain(`\nExample:\n  winning-ticket ${name} ${example}\n\nExit codes:\n`);
    const text = help.replace(/\s+/g, ' ');
    expect(text).toContain(`(default: ${defaults.iterations})`);
    expect(text).toContain(
      'trainings to run at a time, in worker threads (default: one per core, at most one per seed)',
    );
  });

  test('has an example that can be planned', () => {
    planLine(name, wordsOf(example));
    expect(readLine(name, wordsOf(example)).config).not.toEqual(defaults);
  });

  test('stores a configuration as JSON and reads it again', () =>
    fc.assert(
      fc.property(configs(definition), (config) => {
        expect(fromJson(definition, JSON.parse(JSON.stringify(toJson(definition, config))))).toEqual(config);
      }),
    ));

  test('has arguments that repeat a configuration', () =>
    fc.assert(
      fc.property(configs(definition), (config) => {
        expect(readLine(name, argumentsOf(definition, config)).config).toEqual(config);
      }),
    ));

  test('shows every option that has a value in its configuration', () => {
    const shown = configurationOf(definition, defaults);
    const given = namesIn(defaults).filter((option) => defaults[option] !== null);
    expect(shown.map(([option]) => `--${option}`)).toEqual(
      given.map((option) => flagOf(definitionOf(option))),
    );
    expect(shown).toContainEqual(['iterations', String(defaults.iterations)]);
    expect(shown).toContainEqual(['normalize', defaults.normalize ? 'yes' : 'no']);
  });

  test('rejects a stored configuration with a missing, unknown or wrongly typed option', () => {
    const stored = toJson(definition, defaults);
    for (const option of namesIn(defaults)) {
      const flag = flagOf(definitionOf(option));
      const { [option]: value, ...rest } = stored;
      expect(() => fromJson(definition, rest)).toThrow(`${flag}: must have a value, got undefined`);
      for (const wrong of [{}, [], [[]], [{}], true, 'x y', -1, '1', [null], '', -0.5]) {
        if (JSON.stringify(wrong) === JSON.stringify(value) || isFine(option, wrong)) continue;
        const read = () => fromJson(definition, { ...stored, [option]: wrong });
        expect(read, `${option} ${JSON.stringify(wrong)}`).toThrow(ValueError);
        expect(read).toThrow(`${flag}: `);
      }
    }
    expect(() => fromJson(definition, { ...stored, colour: 1 })).toThrow(
      `colour: must be an option of ${name}, got 1`,
    );
    for (const other of [null, [], 'x', 1]) expect(() => fromJson(definition, other)).toThrow('options: ');
  });

  test.each(['--out x', '--trials 2', '--seed 2', '--iterations 3', '--no-normalize', '--normalize'])(
    '--resume cannot be used with %s',
    (other) => {
      expect(() => readLine(name, ['--resume', 'nowhere', ...wordsOf(other)])).toThrow(
        `option '--resume <folder>' cannot be used with option '${wordsOf(other)[0]}`,
      );
    },
  );

  test('--resume cannot be used with any of its options', () => {
    for (const option of namesIn(defaults)) {
      const definitionOfOption = definitionOf(option);
      const flag = flagOf(definitionOfOption);
      const words = isSwitch(definitionOfOption)
        ? [flag]
        : [flag, definitionOfOption.format((defaults[option] ?? 0.5) as object)];
      if (option === 'validationSize') words[1] = '5';
      expect(() => readLine(name, ['--resume', 'nowhere', ...words]), option).toThrow(
        `cannot be used with option '${flag}`,
      );
    }
  });
});

/** Whether a value is valid for an option, though it is not for most. */
function isFine(name: OptionName, value: unknown): boolean {
  if (name === 'data') return value === 'x y' || value === '1';
  if (isSwitch(definitionOf(name))) return value === true;
  return Array.isArray(value) && value.length === 0 && ['hidden', 'controls', 'checks'].includes(name);
}

test('commandNamed throws a ValueError that lists the commands', () => {
  expect(() => commandNamed('prune')).toThrow(`command: must be one of ${names.join(', ')}, got "prune"`);
});

test('arguments with special characters are quoted for a shell', () => {
  expect(shellLine(['find', '--data', 'a b', "it's $HOME", '', '50%,75%'])).toBe(
    `find --data 'a b' 'it'\\''s $HOME' '' 50%,75%`,
  );
});
