import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../server/src/analysis/workspace.ts';
import { defineRule, nameRule } from '../../server/src/rules/rule.ts';
import type { AnyRule } from '../../server/src/rules/rule.ts';
import { rangeOf } from '../../server/src/text/range.ts';
import { findingsOf, environment, workspace } from '../harness/workspace.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';

const PATH = 'x.zone';
const ZONE = '@ TXT "old new"\n';

/** Reports the word at its own severity, and replaces it. */
function wordRule(word: string, replacement: string, preview: boolean): AnyRule {
  const definition = defineRule({
    subject: 'txt',
    severity: 'error',
    ...(preview && { preview }),
    specs: ['RFC 1035 §3.3.14'],
    why: 'It is a test.',
    messages: { found: 'The word is there.' },
    check({ value }, context) {
      const start = value.text.indexOf(word);
      if (start < 0) return;
      const range = rangeOf(start, start + word.length);
      const edits = [{ range, text: replacement }];
      context.report({
        at: range,
        message: 'found',
        severity: 'info',
        fix: { title: 'Replace it', safety: 'safe', edits },
      });
    },
  });
  return nameRule('txt', word, definition);
}

/** The fix of `txt-old` removes its finding, and exposes that of the preview rule `txt-fresh`. */
const RULES = [wordRule('old', 'fresh', false), wordRule('new', 'news', true), wordRule('fresh', 'x', true)];

function made(options: WorkspaceOptions = {}): Workspace {
  const documents = workspace({ rules: RULES, origin: 'example.com', ...options });
  documents.add(PATH, ZONE, { format: 'zone' });
  return documents;
}

function found(documents: Workspace, path = PATH): readonly string[] {
  return findingsOf(documents, path).map(({ rule, severity }) => `${rule} ${severity}`);
}

describe('a preview rule', () => {
  it('is off by default', () => {
    assert.deepEqual(found(made({ preview: false })), ['txt-old info']);
    const documents = createWorkspace(
      { include: () => undefined, originOf: () => 'example.com', severityOf: () => undefined },
      RULES,
    );
    documents.add(PATH, ZONE, { format: 'zone' });
    assert.deepEqual(found(documents), ['txt-old info']);
  });

  it('is on if preview rules are on, at its own severity', () => {
    assert.deepEqual(found(made({ preview: true })), ['txt-old info', 'txt-new info']);
  });

  it('is on if its severity is set, and off if that is "off"', () => {
    const severities = { 'txt-new': 'hint' } as const;
    assert.deepEqual(found(made({ preview: false, severities })), ['txt-old info', 'txt-new hint']);
    assert.deepEqual(found(made({ preview: true, severities: { 'txt-new': 'off' } })), ['txt-old info']);
  });

  it('does not count among the findings that a limit omits', () => {
    assert.deepEqual(made({ preview: false }).findings(PATH, 0), { findings: [], omitted: 1 });
    assert.deepEqual(made({ preview: true }).findings(PATH, 0), { findings: [], omitted: 2 });
  });

  it('affects whether a fix is safe only if it is on', () => {
    const safeties = (preview: boolean): readonly string[] => {
      const documents = made({ preview });
      return findingsOf(documents, PATH)
        .filter(({ rule }) => rule === 'txt-old')
        .flatMap((finding) => documents.fixesOf(PATH, finding).map(({ safety }) => safety));
    };
    assert.deepEqual(safeties(false), ['safe']);
    assert.deepEqual(safeties(true), ['review']);
  });

  it('is on for some files and off for others, and changes when the settings do', () => {
    let on = 'a.zone';
    const documents = createWorkspace(
      { ...environment({ origin: 'example.com' }), isPreviewOn: (path) => path === on },
      RULES,
    );
    for (const path of ['a.zone', 'b.zone']) documents.add(path, ZONE, { format: 'zone' });
    assert.deepEqual(found(documents, 'a.zone'), ['txt-old info', 'txt-new info']);
    assert.deepEqual(found(documents, 'b.zone'), ['txt-old info']);
    on = 'b.zone';
    documents.environmentChanged();
    assert.deepEqual(found(documents, 'a.zone'), ['txt-old info']);
    assert.deepEqual(found(documents, 'b.zone'), ['txt-old info', 'txt-new info']);
  });

  it('is also off in Terraform', () => {
    const text =
      'resource "cloudflare_dns_record" "a" {\n  name    = "example.com"\n  type    = "TXT"\n  content = "\\"new\\""\n}\n';
    for (const preview of [false, true]) {
      const documents = workspace({ rules: RULES, preview });
      documents.add('main.tf', text);
      assert.deepEqual(found(documents, 'main.tf'), preview ? ['txt-new info'] : []);
    }
  });
});
