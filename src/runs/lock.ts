// Ensures that a run folder is used by one process at a time. Each process creates a claim in the folder, a file whose name
// identifies the process, and then looks for other claims. It owns the folder if no claim belongs to a running process;
// otherwise it removes its own claim. Claims of processes that have ended or were killed are removed by the process that finds
// them.

import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TicketError } from '../errors.ts';

/** Thrown when another process uses the folder. */
export class FolderInUseError extends TicketError {
  override readonly name = 'FolderInUseError';
}

const CLAIM = /^\.lock-([\da-f]+)-(\d+)-(\d+)-[\da-f-]{36}$/;

/** Returns whether a file in a run folder is the claim of a process. */
export const isClaim = (name: string): boolean => CLAIM.test(name);

/** Number of attempts of a process that starts at the same moment as another. */
const ATTEMPTS = 5;

/** The claims of this process, which are removed when it exits. */
const own = new Set<string>();
let cleansUp = false;

/**
 * Claims a folder for this process, until it exits or releases the folder. Claiming it again in the same process is allowed.
 *
 * @throws {FolderInUseError} if another process uses it.
 */
export function lockFolder(folder: string): void {
  if ([...own].some((claim) => claim.startsWith(join(folder, '.lock-')))) return;
  if (!cleansUp) process.on('exit', removeOwnClaims);
  cleansUp = true;
  for (let attempt = 1; ; attempt++) {
    const claim = join(folder, `.lock-${HOST}-${process.pid}-${startOf('self')}-${randomUUID()}`);
    writeFileSync(claim, '', { flag: 'wx' });
    own.add(claim);
    const other = readdirSync(folder).find(
      (name) => isClaim(name) && !own.has(join(folder, name)) && isHeld(folder, name),
    );
    if (other === undefined) return;
    rmSync(claim, { force: true });
    own.delete(claim);
    if (attempt === ATTEMPTS) throw inUse(folder, other);
    sleep(5 + Math.floor(45 * (Number.parseInt(randomUUID().slice(0, 4), 16) / 0xffff)));
  }
}

/** Ends the claim of this process on a folder. Nothing happens if it has none. */
export function releaseFolder(folder: string): void {
  for (const claim of own) {
    if (!claim.startsWith(join(folder, '.lock-'))) continue;
    rmSync(claim, { force: true });
    own.delete(claim);
  }
}

/** Returns whether the process of a claim is running. Removes the claim if not. */
function isHeld(folder: string, name: string): boolean {
  const [, host, pid, start] = CLAIM.exec(name) as unknown as [string, string, string, string];
  if (host !== HOST || isRunning(Number(pid), start)) return true;
  rmSync(join(folder, name), { force: true });
  return false;
}

function isRunning(pid: number, start: string): boolean {
  if (pid === process.pid) return start === startOf('self') && start !== UNKNOWN;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = startOf(pid);
  return now === UNKNOWN || start === UNKNOWN || now === start; // Another process may have received the same number since.
}

const UNKNOWN = '0';

/** Returns when a process started, in ticks since the start of the machine; '0' if the system does not provide it. */
function startOf(pid: number | 'self'): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19] ?? UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}

const HOST = Buffer.from(hostname()).toString('hex') || '00';

function inUse(folder: string, claim: string): FolderInUseError {
  const [, host, pid] = CLAIM.exec(claim) as unknown as [string, string, string];
  const where = host === HOST ? '' : ` on ${Buffer.from(host, 'hex')}`;
  return new FolderInUseError(
    `${folder}: another process uses this folder, number ${pid}${where}. If it does not run any more, delete ${join(folder, claim)}.`,
  );
}

function removeOwnClaims(): void {
  for (const claim of own) rmSync(claim, { force: true });
  own.clear();
}

const sleep = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};
