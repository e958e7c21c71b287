import { asciiLowerCase } from '../../dns/names.ts';
import { slipsBetween } from '../../text/nearest-name.ts';
import { readable } from '../octets.ts';
import {
  isRemoved,
  isUriList,
  isWholeValue,
  POLICIES,
  tagNames,
  type DmarcPolicy,
  type DmarcTagName,
} from './tags.ts';

/** Words that people write instead of a tag name. */
const TAG_WORDS: Readonly<Record<string, DmarcTagName>> = {
  policy: 'p',
  subdomain: 'sp',
  subdomainpolicy: 'sp',
  report: 'rua',
};

/** Words that people write instead of a policy. */
const POLICY_WORDS: Readonly<Record<string, DmarcPolicy>> = {
  monitor: 'none',
  monitoring: 'none',
  nothing: 'none',
  spam: 'quarantine',
  junk: 'quarantine',
  block: 'reject',
  deny: 'reject',
  refuse: 'reject',
};

/** Cyrillic and Greek letters that look like a letter of a tag name. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a', ԁ: 'd', і: 'i', ո: 'n', р: 'p', ѕ: 's', т: 't', с: 'c', к: 'k', м: 'm', о: 'o', α: 'a', ρ: 'p', υ: 'u', ν: 'v', ѵ: 'v',
}; // prettier-ignore

/**
 * The tag that was meant by an unknown name: similar in spelling, not in the record yet, and consistent with the value.
 * `undefined` if there is none, or more than one.
 */
export function nearestTag(
  name: string,
  value: string,
  present: ReadonlySet<DmarcTagName>,
): DmarcTagName | undefined {
  const typed = asciiLowerCase(latin(name)).replace(/[^a-z]/g, '');
  const fitting = tagNames().filter((tag) => !present.has(tag) && !isRemoved(tag) && mayHold(tag, value));
  const exact = fitting.find((tag) => tag === typed || tag === TAG_WORDS[typed]);
  if (exact !== undefined) return exact;
  const near = fitting.filter((tag) => isTypoOf(typed, tag));
  return near.length === 1 ? near[0] : undefined;
}

function mayHold(tag: DmarcTagName, value: string): boolean {
  return isUriList(tag) ? /mailto:|@/i.test(value) : isWholeValue(tag, value);
}

export function nearestPolicy(value: string): DmarcPolicy | undefined {
  const typed = asciiLowerCase(latin(value)).replace(/[^a-z]/g, '');
  if (Object.hasOwn(POLICY_WORDS, typed)) return POLICY_WORDS[typed];
  return POLICIES.find(
    (policy) => typed.startsWith(policy) || (typed.length >= 4 && slipsBetween(typed, policy, 2) <= 2),
  );
}

/** Whether a word differs from another by 1 typo or, if it is long, by 2. */
export function isTypoOf(typed: string, word: string): boolean {
  const allowed = word.length > 5 ? 2 : 1;
  return slipsBetween(typed, word, allowed) <= allowed;
}

function latin(octets: string): string {
  return readable(octets).replace(/[^\x20-\x7E]/g, (letter) => LOOKALIKES[asciiOrSelf(letter)] ?? letter);
}

function asciiOrSelf(letter: string): string {
  return letter.toLowerCase();
}
