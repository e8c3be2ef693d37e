import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonSchema } from '../../../functions/openapi/components';
import { version } from '../../../package.json';
import { api, faultsOf, type MediaType, objectsIn, operations, resolved } from './described-api';

const folder = mkdtempSync(path.join(tmpdir(), 'newsreel-openapi-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const VALIDATOR = path.join(
  path.dirname(require.resolve('@seriousme/openapi-schema-validator/package.json')),
  'bin',
  'validate-api-cli.js',
);

/** The validator is an ES module, which tests cannot load: it runs by itself. */
function validate(document: unknown): string {
  const file = path.join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  try {
    execFileSync(process.execPath, [VALIDATOR, file], { encoding: 'utf8', stdio: 'pipe' });
    return 'valid';
  } catch (error) {
    return String((error as { stdout: string }).stdout) + String((error as { stderr: string }).stderr);
  }
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', () => {
    expect(api.openapi).toMatch(/^3\.1\./);
    expect(validate(api)).toBe('valid');
  });

  it('would not be without its title', () => {
    expect(validate({ ...api, info: { version } })).toMatch(/title/);
  });

  it('has the version of the package', () => {
    expect(api.info.version).toBe(version);
  });

  it('refers to nothing that is not there, and has nothing that is not referred to', () => {
    // By `$ref`, or as what a discriminator leads to.
    const values = [...objectsIn(api)].flatMap((object) => Object.values(object));
    const refs = new Set(
      values.filter((value): value is string => typeof value === 'string' && value.startsWith('#/')),
    );
    for (const $ref of refs) expect(resolved({ $ref })).toBeInstanceOf(Object);
    const { securitySchemes: _, ...referable } = api.components;
    const components = Object.entries(referable).flatMap(([kind, all]) =>
      Object.keys(all).map((name) => `#/components/${kind}/${name}`),
    );
    expect(components.filter((name) => !refs.has(name))).toEqual([]);
  });

  it('names each operation once, as a function of a client would be called', () => {
    const ids = [...operations.values()].map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
  });

  it('explains every tag that it uses, and uses every one', () => {
    const used = [...operations.values()].flatMap(({ tags }) => tags);
    expect([...new Set(used)].sort()).toEqual(api.tags.map(({ name }) => name).sort());
  });

  it('says in words what every operation, parameter and answer is', () => {
    for (const { summary, parameters = [], responses } of operations.values()) {
      expect(summary).toMatch(/^[A-Z].{8,60}[^.]$/);
      const parts = [...parameters.map(resolved), ...Object.values(responses).map(resolved)];
      for (const { description } of parts) expect(description).toMatch(/\w{3}/);
    }
  });

  it.each([...operations])('has the parameters of the path of %s', (route, { parameters = [] }) => {
    const inPath = parameters.map(resolved).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(route.match(/\{\w+\}/g) ?? []);
  });
});

describe('the examples', () => {
  const examples = [...objectsIn(api)].flatMap((object) => {
    // Of a schema, by JSON Schema's keyword.
    if (Array.isArray(object['examples'])) {
      return object['examples'].map((value: unknown) => ({ schema: object as JsonSchema, value }));
    }
    // Of a media type, by OpenAPI's.
    const { schema, example, examples: named = {} } = object as Partial<MediaType>;
    if (schema === undefined) return [];
    const values = Object.values(named).map(({ value }) => value);
    return [...(example === undefined ? [] : [example]), ...values].map((value) => ({ schema, value }));
  });

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(25);
  });

  it('are what their schemas say', () => {
    const wrong = examples
      .map(({ schema, value }) => ({ value, faults: faultsOf(schema, value) }))
      .filter(({ faults }) => faults.length > 0);
    expect(wrong).toEqual([]);
  });

  it('would be found to be wrong', () => {
    const page = { $ref: '#/components/schemas/ArticlePage' };
    expect(faultsOf(page, { articles: [], next: null })).toEqual([]);
    expect(faultsOf(page, { articles: [] })).not.toEqual([]);
    expect(faultsOf(page, { articles: [{}], next: null })).not.toEqual([]);
    expect(faultsOf(page, { articles: [], next: null, total: 0 })).not.toEqual([]);
  });
});
