import * as z from 'zod/mini';
import { type Actions, AwsError } from './aws-endpoint';
import { InvalidSecretsError, type Secrets } from './secrets';

const PREFIX = '/newsreel/';

const getInput = z.object({ Name: z.string() });
const putInput = z.object({ Name: z.string(), Value: z.string(), Overwrite: z._default(z.boolean(), false) });

/**
 * What of the Parameter Store the functions call, over the local secrets.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function ssmActions(secrets: Secrets): Actions {
  return {
    'AmazonSSM.GetParameter': async (input) => {
      const { Name } = getInput.parse(input);
      const value = Name.startsWith(PREFIX) ? readable(() => secrets.get(Name.slice(PREFIX.length))) : null;
      if (value === null) throw new AwsError('ParameterNotFound', `There is no parameter ${Name}`);
      return { Parameter: { Name, Type: 'SecureString', Value: value, Version: 1 } };
    },
    'AmazonSSM.PutParameter': async (input) => {
      const { Name, Value, Overwrite } = putInput.parse(input);
      if (!Name.startsWith(PREFIX))
        throw new AwsError('ValidationException', `${Name} is not below ${PREFIX}`);
      const name = Name.slice(PREFIX.length);
      if (!Overwrite && readable(() => secrets.get(name)) !== null) {
        throw new AwsError('ParameterAlreadyExists', `There is a parameter ${Name}`);
      }
      secrets.set(name, Value);
      return { Version: 1, Tier: 'Standard' };
    },
  };
}

/** A broken file is a refusal, not a fault: the SDK would try again in vain, and for seconds. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof InvalidSecretsError ? new AwsError('InvalidSecrets', error.message) : error;
  }
}
