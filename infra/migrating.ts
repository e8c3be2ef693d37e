import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { ErrorsAlarm } from './alarms/errors-alarm';
import { NewsFunction } from './news-function';
import type { NewsTable } from './table';

/** How soon after a deployment the table's data is changed, and how soon a change that takes long goes on. */
const LOOK = Duration.minutes(15);

/**
 * What takes the table's data to the version of the code. Not a part of the deployment itself, whose functions are
 * replaced one after the other: code reads what the version before wrote, so nothing waits for it.
 */
export class Migrating extends Construct {
  constructor(scope: Construct, id: string, { table }: { readonly table: NewsTable }) {
    super(scope, id);
    const migrate = new NewsFunction(this, 'Migrate', {
      entry: 'functions/migrate/handler.ts',
      description: "Takes the table's data to the version of the code",
      memorySize: 512, // Waits for the table most of the time.
      timeout: LOOK, // The longest there is: what is left goes on at the next look.
      maxEventAge: LOOK,
    }).usesTable(table, 'GetItem', 'UpdateItem');
    new Rule(this, 'Rule', {
      description: "Looks whether the table's data is of the version of the code",
      // Not when all else begins: a new account may run ten functions at once.
      schedule: Schedule.cron({ minute: `5/${LOOK.toMinutes()}` }),
      targets: [new LambdaFunction(migrate, { maxEventAge: LOOK })],
    });
    new ErrorsAlarm(this, 'Alarm', migrate, {
      name: 'migration-errors',
      description:
        "Readers see nothing of it yet, as code reads the data of the version before as well. But the table's data does not come to the version of the code, or is of a later one, as after going back by more than one version. Read the errors in the log group of the migrate function: the first says which.",
    });
  }
}
