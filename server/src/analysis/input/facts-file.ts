import { rangeOf } from '../../text/range.ts';
import { formatIp, parseIpv4, parseIpv6 } from '../../dns/address.ts';
import type { Answer, AnswerData, DnsFacts, NoDataStatus, Question, QuestionType } from '../../dns/facts.ts';
import { QUESTION_TYPES } from '../../dns/facts.ts';
import { FactsTable } from '../../dns/facts-table.ts';
import type { StoredAnswer } from '../../dns/facts-table.ts';
import { canonicalName, faultOfName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import type { ConfigProblem, Read } from './config-reader.ts';
import {
  listOf,
  mapOf,
  objectOf,
  oneOf,
  readConfigJson,
  configText,
  wholeNumberSetting,
} from './config-reader.ts';
import { analysisText } from '../texts.ts';

type Failure = 'NXDOMAIN' | 'NODATA' | 'SERVFAIL' | 'TIMEOUT';
const FAILURES: readonly Failure[] = ['NXDOMAIN', 'NODATA', 'SERVFAIL', 'TIMEOUT'];

interface FactsFile {
  readonly recorded: string;
  readonly answers: ReadonlyMap<string, Failure | FileAnswer>;
  readonly otherwise: Failure;
}

interface FileAnswer {
  /** For TXT: the character-strings of each record, one code unit per octet. */
  readonly strings: readonly (readonly string[])[];
  /** For other types: RDATA in presentation form. */
  readonly data: readonly string[];
  /** Seconds. Only for readers, because an answer in a file does not age. */
  readonly ttl: number;
}

/**
 * Reads a file of DNS answers (`docs/FORMAT.md`). Faults are reported at their exact characters, and the rest is used.
 */
export function parseFactsFile(json: string): {
  readonly facts: DnsFacts;
  readonly problems: readonly ConfigProblem[];
} {
  const { value, problems } = readConfigJson(json, readFacts);
  const source = { kind: 'file', recorded: value?.recorded } as const;
  const table = new FactsTable(source, value?.otherwise && statusOf(value.otherwise));
  for (const [key, answer] of value?.answers ?? []) {
    const { name, type } = questionOf(key);
    if (typeof answer === 'string') table.set(name, type as QuestionType | undefined, statusOf(answer));
    else if (isQuestionType(type)) {
      const stored = storedAnswer(type, answer);
      if (stored !== undefined) table.set(name, type, stored);
    }
  }
  return { facts: table, problems };
}

function statusOf(failure: Failure): Exclude<NoDataStatus, 'pending'> {
  return failure.toLowerCase() as Exclude<NoDataStatus, 'pending'>;
}

/** `_spf.example.net. TXT`: an absolute name, and optionally a type. */
function questionOf(key: string): { readonly name: DomainName; readonly type: string | undefined } {
  const [name = '', type] = key.trim().split(/\s+/);
  return { name: canonicalName(name), type: type?.toUpperCase() };
}

function isQuestionType(type: string | undefined): type is QuestionType {
  return (QUESTION_TYPES as readonly (string | undefined)[]).includes(type);
}

function faultOfQuestion(key: string): string | undefined {
  const words = key.trim().split(/\s+/);
  const [name = '', type] = words;
  if (words.length > 2 || !name.endsWith('.')) {
    return analysisText('notAQuery');
  }
  if (faultOfName(canonicalName(name)) !== undefined) return analysisText('notADnsName');
  if (type !== undefined && typeCode(type) === undefined) return analysisText('unknownType');
  return undefined;
}

const answerObject = objectOf<FileAnswer>({
  strings: listOf(listOf(configText(faultOfOctets))),
  data: listOf(configText()),
  ttl: wholeNumberSetting(0, 2 ** 31 - 1),
});

function faultOfOctets(value: string): string | undefined {
  return /^[\0-\xff]*$/.test(value) ? undefined : analysisText('notOctets');
}

const readAnswer: Read<Failure | FileAnswer> = (node, report) => {
  if (node.type === 'string') return oneOf(FAILURES, 'anAnswer')(node, report);
  const answer = answerObject(node, report);
  if (answer === undefined) return undefined;
  const { strings = [], data = [], ttl = 0 } = answer;
  const key: unknown = node.parent?.children?.[0]?.value;
  const wrong = typeof key === 'string' ? faultOfAnswer(questionOf(key).type, strings, data) : undefined;
  if (wrong === undefined) return { strings, data, ttl };
  report({ range: rangeOf(node.offset, node.offset + node.length), message: wrong });
  return undefined;
};

function faultOfAnswer(
  type: string | undefined,
  strings: FileAnswer['strings'],
  data: FileAnswer['data'],
): string | undefined {
  if (type === undefined) return analysisText('answerWithoutType');
  if (type === 'TXT') {
    return strings.length > 0 ? undefined : analysisText('answerWithoutStrings');
  }
  if (data.length === 0) return analysisText('answerWithoutData', { type });
  if (!isQuestionType(type)) return undefined;
  const bad = data.find((rdata) => readData(type, rdata) === undefined);
  return bad === undefined ? undefined : analysisText('invalidData', { data: bad, type });
}

const readFacts = objectOf<FactsFile>({
  recorded: configText(),
  answers: mapOf(readAnswer, faultOfQuestion, (key) => {
    const { name, type } = questionOf(key);
    return type === undefined ? `${name}.` : `${name}. ${type}`;
  }),
  otherwise: oneOf(FAILURES, 'anAnswer'),
});

function storedAnswer(type: QuestionType, { strings, data }: FileAnswer): StoredAnswer | undefined {
  if (type === 'TXT') return strings;
  const records = data.map((rdata) => readData(type, rdata)).filter((record) => record !== undefined);
  return records.length === 0 ? undefined : records;
}

function readData(type: QuestionType, rdata: string): AnswerData[QuestionType] | undefined {
  switch (type) {
    case 'A':
      return parseIpv4(rdata);
    case 'AAAA':
      return parseIpv6(rdata);
    case 'MX': {
      const [, preference, exchange] = /^(\d{1,5})\s+(\S+)$/.exec(rdata) ?? [];
      if (preference === undefined || exchange === undefined) return undefined;
      return { preference: Number(preference), exchange: canonicalName(exchange) };
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return /^\S+$/.test(rdata) ? canonicalName(rdata) : undefined;
    case 'TLSA':
    case 'TXT':
      return rdata;
  }
}

/**
 * The text of a file of DNS answers: the queries in the order of their names, and when it was recorded. Pending queries are
 * omitted.
 */
export function writeFactsFile(
  answers: readonly { readonly question: Question; readonly answer: Answer }[],
  recorded: string,
): string {
  const lines: Record<string, unknown> = {};
  const keyed = answers.map(({ question: { name, type }, answer }) => {
    return { key: `${name}. ${type}`, written: writtenAnswer(type, answer) };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, written } of keyed) if (written !== undefined) lines[key] = written;
  return `${JSON.stringify({ recorded, answers: lines }, null, 2)}\n`;
}

function writtenAnswer(type: QuestionType, answer: Answer): unknown {
  if (answer.status === 'pending') return undefined;
  if (answer.status !== 'data') return answer.status.toUpperCase();
  if (type === 'TXT') return { strings: answer.data };
  return { data: answer.data.map((record) => presentation(record, type)) };
}

function presentation(record: AnswerData[QuestionType], type: QuestionType): string {
  if (typeof record === 'string') return type === 'TLSA' ? record : `${record}.`;
  if ('exchange' in record) return `${record.preference} ${record.exchange}.`;
  return 'kind' in record ? formatIp(record) : record.join('');
}
