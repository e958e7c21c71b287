import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { usedHeap } from '../harness/heap.ts';

const MODULES = ['one/main.tf', 'two/main.tf'];

function moduleText(name: string, records: number): string {
  const blocks = Array.from(
    { length: records },
    (_, i) => `resource "aws_route53_record" "r${i}" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "d${i}.${name}.example.com"
  type    = "TXT"
  records = ["v=spf1 include:_spf.example.net ip4:192.0.2.${i} +all"]
}
`,
  );
  return `resource "aws_route53_zone" "main" {\n  name = "${name}.example.com"\n}\n${blocks.join('')}`;
}

describe('a workspace in which a file is closed and opened again', () => {
  it('does not keep the data of the closed one, whose names the other zone depends on', () => {
    const texts = new Map(MODULES.map((path) => [path, moduleText(path.slice(0, 3), 50)]));
    const made = createWorkspace({
      include: () => undefined,
      originOf: () => undefined,
      severityOf: () => undefined,
    });
    const open = (path: string): void => {
      made.add(path, texts.get(path) ?? '');
      for (const each of MODULES) assert.ok(made.findings(each).findings.length > 0);
    };
    const reopen = (times: number): void => {
      for (let i = 0; i < times; i++) {
        made.remove('one/main.tf');
        open('one/main.tf');
      }
    };
    for (const [path, text] of texts) made.add(path, text);
    // The first ones also compile the code that they run.
    reopen(10);
    const before = usedHeap();
    reopen(20);
    const grown = usedHeap() - before;
    // A module with its records takes 0.9 MB.
    assert.ok(grown < 4_000_000, `${grown} bytes are kept of 20 files that were closed`);
  });
});
