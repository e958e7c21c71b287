import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import { canonicalName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { SendersSubject } from './senders-places.ts';
import { appendMembers } from './append-members.ts';
import { settingsEntries } from './first-settings.ts';
import type { SettingsEntry } from './first-settings.ts';

/** A `.mailtxt.json` with more senders. */
export interface MergedSettings {
  /** The whole text. Existing text stays, including comments. */
  readonly text: string;
  /** The added senders, as in the text. */
  readonly added: readonly AddedSender[];
  /** Senders that records only point to, which are not added. */
  readonly questions: readonly AddedSender[];
}

export interface AddedSender {
  readonly domain: DomainName;
  /** `"google-workspace"`, `{ "host": "mail.example.com" }` */
  readonly entry: string;
}

/**
 * Adds the senders that {@link firstSettings} would declare to existing settings. Declared ones are not added again, so running
 * it twice adds nothing. `undefined` if the text is not an object, or its "senders" have another form.
 */
export function mergedSettings(before: string, subject: SendersSubject): MergedSettings | undefined {
  if (parseTree(before, [], READING)?.type !== 'object') return undefined;
  let text = before;
  const added: AddedSender[] = [];
  const questions: AddedSender[] = [];
  for (const { domain, sure, open } of settingsEntries(subject)) {
    questions.push(...open.map(({ text: entry }) => ({ domain, entry })));
    if (sure.length === 0) continue;
    const changed = withSenders(text, domain, sure);
    if (changed === undefined) return undefined;
    text = changed;
    added.push(...sure.map(({ text: entry }) => ({ domain, entry })));
  }
  return { text, added, questions };
}

const READING = { allowTrailingComma: true } as const;

/** The text with more senders of the domain at the end of its list; `undefined` if "senders" have another form. */
function withSenders(
  before: string,
  domain: DomainName,
  senders: readonly SettingsEntry[],
): string | undefined {
  const withObject = withProperty(before, [], 'senders', '{}');
  if (withObject?.node.type !== 'object') return undefined;
  // Names in settings are compared as in DNS.
  const typed = withObject.node.children
    ?.map((property): unknown => property.children?.[0]?.value)
    .find((key): key is string => typeof key === 'string' && canonicalName(key) === domain);
  const withList = withProperty(withObject.text, ['senders'], typed ?? domain, '[]');
  if (withList?.node.type !== 'array') return undefined;
  return appendMembers(withList.text, withList.node, senders);
}

/** The text with the property in the object at the path, and the node of its value. */
function withProperty(
  before: string,
  path: readonly string[],
  key: string,
  value: string,
): { readonly text: string; readonly node: Node } | undefined {
  const at = (text: string): Node | undefined => {
    const root = parseTree(text, [], READING);
    return root && findNodeAtLocation(root, [...path, key]);
  };
  const there = at(before);
  if (there !== undefined) return { text: before, node: there };
  const root = parseTree(before, [], READING);
  const object = root && findNodeAtLocation(root, [...path]);
  if (object === undefined) return undefined;
  const text = appendMembers(before, object, [{ comments: [], text: `${JSON.stringify(key)}: ${value}` }]);
  const node = at(text);
  return node && { text, node };
}
