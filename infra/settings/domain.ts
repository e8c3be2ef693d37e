/** A name of one's own for the service. */
export interface DomainSettings {
  /** such as `news.example.org` */
  readonly name: string;
  /** in the region of the stack; null where the stack is to make one */
  readonly certificateArn: string | null;
  /** the zone at Route 53 that its records go into; null where they are set by hand */
  readonly hostedZoneId: string | null;
}

/** The settings of the domain, by what was said. @returns null where the service has none */
export const domainSettings = ({
  domainName,
  certificateArn = null,
  hostedZoneId = null,
}: {
  readonly domainName?: string;
  readonly certificateArn?: string | null;
  readonly hostedZoneId?: string | null;
}): DomainSettings | null =>
  domainName === undefined ? null : { name: domainName, certificateArn, hostedZoneId };
