import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';

import type { DocumentPath } from '../../../analysis/finding.ts';
import type { WorkspaceEnvironment } from '../../../analysis/workspace.ts';
import type { QuestionType } from '../../../dns/facts.ts';
import type { ProjectFiles } from '../../../records/document-family.ts';
import type { ConfigLookup } from '../../node/config-files.ts';
import type { OutsideDns } from '../../node/dns/outside.ts';

/** The sources that a run queries in addition to the texts of its documents. */
export interface AskedSources {
  readonly environment: WorkspaceEnvironment;
  readonly configs: ConfigLookup;
  readonly outside: OutsideDns;
  /** Whether answers about names come from a file. Otherwise there are none, and the questions need not be remembered. */
  readonly hasAnswers: boolean;
  /** Whether a file may have been committed. */
  readonly isInRepository: (path: DocumentPath) => boolean;
}

/** A question: its name in `ANSWERS`, its arguments, and a digest of its answer. */
export interface AskedQuestion {
  readonly name: string;
  readonly args: readonly string[];
  readonly digest: string;
}

/** Each question once, in the order in which the questions were asked: JSON of its name and arguments, and a digest of its answer. */
export type AskedEntries = readonly (readonly [question: string, digest: string])[];

/** How each kind of question is answered: when it is asked, and again when a later run checks whether the answer is the same. */
const ANSWERS = {
  include: ({ environment }, target, from) => environment.include(target, from),
  originOf: ({ environment }, path) => environment.originOf(path),
  zonesOf: ({ environment }, path) => environment.zonesOf?.(path),
  // One answer has the severities of all rules: there are too many rules and files to store each severity.
  rulesFor: ({ configs }, path) => configs.nearest(path)?.rulesFor(path),
  userRulesFor: ({ configs }, path) => configs.user?.rulesFor(path),
  isPreviewOn: ({ environment }, path) => environment.isPreviewOn?.(path),
  sendersFor: ({ environment }, path) => environment.sendersFor?.(path),
  seenPolicyOf: ({ environment }, domain, path) => environment.seenPolicyOf?.(domain, path),
  lastChangeOf: ({ environment }, path, text) => environment.lastChangeOf?.(path, text),
  committedTextOf: ({ environment, isInRepository }, path) =>
    isInRepository(path) ? environment.committedTextOf?.(path) : undefined,
  ask: ({ outside }, name, type) => outside.ask(name, type as QuestionType),
  list: ({ environment: { files } }, folder) => files?.list(folder),
  folders: ({ environment: { files } }, folder) => files?.folders?.(folder),
  read: ({ environment: { files } }, path) => files?.read(path),
  isTooLarge: ({ environment: { files } }, path) => files?.isTooLarge?.(path),
  canonicalPath: ({ environment: { files } }, path) => files?.canonicalPath?.(path),
  zoneNameFor: ({ environment: { files } }, path, ...keys) => files?.zoneNameFor?.(path, keys),
  valueFiles: ({ environment: { files } }) => files?.valueFiles?.(),
  runOptionsOf: ({ environment: { files } }, folder) => files?.runOptionsOf?.(folder),
} satisfies Record<string, (sources: AskedSources, first: string, second: string) => unknown>;

type QuestionName = keyof typeof ANSWERS;

/** Members of `WorkspaceEnvironment` that are not questions, or that are asked in another place. */
type NoQuestion = 'isStatic' | 'evaluation' | 'observer' | 'ruleFailed' | 'ask' | 'files';

/**
 * Remembers what a run asks its environment, and the answers. The rest of mailtxt is a function of the documents and these answers,
 * so the same documents and the same answers lead to the same findings.
 *
 * Invariant: each given answer is remembered, or `isConsistent` is false.
 */
export class AskedQuestions {
  readonly environment: WorkspaceEnvironment;
  readonly outside: OutsideDns;
  private readonly digests = new Map<string, string>();
  private consistent = true;
  private readonly digester = new Digester();

  constructor(sources: AskedSources) {
    const { outside, hasAnswers } = sources;
    const ask = <Name extends QuestionName>(
      name: Name,
      ...args: string[]
    ): ReturnType<(typeof ANSWERS)[Name]> => {
      const answer = answerOf(sources, name, args) as ReturnType<(typeof ANSWERS)[Name]>;
      this.remember(JSON.stringify([name, ...args]), answer);
      return answer;
    };
    this.environment = environmentAsking(ask, sources.environment, new Set());
    this.outside = {
      ...outside,
      // The original counts names without an answer in its own set.
      ask: (name, type, owner) => {
        const answer = outside.ask(name, type, owner);
        if (hasAnswers) this.remember(JSON.stringify(['ask', name, type]), answer);
        return answer;
      },
    };
  }

  /** Whether each question had exactly one answer, and all answers are known. */
  get isConsistent(): boolean {
    return this.consistent;
  }

  get entries(): AskedEntries {
    return [...this.digests];
  }

  /** Adds the questions of another thread. `undefined`: they are unknown. */
  add(entries: AskedEntries | undefined): void {
    if (entries === undefined) this.consistent = false;
    for (const [question, digest] of entries ?? []) this.keep(question, digest);
  }

  private remember(question: string, answer: unknown): void {
    const digest = this.digester.digestOf(answer);
    if (digest === undefined) this.consistent = false;
    else this.keep(question, digest);
  }

  private keep(question: string, digest: string): void {
    const known = this.digests.get(question);
    if (known === undefined) this.digests.set(question, digest);
    // A file changed while the run read it.
    else if (known !== digest) this.consistent = false;
  }
}

type Ask = <Name extends QuestionName>(name: Name, ...args: string[]) => ReturnType<(typeof ANSWERS)[Name]>;

/** Every function of `WorkspaceEnvironment` is listed here: a new one does not compile until it is also a question. */
function environmentAsking(
  ask: Ask,
  original: WorkspaceEnvironment,
  withSettings: Set<string>,
): WorkspaceEnvironment {
  const files: Required<Omit<ProjectFiles, 'looksAt' | 'isOther'>> = {
    list: (folder) => ask('list', folder) ?? [],
    folders: (folder) => ask('folders', folder),
    read: (path) => ask('read', path),
    isTooLarge: (path) => ask('isTooLarge', path) ?? false,
    canonicalPath: (path) => ask('canonicalPath', path) ?? path,
    zoneNameFor: (path, keys) => ask('zoneNameFor', path, ...keys),
    showsAll: original.files?.showsAll ?? false,
    valueFiles: () => ask('valueFiles') ?? [],
    runOptionsOf: (folder) => ask('runOptionsOf', folder),
  };
  const asking: Required<Omit<WorkspaceEnvironment, NoQuestion>> = {
    include: (target, from) => ask('include', target, from),
    originOf: (path) => ask('originOf', path),
    zonesOf: (path) => ask('zonesOf', path) ?? [],
    severityOf: (rule, path) => {
      if (!withSettings.has(path)) {
        ask('rulesFor', path);
        ask('userRulesFor', path);
        withSettings.add(path);
      }
      return original.severityOf(rule, path);
    },
    isPreviewOn: (path) => ask('isPreviewOn', path) ?? false,
    sendersFor: (path) => ask('sendersFor', path) ?? [],
    seenPolicyOf: (domain, path) => ask('seenPolicyOf', domain, path),
    lastChangeOf: (path, text) => ask('lastChangeOf', path, text),
    committedTextOf: (path) => ask('committedTextOf', path),
  };
  return { ...asking, files };
}

function answerOf(sources: AskedSources, name: QuestionName, args: readonly string[]): unknown {
  const answer: (sources: AskedSources, ...args: string[]) => unknown = ANSWERS[name];
  return answer(sources, ...args);
}

/** Whether all questions still have the answers of these digests. The questions are untrusted. */
export function areAnswersSame(questions: Iterable<AskedQuestion>, sources: AskedSources): boolean {
  const digester = new Digester();
  for (const { name, args, digest } of questions) {
    if (!Object.hasOwn(ANSWERS, name)) return false;
    if (digester.digestOf(answerOf(sources, name as QuestionName, args)) !== digest) return false;
  }
  return true;
}

/** Computes digests of answers. Equal answers have equal digests. */
class Digester {
  /** Digests of lists and maps that many files share. */
  private readonly known = new WeakMap<object, string>();

  /** `undefined`: the answer has parts without a digest, such as functions. */
  digestOf(answer: unknown): string | undefined {
    if (answer === undefined || typeof answer === 'boolean') return String(answer);
    if (typeof answer === 'string') return textDigest(answer);
    if (answer === null || typeof answer !== 'object') return textDigest(JSON.stringify(answer));
    const known = this.known.get(answer);
    if (known !== undefined) return known;
    let digest: string;
    try {
      digest = createHash('sha256').update(textOfAnswer(answer)).digest('base64');
    } catch {
      return undefined;
    }
    this.known.set(answer, digest);
    return digest;
  }
}

/**
 * A text that is the same for equal values. V8's own serialization differs for a list that was allocated with spare capacity.
 *
 * @throws if the value has a part without a text, such as a function
 */
export function textOfAnswer(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('not data');
    return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
  }
  const listed = (entries: Iterable<unknown>): string => Array.from(entries, textOfAnswer).join(',');
  if (Array.isArray(value)) return `[${listed(value)}]`;
  if (value instanceof Map) return `Map(${listed(value)})`;
  if (value instanceof Set) return `Set(${listed(value)})`;
  if (Object.getPrototypeOf(value) === Object.prototype) return `{${listed(Object.entries(value))}}`;
  return serialize(value).toString('base64');
}

/** Hashes UTF-16: octets that are not UTF-8 are lone surrogates in a text, which would all be the same in UTF-8. */
export function textDigest(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('base64');
}
