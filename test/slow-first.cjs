const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes five seconds or more, by measure. Jest itself knows how long tests take only from the second run on. */
const SLOW = [
  '/test/browser/',
  '/test/functions/fetch/faults.',
  '/test/infra/local/run.',
  '/test/faults/',
  '/test/cli/faults.',
  '/test/cli/commands.',
  '/test/infra/bundles.',
  '/test/infra/rights.',
  '/test/infra/stack.',
  '/test/infra/checks.',
  '/test/functions/fetch/',
  '/test/functions/search/find.',
  '/test/functions/export/handler.',
  'crash.test.',
  '/test/functions/digests/once.',
  '/test/functions/feed/read.',
  '/test/functions/network/walls.',
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
