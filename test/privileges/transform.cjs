const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');
const swc = require('@swc/jest');

const HANDLER = /[\\/]functions[\\/]([\w-]+)[\\/]handler\.ts$/;

const RECORD = JSON.stringify(path.join(__dirname, 'record.ts'));

/** What is added to `functions/<name>/handler.ts`, so that its calls are known as those of this function. */
const recorded = (name) =>
  `\nif (process.env.NEWSREEL_CALLS) module.exports = require(${RECORD}).recorded('${name}', module.exports);\n`;

/** swc's transform; handlers are recorded where `NEWSREEL_CALLS` names a folder. */
module.exports = {
  createTransformer(options) {
    const { process: transform, getCacheKey } = swc.createTransformer(options);
    const ownCode = readFileSync(__filename);
    return {
      process(source, file, more) {
        const { code, ...rest } = transform(source, file, more);
        const [, name] = HANDLER.exec(file) ?? [];
        return { ...rest, code: name === undefined ? code : code + recorded(name) };
      },
      // Jest keeps what was transformed: another code of ours must not find that of the last.
      getCacheKey: (...args) =>
        createHash('sha256')
          .update(ownCode)
          .update(RECORD)
          .update(getCacheKey(...args))
          .digest('hex'),
    };
  },
};
