import type { DocumentPath } from '../analysis/finding.ts';
import { policyOf } from '../analysis/engine/policies.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { typeCode } from '../dns/types.ts';
import type { Policy } from '../email/policies.ts';
import type { Include } from '../records/document.ts';
import type { SourceText } from '../text/source-text.ts';
import { rangeOf, shift, type Range } from '../text/range.ts';
import type { PathOf } from './definition.ts';
import { firstRecordsIn } from './records-in.ts';

/** A place in a document that opens a web page, a new message, or a file of the workspace. */
export interface DocumentLink {
  readonly range: Range;
  readonly target: { readonly uri: string } | { readonly path: DocumentPath };
}

/** Links to show in one document. An editor draws each of them, and requests them again after each edit. */
export const MAX_LINKS = 1000;
/**
 * Records of one document to read for links, because editors request the links of a large zone as often as those of a small one.
 */
export const MAX_RECORDS_FOR_LINKS = 10_000;

/** The types that a policy can have. */
const TYPES = new Set([typeCode('TXT')]);

/**
 * The addresses in the policies of a document, and the files that it includes, by place. The file can be from an untrusted
 * author, so a link opens only a web page over HTTPS, a new message without a subject or text, or a file of the workspace.
 */
export function documentLinks(
  workspace: Workspace,
  path: DocumentPath,
  pathOf: PathOf,
): readonly DocumentLink[] {
  const document = workspace.documentOf(path);
  if (document === undefined) return [];
  const links = new Map<string, DocumentLink>();
  const add = (link: DocumentLink): void => {
    // If several records are made of one text, the first one is used.
    const key = `${link.range.start} ${link.range.end}`;
    if (links.size < MAX_LINKS && !links.has(key)) links.set(key, link);
  };
  for (const include of document.includes()) {
    const target = pathOf(include.file, path);
    if (target === undefined || workspace.textOf(target) === undefined) continue;
    add({ range: nameOf(include, document.text), target: { path: target } });
  }
  for (const { record, base } of firstRecordsIn(document, { types: TYPES, most: MAX_RECORDS_FOR_LINKS })) {
    const policy = policyOf(record);
    if (policy === undefined) continue;
    for (const { text, range } of addressesIn(policy)) {
      const uri = safeUri(text);
      const typed = uri === undefined ? undefined : policy.value.toSource(range);
      if (uri !== undefined && typed !== undefined) add({ range: shift(typed, base), target: { uri } });
    }
  }
  return [...links.values()].sort((a, b) => a.range.start - b.range.start);
}

interface Address {
  readonly text: string;
  /** Ranges are in the decoded text. */
  readonly range: Range;
}

function addressesIn(policy: Policy): readonly Address[] {
  switch (policy.kind) {
    case 'dmarc':
      return [...policy.rua, ...policy.ruf];
    case 'tls-rpt':
      return policy.rua;
    case 'bimi':
      return [policy.location, policy.evidence].flatMap((tag) =>
        tag === undefined ? [] : [{ text: tag.value, range: tag.valueRange }],
      );
    default:
      return [];
  }
}

/** A host without a user before it, which could be mistaken for the host, then what RFC 3986 allows in a path and a query. */
const HTTPS =
  /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][\w\-.~:/?#@!$&'()*+,;=%[\]]*)?$/i;
/** One mailbox. The text after a "?" would fill in the message and is omitted. */
const MAILTO = /^(mailto:[\w\-.~!$&'*+=%]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?:\?.*)?$/i;

function safeUri(text: string): string | undefined {
  return HTTPS.test(text) ? text : MAILTO.exec(text)?.[1];
}

/** The range of only the file name, if the source text is the name itself. */
function nameOf({ file, range }: Include, text: SourceText): Range {
  const at = text.slice(range.start, range.end).indexOf(file);
  return at < 0 ? range : rangeOf(range.start + at, range.start + at + file.length);
}
