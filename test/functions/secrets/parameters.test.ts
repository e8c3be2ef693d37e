import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { SourceSecrets } from '../../../functions/auth/source-secrets';
import { createSecret, readSecret } from '../../../functions/secrets/parameters';
import { type AwsEndpoint, AwsError, startAwsEndpoint } from '../../../infra/local/aws-endpoint';
import { Secrets } from '../../../infra/local/secrets';
import { ssmActions } from '../../../infra/local/ssm';
import { temporaryFolders } from '../../infra/local/temporary-folder';
import { type KeptLog, keepLog } from '../../log';
import { failureOf } from '../network/failure-of';

const temporaryFolder = temporaryFolders();
const file = path.join(temporaryFolder(), 'secrets.json');
let endpoint: AwsEndpoint;
let throttled = 0;

beforeAll(async () => {
  const actions = ssmActions(new Secrets(file, {}));
  endpoint = await startAwsEndpoint({
    ...actions,
    'AmazonSSM.GetParameter': async (input) => {
      if (throttled-- > 0) throw new AwsError('ThrottlingException', 'Rate exceeded');
      return actions['AmazonSSM.GetParameter']?.(input);
    },
  });
  Object.assign(process.env, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_SSM: endpoint.url,
  });
});

beforeEach(() => {
  throttled = 0;
  writeFileSync(file, JSON.stringify({ key: 'word', lines: 'a\nb\n\n', windows: 'word\r\n', empty: '\n' }));
});

afterAll(() => endpoint.close());

describe('a secret of the Parameter Store', () => {
  test.each([
    ['key', 'word'],
    ['windows', 'word'],
    ['lines', 'a\nb\n'],
    ['empty', null],
    ['none', null],
  ])('%s is %j', async (name, value) => {
    expect(await readSecret(name)).toBe(value);
  });

  test('is read again where too many are read at once', async () => {
    throttled = 2;
    expect(await readSecret('key')).toBe('word');
  });

  test('is made once', async () => {
    expect(await createSecret('new', 'one')).toBe(true);
    expect(await createSecret('new', 'two')).toBe(false);
    expect(await readSecret('new')).toBe('one');
  });
});

describe('the secrets that sources name', () => {
  let kept: KeptLog;
  beforeEach(() => {
    kept = keepLog();
  });

  test('are kept for a minute', async () => {
    let now = 0;
    const secrets = new SourceSecrets(readSecret, () => now);
    expect(await secrets.read('key')).toBe('word');
    writeFileSync(file, '{"key":"other"}');
    now = 59_999;
    expect(await secrets.read('key')).toBe('word');
    now = 60_000;
    expect(await secrets.read('key')).toBe('other');
  });

  test('are read once by all that ask at once', async () => {
    let reads = 0;
    const secrets = new SourceSecrets(async () => {
      reads++;
      return 'word';
    });
    await Promise.all(Array.from({ length: 25 }, () => secrets.read('key')));
    expect(reads).toBe(1);
  });

  test('that are missing are named, with how to set them up; soon they are looked for again', async () => {
    let now = 0;
    const secrets = new SourceSecrets(readSecret, () => now);
    expect((await failureOf(secrets.read('my.feed-key'))).message).toBe(
      'Its secret "my.feed-key" is not set up: store it as the SecureString parameter /newsreel/my.feed-key, ' +
        'or locally in secrets.json or as NEWSREEL_SECRET_MY_FEED_KEY',
    );
    writeFileSync(file, '{"my.feed-key":"word"}');
    now = 5_000;
    expect(await secrets.read('my.feed-key')).toBe('word');
    expect(kept.lines()).toEqual([]);
  });

  test('that cannot be read are logged by name, and quoted nowhere', async () => {
    writeFileSync(file, '{"key":"hunter2"');
    const start = performance.now();
    expect((await failureOf(new SourceSecrets().read('key'))).message).toBe(
      'Its secret "key" cannot be read just now',
    );
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(kept.lines('ERROR')).toMatchObject([
      { secret: 'key', error: { message: expect.stringContaining('secrets.json must be a JSON object') } },
    ]);
    expect(kept.written.join()).not.toContain('hunter2');
  });
});
