import { readFileSync } from 'node:fs';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { checkFeatures } from '../fuzz/checks.ts';
import { sampled } from '../harness/runs.ts';

const FILES = [
  'terraform/dns.tf',
  'terraform/modules/mail/main.tf',
  'zones/example.com.zone',
  'zones/db.example.net',
  'zones/example.org.zone',
];

function examples(): Workspace {
  const workspace = createWorkspace({
    include: () => undefined,
    originOf: () => undefined,
    severityOf: () => undefined,
  });
  for (const file of FILES)
    workspace.add(`/${file}`, readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8'));
  return workspace;
}

describe('what an editor shows of the examples', () => {
  for (const file of FILES) {
    it(`has ranges within the texts, with the cursor at places of ${file}`, () => {
      const workspace = examples();
      const length = workspace.textOf(`/${file}`)?.length ?? 0;
      checkFeatures(
        workspace,
        `/${file}`,
        sampled(
          Array.from({ length: length + 1 }, (_, i) => i),
          7,
        ),
      );
    });
  }
});
