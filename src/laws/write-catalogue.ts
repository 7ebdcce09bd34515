// npm run docs: the catalogue of laws, where typedoc picks it up.

import { mkdirSync, writeFileSync } from 'node:fs';
import { catalogue } from './catalogue.ts';

const folder = new URL('../../docs/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('laws.md', folder), `---\ntitle: The laws of pruning\n---\n\n${catalogue()}`);
