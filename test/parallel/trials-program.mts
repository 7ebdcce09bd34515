// A program that runs trials, one of which it never waits for, and closes its pool; nothing else ends it.

import { TrialPool } from '../../src/parallel/index.ts';

const pool = await TrialPool.open(new URL('./some-trial.ts', import.meta.url), { threads: 2 });
const [first, second] = pool.run([{ value: 'first' }, { wait: 600_000 }]);
console.log(JSON.stringify(await first));
await pool.close();
const { status } = await second;
const handles = () =>
  process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name)).length;
// A port is gone some turns of the event loop after it was closed.
for (let i = 0; i < 100 && handles() > 0; i++) await new Promise((done) => setTimeout(done, 10));
console.log(status, handles());
