import type { Plugin } from 'esbuild';

/**
 * Packages that do nothing but define what they export, without saying so: htmlparser2 has a parser, which we use,
 * and a tree with its queries and writers, which we don't.
 */
const PURE = /^(?:dom-serializer|domelementtype|domhandler|domutils|entities)(?:\/|$)/;

/** Marks a lookup as our own, or it would come back to us. */
const OURS = { isOurs: true };

/** Tells esbuild of packages that what is not used of them can go. */
export const purePackages: Plugin = {
  name: 'pure-packages',
  setup(build) {
    build.onResolve({ filter: PURE }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === OURS) return null;
      const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: OURS });
      return { ...found, sideEffects: false };
    });
  },
};
