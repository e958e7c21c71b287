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

/** A place of a document that opens something: a web page, a mail to write, or a file of the workspace. */
export interface DocumentLink {
  readonly range: Range;
  readonly target: { readonly uri: string } | { readonly path: DocumentPath };
}

/** Links of one document that are shown. An editor draws each of them, and asks again after each edit. */
export const MAX_LINKS = 1000;
/** Records of one document that are read for links: a large zone is asked for them as often as a small one. */
export const MAX_RECORDS_FOR_LINKS = 10_000;

/** The types that a policy can have. */
const TYPES = new Set([typeCode('TXT')]);

/**
 * The addresses in the policies of a document, and the files that it includes, by place. The author of a file may be anybody:
 * a link leads to a web page over HTTPS, to a mail without a subject or text, or to a file that the workspace has, and to
 * nothing else.
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
    // Of several records that are made of one text, the first one counts.
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
  /** In the decoded text. */
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

/** A host without a user before it, which could be taken for the host; then what RFC 3986 allows in a path and a query. */
const HTTPS =
  /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][\w\-.~:/?#@!$&'()*+,;=%[\]]*)?$/i;
/** One mailbox. What follows a "?" would fill in the mail, and is left out. */
const MAILTO = /^(mailto:[\w\-.~!$&'*+=%]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?:\?.*)?$/i;

function safeUri(text: string): string | undefined {
  return HTTPS.test(text) ? text : MAILTO.exec(text)?.[1];
}

/** The name of the file alone, where it is typed as it is meant. */
function nameOf({ file, range }: Include, text: SourceText): Range {
  const at = text.slice(range.start, range.end).indexOf(file);
  return at < 0 ? range : rangeOf(range.start + at, range.start + at + file.length);
}
