// A page and the files it loads, over HTTP on this machine.

import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';

/** A running server. */
export interface Site {
  /** Its address, ending in `/`. */
  readonly url: string;
  /** Stops it. */
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.mjs': 'text/javascript' };
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Serves an empty page at `/` and the folders `routes` names, such as `{ '/dist/': <file URL> }`. `isolated` sends the
 * two headers without which a browser hides SharedArrayBuffer.
 */
export async function serve(routes: Readonly<Record<string, URL>>, isolated: boolean): Promise<Site> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const headers = isolated ? ISOLATION : {};
    if (path === '/') {
      response
        .writeHead(200, { ...headers, 'Content-Type': 'text/html' })
        .end('<!doctype html><title>ticket</title>');
    } else void answer(response, path, routes, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => stop(server) };
}

async function answer(
  response: ServerResponse,
  path: string,
  routes: Readonly<Record<string, URL>>,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const route = Object.keys(routes).find((prefix) => path.startsWith(prefix));
  try {
    if (route === undefined) throw new Error(`${path}: no such route`);
    const body = await readFile(new URL(path.slice(route.length), routes[route]));
    response.writeHead(200, { ...headers, 'Content-Type': TYPES[extname(path)] ?? 'text/plain' }).end(body);
  } catch {
    response.writeHead(404, headers).end();
  }
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
