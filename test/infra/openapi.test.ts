import type { ApiHandler } from '../../functions/http/api';
import { openApiDocument } from '../../functions/openapi/document';
import { request } from '../request';
import { type Service, startService } from '../service';
import { StripeDouble } from '../stripe-double';
import { functionsOf, type Resource, resourcesOf, synthesize } from './synthesized';

const template = synthesize();
const functions = functionsOf(template);
const integrations = resourcesOf(template, 'AWS::ApiGatewayV2::Integration');

/** The stack's routes with the folders of the functions behind them. What no route does is none. */
const routes = new Map(
  [...resourcesOf(template, 'AWS::ApiGatewayV2::Route').values()]
    .map(({ Properties }): [string, string] => [Properties.RouteKey, functionOf(Properties.Target)])
    .filter(([route]) => route !== '$default'),
);

function functionOf(target: Resource): string {
  const integration = integrations.get(target['Fn::Join'][1][1].Ref);
  const [id] = integration?.['Properties'].IntegrationUri['Fn::GetAtt'] ?? [];
  const [name] = [...functions].find(([, resource]) => resource.id === id) ?? [];
  if (name === undefined) throw new Error('A route leads to no function');
  return name;
}

/** Whether an operation needs a token: the empty requirement is to show none. */
const needsToken = ({ security = [{}] }: { security?: object[] }): boolean =>
  security.every((requirement) => Object.keys(requirement).length > 0);

/** The document's routes, and whether each needs a token. */
const documented = new Map<string, boolean>(
  Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [
      `${method.toUpperCase()} ${path}`,
      needsToken(operation),
    ]),
  ),
);

let service: Service;
let stripe: StripeDouble;
beforeAll(async () => {
  [service, stripe] = await Promise.all([startService(), StripeDouble.start()]);
  // Where nothing is sold some routes do not ask who it is.
  stripe.setUp(service.secrets);
});
afterAll(() => Promise.all([service.stop(), stripe.stop()]));

it('describes every route of the stack, and no other', () => {
  expect([...documented.keys()].sort()).toEqual([...routes.keys()].sort());
});

it.each([...routes])('%s is described to need a token if %s asks for one', async (route, name) => {
  const { handler } = (await import(`../../functions/${name}/handler`)) as { handler: ApiHandler };
  const { statusCode } = await handler(request(route, { pathParameters: { id: 'nothing' }, body: '{}' }));
  expect(documented.get(route)).toBe(statusCode === 401);
});
