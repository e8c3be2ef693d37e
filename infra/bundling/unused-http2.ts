import type { Plugin } from 'esbuild';

const HTTP_2 = /[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/;

/** Leaves HTTP/2 out of undici: our connections do not offer it. It would load Node's, too. */
export const unusedHttp2: Plugin = {
  name: 'unused-http2',
  setup(build) {
    build.onLoad({ filter: HTTP_2 }, () => ({
      contents: "module.exports = () => { throw new Error('HTTP/2 is left out of the bundle'); };",
    }));
  },
};
