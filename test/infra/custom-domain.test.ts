import { Match } from 'aws-cdk-lib/assertions';
import { resourcesOf, synthesize } from './synthesized';

const NAME = 'news.example.org';
const ARN = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b-2c';

const bare = synthesize({ context: {} });
const byHand = synthesize({ context: { domainName: NAME } });
const atRoute53 = synthesize({ context: { domainName: NAME, hostedZoneId: 'Z0123456789' } });
const certified = synthesize({ context: { domainName: NAME, certificateArn: ARN } });

type Template = ReturnType<typeof synthesize>;

const onlyIdOf = (template: Template, type: string): string => {
  const [id = '', ...others] = resourcesOf(template, type).keys();
  expect(others).toEqual([]);
  return id;
};

/** What the functions are told of their own address. */
const ownUrls = (template: Template): unknown[] =>
  [...resourcesOf(template, 'AWS::Lambda::Function').values()].flatMap(
    ({ Properties }) => Properties.Environment?.Variables?.NEWSREEL_URL ?? [],
  );

describe('without a name of its own', () => {
  it('there is no more than what AWS gives', () => {
    bare.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    bare.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 0);
    bare.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    expect(bare.findOutputs('DomainRecord')).toEqual({});
  });
});

describe.each([
  ['records set by hand', byHand],
  ['a zone at Route 53', atRoute53],
  ['a certificate of its own', certified],
])('a name of one’s own, with %s', (_, template) => {
  it('leads to the root of the API', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', {
      ApiId: { Ref: onlyIdOf(template, 'AWS::ApiGatewayV2::Api') },
      DomainName: { Ref: onlyIdOf(template, 'AWS::ApiGatewayV2::DomainName') },
      Stage: '$default',
      ApiMappingKey: Match.absent(),
    });
  });

  it('takes nothing below TLS 1.2', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: NAME,
      DomainNameConfigurations: [Match.objectLike({ SecurityPolicy: 'TLS_1_2' })],
    });
  });

  it('is what links that no request asked for lead to, and what is printed', () => {
    const urls = ownUrls(template);
    expect(urls.length).toBeGreaterThan(2);
    expect(new Set(urls)).toEqual(new Set([`https://${NAME}`]));
    template.hasOutput('Url', { Value: `https://${NAME}` });
  });

  it('leaves the name that AWS gave: links in old mails lead there', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: Match.absent() });
  });
});

it('a certificate is made, and shown to be ours by the zone', () => {
  atRoute53.hasResourceProperties('AWS::CertificateManager::Certificate', {
    DomainName: NAME,
    ValidationMethod: 'DNS',
    DomainValidationOptions: [{ DomainName: NAME, HostedZoneId: 'Z0123456789' }],
  });
  byHand.hasResourceProperties('AWS::CertificateManager::Certificate', {
    DomainName: NAME,
    ValidationMethod: 'DNS',
    DomainValidationOptions: Match.absent(),
  });
});

it('a certificate that is there is used', () => {
  certified.resourceCountIs('AWS::CertificateManager::Certificate', 0);
  certified.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
    DomainNameConfigurations: [Match.objectLike({ CertificateArn: ARN })],
  });
});

it('the record is set in the zone, or printed', () => {
  const target = [onlyIdOf(atRoute53, 'AWS::ApiGatewayV2::DomainName'), 'RegionalDomainName'];
  atRoute53.hasResourceProperties('AWS::Route53::RecordSet', {
    HostedZoneId: 'Z0123456789',
    Name: `${NAME}.`,
    Type: 'A',
    AliasTarget: Match.objectLike({ DNSName: { 'Fn::GetAtt': target } }),
  });
  expect(atRoute53.findOutputs('DomainRecord')).toEqual({});
  byHand.resourceCountIs('AWS::Route53::RecordSet', 0);
  byHand.hasOutput('DomainRecord', {
    Value: { 'Fn::Join': ['', [`${NAME} CNAME `, { 'Fn::GetAtt': target }]] },
  });
});
