import { Ajv2020 } from 'ajv/dist/2020';
import { METRICS, NAMESPACE } from '../../../functions/metrics/names';

/**
 * What the specification asks of a document, as far as we use it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const DOCUMENT = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      additionalProperties: false,
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer' },
        CloudWatchMetrics: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['Namespace', 'Dimensions', 'Metrics'],
            properties: {
              Namespace: { type: 'string', minLength: 1, maxLength: 1024, pattern: '^(?!AWS/)[\\w./#:-]+$' },
              // Of sets, each of which may be empty.
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'array',
                  maxItems: 30,
                  items: { type: 'string', minLength: 1, maxLength: 250 },
                },
              },
              Metrics: {
                type: 'array',
                minItems: 1,
                maxItems: 100,
                items: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['Name'],
                  properties: {
                    Name: { type: 'string', minLength: 1, maxLength: 1024 },
                    Unit: { enum: ['Count', 'Seconds', 'Milliseconds', 'Bytes', 'Percent', 'None'] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

interface Document {
  _aws: {
    Timestamp: number;
    CloudWatchMetrics: { Namespace: string; Metrics: { Name: string; Unit: string }[] }[];
  };
  [member: string]: unknown;
}

const validate = new Ajv2020({ allErrors: true }).compile<Document>(DOCUMENT);

/** What CloudWatch would make of a line: values by metrics. @throws where it would make nothing of it, or something else */
export function metricsOf(line: string): Record<string, number> {
  if (Buffer.byteLength(line) > 256 * 1024) throw new Error('It is longer than an event may be');
  const document: unknown = JSON.parse(line);
  if (!validate(document)) throw new Error(JSON.stringify(validate.errors));
  if (document._aws.Timestamp !== Date.parse(String(document['timestamp'])))
    throw new Error('It is of another time than it says');
  const metrics = document._aws.CloudWatchMetrics.flatMap(({ Namespace, Metrics }) => {
    if (Namespace !== NAMESPACE) throw new Error(`It is in ${Namespace}`);
    return Metrics;
  });
  return Object.fromEntries(
    metrics.map(({ Name, Unit }) => {
      const value = document[Name];
      if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${Name} has no value`);
      if (METRICS[Name as keyof typeof METRICS] !== Unit) throw new Error(`${Name} is not in ${Unit}`);
      return [Name, value];
    }),
  );
}
