// `npm run docs` writes the pages about laws to the folder from which Typedoc reads them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { lawPages } from './pages.ts';

const folder = new URL('../../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { file, markdown } of await lawPages()) writeFileSync(new URL(file, folder), markdown);
