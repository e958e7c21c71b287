import type { DomainName } from '../../dns/names.ts';
import type { ExplainedSender } from '../sender-cells.ts';
import type { DomainSenders } from '../senders.ts';
import type { SenderHint } from '../../senders/implied.ts';
import { networkText } from '../../senders/network-text.ts';
import { isDeclared } from '../../senders/known-sender.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { Service } from '../../senders/services/model.ts';
import { providerText } from '../../senders/services/provider-networks.ts';
import { networksText } from '../../senders/words.ts';
import { capitalised } from '../../text/capitalised.ts';
import { printable } from '../../text/printable.ts';
import { evidencePlaceText } from './senders-places.ts';
import type { SendersSubject } from './senders-places.ts';

/** Senders by domain. */
const MOST_SENDERS = 20;

/** A first `.mailtxt.json`. */
export interface FirstSettings {
  readonly text: string;
  /** The number of senders in it, and of their domains. */
  readonly senders: number;
  readonly domains: number;
  /** Possible senders, in comments. */
  readonly questions: number;
}

/** Further content of a first settings file. */
export interface FirstFiles {
  /** Patterns; empty to omit them. */
  readonly reports: readonly string[];
  readonly bounces: readonly string[];
  /** Zone files whose zone is unknown. */
  readonly nameless: readonly string[];
}

const NO_FILES: FirstFiles = { reports: [], bounces: [], nameless: [] };

/**
 * A first `.mailtxt.json` from records, resources and reports, for the user to review; `undefined` if they show nothing. It
 * declares senders that pass with the records, or for which the records were made. Others are comments for the user to decide,
 * because declaring a host that does not send mail would cause warnings about it.
 */
export function firstSettings(
  subject: SendersSubject,
  files: FirstFiles = NO_FILES,
): FirstSettings | undefined {
  const domains = subject.result.domains.flatMap((domain) => entriesFor(domain, subject) ?? []);
  const others = fileLines(files);
  if (domains.length === 0 && others === '') return undefined;
  const lists = domains.map(
    ({ domain, lines }) => `    ${JSON.stringify(domain)}: [\n${lines.join('\n')}\n    ],\n`,
  );
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    text: `${domains.length === 0 ? '' : HEAD}{\n${sendersText(lists)}${others}}\n`,
    senders: sum(domains.map(({ senders }) => senders)),
    domains: domains.length,
    questions: sum(domains.map(({ questions }) => questions)),
  };
}

/** An example for users who start from nothing. */
export function settingsTemplate(): string {
  return `{\n${sendersText([])}}\n`;
}

const EXAMPLE = `    // "example.com": ["google-workspace", { "name": "Office relay", "ip": ["192.0.2.10"] }],\n`;

function sendersText(lists: readonly string[]): string {
  return `  "senders": {\n${lists.length === 0 ? EXAMPLE : lists.join('')}  },\n`;
}

/** Zone files to ask about. */
const MOST_NAMELESS = 20;

function fileLines({ reports, bounces, nameless }: FirstFiles): string {
  const lists = Object.entries({ reports, bounces })
    .filter(([, patterns]) => patterns.length > 0)
    .map(([key, patterns]) => `  "${key}": ${JSON.stringify(patterns)},\n`);
  if (nameless.length === 0) return lists.join('');
  const asked = nameless
    .slice(0, MOST_NAMELESS)
    .map((file) => `    // ${JSON.stringify(file)}: "example.com",\n`);
  const head =
    '    // The zones of these files are unknown. Enter their names and remove the // before each line.\n';
  return `${lists.join('')}  "origins": {\n${head}${asked.join('')}  },\n`;
}

const HEAD = `// Senders of each domain, found in records, resources and reports. Check this list: remove entries that do not send mail,
// and add missing ones.
`;

interface Entries {
  readonly domain: string;
  readonly lines: readonly string[];
  readonly senders: number;
  readonly questions: number;
}

/** A sender in the form of the settings. */
export interface SettingsEntry {
  /** JSON, on one line. */
  readonly text: string;
  /** How it is known, each on one line. */
  readonly comments: readonly string[];
}

/** Senders of a domain that are not declared: those that are set up or pass, and those that records only point to. */
export interface DomainEntries {
  readonly domain: string;
  readonly sure: readonly SettingsEntry[];
  readonly open: readonly SettingsEntry[];
}

export function settingsEntries(subject: SendersSubject): readonly DomainEntries[] {
  const entriesOf = (those: readonly ExplainedSender[]): readonly SettingsEntry[] =>
    those.map(({ sender }) => ({ text: entryFor(sender), comments: commentsOn(sender, subject) }));
  return subject.result.domains.map((inventory) => {
    const { sure, open } = undeclaredIn(inventory);
    return { domain: inventory.domain, sure: entriesOf(sure), open: entriesOf(open) };
  });
}

interface Undeclared {
  readonly sure: readonly ExplainedSender[];
  readonly open: readonly ExplainedSender[];
}

function undeclaredIn({ senders, implied, hints }: DomainSenders): Undeclared {
  const offered = [...senders, ...implied].filter(({ sender }) => !isDeclared(sender));
  const customers = hints.filter(({ kind }) => SET_UP.has(kind)).map(({ service }) => service);
  const isSetUp = (one: ExplainedSender): boolean =>
    isLetThrough(one) || (one.sender.service !== undefined && customers.includes(one.sender.service));
  return {
    sure: offered.filter(isSetUp).slice(0, MOST_SENDERS),
    open: offered.filter((one) => !isSetUp(one)).slice(0, MOST_SENDERS),
  };
}

function entriesFor(inventory: DomainSenders, subject: SendersSubject): Entries | undefined {
  const { domain } = inventory;
  const { sure, open } = undeclaredIn(inventory);
  if (sure.length + open.length === 0) return undefined;
  const lines = sure.flatMap(({ sender }) => [
    ...commentLines(sender, subject),
    `${INDENT}${entryFor(sender)},`,
  ]);
  if (open.length > 0)
    lines.push(`${INDENT}// Possible senders. If they send mail, remove the // before each line.`);
  for (const { sender } of open)
    lines.push(...commentLines(sender, subject), `${INDENT}// ${entryFor(sender)},`);
  return { domain, lines, senders: sure.length, questions: open.length };
}

/** Hints that customers of the service leave. */
const SET_UP: ReadonlySet<SenderHint['kind']> = new Set(['include', 'key', 'set-up']);

const INDENT = ' '.repeat(6);

function isLetThrough({ spf, dkim }: ExplainedSender): boolean {
  return spf.result === 'pass' || dkim.result === 'published';
}

/** Readers do not need all names and addresses of a host. */
const MOST_COMMENTS = 3;

function commentLines(sender: KnownSender, subject: SendersSubject): readonly string[] {
  return commentsOn(sender, subject).map((comment) => `${INDENT}// ${comment}`);
}

function commentsOn(
  { evidence, networks, provider }: KnownSender,
  subject: SendersSubject,
): readonly string[] {
  const known = evidence
    .slice(0, MOST_COMMENTS)
    .map((one) => `${capitalised(one.text ?? one.kind)}: ${evidencePlaceText(one.place, subject)}`);
  const named = provider === undefined ? [] : [`${networksText(networks)}: ${providerText(provider)}`];
  return [...known, ...named].map(printable);
}

/** The declaration: a service by its id, with the properties that differ for each customer. */
function entryFor(sender: KnownSender): string {
  return json(valueOf(sender));
}

/** Addresses of a service are shared by all its customers, so the service is declared instead. */
function valueOf(sender: KnownSender): unknown {
  const { domain, provider, host, networks, envelope, signed, name } = sender;
  const service = sender.service ?? provider;
  if (service === undefined) {
    if (host !== undefined) return { host };
    const ip = networks.map(networkText);
    return name === ip.join(', ') ? { ip } : { name, ip };
  }
  const own = {
    ...(envelope !== undefined && isOwnEnvelope(service, envelope, domain) && { envelope }),
    ...(signed !== undefined && service.dkim?.selectors === 'assigned' && { dkim: signed }),
  };
  return Object.keys(own).length === 0 ? service.id : { service: service.id, ...own };
}

/** Whether the service uses a MAIL FROM domain that is not in the catalog. */
function isOwnEnvelope(service: Service, envelope: DomainName, domain: DomainName): boolean {
  return service.returnPath?.label === undefined && !(service.envelope === 'domain' && envelope === domain);
}

/** On one line, with the usual spaces. */
function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${json(one)}`);
  return `{ ${pairs.join(', ')} }`;
}
