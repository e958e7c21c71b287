import assert from 'node:assert/strict';
import { explainPolicy, featuresOf, parsePolicy, policyKindOf } from '../../../server/src/email/policies.ts';
import type { PolicyKind } from '../../../server/src/email/policies.ts';
import { MappedText } from '../../../server/src/text/mapped-text.ts';
import { checkRange, checkText } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { SPF, TAGS } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { tokens } from '../mutate/tokens.ts';
import { corpusTexts, txtValues } from '../seeds.ts';

/** Every property of a model that is a range lies in the value. */
function checkRanges(model: unknown, length: number, what: string, depth = 0): void {
  if (typeof model !== 'object' || model === null || model instanceof MappedText || depth > 8) return;
  if (model instanceof Uint8Array) return;
  const { start, end } = model as { readonly start?: unknown; readonly end?: unknown };
  if (typeof start === 'number' && typeof end === 'number') checkRange({ start, end }, length, what);
  for (const [key, part] of Object.entries(model)) checkRanges(part, length, `${what}.${key}`, depth + 1);
}

/** The same value in two strings, cut where the text decides. */
function joined(text: string): MappedText {
  const at = text.length >> 1;
  return MappedText.join([
    MappedText.verbatim(text.slice(0, at), 1),
    MappedText.verbatim(text.slice(at), at + 4),
  ]);
}

function checkPolicy(kind: PolicyKind, text: string): void {
  policyKindOf(text, 'example.com');
  const value = MappedText.verbatim(text, 0);
  const policy = parsePolicy(kind, value);
  // First of all: a value notes what was worked out about it.
  assert.deepEqual(parsePolicy(kind, MappedText.verbatim(text, 0)), policy, 'two readings differ');
  checkRanges(policy, text.length, kind);
  featuresOf(policy);
  const step = Math.max(1, Math.floor(text.length / 24));
  for (let offset = 0; offset <= text.length; offset += step) {
    const explained = explainPolicy(policy, offset);
    if (explained === undefined) continue;
    checkRange(explained.range, text.length, 'an explanation');
    checkText(explained.text.source, 'an explanation');
  }
  checkRanges(parsePolicy(kind, joined(text)), text.length, `${kind} in two strings`);
}

/** The strings of `records/*.json`, whatever their key, that begin as a policy does. */
function recordStrings(start: RegExp): readonly string[] {
  return corpusTexts('records', /\.json$/).flatMap((json) =>
    [...json.matchAll(/"((?:\\.|[^"\\])*)"/g)].flatMap(([quoted]) => {
      const text = JSON.parse(quoted) as string;
      return start.test(text) ? [text] : [];
    }),
  );
}

const START: Readonly<Record<PolicyKind, readonly [start: RegExp, example: string]>> = {
  spf: [
    /^"?v=spf/i,
    'v=spf1 a mx/24 ip4:192.0.2.0/24 include:_spf.example.net exists:%{i}.%{d2}.example.com redirect=example.net',
  ],
  dmarc: [
    /^\s*v\s*=\s*DMARC/i,
    'v=DMARC1; p=reject; sp=none; rua=mailto:a@example.com!10m; fo=1:d; adkim=s; pct=50',
  ],
  dkim: [
    /DKIM1|^[kptsh]=/i,
    'v=DKIM1; k=ed25519; h=sha256; s=email; t=y:s; n=a; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  ],
  'mta-sts': [/STSv/i, 'v=STSv1; id=20240101000000Z;'],
  'tls-rpt': [/TLSRPT/i, 'v=TLSRPTv1; rua=mailto:tls@example.com,https://example.com/tls'],
  bimi: [/BIMI/i, 'v=BIMI1; l=https://example.com/logo.svg; a=https://example.com/vmc.pem'],
};

function policyEntry(kind: PolicyKind): FuzzEntry {
  const [start, example] = START[kind];
  return {
    name: kind,
    extension: 'txt',
    shortRun: 500,
    seeds: (withCorpus) => [
      example,
      ...txtValues(start, withCorpus),
      ...(withCorpus ? recordStrings(start) : []),
    ],
    mutate: several([5, tokens(kind === 'spf' ? SPF : TAGS)], [3, characters]),
    check: (text) => checkPolicy(kind, text),
  };
}

export const policies: readonly FuzzEntry[] = (Object.keys(START) as readonly PolicyKind[]).map(policyEntry);
