import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import type { RecordBlock, RecordDocument } from '../../../server/src/records/document.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { runs } from '../../harness/runs.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { PATH, program } from './harness.ts';

/** Each call contains the whole source of its record. */
const OWN = `var REG = NewRegistrar("none");
D("example.com", REG, DefaultTTL(600),
  TXT("@", "v=spf1 ip4:192.0.2.1 -all", TTL("1h")),
  TXT("long", ["${'a'.repeat(300)}1", 'b']), MX("@", 10, "mx1.example.net."),
  A("www", "192.0.2.1", CF_PROXY_ON),
  SPF_BUILDER({
    label: "s1",
    parts: ["v=spf1", "ip4:192.0.2.2", "-all"]
  }),
  DMARC_BUILDER({policy: "reject", rua: ["mailto:a1@example.com"]}),
END);
D_EXTEND("sub.example.com", CNAME("c1", "d"));
`;

/** No call contains the whole source of its records. */
const SHARED = `var TEXT = "v=spf1 ip4:192.0.2.1 -all";
function TLSA(name) { return A(name, "192.0.2.3"); }
var list = [TXT("a", "site=1")];
D("example.com", R, TXT("@", TEXT), list, TLSA("t1"), SPF_BUILDER({parts: ["v=spf1", "a:h1"], flatten: ["*"]}));
D("example.net", R, list, SPF_BUILDER({parts: ["v=spf1", "ip4:192.0.2.1", "ip4:192.0.2.2", "ip4:192.0.2.3", "-all"], overflow: "_o%d", txtMaxSize: 50}));
`;

function documentOf(made: Workspace): RecordDocument {
  const document = made.documentOf(PATH);
  assert.ok(document);
  return document;
}

interface Lines {
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string, block: RecordBlock, index: number): Lines {
  const start = text.lastIndexOf('\n', block.startAt(index) - 1) + 1;
  return { start, end: text.indexOf('\n', block.endAt(index)) + 1 };
}

/** The record with different numbers for the texts that contain its parts. They only distinguish the texts. */
function shape(record: DnsRecord | undefined): unknown {
  return JSON.parse(JSON.stringify({ record }, (key, value: unknown) => (key === 'of' ? 0 : value)));
}

describe('a record of a script read alone', () => {
  it('is the same as in the program, moved to the start of its lines', () => {
    const document = documentOf(program(OWN));
    const [block] = document.blocks;
    assert.ok(block);
    assert.equal(block.size, 7);
    for (let i = 0; i < block.size; i++) {
      const lines = linesOf(OWN, block, i);
      const old = OWN.slice(lines.start, lines.end);
      const same: RecordBlock | undefined = document.readAlone?.(block, i, old);
      assert.ok(same, `record ${i}`);
      assert.deepEqual(shape(same.record(0, { id: 0 })), shape(block.record(i, { id: 0 })));
      assert.equal(same.startAt(0), block.startAt(i) - lines.start);
    }
  });

  it('is not read if something else depends on its call', () => {
    const document = documentOf(program(SHARED));
    const [block] = document.blocks;
    assert.ok(block);
    for (let i = 0; i < block.size; i++) {
      const lines = linesOf(SHARED, block, i);
      assert.equal(
        document.readAlone?.(block, i, SHARED.slice(lines.start, lines.end)),
        undefined,
        `record ${i}`,
      );
    }
  });

  it('is the same as in the program after any edit of its lines', () => {
    const pieces = [
      '',
      'x',
      '7',
      '"',
      "'",
      ',',
      ')',
      ' ',
      '\\',
      '+all',
      ' TTL(60)',
      '", "',
      '.',
      'ü',
      '//',
      '/*',
    ];
    let count = 0;
    fc.assert(
      fc.property(fc.nat(6), fc.nat(), fc.nat(3), fc.constantFrom(...pieces), (index, at, length, piece) => {
        const document = documentOf(program(OWN));
        const [block] = document.blocks;
        assert.ok(block);
        const lines = linesOf(OWN, block, index);
        const from = lines.start + (at % (lines.end - 1 - lines.start));
        const to = Math.min(lines.end - 1, from + length);
        const other = OWN.slice(lines.start, from) + piece + OWN.slice(to, lines.end);
        const alone = document.readAlone?.(block, index, other);
        if (alone === undefined) return;
        count++;
        const whole = program(OWN.slice(0, lines.start) + other + OWN.slice(lines.end));
        const [after] = documentOf(whole).blocks;
        assert.equal(after?.size, block.size, other);
        for (let i = 0; i < block.size; i++)
          assert.deepEqual(
            shape(i === index ? alone.record(0, { id: 0 }) : block.record(i, { id: 0 })),
            shape(after.record(i, { id: 0 })),
            other,
          );
        assert.deepEqual(whole.problems(PATH), []);
      }),
      { numRuns: runs(300) },
    );
    assert.ok(count > 20, `${count} were read`);
  });

  it('allows fixing each of many findings', () => {
    const records = Array.from({ length: 300 }, (_, i) => `TXT("h${i}", "v=spf1 ip4:192.0.2.1 +all")`);
    const made = program(`D("example.com", R,\n${records.join(',\n')});\n`);
    const found = findingsOf(made, PATH).filter(({ rule }) => rule === 'spf-all-pass');
    assert.equal(found.length, 300);
    assert.ok(found.every((finding) => made.detailsOf(PATH, finding).fixes.length > 0));
  });
});
