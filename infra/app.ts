import { App } from 'aws-cdk-lib';
import { parseMailSettings } from './mail-settings';
import { parseMembershipSettings } from './membership-settings';
import { NewsreelStack } from './newsreel-stack';
import { parseRetentionDays } from './retention-days';

// No analytics: what a person runs on their own account is nobody else's business.
const app = new App({ analyticsReporting: false });
const context = (key: string): unknown => app.node.tryGetContext(key);

new NewsreelStack(app, 'Newsreel', {
  retentionDays: parseRetentionDays(context('retentionDays')),
  membership: parseMembershipSettings(context),
  mail: parseMailSettings(context),
});
