import type { Answer, DnsFacts, QuestionType } from '../dns/facts.ts';
import type { DomainName } from '../dns/names.ts';

/** The answers as they would be if one text of a name were another. What a fix would do is tried on these. */
export function editedFacts(facts: DnsFacts, name: DomainName, was: string, text: string): DnsFacts {
  return {
    ask<T extends QuestionType>(asked: DomainName, type: T): Answer<T> {
      const answer = facts.ask(asked, type);
      if (type !== 'TXT' || asked !== name || answer.status !== 'data') return answer;
      const texts = answer.data as readonly unknown[] as readonly (readonly string[])[];
      const data = texts.map((strings) => (strings.join('') === was ? [text] : strings));
      return { ...answer, data } as unknown as Answer<T>;
    },
  };
}
