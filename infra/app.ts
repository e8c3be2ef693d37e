import { App } from 'aws-cdk-lib';
import { parseMembershipSettings } from './membership-settings';
import { NewsreelStack } from './newsreel-stack';
import { parseRetentionDays } from './retention-days';

// No analytics: what a person runs on their own account is nobody else's business.
const app = new App({ analyticsReporting: false });

new NewsreelStack(app, 'Newsreel', {
  retentionDays: parseRetentionDays(app.node.tryGetContext('retentionDays')),
  membership: parseMembershipSettings((key) => app.node.tryGetContext(key)),
});
