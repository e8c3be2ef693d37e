import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing, requireNode } from '../install.mjs';

requireNode();
try {
  installMissing(path.resolve(fileURLToPath(import.meta.url), '../../..'));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// Only now is there a tsx to import. It is registered in this process, so that npm, the terminal and
// whoever reads run.json deal with one process, the one that serves.
const { register } = await import('tsx/cjs/api');
register();
const { main } = createRequire(import.meta.url)('./main.ts');
await main(process.argv.slice(2));
