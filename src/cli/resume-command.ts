import { shellLine } from './options/index.ts';

/**
 * The command that resumes a run, as it can be pasted into a shell: in a clone of the project through npm, in a package
 * that has winning-ticket installed through npx.
 */
export function resumeCommand(command: string, folder: string): string {
  const program = import.meta.url.endsWith('.ts') ? 'npm run -s winning-ticket --' : 'npx winning-ticket';
  return `${program} ${command} --resume ${shellLine([folder])}`;
}
