import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { runs } from '../../harness/runs.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { program, recordsIn, type Files } from './harness.ts';

const MAIN = `require("./lib.js");
D("example.com", REG, mail("mx"), TXT("@", "v=spf1 " + SPF), DMARC_BUILDER({policy: "reject"}));
D("example.com!in", REG, TXT("@", SPF));
D_EXTEND("a.example.com", A("@", "192.0.2.1"), CNAME("b", "c.d"));
`;
const LIB = `var SPF = "include:a.example ptr +all";
function mail(host) { return [MX("@", 10, host + ".example.net."), TXT("x", SPF)]; }
`;

const FILES = { 'dnsconfig.js': MAIN, 'lib.js': LIB };
type Name = keyof typeof FILES;

/** The complete result of a program: its records, and its findings with their source text. */
function shown(made: Workspace): readonly string[] {
  const findings = made
    .paths()
    .flatMap((path) =>
      findingsOf(made, path).map(
        ({ rule, message, range }) => `${path} ${rule} ${message} ${range.start}+${range.end}`,
      ),
    );
  const problems = made
    .paths()
    .flatMap((path) => made.problems(path).map(({ message }) => `${path} ${message}`));
  return [...[...recordsIn(made)].sort(), ...findings.sort(), ...problems.sort()];
}

function anew(files: Files): Workspace {
  const made = program(files['dnsconfig.js'] ?? '', files);
  made.add('/dns/lib.js', files['lib.js'] ?? '', { format: 'dnscontrol' });
  return made;
}

const PIECES = [
  '',
  '"',
  "'",
  ')',
  ',',
  '\n',
  'x',
  '+all',
  ' ptr',
  '"v=spf1 -all"',
  'TXT("@", "v=spf1 +all"), ',
  '!out',
  'require("./lib.js");',
];

const edit = fc.record({
  name: fc.constantFrom<Name>('dnsconfig.js', 'lib.js'),
  at: fc.nat(),
  length: fc.nat(12),
  text: fc.constantFrom(...PIECES),
});

describe('a DNSControl program that is edited', () => {
  it('has the same result as when read from scratch', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const texts: Record<Name, string> = { ...FILES };
        const made = anew(texts);
        shown(made);
        for (const { name, at, length, text } of edits) {
          const start = at % (texts[name].length + 1);
          const one = { range: rangeOf(start, Math.min(texts[name].length, start + length)), text };
          texts[name] = applyEdits(texts[name], [one]);
          made.edit(`/dns/${name}`, [one]);
          assert.deepEqual(shown(made), shown(anew(texts)), JSON.stringify(texts));
        }
      }),
      { numRuns: runs(15) },
    );
  });
});
