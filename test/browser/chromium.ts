// Chromium as the system installs it: `CHROMIUM_PATH`, or `chromium` on the PATH.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ARGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
];

/** Starts a headless Chromium. Throws where there is none. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), headless: true, args: ARGS });
}

function executable(): string {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const found = PATH.split(delimiter)
    .map((folder) => join(folder, 'chromium'))
    .find(isExecutable);
  if (found === undefined) throw new Error('chromium: must be on the PATH or at CHROMIUM_PATH, got neither');
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
