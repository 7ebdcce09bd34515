// Runs the program in whatever runtime runs this file: `run.mjs <URL of dist/index.js>`.

import process from 'node:process';
import { digest } from './program.mjs';

const { bun, deno, node } = process.versions;
const runtime = bun ? `bun ${bun}` : deno ? `deno ${deno}` : `node ${node}`;
console.log(JSON.stringify({ runtime, digest: await digest(process.argv[2]) }));
