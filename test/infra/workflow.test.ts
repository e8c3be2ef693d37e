import { readFileSync } from 'node:fs';
import path from 'node:path';

const workflow = readFileSync(path.join(__dirname, '../../.github/workflows/newsreel.yml'), 'utf8');

describe('the workflow of GitHub', () => {
  it('runs only actions that are pinned to a commit, and says which release that is', () => {
    const uses = workflow.match(/^.*uses:.*$/gm) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/ uses: [\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('knows no key, and lets only the deployment ask AWS for credentials', () => {
    expect(workflow).not.toMatch(/secrets\.|access-key/);
    expect(workflow.match(/: write/g)).toEqual([': write']);
    expect(workflow.indexOf('id-token: write')).toBeGreaterThan(workflow.indexOf('\n  deploy:'));
  });
});
