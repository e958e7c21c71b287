import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import { CORPUS } from '../harness/corpus.ts';
import { environment } from '../harness/workspace.ts';

const folder = join(CORPUS, 'formats');
const table = join(folder, 'EXPECTED.tsv');

/** Formats in the table that are read so far. */
const READ = /^(?:octodns|dnscontrol-ir|arm|bicep|cloudformation|cdk\.out|route53-json)\//;

/** `…` is for values that no file contains, such as the addresses of an alias. Case only matters in texts. */
function shown(owner: string, type: string, text: string): string {
  const data = type === 'TXT' || type === 'SPF' ? text : text.toLowerCase();
  return `${owner} ${type} ${data}`
    .replace(/<(?:hole|alias):[^>]*>|\uFFFC\d*|\$\{…\}\.?/g, '…')
    .replaceAll('….', '…');
}

/** The output of the formats' own tools for real files: owner, type and data of each record. */
describe('records of other formats', function () {
  if (!existsSync(table)) {
    it('are compared if the corpus is present (it is not)');
    return;
  }
  const byFile = new Map<string, string[]>();
  for (const line of readFileSync(table, 'utf8').trim().split('\n').slice(1)) {
    const [file = '', owner = '', type = '', text = ''] = line.split('\t');
    if (!READ.test(file)) continue;
    byFile.set(file, [...(byFile.get(file) ?? []), shown(owner, type, text)]);
  }
  for (const [file, expected] of byFile) {
    it(file, () => {
      const workspace = createWorkspace(environment());
      const path = `/${file}`;
      assert.ok(workspace.add(path, readFileSync(join(folder, file), 'utf8')), 'no format claims it');
      // For some files, the table only has the types that mail needs.
      const types = new Set(expected.map((line) => line.split(' ')[1]));
      const found = [...workspace.records(path)].flatMap(({ record: { owner, type, rdata } }) => {
        const text = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
        return types.has(type) ? [shown(`${owner}.`, type, text)] : [];
      });
      assert.deepEqual(found.sort(), expected.sort());
    });
  }
});
