import path from 'node:path';
import { HELP, parseOptions, UsageError } from '../../../infra/local/options';

const problem = (args: string[], env: NodeJS.ProcessEnv = {}): string => {
  try {
    parseOptions(args, env);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return '';
};

describe('the options of a start', () => {
  test('have their defaults', () => {
    expect(parseOptions([], {})).toEqual({
      port: 3000,
      data: path.resolve('.newsreel'),
      sources: null,
      every: 30,
      retention: 365,
      allowNetwork: [],
      samples: false,
      help: false,
    });
  });

  test('come from the command line', () => {
    const args = [
      '--port',
      '0',
      '--data=/d',
      '--sources',
      '/s',
      '--every',
      '0',
      '--retention',
      '7',
      '--samples',
    ];
    expect(
      parseOptions([...args, '--allow-network', '127.0.0.0/8', '--allow-network', 'fd00::/8'], {}),
    ).toEqual({
      port: 0,
      data: path.resolve('/d'),
      sources: path.resolve('/s'),
      every: 0,
      retention: 7,
      allowNetwork: ['127.0.0.0/8', 'fd00::/8'],
      samples: true,
      help: false,
    });
  });

  const variables = {
    NEWSREEL_PORT: '8080',
    NEWSREEL_DATA: '/d',
    NEWSREEL_SOURCES: '/s',
    NEWSREEL_EVERY: '5',
    NEWSREEL_RETENTION_DAYS: '0',
    NEWSREEL_ALLOW_NETWORK: '10.0.0.0/8, ::1/128',
  };

  test('come from variables', () => {
    expect(parseOptions([], variables)).toMatchObject({
      port: 8080,
      data: path.resolve('/d'),
      sources: path.resolve('/s'),
      every: 5,
      retention: 0,
      allowNetwork: ['10.0.0.0/8', '::1/128'],
    });
  });

  test('of the command line win over variables', () => {
    const options = parseOptions(['--port', '1', '--allow-network', '192.168.0.0/16'], variables);
    expect(options).toMatchObject({ port: 1, every: 5, allowNetwork: ['192.168.0.0/16'] });
  });

  test('take an empty variable for none', () => {
    expect(parseOptions([], { NEWSREEL_PORT: '', NEWSREEL_SOURCES: '' })).toMatchObject({
      port: 3000,
      sources: null,
    });
  });

  test.each([
    [['--unknown'], '--unknown'],
    [['stray'], 'stray'],
    [['--port'], '--port'],
    [['--port', 'http'], '--port'],
    [['--port', '65536'], '--port'],
    [['--port', '-1'], '--port'],
    [['--port', '1e3'], '--port'],
    [['--every', '1.5'], '--every'],
    [['--retention', '-3'], '--retention'],
    [['--data', ''], '--data'],
    [['--samples=yes'], '--samples'],
    [['--allow-network', 'localhost'], 'localhost'],
    [['--allow-network', '10.0.0.0/33'], '10.0.0.0/33'],
    [['--allow-network', '10.0.0.0'], '10.0.0.0'],
    [['--allow-network', ''], '--allow-network'],
  ])('%j is refused in one line that names it', (args, named) => {
    expect(problem(args)).toContain(named);
    expect(problem(args)).not.toContain('\n');
  });

  test('a wrong variable is named', () => {
    expect(problem([], { NEWSREEL_EVERY: 'often' })).toContain('NEWSREEL_EVERY');
    expect(problem([], { NEWSREEL_ALLOW_NETWORK: '10.0.0.0/8,x' })).toContain('NEWSREEL_ALLOW_NETWORK');
  });

  test('are all in the help, with their variables', () => {
    const options = ['port', 'data', 'sources', 'every', 'retention', 'allow-network', 'samples', 'help'];
    for (const option of options) expect(HELP).toContain(`--${option} `);
    for (const variable of Object.keys(variables)) expect(HELP).toContain(variable);
  });
});
