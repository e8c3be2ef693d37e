import {
  GetParameterCommand,
  ParameterAlreadyExists,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { PARAMETER_PREFIX } from './names';

let client: SSMClient | undefined;

/** A secret's value; null where there is none of this name. */
export async function readSecret(name: string): Promise<string | null> {
  client ??= new SSMClient({});
  try {
    const output = await client.send(
      new GetParameterCommand({ Name: PARAMETER_PREFIX + name, WithDecryption: true }),
    );
    return output.Parameter?.Value ?? null;
  } catch (error) {
    if (error instanceof ParameterNotFound) return null;
    throw error;
  }
}

/** Stores a secret unless there is one of this name. @returns false where there is */
export async function createSecret(name: string, value: string): Promise<boolean> {
  client ??= new SSMClient({});
  try {
    await client.send(
      new PutParameterCommand({
        Name: PARAMETER_PREFIX + name,
        Value: value,
        Type: 'SecureString',
        Overwrite: false,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ParameterAlreadyExists) return false;
    throw error;
  }
}
