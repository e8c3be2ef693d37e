import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ADMIN_TOKEN, PARAMETER_PREFIX } from '../functions/secrets/names';
import { Admin } from './admin';
import { Api } from './api';
import { Digests } from './digests';
import { Fetching } from './fetching';
import { Mail } from './mail';
import type { MailSettings } from './mail-settings';
import { Membership } from './membership';
import type { MembershipSettings } from './membership-settings';
import { Reading } from './reading';
import { SourceKeeping } from './source-keeping';
import { NewsTable } from './table';

export interface NewsreelStackProps extends StackProps {
  /** How long an article is kept, in days from when it was first fetched; 0 is for ever. */
  readonly retentionDays: number;
  readonly membership: MembershipSettings;
  readonly mail: MailSettings;
}

/** All of Newsreel: one table, one API, and a construct for each capability. */
export class NewsreelStack extends Stack {
  constructor(scope: Construct, id: string, settings: NewsreelStackProps) {
    const { retentionDays, membership, mail: mailSettings, ...props } = settings;
    super(scope, id, { description: 'Newsreel: a news service of your own', ...props });

    const table = new NewsTable(this, 'Table');
    const api = new Api(this, 'Api');
    const mail = new Mail(this, 'Mail', { table, api, settings: mailSettings });

    const fetching = new Fetching(this, 'Fetching', { table, api, retentionDays });
    new Reading(this, 'Reading', { table, api, membership });
    new SourceKeeping(this, 'SourceKeeping', { table, api, fetchQueue: fetching.queue });
    new Admin(this, 'Admin', { table, api });
    new Membership(this, 'Membership', { table, api, mail, settings: membership });
    new Digests(this, 'Digests', { table, api, mail, membership });

    new CfnOutput(this, 'Url', { value: api.url, description: 'Where the API answers' });
    new CfnOutput(this, 'AdminTokenCommand', {
      value: `aws ssm get-parameter --region ${this.region} --name ${PARAMETER_PREFIX}${ADMIN_TOKEN} --with-decryption --query Parameter.Value --output text`,
      description:
        'Prints the admin token, which the first request that needs it makes, with a token or without: POST /fetch',
    });
  }
}
