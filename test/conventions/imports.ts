// Reads the imports of a source tree and says which of them break the table of rooms.

import { builtinModules } from 'node:module';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { browserSafe, buildTime, foundation, type Module, modules } from './modules.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const inside = (path: string): string => `^src/${escaped(path)}${path.endsWith('/') ? '' : '$'}`;
const named = (packages: readonly string[]): string =>
  `(^|^node:|node_modules/)(${packages.map(escaped).join('|')})(/|$)`;
const NODE = builtinModules.filter((name) => name !== 'worker_threads');
const NODE_MODULE = `^(node:.+|${builtinModules.map(escaped).join('|')})$`;

/** Patterns of the files `room` may import, itself included; `door` narrows the room to matching files. */
function allowed(room: Module, door = ''): string[] {
  const own = door === '' ? inside(room.path) : `${inside(room.path)}${door}`;
  const below = room.imports.flatMap((path) => allowed(roomAt(path), room.only?.[path]));
  return [...new Set([own, ...below])];
}

function roomAt(path: string): Module {
  const room = modules.find((candidate) => candidate.path === path);
  if (!room) throw new Error(`${path}: must be a room of the table`);
  return room;
}

function rulesOf(room: Module): IForbiddenRuleType[] {
  const floor = foundation.includes(room.path) ? [] : foundation.map(inside);
  const from = { path: inside(room.path) };
  const outside = [named(NODE), ...(room.packages ? [named(room.packages)] : [])];
  return [
    { name: 'room', severity: 'error', from, to: { path: '^src/', pathNot: [...allowed(room), ...floor] } },
    { name: 'package', severity: 'error', from, to: { path: '^(?!src/)', pathNot: outside } },
  ];
}

const RULES: IForbiddenRuleType[] = [
  ...modules.flatMap(rulesOf),
  { name: 'cycle', severity: 'error', from: {}, to: { circular: true } },
  ...browserSafe.map(
    (entry): IForbiddenRuleType => ({
      name: 'browser',
      severity: 'error',
      from: { path: inside(entry) },
      to: { path: NODE_MODULE, reachable: true },
    }),
  ),
];

/** The broken rules of the tree at `root`/src, each as `rule: from → to`, sorted. */
export async function brokenRules(root: string): Promise<string[]> {
  const { output } = await cruise(['src'], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: RULES },
    exclude: { path: buildTime.map(inside) },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  });
  const { violations } = (output as ICruiseResult).summary;
  return violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}
