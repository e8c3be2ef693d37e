import { bundleFunctions } from './bundle';

// A process of its own: the CDK wants its code at once, and esbuild takes plugins only where it is waited for.
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Which folder are the bundles to be in?');
bundleFunctions(folder).catch(() => {
  // esbuild has said what is wrong.
  process.exitCode = 1;
});
