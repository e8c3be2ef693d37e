import fc from 'fast-check';
import { matchRoute } from '../../../infra/local/routing';

const routes = (...keys: string[]) => keys.map((key) => ({ key, functionId: key }));
const match = (keys: string[], method: string, path: string) => {
  const found = matchRoute(routes(...keys), method, path);
  return found && [found.route.key, found.pathParameters];
};

// The example of the API Gateway documentation ("Routing API requests"), and beyond it.
const PETS = ['GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default'];

describe('a route', () => {
  test.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['POST', '/pets/dog/1', 'ANY /{proxy+}', { proxy: 'pets/dog/1' }],
    ['GET', '/', '$default', {}],
    ['HEAD', '/pets/dog/1', 'ANY /{proxy+}', { proxy: 'pets/dog/1' }],
  ])('for %s %s is %s', (method, path, key, parameters) => {
    expect(match(PETS, method, path)).toEqual([key, parameters]);
  });

  test('needs its method: HEAD is not GET', () => {
    expect(match(['GET /articles', '$default'], 'HEAD', '/articles')).toEqual(['$default', {}]);
    expect(match(['GET /articles'], 'HEAD', '/articles')).toBeNull();
  });

  test('of the method comes before one of any, on the same path', () => {
    expect(match(['ANY /a', 'GET /a'], 'GET', '/a')).toEqual(['GET /a', {}]);
    expect(match(['ANY /a', 'GET /a'], 'PUT', '/a')).toEqual(['ANY /a', {}]);
  });

  test('that names the path more closely comes before one of the method', () => {
    expect(match(['GET /{x}', 'ANY /a'], 'GET', '/a')).toEqual(['ANY /a', {}]);
    expect(match(['GET /{x}/b', 'GET /a/{y}'], 'GET', '/a/b')).toEqual(['GET /a/{y}', { y: 'b' }]);
  });

  test('has several variables, none of them empty', () => {
    expect(match(['GET /{a}/x/{b}'], 'GET', '/1/x/2')).toEqual(['GET /{a}/x/{b}', { a: '1', b: '2' }]);
    expect(match(['GET /sources/{id}'], 'GET', '/sources/')).toBeNull();
    expect(match(['GET /files/{all+}'], 'GET', '/files/')).toBeNull();
  });

  test('is none for a longer or shorter path, or a slash more', () => {
    for (const path of ['/articles/', '/articles/1', '/article', '//articles']) {
      expect(match(['GET /articles'], 'GET', path)).toBeNull();
    }
  });

  test('does not depend on the order in which routes are written', () => {
    const paths = fc.constantFrom('/', '/pets/dog/1', '/pets/dog/2', '/pets/cat', '/x/y/z');
    fc.assert(
      fc.property(
        fc.shuffledSubarray(PETS, { minLength: PETS.length }),
        fc.constantFrom('GET', 'POST'),
        paths,
        (keys, method, path) => {
          expect(match(keys, method, path)).toEqual(match(PETS, method, path));
        },
      ),
    );
  });
});
