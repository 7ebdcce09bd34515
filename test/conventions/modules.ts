// The rooms of the house, lowest first. A room may import what it names here, whatever those rooms may import,
// and the ground.

/** One room: a folder of `src/`, or a single file. */
export interface Module {
  /** Its path below `src/`; a folder ends in `/`. */
  readonly path: string;
  /** Rooms it may import. */
  readonly imports: readonly string[];
  /** Narrower doors: of these rooms, only files whose path inside the room matches may be imported. */
  readonly only?: Readonly<Record<string, string>>;
  /** Packages it may import. No other room may. */
  readonly packages?: readonly string[];
}

const TERMINAL = ['commander', 'cli-progress', 'cli-table3', '@observablehq/plot', 'linkedom'];

/** What every room but the ground itself may import. */
export const foundation: readonly string[] = ['numeric/', 'errors.ts', 'check.ts'];

/** Who may import whom. */
export const modules: readonly Module[] = [
  { path: 'numeric/', imports: [] },
  { path: 'errors.ts', imports: [] },
  { path: 'check.ts', imports: ['errors.ts'] },
  { path: 'random.ts', imports: [] },
  { path: 'kernels/', imports: [] },
  { path: 'pruning/', imports: ['random.ts', 'kernels/'], only: { 'kernels/': 'top-k\\.ts$' } },
  { path: 'tensor/', imports: ['kernels/'] },
  { path: 'autograd/', imports: ['tensor/'] },
  { path: 'sparse/', imports: ['autograd/'] },
  { path: 'nn/', imports: ['sparse/', 'random.ts'] },
  { path: 'optim/', imports: ['nn/', 'sparse/'] },
  { path: 'data/', imports: ['tensor/', 'random.ts'] },
  {
    path: 'training/',
    imports: ['nn/', 'optim/', 'data/', 'pruning/'],
    only: { 'pruning/': '(?!index|pruner|builder)[^/]+$' },
  },
  { path: 'formats/', imports: ['pruning/'] },
  { path: 'experiments/', imports: ['training/', 'formats/'] },
  { path: 'parallel/', imports: ['kernels/', 'experiments/'], packages: ['piscina', 'worker_threads'] },
  { path: 'laws/', imports: ['experiments/'], packages: ['fast-check'] },
  { path: 'index.ts', imports: ['training/', 'pruning/', 'formats/'] },
  { path: 'node.ts', imports: ['index.ts'] },
  { path: 'runs/', imports: ['parallel/', 'formats/'] },
  { path: 'report/', imports: ['node.ts', 'parallel/', 'laws/'], packages: TERMINAL },
  { path: 'cli/', imports: ['report/', 'runs/'], packages: TERMINAL },
];

/** Public entries that must load where there is no Node: nothing they reach may be a `node:` module. */
export const browserSafe: readonly string[] = ['index.ts', 'pruning/index.ts', 'experiments/index.ts'];

/** What makes the package and is no part of it: the build's own programs, and the kernels' AssemblyScript. */
export const buildTime: readonly string[] = ['tsdown.config.ts', 'kernels/build.ts', 'kernels/simd/'];
