import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ADMIN_TOKEN, PARAMETER_PREFIX } from '../functions/secrets/names';
import { Admin } from './admin';
import { AlarmTopic } from './alarms/alarm-topic';
import { LambdaThrottlesAlarm } from './alarms/lambda-throttles-alarm';
import { Api } from './api';
import { Budget } from './budget';
import { NewsDashboard } from './dashboard';
import { Digests } from './digests';
import { Fetching } from './fetching';
import { Mail } from './mail';
import { Membership } from './membership';
import { Migrating } from './migrating';
import { nextSteps } from './next-steps';
import { Reading } from './reading';
import type { Settings } from './settings/settings';
import { SourceKeeping } from './source-keeping';
import { NewsTable } from './table';

export interface NewsreelStackProps extends StackProps, Settings {}

/** All of Newsreel: one table, one API, and a construct for each capability. */
export class NewsreelStack extends Stack {
  constructor(scope: Construct, id: string, settings: NewsreelStackProps) {
    const {
      retentionDays,
      fetchConcurrency,
      membership: plan,
      mail: mailSettings,
      alarms,
      domain,
      ...props
    } = settings;
    super(scope, id, { description: 'Newsreel: a news service of your own', ...props });

    // First of all: each part rings its own alarms.
    new AlarmTopic(this, alarms.email);
    new LambdaThrottlesAlarm(this, 'LambdaThrottlesAlarm');

    const table = new NewsTable(this, 'Table');
    new Migrating(this, 'Migrating', { table });
    const api = new Api(this, 'Api', { domain });
    const mail = new Mail(this, 'Mail', { table, api, settings: mailSettings });

    const fetching = new Fetching(this, 'Fetching', { table, api, retentionDays, fetchConcurrency });
    new Reading(this, 'Reading', { table, api, membership: plan });
    new SourceKeeping(this, 'SourceKeeping', { table, api, fetchQueue: fetching.queue });
    new Admin(this, 'Admin', { table, api });
    const membership = new Membership(this, 'Membership', { table, api, mail, settings: plan });
    const digests = new Digests(this, 'Digests', { table, api, mail, membership: plan });

    new Budget(this, 'Budget', alarms);
    new NewsDashboard(this, 'Dashboard', { table, api, fetching, membership, mail, digests });

    this.print('Url', api.url, 'Where the service answers');
    const name = `${PARAMETER_PREFIX}${ADMIN_TOKEN}`;
    this.print(
      'AdminTokenCommand',
      `curl -sSo /dev/null ${api.url}/admin; aws ssm get-parameter --region ${this.region} --name ${name} --with-decryption --query Parameter.Value --output text`,
      'Prints the admin token. It is made by the first request that needs it, which is what curl is here for',
    );
    this.print('NextSteps', nextSteps(api.url, settings), 'What to do now, and what there is to set up');
  }

  private print(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
