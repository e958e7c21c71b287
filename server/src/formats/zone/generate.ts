import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { MappedText } from '../../text/mapped-text.ts';
import type { DnsRecord, Rdata } from '../../records/record.ts';
import type { Context } from './context.ts';
import { parseGenerate, substitute } from './generate-directive.ts';
import type { GenerateDirective, GenerateFault } from './generate-directive.ts';
import { nameFromText } from './names.ts';
import { nameFault } from './owner.ts';
import { readRecord } from './read-record.ts';
import type { RecordReading } from './read-record.ts';

/**
 * Records that one directive may make here, and the number after which a file goes on to the next directive. BIND
 * allows more.
 */
export const MAX_GENERATED = 65_536;

/** Characters of all records that the directives of a file generate: 64 for each on average. A line may have megabytes. */
export const MAX_GENERATED_TEXT = 64 * MAX_GENERATED;

/** The rest of the budget for the directives of a file. */
export interface GenerateBudget {
  records: number;
  characters: number;
}

export function generateBudget(): GenerateBudget {
  return { records: MAX_GENERATED, characters: MAX_GENERATED_TEXT };
}

/**
 * The directive's records, as many as the budget allows, which is reduced accordingly. They are not in any text, so
 * their values cannot be mapped back. Their anchor is the directive's.
 */
export function generate(
  directive: string,
  context: Context,
  id: number,
  budget: GenerateBudget,
): readonly DnsRecord[] {
  const parsed = parseGenerate(directive);
  const records: DnsRecord[] = [];
  if (parsed.kind !== 'range') return records;
  for (
    let value = parsed.start;
    value <= parsed.stop && budget.records > 0 && budget.characters > 0;
    value += parsed.step
  ) {
    const line = lineFor(parsed, value);
    budget.records--;
    budget.characters -= line.text.length;
    const reading = readLine(line, parsed, context, id);
    if (reading !== undefined) records.push(withoutPlaces(reading.record));
  }
  return records;
}

/** Why a name server rejects the directive; the range counts from the directive's start. */
export function generateFault(
  directive: string,
  context: Context,
): { readonly fault: GenerateFault; readonly range: Range } | undefined {
  const parsed = parseGenerate(directive);
  if (parsed.kind === 'unknown') return undefined;
  if (parsed.kind === 'fault') return parsed;
  // Where any value is rejected, the largest is: it has the most digits, and fits the fewest fields.
  for (const value of [parsed.start, parsed.stop - ((parsed.stop - parsed.start) % parsed.step)]) {
    const line = lineFor(parsed, value);
    const reading = readLine(line, parsed, context, 0);
    const ownerFault = nameFault(line.owner, reading?.record.owner ?? '');
    const refusal = ownerFault ?? reading?.faults[0]?.reason;
    if (refusal === undefined) continue;
    const range = ownerFault === undefined ? parsed.dataRange : parsed.leftRange;
    return { fault: { code: 'generate-data', value, refusal }, range };
  }
  return undefined;
}

interface GeneratedLine {
  readonly owner: string;
  readonly text: string;
}

function lineFor({ left, type, data }: GenerateDirective, value: number): GeneratedLine {
  const owner = substitute(left, value);
  return { owner, text: `${owner} ${type} ${substitute(data, value)}` };
}

function readLine(
  { owner, text }: GeneratedLine,
  { ttl }: GenerateDirective,
  context: Context,
  id: number,
): RecordReading | undefined {
  const effective = ttl >= 0 ? ttl : context.defaultTtl;
  return readRecord({
    text,
    start: 0,
    end: text.length,
    anchor: { id },
    owner: nameFromText(owner, 0, owner.length, context, 'owner'),
    hasOwner: true,
    context,
    ttl: effective < 0 ? undefined : effective,
    conditional: context.depth > 0,
  });
}

function withoutPlaces(record: DnsRecord): DnsRecord {
  const none = rangeOf(0, 0);
  const bare = (text: MappedText): MappedText => MappedText.unwritten(text.text);
  return {
    ...record,
    ownerText: undefined,
    typeRange: none,
    ttlRange: undefined,
    rdata: bareRdata(record.rdata, bare),
    range: none,
    rdataRange: none,
  };
}

function bareRdata(rdata: Rdata, bare: (text: MappedText) => MappedText): Rdata {
  const none = rangeOf(0, 0);
  if (rdata.kind === 'opaque') return rdata;
  if (rdata.kind === 'fields') {
    return { kind: 'fields', fields: rdata.fields.map((f) => ({ ...f, text: bare(f.text), range: none })) };
  }
  const strings = rdata.strings.map((s) => ({ ...s, value: bare(s.value), range: none }));
  return { kind: 'text', strings, value: bare(rdata.value) };
}
