import { CfnOutput, Stack } from 'aws-cdk-lib';
import { DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ARecord, HostedZone, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { DomainSettings } from './settings/domain';

/** A name of the keeper's own for the API: its certificate, and where its zone is at Route 53, its records. */
export class CustomDomain extends Construct {
  readonly name: DomainName;

  constructor(scope: Construct, id: string, settings: DomainSettings) {
    super(scope, id);
    const zone =
      settings.hostedZoneId === null
        ? null
        : HostedZone.fromHostedZoneId(this, 'Zone', settings.hostedZoneId);
    this.name = new DomainName(this, 'Name', {
      domainName: settings.name,
      certificate: this.certificate(settings, zone),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    if (zone === null) this.printRecord(settings.name);
    else this.setRecord(settings.name, zone);
  }

  /** Without a zone the deployment waits until the record that shows whose the name is has been set by hand. */
  private certificate({ name, certificateArn }: DomainSettings, zone: IHostedZone | null): ICertificate {
    if (certificateArn !== null) return Certificate.fromCertificateArn(this, 'Certificate', certificateArn);
    return new Certificate(this, 'Certificate', {
      domainName: name,
      validation: CertificateValidation.fromDns(zone ?? undefined),
    });
  }

  private setRecord(name: string, zone: IHostedZone): void {
    const { regionalDomainName, regionalHostedZoneId } = this.name;
    new ARecord(this, 'Record', {
      zone,
      recordName: `${name}.`, // In full: of the zone only its id is known.
      target: RecordTarget.fromAlias(
        new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
      ),
    });
  }

  private printRecord(name: string): void {
    new CfnOutput(Stack.of(this), 'DomainRecord', {
      value: `${name} CNAME ${this.name.regionalDomainName}`,
      description: 'DNS record that leads to this service',
    });
  }
}
