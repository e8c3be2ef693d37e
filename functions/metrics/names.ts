/** Where CloudWatch has our metrics. */
export const NAMESPACE = 'Newsreel';

/**
 * All metrics of ours and their units. Each costs $0.30 a month where it is measured (ten are free), so there are no
 * dimensions and no metric that no alarm and no graph shows.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
export const METRICS = {
  /** articles that a message of sources brought */
  ArticlesNew: 'Count',
  /** sources whose last try failed, whenever a cycle starts */
  SourcesFailing: 'Count',
  /**
   * from a cycle's start until all that it brought can be found, told when the next one starts; until now where that
   * is not so after ten minutes, at every start for six hours
   */
  CycleLength: 'Seconds',
  /** read units of one search: by words, source or category, for whichever page, file or digest */
  SearchReads: 'Count',
  /** from an event at Stripe until it was worked off here */
  WebhookLag: 'Seconds',
  /** mails that SES took */
  MailsSent: 'Count',
  /** mails of which nobody knows whether SES took them */
  MailsUncertain: 'Count',
  /** readers whose access was not what Stripe says */
  EntitlementDifferences: 'Count',
  /** customers whom the daily reconciliation could not look at */
  CustomersFailed: 'Count',
} as const;

export type MetricName = keyof typeof METRICS;
