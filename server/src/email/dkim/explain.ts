import type { Range } from '../../text/range.ts';
import type { TokenExplanation } from '../policy-record.ts';
import { explainFlag, explainHash, explainKey, explainService } from './explain-values.ts';
import type { DkimRecord, DkimTag, DkimWord, DkimTagName } from './model.ts';
import { readWords } from './tags.ts';
import { code, markup, type Markdown } from '../../text/markdown.ts';

/** What the tag, or the item of a list, at `offset` of the decoded value means. */
export function explainDkim(record: DkimRecord, offset: number): TokenExplanation | undefined {
  const tag = record.tags.find(({ range }) => holds(range, offset));
  if (tag === undefined) return undefined;
  if (tag.meant === undefined) return explainUnknown(tag);
  const { what, specs } = TAGS[tag.meant];
  const word = wordAt(tag, offset);
  if (word !== undefined) {
    const title = `${tag.name}=${word.text}`;
    return { range: word.range, title, text: markup`${explainWord(tag.meant, word)}\n\n${what}`, specs };
  }
  const here = explainValue(record, tag);
  return {
    range: tag.range,
    title: `${tag.name}=`,
    text: here === undefined ? what : markup`${here}\n\n${what}`,
    specs,
  };
}

function holds(range: Range, offset: number): boolean {
  return range.start <= offset && offset < Math.max(range.end, range.start + 1);
}

interface TagMeaning {
  readonly what: Markdown;
  readonly specs: readonly string[];
}

const RECORD = 'RFC 6376 §3.6.1';

const TAGS: Readonly<Record<DkimTagName, TagMeaning>> = {
  v: {
    what: markup`The version of the key record: always \`DKIM1\`, in capitals. It may be left out; if it is there, it comes first.`,
    specs: [RECORD],
  },
  k: {
    what: markup`The type of the key: \`rsa\` (also when this tag is left out) or \`ed25519\`.`,
    specs: [RECORD, 'RFC 8463 §4.2'],
  },
  p: {
    what: markup`The public key in base64. Receivers check signatures with it; the private key stays with the server that signs. Blanks within it do not count.`,
    specs: [RECORD, 'RFC 8301 §3.2', 'RFC 8463 §4.2'],
  },
  h: {
    what: markup`The hashes that signatures with this key may use. Without this tag: all of them.`,
    specs: [RECORD, 'RFC 8301 §3.1'],
  },
  s: {
    what: markup`What the key is for: \`email\`, or \`*\` for every service. Without this tag: every service.`,
    specs: [RECORD],
  },
  t: {
    what: markup`Flags of the key: \`y\` says that the domain is testing, \`s\` ties signatures to exactly this domain.`,
    specs: [RECORD],
  },
  n: { what: markup`A note for people. No program reads it.`, specs: [RECORD] },
  g: {
    what: markup`Once limited the key to senders with a certain local part. The present standard does not know this tag, and receivers skip it. Delete it.`,
    specs: ['RFC 6376 §E', 'RFC 4871 §3.6.1'],
  },
};

function explainUnknown({ name, range }: DkimTag): TokenExplanation {
  return {
    range,
    title: `${name}=`,
    text: markup`No tag of a DKIM key record has this name. Receivers skip it.`,
    specs: ['RFC 6376 §3.2'],
  };
}

function wordAt(tag: DkimTag, offset: number): DkimWord | undefined {
  if (tag.meant !== 'h' && tag.meant !== 's' && tag.meant !== 't') return undefined;
  return readWords(tag).find((word) => word.text !== '' && holds(word.range, offset));
}

function explainWord(tag: DkimTagName, word: DkimWord): Markdown {
  if (word.hasHole) return markup`A part of this is not known here.`;
  if (tag === 'h') return explainHash(word.text);
  return tag === 's' ? explainService(word.text) : explainFlag(word.text);
}

/** What this value means here; `undefined` where the tag itself says all. */
function explainValue(record: DkimRecord, tag: DkimTag): Markdown | undefined {
  if (tag.hasHole) return markup`A part of the value is not known here.`;
  switch (tag.meant) {
    case 'p':
      return explainKey(record);
    case 'k':
      return explainKeyType(record, tag.value);
    case 'v':
      return tag.value === 'DKIM1' ? undefined : markup`Receivers discard a record with any other version.`;
    case 'g':
      return tag.value === '*' ? markup`\`*\` is every sender: it limits nothing.` : undefined;
    default:
      return undefined;
  }
}

function explainKeyType({ keyType }: DkimRecord, value: string): Markdown {
  if (keyType === 'rsa') return markup`RSA: understood by every receiver that checks DKIM.`;
  if (keyType === 'ed25519') {
    return markup`Ed25519: short keys, strong signatures. Many receivers cannot check them yet, so sign with an RSA key under another selector as well.`;
  }
  return markup`Nobody has defined ${code(value)}: receivers ignore the key.`;
}
