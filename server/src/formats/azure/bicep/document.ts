import { lineStart } from '../../../data/yaml-lines.ts';
import type { RecordSet, SetReading } from '../../../record-sets/record-set.ts';
import type { DocumentProblem } from '../../../records/document.ts';
import { verbatimText, type DecodedText } from '../../../text/decoded-text.ts';
import type { Edit } from '../../../text/edit.ts';
import { rangeOf } from '../../../text/range.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import { commentPragmas } from '../comments.ts';
import { addAzureRecord } from '../edits/add.ts';
import { removeBicepRecord } from '../edits/remove.ts';
import { LiteralIndex, type AzureLiteral } from '../literals.ts';
import { namesOfParameters, type AzureContext } from '../parameters/given.ts';
import type { AzureLanguage } from '../parameters/template-groups.ts';
import { readTemplate } from '../read-sets.ts';
import { mentionsZones } from '../recognize.ts';
import { MAX_TEMPLATE_LENGTH, tooLong } from '../template-length.ts';
import type { AzureSyntax } from '../typed-list.ts';
import type { BicepLiteral } from './cursor.ts';
import { parseBicep, readBicepLiteral } from './parse.ts';
import { escapeBicep } from './strings.ts';

/** Bicep files. */
export const BICEP_LANGUAGE: AzureLanguage = {
  commentSign: '//',
  read: readBicepSets,
  parametersOf: (text) => namesOfParameters(parseBicep(text)),
  isCompiled: () => false,
};

const SYNTAX: AzureSyntax = {
  typeText: (text) => `'${escapeBicep(text)}'`,
  separator: '',
  typeKey: (name) => name,
  typeResource: ({ symbol, type, print }) => `resource ${symbol} ${type} = ${print([])}`,
  copied: ['parent'],
};

/** Record sets of Azure DNS in a Bicep file. */
function readBicepSets(source: string, context: AzureContext): SetReading {
  if (source.length > MAX_TEMPLATE_LENGTH) return tooLong();
  const bicep = parseBicep(source);
  const faults = mentionsZones(source) ? bicep.faults : [];
  const { sets, problems } = readTemplate(source, bicep, SYNTAX, context);
  let literals: LiteralIndex | undefined;
  return {
    sets: sets.map(({ set }) => set),
    problems: [...faults.slice(0, 1).map(problemOf), ...problems],
    pragmasIn: commentPragmas,
    // Other templates and manual changes may add records to the same zone.
    hasTemplates: true,
    remove: (set, value) =>
      removeBicepRecord(source, sets, set, value, (symbol) => (bicep.words.get(symbol) ?? 0) > 1),
    add: (change, beside) => addAzureRecord({ source, sets, syntax: SYNTAX }, change, beside),
    commentBefore: (set, text) => commentBefore(source, set, text),
    literalAt(offset) {
      literals ??= new LiteralIndex(source, bicep.literals.map(literalOf));
      return literals.at(offset);
    },
  };
}

function commentBefore(source: string, { range }: RecordSet, text: string): readonly Edit[] | undefined {
  const start = lineStart(source, range.start);
  const indent = source.slice(start, range.start);
  if (indent.trim() !== '') return undefined;
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  return [{ range: rangeOf(start, start), text: `${indent}// ${text}${eol}` }];
}

function problemOf({ summary, detail, range }: SyntaxFault): DocumentProblem {
  return { message: `${summary}: ${detail}`, range, unread: { kind: 'format' } };
}

function literalOf({ form, range, text, hasExpressions }: BicepLiteral): AzureLiteral {
  const read = (typed: string): DecodedText | undefined => {
    const literal = readBicepLiteral(typed);
    return literal?.form === form ? literal.text : undefined;
  };
  switch (form) {
    case 'string':
      return {
        range,
        text,
        isComputed: hasExpressions,
        escape: escapeBicep,
        read,
        retype: (other) => (hasExpressions ? undefined : `'${escapeBicep(other)}'`),
      };
    case 'multi-line':
      return { range, text, escape: (other) => other, read, retype: (other) => `'${escapeBicep(other)}'` };
    case 'number':
      return { range, text, escape: digits, read: readDigits, retype: digits };
    case 'boolean':
      return { range, text, escape: () => undefined, read: () => undefined, retype: () => undefined };
  }
}

function digits(text: string): string | undefined {
  return /^(?:0|[1-9]\d{0,9})$/.test(text) ? text : undefined;
}

function readDigits(typed: string): DecodedText | undefined {
  return digits(typed) === undefined ? undefined : verbatimText(typed, 0);
}
