import { DynamoDBClient, DynamoDBServiceException, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SESServiceException, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendMessageBatchCommand, SQSClient, SQSServiceException } from '@aws-sdk/client-sqs';
import { GetParameterCommand, ParameterNotFound, SSMClient, SSMServiceException } from '@aws-sdk/client-ssm';

/** Which service is called, and where it is. */
export interface Probe {
  service: 'dynamodb' | 'ses' | 'sqs' | 'ssm';
  endpoint: string;
}

/** What is thrown at us. */
export interface Thrown {
  name: string;
  message: string;
  status: number | undefined;
  fault: unknown;
  attempts: number | undefined;
  isOfService: boolean;
  isParameterNotFound: boolean;
}

/** Calls a service of AWS. @returns what the SDK throws of its answer */
export async function handler({ service, endpoint }: Probe): Promise<Thrown | null> {
  try {
    await call(service, {
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 2,
    });
    return null;
  } catch (error) {
    const { name, message, $fault, $metadata } = error as SSMServiceException;
    return {
      name,
      message,
      status: $metadata?.httpStatusCode,
      fault: $fault,
      attempts: $metadata?.attempts,
      isOfService: [
        DynamoDBServiceException,
        SESServiceException,
        SQSServiceException,
        SSMServiceException,
      ].some((Exception) => error instanceof Exception),
      isParameterNotFound: error instanceof ParameterNotFound,
    };
  }
}

type Settings = ConstructorParameters<typeof SSMClient>[0] & object;

async function call(service: Probe['service'], settings: Settings): Promise<unknown> {
  if (service === 'ssm') return new SSMClient(settings).send(new GetParameterCommand({ Name: 'a' }));
  if (service === 'ses')
    return new SESClient(settings).send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from('a') } }));
  if (service === 'sqs')
    return new SQSClient(settings).send(
      new SendMessageBatchCommand({ QueueUrl: `${settings.endpoint}/1/a`, Entries: [] }),
    );
  return new DynamoDBClient(settings).send(new GetItemCommand({ TableName: 'a', Key: { PK: { S: 'a' } } }));
}
