import type { Answer, QuestionType, ZoneFacts } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';

/** The answers as they would be with one text of a name replaced. The effect of a fix is tried on these. */
export function editedFacts(facts: ZoneFacts, name: DomainName, was: string, text: string): ZoneFacts {
  return {
    ask<T extends QuestionType>(asked: DomainName, type: T): Answer<T> {
      const answer = facts.ask(asked, type);
      if (type !== 'TXT' || asked !== name || answer.status !== 'data') return answer;
      const texts = answer.data as readonly unknown[] as readonly (readonly string[])[];
      const data = texts.map((strings) => (strings.join('') === was ? [text] : strings));
      return { ...answer, data } as unknown as Answer<T>;
    },
    setupRecords(zone) {
      const setup = facts.setupRecords(zone);
      const spf = setup?.spf.map((one) => (one.owner === name && one.text === was ? { ...one, text } : one));
      return setup && spf && { ...setup, spf };
    },
  };
}
