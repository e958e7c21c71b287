import { readJsonData } from '../../../data/json.ts';
import type { DataScalar } from '../../../data/node.ts';
import { dataProblems, dataReading } from '../../../record-sets/data-reading.ts';
import { verbatimText, type DecodedText } from '../../../text/decoded-text.ts';
import type { SetReading } from '../../../record-sets/record-set.ts';
import { commentPragmas } from '../comments.ts';
import { addAzureRecord } from '../edits/add.ts';
import { LiteralIndex, type AzureLiteral } from '../literals.ts';
import { namesOfParameters, type AzureContext } from '../parameters/given.ts';
import type { AzureLanguage } from '../parameters/template-groups.ts';
import { readTemplate } from '../read-sets.ts';
import { isCompiledBicep, mentionsZones } from '../recognize.ts';
import { MAX_TEMPLATE_LENGTH, tooLong } from '../template-length.ts';
import type { AzureSyntax } from '../typed-list.ts';
import type { ArmString } from './expression-text.ts';
import { readArmTemplate, saidBy } from './template.ts';

/** JSON templates. */
export const ARM_LANGUAGE: AzureLanguage = {
  commentSign: undefined,
  read: readArmSets,
  parametersOf: (text) =>
    namesOfParameters(readArmTemplate(readJsonData(text, { hasComments: true }).root).template),
  isCompiled: isCompiledBicep,
};

const SYNTAX: AzureSyntax = {
  typeText: typeString,
  separator: ',',
  typeKey: (name) => JSON.stringify(name),
  typeResource: ({ type, print }) => print([['type', type]]),
  copied: ['apiVersion', 'dependsOn'],
};

/** Record sets of Azure DNS in a JSON template. */
function readArmSets(source: string, context: AzureContext): SetReading {
  if (source.length > MAX_TEMPLATE_LENGTH) return tooLong();
  const { root, problems } = readJsonData(source, { hasComments: true });
  const { template, scalars, strings } = readArmTemplate(root);
  const found = readTemplate(source, template, SYNTAX, context);
  const sets = found.sets.map(({ set }) => set);
  const own = mentionsZones(source) ? dataProblems(problems) : [];
  const reading = dataReading({
    source,
    root,
    sets,
    problems: [...own, ...found.problems],
    hasTemplates: true,
    language: 'json',
  });
  let literals: LiteralIndex | undefined;
  return {
    ...reading,
    pragmasIn: commentPragmas,
    add: (change, beside) => addAzureRecord({ source, sets: found.sets, syntax: SYNTAX }, change, beside),
    literalAt(offset) {
      literals ??= new LiteralIndex(source, [...scalars.map(scalarLiteral), ...strings.map(stringLiteral)]);
      return literals.at(offset);
    },
  };
}

function typeString(text: string): string {
  return JSON.stringify(/^\[[^]*\]$/.test(text) ? `[${text}` : text);
}

function scalarLiteral({ range, text, type }: DataScalar): AzureLiteral {
  if (type === 'text')
    return {
      range,
      text,
      escape: (other) => JSON.stringify(other).slice(1, -1),
      read: readString,
      retype: typeString,
    };
  const number = (other: string): string | undefined => (/^(?:0|[1-9]\d*)$/.test(other) ? other : undefined);
  const read = (typed: string): DecodedText | undefined =>
    number(typed) === undefined ? undefined : verbatimText(typed, 0);
  return { range, text, escape: number, read, retype: number };
}

/** The value of a JSON string; `undefined` if it is an expression. */
function readString(typed: string): DecodedText | undefined {
  const text = parseString(typed);
  return text === undefined || /^\[(?!\[)[^]*\]$/.test(text.text) ? undefined : saidBy(text);
}

function parseString(typed: string): DecodedText | undefined {
  const { root, problems } = readJsonData(typed);
  return problems.length === 0 && root?.kind === 'scalar' && root.type === 'text' ? root.text : undefined;
}

/** A string within an expression, which is itself within a JSON string. */
function stringLiteral({ range, text }: ArmString): AzureLiteral {
  const escape = (other: string): string => JSON.stringify(other.replaceAll("'", "''")).slice(1, -1);
  return {
    range,
    text,
    escape,
    isComputed: true,
    read: (typed) => {
      const inner = parseString(`"${typed}"`)?.text;
      return inner !== undefined && /^'(?:[^']|'')*'$/.test(inner)
        ? { text: inner.slice(1, -1).replaceAll("''", "'"), segments: [] }
        : undefined;
    },
    retype: (other) => `'${escape(other)}'`,
  };
}
