import { MailRefusedError, UncertainMailError } from '../../../functions/mail/errors';
import { toMailError } from '../../../functions/mail/ses-error';

/** As the SDK throws what the system says, outside of jest, whose realm makes it lose the code. */
const systemError = (code: string) =>
  Object.assign(new Error(`connect ${code} 127.0.0.1:9`), { code, $metadata: { attempts: 1 } });

describe('what could not have reached SES', () => {
  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'])(
    'is refused: %s',
    (code) => {
      const error = toMailError(systemError(code));
      expect(error).toBeInstanceOf(MailRefusedError);
      expect(error).toMatchObject({ code, message: `SES could not be reached: ${code}.` });
    },
  );

  test('is refused without credentials', () => {
    const thrown = Object.assign(new Error('Could not load'), { name: 'CredentialsProviderError' });
    expect(toMailError(thrown)).toBeInstanceOf(MailRefusedError);
  });
});

test.each([
  systemError('ECONNRESET'),
  systemError('EPIPE'),
  systemError('ETIMEDOUT'),
  new Error('anything'),
  'no error at all',
  undefined,
])('what may have reached it is uncertain: %s', (thrown) => {
  expect(toMailError(thrown)).toBeInstanceOf(UncertainMailError);
});
