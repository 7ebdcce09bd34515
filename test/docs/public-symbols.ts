// The symbols of the package's entries, as the compiler sees them.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The sources of the entries. */
export const ENTRIES = {
  'winning-ticket': 'src/index.ts',
  'winning-ticket/pruning': 'src/pruning/index.ts',
  'winning-ticket/experiments': 'src/experiments/index.ts',
  'winning-ticket/node': 'src/node.ts',
  'winning-ticket/parallel': 'src/parallel/index.ts',
  'winning-ticket/laws': 'src/laws/index.ts',
} as const;

/** The name of an entry, such as 'winning-ticket/pruning'. */
export type EntryName = keyof typeof ENTRIES;

/** A function or class that an entry exports, or a member of such a class. */
export interface PublicSymbol {
  /** Such as `Tensor` or `Tensor.from`. */
  readonly name: string;
  readonly kind: 'function' | 'class' | 'member';
  /** The code of each `@example` in its doc comment. */
  readonly examples: readonly string[];
}

/** Parses sources as this project's compiler does. */
function programOf(files: readonly string[]): ts.Program {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
  return ts.createProgram(
    files.map((file) => join(ROOT, file)),
    options,
  );
}

/** Returns the functions and classes that the entries export, each under the first entry that does, and their members. */
export function publicSymbols(): PublicSymbol[] {
  const program = programOf(Object.values(ENTRIES));
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();
  const found: PublicSymbol[] = [];
  for (const file of Object.values(ENTRIES)) {
    const source = program.getSourceFile(join(ROOT, file)) as ts.SourceFile;
    for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (seen.has(symbol) || isTypeOnly(exported)) continue;
      seen.add(symbol);
      const add = (name: string, kind: PublicSymbol['kind'], documented: ts.Symbol) =>
        found.push({ name, kind, examples: examplesOf(documented, checker) });
      if (symbol.flags & ts.SymbolFlags.Class) {
        add(exported.name, 'class', symbol);
        for (const member of [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])])
          add(`${exported.name}.${member.name}`, 'member', member);
      } else if (isFunction(symbol, checker)) add(exported.name, 'function', symbol);
    }
  }
  return found;
}

/** Whether an entry exports a name as a type only, so that it has no value. */
const isTypeOnly = ({ declarations = [] }: ts.Symbol): boolean =>
  declarations.some(
    (node) => ts.isExportSpecifier(node) && (node.isTypeOnly || node.parent.parent.isTypeOnly),
  );

const isFunction = (symbol: ts.Symbol, checker: ts.TypeChecker): boolean =>
  (symbol.flags & ts.SymbolFlags.Function) !== 0 ||
  ((symbol.flags & ts.SymbolFlags.Variable) !== 0 &&
    checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0);

const examplesOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string[] =>
  symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === 'example')
    .map(({ text }) => ts.displayPartsToString(text).replace(/^```ts\n|\n```$/g, ''));
