import type { Range } from '../../text/range.ts';
import type { TokenExplanation } from '../policy-record.ts';
import { explainFlag, explainHash, explainKey, explainService } from './explain-values.ts';
import type { DkimRecord, DkimTag, DkimWord, DkimTagName } from './model.ts';
import { readWords } from './tags.ts';
import { code, markup, type Markdown } from '../../text/markdown.ts';

/** The meaning of the tag, or of the list item, at `offset` of the decoded value. */
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
    what: markup`Marks a TXT record as a DKIM key, with which receivers verify the signatures of mail. Always \`DKIM1\` in uppercase. It can be omitted. If it is present, it must be the first tag.`,
    specs: [RECORD],
  },
  k: {
    what: markup`The key type: \`rsa\` (the default) or \`ed25519\`.`,
    specs: [RECORD, 'RFC 8463 §4.2'],
  },
  p: {
    what: markup`The public key in base64. Receivers verify signatures with it. The private key stays on the signing server. Spaces within the key are ignored.`,
    specs: [RECORD, 'RFC 8301 §3.2', 'RFC 8463 §4.2'],
  },
  h: {
    what: markup`The hashes that signatures with this key may use. Without this tag, all hashes are allowed.`,
    specs: [RECORD, 'RFC 8301 §3.1'],
  },
  s: {
    what: markup`What the key is for: \`email\`, or \`*\` for every service. The default is every service.`,
    specs: [RECORD],
  },
  t: {
    what: markup`Flags of the key: \`y\` means that the domain is testing DKIM, and \`s\` limits signatures to exactly this domain.`,
    specs: [RECORD],
  },
  n: { what: markup`A note for administrators. Receivers ignore it.`, specs: [RECORD] },
  g: {
    what: markup`An obsolete tag that limited the key to senders with a certain local part. The current standard does not define it, and receivers ignore it. Delete it.`,
    specs: ['RFC 6376 §E', 'RFC 4871 §3.6.1'],
  },
};

function explainUnknown({ name, range }: DkimTag): TokenExplanation {
  return {
    range,
    title: `${name}=`,
    text: markup`DKIM key records do not have a tag with this name. Receivers ignore it.`,
    specs: ['RFC 6376 §3.2'],
  };
}

function wordAt(tag: DkimTag, offset: number): DkimWord | undefined {
  if (tag.meant !== 'h' && tag.meant !== 's' && tag.meant !== 't') return undefined;
  return readWords(tag).find((word) => word.text !== '' && holds(word.range, offset));
}

function explainWord(tag: DkimTagName, word: DkimWord): Markdown {
  if (word.hasHole) return markup`A part of this is unknown here.`;
  if (tag === 'h') return explainHash(word.text);
  return tag === 's' ? explainService(word.text) : explainFlag(word.text);
}

/** The meaning of this value; `undefined` if the tag itself says everything. */
function explainValue(record: DkimRecord, tag: DkimTag): Markdown | undefined {
  if (tag.hasHole) return markup`A part of the value is unknown here.`;
  switch (tag.meant) {
    case 'p':
      return explainKey(record);
    case 'k':
      return explainKeyType(record, tag.value);
    case 'v':
      return tag.value === 'DKIM1' ? undefined : markup`Receivers discard a record with any other version.`;
    case 'g':
      return tag.value === '*' ? markup`\`*\` matches every sender, so it limits nothing.` : undefined;
    default:
      return undefined;
  }
}

function explainKeyType({ keyType }: DkimRecord, value: string): Markdown {
  if (keyType === 'rsa') return markup`RSA: supported by every receiver that checks DKIM.`;
  if (keyType === 'ed25519') {
    return markup`Ed25519: short keys, strong signatures. Many receivers cannot verify them yet, so also sign with an RSA key under another selector.`;
  }
  return markup`${code(value)} is not a defined key type, so receivers ignore the key.`;
}
