import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FormatError, ValueError } from '../../src/errors.ts';
import {
  readProgress,
  readTicket,
  readTicketFile,
  writeProgress,
  writeTicket,
} from '../../src/formats/read-and-write-files.ts';
import { plainProgress, plainTicket } from './bits.ts';
import { exampleOptions, exampleProgress, exampleTicket } from './examples.ts';

// A disk that is full after half of a file, when armed.
const disk = vi.hoisted(() => ({ full: false }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const writeHalf = (file: number, bytes: Uint8Array) => {
    if (!disk.full) return fs.writeFileSync(file, bytes);
    fs.writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  return {
    ...fs,
    writeFileSync: (file: number, bytes: Uint8Array) =>
      typeof file === 'number' ? writeHalf(file, bytes) : fs.writeFileSync(file, bytes),
  };
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ticket-'));
});
afterEach(() => {
  disk.full = false;
  rmSync(folder, { recursive: true });
});

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test('reading a written ticket returns it with its record, and writing replaces an existing file', async () => {
  const path = join(folder, 'a.safetensors');
  writeFileSync(path, 'old');
  await writeTicket(path, exampleTicket(), exampleOptions());
  expect(plainTicket(await readTicket(path))).toEqual(plainTicket(exampleTicket()));
  const { record, shapes } = await readTicketFile(path);
  expect({ record, shapes: new Map([...shapes].slice(0, 2)) }).toEqual(exampleOptions());
  expect(readdirSync(folder)).toEqual(['a.safetensors']);
});

test('reading written progress returns it with its record', async () => {
  const path = join(folder, 'p.safetensors');
  await writeProgress(path, exampleProgress(), { seed: '1' });
  const { progress, record } = await readProgress(path);
  expect(plainProgress(progress)).toEqual(plainProgress(exampleProgress()));
  expect(record).toEqual({ seed: '1' });
});

describe('a failed write leaves existing files unchanged and no others', () => {
  test('if the disk is full halfway', async () => {
    const path = join(folder, 'a.safetensors');
    await writeTicket(path, exampleTicket());
    const before = readFileSync(path);
    disk.full = true;
    const error = await caught(writeTicket(path, exampleTicket(), exampleOptions()));
    expect(error).toBeInstanceOf(ValueError);
    expect((error as Error).message).toBe(`${path}: must be a file that can be written, got "ENOSPC"`);
    expect(readFileSync(path)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['a.safetensors']);
  });

  test('if the ticket cannot be encoded', async () => {
    const path = join(folder, 'a.safetensors');
    writeFileSync(path, 'old');
    await caught(writeTicket(path, exampleTicket(), { shapes: new Map([['fc1', [5]]]) }));
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.safetensors']);
  });

  test('if the path is a folder', async () => {
    mkdirSync(join(folder, 'sub'));
    const error = await caught(writeTicket(join(folder, 'sub'), exampleTicket()));
    expect(error).toBeInstanceOf(ValueError);
    expect((error as Error).message).toContain(`${join(folder, 'sub')}: must be a file that can be written`);
    expect(readdirSync(folder)).toEqual(['sub']);
  });

  test.each(['missing/a.safetensors', 'file/a.safetensors', 'a\0b'])('if the path is %j', async (name) => {
    writeFileSync(join(folder, 'file'), 'old');
    const path = `${folder}/${name}`;
    const error = await caught(writeTicket(path, exampleTicket()));
    expect(error).toBeInstanceOf(ValueError);
    expect((error as Error).message.startsWith(`${path}: must be a file that can be written`)).toBe(true);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

describe('a failed read names the path as given', () => {
  test.each([
    ['missing', './no/such.safetensors'],
    ['a folder', '.'],
    ['no path', 'a\0b'],
  ])('%s', async (_, path) => {
    for (const read of [readTicket, readProgress]) {
      const error = await caught(read(path));
      expect(error).toBeInstanceOf(ValueError);
      expect((error as Error).message.startsWith(`${path}: must be a file`)).toBe(true);
    }
  });

  test('for a truncated file', async () => {
    const path = join(folder, 'a.safetensors');
    await writeTicket(path, exampleTicket());
    truncateSync(path, 100);
    for (const read of [readTicket, readProgress]) {
      const error = await caught(read(path));
      expect(error).toBeInstanceOf(FormatError);
      expect((error as Error).message.startsWith(`${path}: `)).toBe(true);
    }
  });
});
