import type { NativeCall } from '../evaluate/evaluator.ts';
import type { MemberRule, RecordCall } from '../domain.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import { builderOptions, Refused, type BuilderOptions } from './arguments.ts';
import { labelBelow } from './dmarc-builder.ts';
import { TagText } from './builder-tags.ts';
import { joinedText, madeRecord } from './record-functions.ts';

const HASH_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['rsa', ['sha1', 'sha256']],
  ['ed25519', ['sha256']],
]);

const MEMBERS: ReadonlyMap<string, MemberRule> = new Map([
  ['h', { name: 'hashtypes', type: 'list', separator: ':' }],
  ['k', { name: 'keytype', type: 'text' }],
  ['p', { name: 'pubkey', type: 'text' }],
  ['s', { name: 'servicetypes', type: 'list', separator: ':' }],
  ['t', { name: 'flags', type: 'list', separator: ':' }],
]);

/** The record of `DKIM_BUILDER`. Its tags are in the order of RFC 6376 §3.6.1. */
export function dkimBuilder(call: NativeCall): RecordCall {
  const { args, place } = call;
  const options = builderOptions(args[0]);
  const selector = options.text('selector', place);
  if (selector === undefined) throw new Refused('DKIM_BUILDER selector cannot be empty', place);
  check(options, call);
  const tags = new TagText(call);
  const list = (name: string): ScriptText | undefined => {
    const texts = options.texts(name, place);
    return texts && joinedText(texts, ':');
  };
  tags.add('v', options.text('version', place) ?? madeText('DKIM1'));
  tags.add('h', list('hashtypes'));
  tags.add('k', options.text('keytype', place));
  const note = options.text('note', place);
  tags.add('n', note && quotedPrintable(note));
  tags.add('p', options.text('pubkey', place) ?? madeText(''));
  tags.add('s', list('servicetypes'));
  tags.add('t', list('flags'));
  return madeRecord(call, {
    type: 'TXT',
    label: joinedText([selector, labelBelow('_domainkey', options, call)], '.'),
    data: tags.data(options, MEMBERS),
    ttl: options.ttl(place),
  });
}

/** Checks what the builder accepts, with its messages. */
function check(options: BuilderOptions, { place }: NativeCall): void {
  const keytype = knownText(options, 'keytype', place);
  const allowed = (name: string, values: readonly string[], words: string): void => {
    const texts = options.texts(name, place) ?? [];
    if (texts.some((text) => text.isKnown && !values.includes(text.text)))
      throw new Refused(
        `DKIM_BUILDER ${words} must be one of: ${values.join(', ')}`,
        options.place(name, place),
      );
  };
  allowed('version', ['DKIM1'], 'version');
  if (keytype !== undefined && !HASH_TYPES.has(keytype))
    throw new Refused(
      `DKIM_BUILDER keytype must be one of: rsa, ed25519, ${keytype} given`,
      options.place('keytype', place),
    );
  if (options.isSet('keytype') !== undefined)
    allowed('hashtypes', HASH_TYPES.get(keytype ?? 'rsa') ?? [], `hashtypes for ${keytype ?? 'undefined'}`);
  allowed('servicetypes', ['*', 'email'], 'servicetypes');
  allowed('flags', ['y', 's'], 'flags');
}

function knownText(options: BuilderOptions, name: string, at: NativeCall['place']): string | undefined {
  const text = options.text(name, at);
  return text?.isKnown === true ? text.text : undefined;
}

/** RFC 6376 §2.11: an encoded sequence maps to the source of the character that it encodes. */
function quotedPrintable(text: ScriptText): ScriptText {
  const parts = Array.from({ length: text.length }, (_, index) => {
    const character = text.text.charAt(index);
    const part = text.slice(index, index + 1);
    const code = character.charCodeAt(0);
    if (code >= 0x21 && code < 0x7f && character !== ';' && character !== '=') return part;
    const encoded = `=${(code & 0xff).toString(16).toUpperCase().padStart(2, '0')}`;
    const [segment] = part.segments;
    return segment === undefined ? madeText(encoded) : madeText(encoded).from(segment);
  });
  return text.isKnown ? joinedText(parts, '') : text;
}
