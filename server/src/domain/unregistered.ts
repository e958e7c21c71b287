import type { AnswerSource, QuestionType } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { registrableDomain } from '../dns/top-level.ts';
import type { RecordView } from './view.ts';

/** A domain that does not exist in DNS, so that anyone may be able to register it. */
export interface UnregisteredDomain {
  readonly domain: DomainName;
  readonly source: AnswerSource;
}

/** Domains that are reserved for examples and cannot be registered. RFC 2606 §3. */
const RESERVED: ReadonlySet<DomainName> = new Set(['example.com', 'example.net', 'example.org']);

/**
 * The domain to register for `target`, if DNS answered that neither `target` nor that domain exists. This requires
 * answers for the type that the record is looked up by, and for NS and A of the domain. A file of the workspace is not
 * such an answer, and a failure shows nothing.
 */
export function unregisteredDomainOf(
  target: DomainName,
  type: QuestionType,
  view: RecordView,
): UnregisteredDomain | undefined {
  if (view.facts.ask(target, type).status !== 'nxdomain') return undefined;
  const domain = registrableDomain(target);
  // The domain that has the record is registered or about to be.
  const own = view.record?.owner ?? view.apex ?? '';
  if (domain === undefined || RESERVED.has(domain) || domain === registrableDomain(own)) return undefined;
  const answers = (['NS', 'A'] as const).map((asked) => view.facts.ask(domain, asked));
  const [{ source } = { source: undefined }] = answers;
  if (source === undefined || source.kind === 'workspace') return undefined;
  return answers.every(({ status }) => status === 'nxdomain') ? { domain, source } : undefined;
}
