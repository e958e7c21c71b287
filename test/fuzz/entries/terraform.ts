import assert from 'node:assert/strict';
import { readFile } from '../../../server/src/formats/terraform/syntax/file.ts';
import type { ConfigurationSyntax } from '../../../server/src/formats/terraform/syntax/file.ts';
import { readExpression } from '../../../server/src/formats/terraform/syntax/read-expression.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { walk } from '../../formats/terraform/walk.ts';
import { checkDocument, checkFeatures, checkRange, placesIn } from '../checks.ts';
import { mutateSession, readSession } from '../edits.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { CSV, HCL, JSON_TEXT, YAML } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import type { Mutate } from '../mutate/mutate.ts';
import { nesting } from '../mutate/nesting.ts';
import { lines, tokens } from '../mutate/tokens.ts';
import { corpusTexts } from '../seeds.ts';
import { readArchive, writeArchive } from '../archive.ts';
import { configurationOf, MAIN, SESSIONS, terraformSeeds } from './terraform-files.ts';

const mutateHcl: Mutate = several([6, tokens(HCL)], [2, nesting], [1, lines], [3, characters]);

/** The structure of a text: end to end its items are the text, and what they hold is within them. */
function checkSyntax(text: string, syntax: ConfigurationSyntax): void {
  const items = readFile(text, syntax);
  assert.equal(items.map((item) => item.text).join(''), text, 'the items are not the text');
  for (const item of items)
    for (const { range } of item.faults) checkRange(range, item.text.length, 'a fault');
  walk(items, (found, { item }) => {
    checkRange('body' in found ? found.range : found.nameRange, item.text.length, 'an attribute or a block');
    if ('body' in found) return;
    for (const { range, summary } of readExpression(item.text, found.expression).faults)
      checkRange(range, item.text.length, summary);
  });
}

/** Structure and expressions of HCL, without a meaning. */
export const hclSyntax: FuzzEntry = {
  name: 'hcl-syntax',
  extension: 'tf',
  shortRun: 700,
  seeds: terraformSeeds,
  mutate: mutateHcl,
  check: (text) => checkSyntax(text, 'native'),
};

const JSON_SEEDS: readonly string[] = [
  '{"resource": {"aws_route53_record": {"a": {"zone_id": "Z", "name": "a.example.com", "type": "TXT", "ttl": 60, "records": ["v=spf1 ${local.x} +all", "b\\u00e9"]}}}}',
  '{"locals": [{"a": [1, -2.5e3, true, null]}, {"//": "a comment"}], "module": {"mail": {"source": "./mail", "count": "${var.n}"}}}',
  '{"variable": {"spf": {"type": "string", "default": "v=spf1 -all"}}, "output": {"o": {"value": "${[for x in var.a : x]}"}}}',
  '{"spf": "v=spf1 mx -all", "hosts": {"a": ["192.0.2.1"], "b": []}}',
];

/** The same for the JSON syntax of Terraform: configurations and files of variables. */
export const hclJson: FuzzEntry = {
  name: 'hcl-json',
  extension: 'json',
  shortRun: 700,
  seeds: (withCorpus) => [
    ...JSON_SEEDS,
    ...(withCorpus ? corpusTexts('realworld/terraform', /\.tf(?:vars)?\.json$/) : []),
  ],
  mutate: several([5, tokens(JSON_TEXT)], [1, tokens(HCL)], [2, nesting], [3, characters]),
  check(text) {
    checkSyntax(text, 'json');
    checkSyntax(text, 'json-variables');
  },
};

/** Everything of every file of a configuration, as an editor would show it. */
function checkConfiguration(made: Workspace): void {
  for (const path of made.paths()) {
    checkDocument(made, path);
    const text = made.textOf(path);
    if (text !== undefined)
      checkFeatures(made, path, placesIn(text.slice(0, Math.min(text.length, 8000)), 5));
  }
}

export const hcl: FuzzEntry = {
  name: 'hcl',
  extension: 'tf',
  shortRun: 30,
  seeds: terraformSeeds,
  mutate: mutateHcl,
  check: (text) => checkConfiguration(configurationOf({ [MAIN]: text })),
};

const DATA: Mutate = several(
  [2, tokens(YAML)],
  [1, tokens(JSON_TEXT)],
  [1, tokens(CSV)],
  [1, tokens(HCL)],
  [1, nesting],
  [1, lines],
  [2, characters],
);

/** Modules of several files, and the data that they read: YAML, JSON, CSV, templates, variables. */
export const hclData: FuzzEntry = {
  name: 'hcl-data',
  extension: 'files',
  shortRun: 30,
  seeds: () => SESSIONS,
  mutate(input, random, other) {
    const sections = [...readArchive(input)];
    // The file that reads the data is changed less often: else the data would not be read.
    const at = random.oneIn(4) ? 0 : sections.length - 1;
    const section = sections[at];
    if (section === undefined) return other();
    sections[at] = {
      ...section,
      text: DATA(section.text, random, () => readArchive(other()).at(-1)?.text ?? ''),
    };
    return writeArchive(sections);
  },
  check: (input) => checkConfiguration(configurationOf(readSession(input, MAIN).files)),
};

function shown(made: Workspace): unknown {
  return [...made.paths()].sort().map((path) => ({
    path,
    // An unknown part of an owner is numbered in the order in which it was met.
    records: [...made.records(path)]
      .map(({ record, range }) => `${range.start} ${record.owner.replace(/\uFFFC\d*/g, '…')} ${record.type}`)
      .sort(),
    findings: made
      .findings(path)
      .findings.map(({ rule, range, message }) => `${rule} ${range.start}-${range.end} ${message}`)
      .sort(),
    problems: made.problems(path).map(({ message, range }) => `${range?.start ?? ''} ${message}`),
    sources: made.sources(path).length,
  }));
}

/** The same records, findings and problems after edits as for the final texts. */
export const hclEdits: FuzzEntry = {
  name: 'hcl-edits',
  extension: 'edits',
  shortRun: 30,
  seeds: (withCorpus) => [...SESSIONS, ...terraformSeeds(withCorpus).map((text) => text.slice(0, 4000))],
  mutate: mutateSession(mutateHcl, HCL.words, MAIN),
  check(input) {
    const { files, edits } = readSession(input, MAIN);
    const texts: Record<string, string> = { ...files };
    const made = configurationOf(texts);
    shown(made);
    for (const { path, range, text } of edits) {
      const before = texts[path] ?? '';
      texts[path] = before.slice(0, range.start) + text + before.slice(range.end);
      if (made.has(path)) made.edit(path, [{ range, text }]);
      else if (made.textOf(path) === undefined) continue;
      else return;
      assert.deepEqual(shown(made), shown(configurationOf(texts)), 'edited and read anew differ');
    }
  },
};
