import { applyEdits as applyJsonEdits, modify, parseTree, findNodeAtLocation } from 'jsonc-parser';
import { canonicalName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { SendersSubject } from './senders-places.ts';
import { settingsEntries } from './first-settings.ts';

/** A `.mailtxt.json` with more senders. */
export interface MergedSettings {
  /** The whole text; what was there stays, comments too. */
  readonly text: string;
  /** What was added, as it is in the text. */
  readonly added: readonly AddedSender[];
  /** Senders that records only hint at, which are not added. */
  readonly questions: readonly AddedSender[];
}

export interface AddedSender {
  readonly domain: DomainName;
  /** `"google-workspace"`, `{ "host": "mail.example.com" }` */
  readonly entry: string;
}

/**
 * Adds the senders that {@link firstSettings} would declare to settings that there are. Declared ones are not offered again,
 * so doing it twice adds nothing. `undefined` where the text is not an object, or its "senders" have another form.
 */
export function mergedSettings(before: string, subject: SendersSubject): MergedSettings | undefined {
  if (parseTree(before, [], READING)?.type !== 'object') return undefined;
  let text = before;
  const added: AddedSender[] = [];
  const questions: AddedSender[] = [];
  for (const { domain, sure, open } of settingsEntries(subject)) {
    questions.push(...open.map(({ text: entry }) => ({ domain, entry })));
    for (const { value, text: entry } of sure) {
      const changed = appended(text, domain, value);
      if (changed === undefined) return undefined;
      text = changed;
      added.push({ domain, entry });
    }
  }
  return { text, added, questions };
}

const READING = { allowTrailingComma: true } as const;

/** The text with one more sender of the domain, at the end of its list. */
function appended(text: string, domain: DomainName, value: unknown): string | undefined {
  const root = parseTree(text, [], READING);
  const senders = root && findNodeAtLocation(root, ['senders']);
  if (senders !== undefined && senders.type !== 'object') return undefined;
  // Names in settings are compared as DNS does.
  const typed = senders?.children
    ?.map((property): unknown => property.children?.[0]?.value)
    .find((key): key is string => typeof key === 'string' && canonicalName(key) === domain);
  const list = root && typed !== undefined ? findNodeAtLocation(root, ['senders', typed]) : undefined;
  if (list !== undefined && list.type !== 'array') return undefined;
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' };
  const edits =
    list === undefined
      ? modify(text, ['senders', domain], [value], { formattingOptions })
      : modify(text, ['senders', typed ?? domain, list.children?.length ?? 0], value, {
          formattingOptions,
          isArrayInsertion: true,
        });
  return applyJsonEdits(text, edits);
}
