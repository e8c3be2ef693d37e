import { App } from 'aws-cdk-lib';
import { config } from '../newsreel.config';
import { addChecks } from './checks';
import { NewsreelStack } from './newsreel-stack';
import { parseSettings, type Settings, SettingsError } from './settings/settings';

// No analytics: what a person runs on their own account is nobody else's business.
const app = new App({ analyticsReporting: false });
addChecks(app);
new NewsreelStack(app, 'Newsreel', readSettings());

function readSettings(): Settings {
  try {
    return parseSettings(config, app.node.getAllContext());
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    // Where it was thrown is nothing to whoever wrote the settings.
    console.error(error.message);
    process.exit(1);
  }
}
