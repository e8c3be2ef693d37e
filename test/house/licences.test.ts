import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './source-files';

/** What asks for no more than to be named. */
const FREE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'MIT-0'];

/** What may stay with who develops, as nothing of it is passed on. */
const FREE_TO_USE = [...FREE, 'CC-BY-4.0', 'MPL-2.0'];

interface Package {
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
}

const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Package>;
};
const packages = Object.entries(lock.packages).filter(([place]) => place !== '');
const isForDevelopment = ({ dev = false, devOptional = false }: Package) => dev || devOptional;

/** One of several is enough, all of several are needed. @see https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/ */
function isFree(licence: string, free: readonly string[]): boolean {
  const bare = licence.replace(/^\((.*)\)$/, '$1');
  return bare.split(' OR ').some((one) => one.split(' AND ').every((part) => free.includes(part)));
}

const notFree = (some: [string, Package][], free: readonly string[]) =>
  some
    .filter(([, { license = 'none' }]) => !isFree(license, free))
    .map(([place, { license }]) => [place, license]);

it('what goes into production may be passed on by anybody', () => {
  const production = packages.filter(([, one]) => !isForDevelopment(one));
  expect(production.length).toBeGreaterThan(20);
  expect(notFree(production, FREE)).toEqual([]);
});

it('what is used to develop is free to use', () => {
  const development = packages.filter(([, one]) => isForDevelopment(one));
  expect(development.length).toBeGreaterThan(100);
  expect(notFree(development, FREE_TO_USE)).toEqual([]);
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['Apache-2.0 AND MIT', true],
  ['AGPL-3.0-only', false],
  ['MIT AND GPL-3.0-only', false],
  ['none', false],
])('%s: %s', (licence, expected) => {
  expect(isFree(licence, FREE)).toBe(expected);
});
