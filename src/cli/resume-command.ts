import { shellLine } from './options/index.ts';

/**
 * Returns the command that resumes a run, for pasting into a shell: with npm in a clone of the project, and with npx where the
 * package is installed.
 */
export function resumeCommand(command: string, folder: string): string {
  const program = import.meta.url.endsWith('.ts') ? 'npm run -s winning-ticket --' : 'npx winning-ticket';
  return `${program} ${shellLine([command, '--resume', folder])}`;
}
