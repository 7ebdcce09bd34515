import { Command } from 'commander';
import { ValueError } from '../errors.ts';
import { MissingPackageError } from '../parallel/index.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';

/** The command `winning-ticket laws`. */
export const lawsCommand = (): Command =>
  new Command('laws')
    .description(
      'List the laws that an implementation of pruning can be checked against, or one set with formulas.',
    )
    .argument('[set]', 'a set of laws, such as select')
    .option('--json', 'print one JSON object on stdout, and nothing else there')
    .addHelpText('after', `\nExample:\n  winning-ticket laws select\n${EXIT_CODES_HELP}`)
    .action(listLaws);

async function listLaws(
  name: string | undefined,
  { json = false }: { readonly json?: boolean },
): Promise<void> {
  const { everySet } = await import('../laws/index.ts').catch((error: Error) => {
    throw new MissingPackageError(error.message); // The laws are imported only here, because they need fast-check, which no other command needs.
  });
  const sets =
    name === undefined
      ? everySet
      : everySet.filter((set) => set.name === name.replaceAll('-', ' ') || set.name === name);
  if (sets.length === 0)
    throw new ValueError('set', `must be of [${everySet.map((set) => set.name).join(', ')}]`, name);
  if (json) {
    const data = sets.map((set) => ({
      ...{ name: set.name, about: set.about, methods: set.methods ?? [] },
      laws: set.laws.map((law) => ({ name: law.name, formula: law.formula, source: law.source })),
    }));
    process.stdout.write(`${JSON.stringify({ sets: data })}\n`);
    return;
  }
  const lines = sets.flatMap((set) => [
    `${set.name}: ${set.about}`,
    ...set.laws.flatMap((law) =>
      name === undefined
        ? [`  ${law.name}`]
        : ['', `  ${law.name}`, `    ${law.formula}`, `    Source: ${law.source}`],
    ),
    '',
  ]);
  const usage = "Check an implementation: import { checkLaws } from 'winning-ticket/laws'";
  process.stdout.write(`${lines.join('\n')}\n${usage}\n`);
}
