/**
 * The command that resumes a run, as it can be pasted into a shell: in a clone of the project through npm, in a package
 * that has winning-ticket installed through npx.
 */
export function resumeCommand(command: string, folder: string): string {
  const program = import.meta.url.endsWith('.ts') ? 'npm run -s winning-ticket --' : 'npx winning-ticket';
  return `${program} ${command} --resume ${quoted(folder)}`;
}

/** A word as a POSIX shell reads it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
