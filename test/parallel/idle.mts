// Uses three threads, leaves them idle, closes them, and says how many milliseconds of processor time the idling took.

import { kernels } from '../../src/kernels/index.ts';
import { useThreads } from '../../src/parallel/index.ts';

const threads = await useThreads(3);
const [a, c] = [new Float32Array(512 * 512).fill(1), new Float32Array(512 * 512)];
for (let i = 0; i < 3; i++) kernels.matmulNN(c, a, a, 512, 512, 512);
await new Promise((done) => setTimeout(done, 300));
const before = process.cpuUsage();
await new Promise((done) => setTimeout(done, Number(process.argv[2] ?? 2000)));
const { user, system } = process.cpuUsage(before);
await threads.close();
console.log(JSON.stringify({ idle: (user + system) / 1000, sum: c.reduce((sum, x) => sum + x, 0) }));
