import type { Range } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import { readAuthentication, tellsAuthentication } from './authentication.ts';
import { CONTAINERS } from './containers.ts';
import { isJson } from './events/read-events.ts';
import { readJsonStrings } from './json-strings.ts';
import type { DeliveryEvidence } from './model.ts';
import { readPasted } from './pasted.ts';
import { hasCode } from './read-mail.ts';

/**
 * Reads any evidence of mail that was not delivered: a delivery report, the reply of a server, lines of a log, events
 * of a service, or the results that a receiver wrote into a header ({@link CONTAINERS}). It never fails. Text without a
 * code is one reply, and a message that reports nothing is not evidence. Ranges are in `text`.
 */
export function readEvidence(text: string): readonly DeliveryEvidence[] {
  return readPart(text, 0);
}

/** The same for each part of a text, such as the reports in one archive. */
export function readEvidenceInParts(text: string, parts: readonly Range[]): readonly DeliveryEvidence[] {
  return parts.flatMap(({ start, end }) => readPart(text.slice(start, end), start));
}

function readPart(text: string, start: number): readonly DeliveryEvidence[] {
  const given = MappedText.verbatim(text, start);
  for (const { isOne, read } of CONTAINERS) {
    const found = isOne(given) ? read(given) : undefined;
    if (found !== undefined) return found;
  }
  const pasted = isJson(text) ? readJsonStrings(given) : readPasted(given);
  const tells = tellsAuthentication(text);
  if (tells === undefined || (tells === 'results' && pasted.some(hasCode))) return pasted;
  const results = readAuthentication(given);
  return results.length > 0 ? results : pasted;
}
