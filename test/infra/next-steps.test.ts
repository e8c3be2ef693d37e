import { nextSteps } from '../../infra/next-steps';
import { parseSettings } from '../../infra/settings/settings';
import { synthesize } from './synthesized';

const URL = 'https://news.example';
const steps = (context: Record<string, unknown>) => nextSteps(URL, parseSettings({}, context));

describe('the next steps', () => {
  it('begin with a look, and name all that can be set up', () => {
    expect(steps({})).toMatch(/^Open https:\/\/news\.example: .* https:\/\/news\.example\/admin /);
    for (const name of ['alarmEmail', 'mailDomain', 'stripePriceId', 'domainName']) {
      expect(steps({})).toContain(`(${name})`);
    }
  });

  it.each([
    ['alarmEmail', { alarmEmail: 'me@example.org' }],
    ['mailDomain', { mailFrom: 'me@example.org' }],
    ['stripePriceId', { paid: true }],
    ['domainName', { domainName: 'news.example.org' }],
  ])('are without %s once that is set up', (name, context) => {
    expect(steps(context)).not.toContain(name);
  });

  it('end with the look where all is set up', () => {
    const all = {
      alarmEmail: 'a@example.org',
      mailDomain: 'example.org',
      paid: true,
      domainName: 'a.example',
    };
    expect(steps(all)).toMatch(/prints\.$/);
  });
});

describe('the outputs', () => {
  const outputs = synthesize({ context: {} }).findOutputs('*');
  const textOf = (name: string) => JSON.stringify(outputs[name]?.['Value']);

  it('print the admin token by one command, which makes it first', () => {
    expect(textOf('AdminTokenCommand')).toMatch(
      /curl .*\/admin; aws ssm get-parameter --region .*AWS::Region/,
    );
  });

  it('say what comes next', () => {
    expect(textOf('NextSteps')).toContain('docs/deploying.md');
  });
});
