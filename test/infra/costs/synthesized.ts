import type { Synthesize } from '../../../infra/costs/deployment';
import { keptTemplate } from '../kept-templates';

/** What the command synthesizes, kept for the test files after this one. */
export const synthesize: Synthesize = (config) =>
  keptTemplate(`costs ${JSON.stringify(config)}`, () => {
    const command =
      require('../../../infra/costs/synthesized') as typeof import('../../../infra/costs/synthesized');
    return command.synthesize(config) as Record<string, unknown>;
  });
