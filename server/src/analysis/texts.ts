import { textsFrom } from '../text/texts.ts';

/**
 * The texts of this layer for users: what is wrong with settings and with files of DNS answers, and what was not checked. Faults
 * of a value (`is not …`) are the end of a sentence that begins with the value in quotes.
 */
export const ANALYSIS_TEXTS = {
  // Syntax of settings files
  nestedTooDeep: 'brackets are nested more than {most} levels deep',
  keyExpected: 'a key in double quotes is expected here',
  valueExpected: 'a value is expected here',
  signExpected: 'a "{sign}" is expected here',
  endExpected: 'the end of the file is expected here',
  commentNotClosed: 'this comment is not closed',
  textNotClosed: 'this text has no closing quote',
  notJson: 'this is not JSON',

  // Types of values
  wrongType: 'this must be {expected}, not {found}',
  quotedText: 'text in double quotes',
  oneOf: 'one of {words}',
  wholeNumber: 'a whole number from {min} to {max}',
  trueOrFalse: 'true or false',
  list: 'a list, as in {example}',
  object: 'an object, as in {example}',
  anObject: 'an object',
  aList: 'a list',
  text: 'text',

  // Keys and values of settings
  fault: '"{value}" {fault}',
  listTooLong: 'the list has more than {most} values, and those from here on are ignored',
  notASetting: '"{key}" is not a setting; {suggestion}',
  notOneOf: '"{value}" is not {noun}; {suggestion}',
  aSeverity: 'a severity',
  anAnswer: 'an answer',
  setTwice: '"{key}" is set twice, and the last value is used',
  didYouMean: 'did you mean "{name}"?',
  use: 'use {words}',
  or: '{words} or {last}',
  empty: 'is empty',
  notANetwork: 'is not an IP address or network',
  noPrefixLength: 'has no prefix length from 0 to {most}',
  tooLong: 'is longer than {most} characters',
  senderWithoutSource: 'a sender needs a "service", a "host" or an "ip"',
  onAnotherMachine: 'is on another machine; use a file or a package that is installed here',
  overrideWithoutFiles: 'an override needs "files", the patterns of the files that it applies to',
  tooManyGlobstars: 'has "**" in more than {most} places between folders',
  notAResolver: 'is not a resolver; use "system", an IP address or a URL that begins with https://',
  notARule: 'is not a rule; {suggestion}',
  rulesListThem: '"mailtxt rules" lists them',
  emptyDomain: 'is not a domain name: it is empty',
  domainCharacters: 'is not a domain name: use ASCII letters ("xn--…" for others), and no spaces',
  domainDots: 'is not a domain name: it has two dots in a row, or begins with a dot',
  domainLabel: 'is not a domain name: a label is longer than 63 octets',
  domainLength: 'is not a domain name: it is longer than 255 octets',

  // Files of DNS answers
  notAQuery: 'is not a query; use an absolute name and a type, as in "example.com. TXT"',
  notADnsName: 'is not a valid DNS name',
  unknownType: 'has no known record type',
  notOctets: 'has a character above U+00FF; each character stands for one octet',
  answerWithoutType: 'an answer with records needs a query with a type',
  answerWithoutStrings: 'an answer of type TXT needs "strings", as in [["v=spf1 -all"]]',
  answerWithoutData: 'an answer of type {type} needs "data"',
  invalidData: '"{data}" is not valid data for a record of type {type}',

  // What was not checked
  tooManyZones: 'Too many zones use large files, so {count} of the zones that use this file are not checked.',
  includeMissing: 'The included file "{name}" is not in the workspace, so its records are not checked.',
  includesItself: 'The file includes itself: {chain}.',
  includedTooDeep: 'The file is included through {most} other files, so its records are not checked.',
  includedTooOften:
    'The zone repeats includes more than {most} times, so the records of this include are not checked.',
  includesTooLarge: 'Too many zones include large files, so the records of this include are not checked.',
  domainUnknown: 'The domain of 1 record is unknown. {remedy}',
  domainsUnknown: 'The domain of {count} records is unknown. {remedy}',
  nameItsZone: 'Name its zone in "origins" of .mailtxt.json.',
  setOrigin: 'Set it with "$ORIGIN", or in "origins" of .mailtxt.json.',
  sameZone: '{count} files contain the zone "{zone}", and nothing shows which one is used: {files}.',
  sameZoneUsed: '{count} files contain the zone "{zone}". mailtxt assumes that {file} is used.',
} as const;

export const analysisText = textsFrom(ANALYSIS_TEXTS);
