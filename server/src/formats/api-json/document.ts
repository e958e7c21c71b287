import { readJsonData } from '../../data/json.ts';
import { dataProblems, dataReading } from '../../record-sets/data-reading.ts';
import { RecordSetDocument } from '../../record-sets/document.ts';
import type { SetReading } from '../../record-sets/record-set.ts';
import { DNSCONTROL_IR } from './dnscontrol.ts';
import { ROUTE53_CHANGES, ROUTE53_LIST } from './route53.ts';
import type { ApiShape } from './shape.ts';

/** The first one whose form a document has reads it. */
const SHAPES: readonly ApiShape[] = [ROUTE53_LIST, ROUTE53_CHANGES, DNSCONTROL_IR];

/** JSON that the tools of a DNS service print or take. */
export function readApiDocument(text: string): RecordSetDocument {
  return RecordSetDocument.read(text, readApiSets);
}

function readApiSets(source: string): SetReading {
  const { root, problems } = readJsonData(source);
  let found: ReturnType<ApiShape['read']>;
  for (const shape of SHAPES) {
    found = root && shape.read(root);
    if (found !== undefined) break;
  }
  return dataReading({
    source,
    root,
    sets: found?.sets ?? [],
    problems: dataProblems(problems),
    // Where others may be, the absence of a record proves nothing.
    hasTemplates: found?.isPartial !== false,
    language: 'json',
  });
}

/** Whether a text reads as one of the forms. `head`: its start. */
export function looksLikeApiJson(head: string): boolean {
  return SHAPES.some(({ text }) => text.every((pattern) => pattern.test(head)));
}

export function isJsonPath(path: string): boolean {
  return /\.json$/i.test(path);
}
