import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { type CfnStage, CorsHttpMethod, HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { NAMESPACE } from '../functions/metrics/names';
import { accessLog, accessLogGroup } from './access-log';
import { NewsAlarm } from './alarms/news-alarm';
import { CustomDomain } from './custom-domain';
import { NewsFunction } from './news-function';
import type { DomainSettings } from './settings/domain';
import { DEFAULT_THROTTLE, ROUTE_THROTTLES } from './throttles';

/** The shares of the requests of five minutes: of those that failed, and of what the busiest route is let through. */
const TOO_MANY_ERRORS = 0.05;
const TOO_MANY_REQUESTS = 0.8;

const FIVE_MINUTES = Duration.minutes(5);

export interface ApiProps {
  /** null where it has the name alone that AWS gives it */
  readonly domain: DomainSettings | null;
}

/** The one HTTP API, at its root: no stage in the path, so links are the same here and on one machine. */
export class Api extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  private readonly http: HttpApi;
  private readonly stage: CfnStage;
  private readonly throttles: Record<string, object> = {};
  private readonly log: LogGroup;

  constructor(scope: Construct, id: string, { domain }: ApiProps) {
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
    const ownName = domain && new CustomDomain(this, 'Domain', domain).name;
    this.log = accessLogGroup(this);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      autoDeploy: true,
      accessLogSettings: accessLog(this.log),
      ...(ownName && { domainMapping: { domainName: ownName } }),
      throttle: DEFAULT_THROTTLE,
    });
    this.stage = stage.node.defaultChild as CfnStage;
    this.stage.routeSettings = this.throttles;
    // The name that AWS gives leads here, too, for good: links in mails that went out before there was another,
    // those that unsubscribe above all, feeds that are subscribed to, and Stripe's webhook have it.
    this.url = domain === null ? this.http.apiEndpoint : `https://${domain.name}`;
    Validations.of(this.http).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Reading is open. Whatever is not, its function authorises itself: what an authorizer of API Gateway says is kept for minutes, and outlives a sign-out or a subscription that has ended.',
    });

    const openApi = new NewsFunction(this, 'OpenApi', {
      entry: 'functions/openapi/handler.ts',
      description: 'Answers what the API takes and answers, as OpenAPI',
      memorySize: 256, // It makes a document of 50 KB once, as it starts, and packs it to 9 KB.
      timeout: Duration.seconds(5),
    });
    this.get('/openapi.json', openApi);
    this.alarmOnErrors();
    this.alarmOnTraffic();
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
    const routes = this.http.addRoutes({ path, methods: [method], integration });
    const key = `${method} ${path}`;
    const throttle = ROUTE_THROTTLES[key];
    if (throttle === undefined) return;
    // The CDK passes these on as they are, so the names are CloudFormation's.
    this.throttles[key] = {
      ThrottlingRateLimit: throttle.rateLimit,
      ThrottlingBurstLimit: throttle.burstLimit,
    };
    // API Gateway refuses settings of a route that is not there yet.
    this.stage.node.addDependency(...routes);
  }

  /** Requests, or what became of them, of all routes together. */
  metric(name: 'Count' | '4xx' | '5xx' | 'Latency', statistic: string): Metric {
    return this.http.metric(name, { statistic, period: FIVE_MINUTES });
  }

  /**
   * Counts the 5xx answers of one route, those too that no function gave.
   * @param metricName in the namespace of our own metrics
   */
  countFailures(routeKey: string, metricName: string): Metric {
    const filter = this.log.addMetricFilter(metricName, {
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.routeKey', '=', routeKey),
        FilterPattern.stringValue('$.status', '=', '5*'),
      ),
      metricNamespace: NAMESPACE,
      metricName,
      metricValue: '1',
    });
    return filter.metric({ statistic: Stats.SUM, period: FIVE_MINUTES });
  }

  /** A share, and in two of six looks: one failure in the night wakes nobody, and where all fail two are enough. */
  private alarmOnErrors(): void {
    new NewsAlarm(this, 'ErrorsAlarm', {
      name: 'api-errors',
      description:
        'Readers and programs get 5xx answers: 5 % or more of them, twice within half an hour. Look into the log groups of the functions behind the routes for errors and timeouts, and at Lambda throttles; if it began with a deployment, deploy the version before.',
      metric: this.metric('5xx', Stats.AVERAGE),
      threshold: TOO_MANY_ERRORS,
      evaluationPeriods: 6,
      datapointsToAlarm: 2,
    });
  }

  private alarmOnTraffic(): void {
    const most = Math.max(...Object.values(ROUTE_THROTTLES).map(({ rateLimit }) => rateLimit));
    new NewsAlarm(this, 'TrafficAlarm', {
      name: 'api-traffic',
      description:
        'Readers may get 429 answers, and the day costs more than others: for a quarter of an hour there came about as many requests as one route is let through. Look which route it is in the access log. An attack ends at the dollars a day that docs/costs.md states; if these are readers, raise the throttles.',
      metric: this.metric('Count', Stats.SUM),
      threshold: TOO_MANY_REQUESTS * most * FIVE_MINUTES.toSeconds(),
      evaluationPeriods: 3,
    });
  }
}
