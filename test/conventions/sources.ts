// The project's own files, read and parsed for the tests of the house.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A file: its path below the project's folder, with forward slashes, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The TypeScript files below these folders, sorted; a folder that does not exist holds none. */
export function sources(...folders: string[]): Source[] {
  return files(...folders).filter(({ path }) => path.endsWith('.ts') && !path.endsWith('.config.ts'));
}

/** Every file below these folders but installed packages', sorted. */
export function files(...folders: string[]): Source[] {
  return folders
    .filter((folder) => existsSync(`${ROOT}/${folder}`))
    .flatMap((folder) => readdirSync(`${ROOT}/${folder}`, { recursive: true, withFileTypes: true }))
    .filter(
      (entry) => entry.isFile() && !/[\\/]node_modules([\\/]|$)/.test(entry.parentPath.slice(ROOT.length)),
    )
    .map((entry) =>
      `${entry.parentPath}/${entry.name}`.slice(ROOT.length).replaceAll('\\', '/').replace(/^\//, ''),
    )
    .sort()
    .map((path) => ({ path, text: readFileSync(`${ROOT}/${path}`, 'utf8') }));
}

/** What `find` says of each syntax node of these sources, as `path:line finding`; it says nothing with `undefined`. */
export function findings(from: readonly Source[], find: (node: ts.Node) => string | undefined): string[] {
  return from.flatMap(({ path, text }) => {
    const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const finding = find(node);
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      if (finding !== undefined) found.push(`${path}:${line} ${finding}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });
}
