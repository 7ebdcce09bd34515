import { cpus } from 'node:os';

/** What the figures were taken on. */
export function machine(): string {
  const [{ model }] = cpus();
  return `${model.trim()}, ${cpus().length} logical cores, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
}
