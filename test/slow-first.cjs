const { default: Sequencer } = require('@jest/test-sequencer');

/** What starts services and browsers of its own. Jest knows how long tests take only from the second run on. */
const SLOW = [
  '/test/browser/',
  '/test/infra/local/run.',
  '/test/infra/bundles.',
  '/test/functions/fetch/',
  '/test/cli/',
];

/** Begins with what takes longest, so that no core is idle at the end. */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = SLOW.findIndex((part) => path.includes(part));
      return at < 0 ? SLOW.length : at;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
