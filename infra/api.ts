import { Duration, Stack } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { NewsFunction } from './news-function';

/**
 * Requests a second over all callers, and how many may come at once. Reading is open, so this is what bounds
 * the bill: 50 a second are 4 million a day, far above what the readers of one service ask; a page and its
 * parts are a handful of requests, so a burst of 100 is twenty readers in one instant.
 */
const RATE_LIMIT = 50;
const BURST_LIMIT = 100;

/** The one HTTP API, at its root: no stage in the path, so links are the same here and on one machine. */
export class Api extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  private readonly http: HttpApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const notFound = new NewsFunction(this, 'NotFound', {
      entry: 'functions/not-found/handler.ts',
      description: 'Answers what no route does, to people by a page',
      memorySize: 128, // It reads nothing and only writes a line.
      timeout: Duration.seconds(5),
    });

    this.http = new HttpApi(this, 'Http', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false, // The CDK's own has no throttle.
      defaultIntegration: new HttpLambdaIntegration('NotFound', notFound),
      corsPreflight: {
        allowOrigins: ['*'],
        // Front ends of one's own read, sign in and sell passes. A browser sends them no cookie of ours: without
        // credentials allowed, another site can do no more than a program without a token.
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match'],
        exposeHeaders: ['etag', 'link'],
        maxAge: Duration.days(1),
      },
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.http,
      autoDeploy: true,
      throttle: { rateLimit: RATE_LIMIT, burstLimit: BURST_LIMIT },
    });
    this.url = this.http.apiEndpoint;

    const openApi = new NewsFunction(this, 'OpenApi', {
      entry: 'functions/openapi/handler.ts',
      description: 'Answers what the API takes and answers, as OpenAPI',
      memorySize: 256, // It makes a document of 50 KB once, as it starts, and packs it to 9 KB.
      timeout: Duration.seconds(5),
    });
    this.get('/openapi.json', openApi);
    this.alarmOnErrors();
  }

  /** Routes `GET path` to the function. */
  get(path: string, handler: NewsFunction): void {
    this.route(HttpMethod.GET, path, handler);
  }

  /** Routes `POST path` to the function. */
  post(path: string, handler: NewsFunction): void {
    this.route(HttpMethod.POST, path, handler);
  }

  /** Routes `PUT path` to the function. */
  put(path: string, handler: NewsFunction): void {
    this.route(HttpMethod.PUT, path, handler);
  }

  /** Routes `PATCH path` to the function. */
  patch(path: string, handler: NewsFunction): void {
    this.route(HttpMethod.PATCH, path, handler);
  }

  /** Routes `DELETE path` to the function. */
  delete(path: string, handler: NewsFunction): void {
    this.route(HttpMethod.DELETE, path, handler);
  }

  private route(method: HttpMethod, path: string, handler: NewsFunction): void {
    const integration = new HttpLambdaIntegration(handler.node.id, handler);
    this.http.addRoutes({ path, methods: [method], integration });
  }

  private alarmOnErrors(): void {
    new Alarm(this, 'ErrorsAlarm', {
      alarmDescription:
        'Readers and programs get 5xx answers. Look into the log groups of the functions behind the routes for errors and timeouts, and at Lambda throttles; if it began with a deployment, deploy the version before.',
      metric: this.http.metricServerError({ statistic: Stats.SUM, period: Duration.minutes(5) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 1,
      // Nobody asking is no error.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
