import type { Template } from 'aws-cdk-lib/assertions';
import { METRICS } from '../../functions/metrics/names';
import { resourcesOf, synthesize } from './synthesized';

interface Widget {
  type: string;
  properties: {
    title?: string;
    markdown?: string;
    alarms?: string[];
    /** namespace, name, dimensions and how it is drawn */
    metrics?: (string | { label?: string })[][];
  };
}

/** What a dashboard shows; what only a deployment knows stands in it as its name. */
function widgetsOf(template: Template): Widget[] {
  const [dashboard, ...others] = [...resourcesOf(template, 'AWS::CloudWatch::Dashboard').values()];
  expect(others).toEqual([]);
  const parts: unknown[] = dashboard?.['Properties'].DashboardBody['Fn::Join'][1];
  const text = parts.map((part) =>
    typeof part === 'string' ? part : Object.values(part as object).join('.'),
  );
  return JSON.parse(text.join('')).widgets;
}

const full = synthesize();
const all = widgetsOf(full);
const bare = widgetsOf(synthesize({ context: {} }));

const linesOf = (widgets: Widget[]) => widgets.flatMap(({ properties }) => properties.metrics ?? []);
const headingsOf = (widgets: Widget[]) =>
  widgets.flatMap(({ properties }) => /^## (.+)\n/.exec(properties.markdown ?? '')?.[1] ?? []);

it('is free: up to 50 metrics', () => {
  expect(linesOf(all).length).toBeLessThanOrEqual(50);
});

it('shows all metrics of ours, and the alarms', () => {
  const names = linesOf(all).map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining(Object.keys(METRICS)));
  const [{ properties: { alarms = [] } = {} } = {}] = all.filter(({ type }) => type === 'alarm');
  expect(alarms).toHaveLength(resourcesOf(full, 'AWS::CloudWatch::Alarm').size);
});

it('has a heading and a sentence of help for each part, and titles and labels in words', () => {
  expect(headingsOf(all)).toEqual(['Readers', 'News', 'Table', 'Members', 'Mail']);
  for (const { type, properties } of all) {
    if (type === 'text') expect(properties.markdown).toMatch(/^## \w+\n.{40,}\.$/);
    else expect(properties.title).toMatch(/^[A-Z].+ .+/);
  }
  for (const line of linesOf(all))
    expect(line.at(-1)).toHaveProperty('label', expect.stringMatching(/^[\da-z]/));
});

it('shows payments and mail where they are set up', () => {
  expect(headingsOf(bare)).toEqual(['Readers', 'News', 'Table']);
});
