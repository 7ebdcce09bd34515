// Imported before a program: there is no package piscina.

import { register } from 'node:module';

const HOOK = `export async function resolve(name, context, next) {
  if (name !== 'piscina') return next(name, context);
  throw Object.assign(new Error("Cannot find package 'piscina'"), { code: 'ERR_MODULE_NOT_FOUND' });
}`;

register(`data:text/javascript,${encodeURIComponent(HOOK)}`);
