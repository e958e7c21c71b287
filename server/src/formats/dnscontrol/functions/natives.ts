import type { NativeCall } from '../evaluate/evaluator.ts';
import { ofBoolean, scriptList, ofText, type ScriptValue } from '../evaluate/value.ts';
import type { ScriptModifier, RecordCall } from '../domain.ts';
import { madeText } from '../syntax/script-text.ts';
import { durationOf } from './arguments.ts';
import { caaBuilder } from './caa-builder.ts';
import { dkimBuilder } from './dkim-builder.ts';
import { dmarcBuilder } from './dmarc-builder.ts';
import { m365Builder } from './m365-builder.ts';
import { RECORD_FUNCTIONS, recordCall } from './record-functions.ts';
import { spfBuilder } from './spf-builder.ts';

/** The builders, which make one or more records. */
const BUILDERS: Readonly<Record<string, (call: NativeCall) => readonly RecordCall[]>> = {
  CAA_BUILDER: caaBuilder,
  DKIM_BUILDER: (call) => [dkimBuilder(call)],
  DMARC_BUILDER: (call) => [dmarcBuilder(call)],
  M365_BUILDER: m365Builder,
  SPF_BUILDER: spfBuilder,
};

/** Modifiers that change nothing that mailtxt reads, as calls or as plain names. */
const OTHERS =
  /^(?:AUTODNSSEC(?:_ON|_OFF)?|CF_\w+|CLOUDNS_\w+|DnsProvider|FRAME|IGNORE(?:_\w+)?|IMPORT_TRANSFORM\w*|LOC(?:_BUILDER\w*)?|NAMESERVER(?:_TTL)?|NO_PURGE|NS1_URLFWD|PORKBUN_URLFWD|PURGE|R53_\w+|URL(?:301)?)$/;

/** The pattern of the names of its modifiers. A script that is read without its program may get others from there. */
const OWN_NAME = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/;

const META: Readonly<Record<string, readonly [name: string, value: string]>> = {
  CF_PROXY_FULL: ['cloudflare_proxy', 'full'],
  CF_PROXY_OFF: ['cloudflare_proxy', 'off'],
  CF_PROXY_ON: ['cloudflare_proxy', 'on'],
  DISABLE_REPEATED_DOMAIN_CHECK: ['skip_fqdn_check', 'true'],
};

/** Functions that the program itself handles. */
export const PROGRAM_FUNCTIONS: readonly string[] = [
  'CLI_DEFAULTS',
  'D',
  'DEFAULTS',
  'DOMAIN_ELSEWHERE',
  'DOMAIN_ELSEWHERE_AUTO',
  'D_EXTEND',
  'INCLUDE',
  'NewDnsProvider',
  'NewRegistrar',
  'REV',
  'REVCOMPAT',
  'require',
  'require_glob',
];

const OWN_FUNCTIONS: readonly string[] = [
  ...RECORD_FUNCTIONS,
  ...Object.keys(BUILDERS),
  ...PROGRAM_FUNCTIONS,
  'DKIM',
  'DefaultTTL',
  'ENSURE_ABSENT_REC',
  'IP',
  'TTL',
];

/** The value of a name that no script declares; `undefined` if it is not a name of DNSControl. */
export function nativeValue(name: string): ScriptValue | undefined {
  if (OWN_FUNCTIONS.includes(name)) return { kind: 'native', name };
  if (name === 'END' || name === 'AUTOSPLIT') return emptyObject();
  if (name === 'CAA_CRITICAL') return { kind: 'modifier', modifier: { kind: 'caa-critical' } };
  const meta = Object.hasOwn(META, name) ? META[name] : undefined;
  if (meta !== undefined) {
    const members = new Map([[meta[0], { value: ofText(madeText(meta[1])), place: undefined }]]);
    return { kind: 'object', members, place: undefined, isOpen: false };
  }
  if (OTHERS.test(name)) return { kind: 'native', name };
  return OWN_NAME.test(name) ? { kind: 'unknown', isOwnName: true } : undefined;
}

function emptyObject(): ScriptValue {
  return { kind: 'object', members: new Map(), place: undefined, isOpen: false };
}

/** What a function makes that needs nothing of the program. Throws what DNSControl rejects. */
export function callNativeFunction(call: NativeCall): ScriptValue {
  const { name, args } = call;
  const builder = Object.hasOwn(BUILDERS, name) ? BUILDERS[name] : undefined;
  if (builder !== undefined) return scriptList(builder(call).map(recordValue));
  if (RECORD_FUNCTIONS.includes(name)) return recordValue(recordCall(call));
  const [first] = args;
  switch (name) {
    case 'TTL':
    case 'DefaultTTL': {
      const ttl = durationOf(first?.value ?? { kind: 'unknown' }, first?.place);
      return modifierValue({ kind: name === 'TTL' ? 'ttl' : 'default-ttl', ttl });
    }
    case 'ENSURE_ABSENT_REC':
      return modifierValue({ kind: 'absent' });
    // The address becomes a number, and the record turns it back into the same address.
    case 'IP':
    case 'DKIM':
      return first?.value ?? ofBoolean(false);
    default:
      return modifierValue({ kind: 'other' });
  }
}

function recordValue(call: RecordCall): ScriptValue {
  return modifierValue({ kind: 'record', call });
}

export function modifierValue(modifier: ScriptModifier): ScriptValue {
  return { kind: 'modifier', modifier };
}

/** The names that scripts declare and those that DNSControl defines. */
export class NativeNames extends Map<string, ScriptValue> {
  override get(name: string): ScriptValue | undefined {
    return super.get(name) ?? nativeValue(name);
  }
}
