import type { Question, ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';
import { dmarcPlaceOf } from '../email/dmarc/owner.ts';
import { isPublicSuffix } from '../email/dmarc/public-suffix.ts';

/** Facts that record each query without an answer on which a verdict may depend, once. */
export interface NotingFacts {
  readonly facts: ZoneFacts;
  readonly unanswered: () => readonly Question[];
}

export function notingFacts(facts: ZoneFacts): NotingFacts {
  const noted = new Map<string, Question>();
  return {
    facts: {
      ask(name, type) {
        const answer = facts.ask(name, type);
        if (answer.status === 'pending' && !isHarmless(name)) noted.set(`${name} ${type}`, { name, type });
        return answer;
      },
      setupRecords: (zone) => facts.setupRecords(zone),
    },
    unanswered: () => [...noted.values()],
  };
}

/** A DMARC policy of a registry makes no difference to the names below it. */
function isHarmless(name: DomainName): boolean {
  const domain = dmarcPlaceOf(name);
  return domain.kind === 'policy' && isPublicSuffix(domain.domain);
}
