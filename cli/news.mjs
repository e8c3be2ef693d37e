#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing, requireNode } from '../infra/install.mjs';

requireNode();
const root = path.resolve(fileURLToPath(import.meta.url), '../..');
try {
  installMissing(root);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// Only now is there an esbuild to import.
const { loadCommand } = await import('./bundle.mjs');
const { main } = await loadCommand(root);
await main(process.argv.slice(2), root);
