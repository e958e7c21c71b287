/** Lines and columns count from 1; columns count UTF-16 code units. The end is after the last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** What `mailtxt check --format json` writes. */
export interface CheckReport {
  readonly tool: { readonly name: 'mailtxt'; readonly version: string };
  readonly files: readonly CheckedFile[];
  readonly findings: readonly Finding[];
  /** What the bounces mean that the settings name. */
  readonly bounces: readonly BounceFinding[];
  readonly problems: readonly FileProblem[];
  readonly unread: readonly Unread[];
  /** With `--baseline`. */
  readonly baseline?: {
    readonly path: string;
    /** How many findings the baseline accepts. */
    readonly known: number;
    /** Entries whose findings are reported, because they expired. */
    readonly expired: readonly BaselineEntry[];
    /** Entries about files of this run that match no finding. */
    readonly obsolete: readonly BaselineEntry[];
  };
  /** With `--changed`. */
  readonly changed?: {
    readonly ref: string;
    /** The commit that the change began with. */
    readonly commit: string;
    /** How many findings were left out. */
    readonly unrelated: number;
  };
  /** With `--fix` and `--fix-rule`: what was fixed. */
  readonly fixed?: readonly FixedFinding[];
  /** With `--statistics`, and then `findings` is empty. */
  readonly statistics?: Statistics;
  readonly summary: {
    readonly error: number;
    readonly warning: number;
    readonly info: number;
    readonly hint: number;
    readonly files: number;
    readonly records: number;
    readonly unread: number;
  };
}

export interface CheckedFile {
  readonly path: string;
  /** `zone`, `terraform`, … */
  readonly format: string;
  readonly records: number;
  /** Records that decide about mail: MX, SPF, DKIM, DMARC and the like. */
  readonly emailRecords: number;
}

export interface Finding {
  /** The id of the rule: `spf-all-pass`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** The page of the rule. */
  readonly url: string;
  readonly path: string;
  readonly range?: Range;
  /** The name of the record, lowercase, without the trailing dot; `null` where it is about no record, or the name is unknown. */
  readonly owner: string | null;
  readonly type: string | null;
  /** The same from run to run, also where lines move or a file gets another name. */
  readonly fingerprint: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
}

export interface Fix {
  readonly title: string;
  /** `safe` keeps the meaning of the record; `review` changes which senders may send, or what receivers do with mail. */
  readonly safety: 'safe' | 'review';
  readonly edits: readonly FileEdit[];
  /** The whole record after the fix, where the document is a bare record. */
  readonly record?: string;
}

export interface FileEdit {
  readonly path: string;
  readonly range?: Range;
  readonly text: string;
}

export interface RelatedPlace {
  readonly message: string;
  readonly path: string;
  readonly range?: Range;
}

/** Whether a change in the DNS can fix what a bounce reports. */
export type DnsFixable = 'yes' | 'partly' | 'sometimes' | 'no';

export interface BounceFinding {
  readonly id: string;
  readonly dnsFixable: DnsFixable;
  readonly message: string;
  readonly path: string;
  readonly range?: Range;
  readonly related: readonly RelatedPlace[];
}

/** Something that could not be read or used; `message` continues a sentence that the path begins. */
export interface FileProblem {
  readonly path: string;
  readonly message: string;
  readonly range?: Range;
  /** The exit status is 2 because of it. */
  readonly fatal: boolean;
}

/** Something that may hold mail records, or affects them, and was not examined. */
export interface Unread {
  readonly kind: 'format' | 'module' | 'variables' | 'name' | 'include' | 'duplicate-zone' | 'limit' | 'dns';
  readonly path: string;
  readonly range?: Range;
  readonly message: string;
  /** How many records, files or names it is. */
  readonly count: number;
}

/** How many findings there are. */
export interface Statistics {
  /** The most severe first. A rule whose findings differ in severity is in several entries. */
  readonly rules: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly findings: number;
    /** How many of them have a safe fix. */
    readonly fixable: number;
    /** In how many zones. */
    readonly zones: number;
  }[];
  /** Those with findings, the most severe first. */
  readonly zones: readonly {
    /** The name of the zone; `null` for a file whose zone is unknown. */
    readonly zone: string | null;
    /** The first file that has it. */
    readonly path: string;
    readonly error: number;
    readonly warning: number;
    readonly info: number;
    readonly hint: number;
  }[];
}

/** Findings that a baseline accepts. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly count: number;
  readonly path: string;
  readonly rule: string;
  readonly owner?: string;
  readonly type?: string;
  readonly message: string;
  readonly reason?: string;
  /** The last day on which it is accepted, as `2027-01-31`. */
  readonly expires?: string;
}

export interface FixedFinding {
  readonly path: string;
  readonly rule: string;
  readonly title: string;
}

/** What `mailtxt records --format json` writes. */
export interface RecordsReport {
  readonly records: readonly DnsRecord[];
  readonly unread: readonly Unread[];
  readonly problems: readonly FileProblem[];
}

export interface DnsRecord {
  /** Lowercase, without the trailing dot; `null` where the name of the zone is unknown. */
  readonly owner: string | null;
  /** The owner as far as it is known where `owner` is `null`: `@` for the zone itself. */
  readonly relativeOwner?: string;
  readonly type: string;
  readonly ttl: number | null;
  /** Of text records: the character-strings, one code unit per octet; unresolved values are `${…}`. */
  readonly strings?: readonly string[];
  /** In presentation format, with absolute names. */
  readonly data: string;
  /** False where the record has unresolved values. */
  readonly complete: boolean;
  /** False where the record may not exist. */
  readonly certain: boolean;
  readonly path: string;
  readonly range?: Range;
}

/** What `mailtxt simulate --format json` writes. */
export interface SimulationReport {
  /** Of MAIL FROM, or of HELO for the null sender. */
  readonly spf: SpfVerdict;
  /** Of the HELO name, where MAIL FROM was checked first. */
  readonly helo: SpfVerdict | null;
  readonly dkim: readonly SignatureVerdict[];
  readonly dmarc: DmarcVerdict | null;
  /** What a receiver decides that still follows RFC 7489, where that is different. */
  readonly dmarcRfc7489: DmarcVerdict | null;
  readonly verdict: MailVerdict;
  /** Unanswered DNS questions that the verdict may depend on: `_spf.example.net TXT`. */
  readonly holes: readonly string[];
}

/** `doubtful`: no policy asks for anything, and SPF does not pass, so that some receivers reject for that alone. */
export type MailVerdict = 'accepted' | 'rejected' | 'quarantined' | 'doubtful' | 'unknown';

/** RFC 7208 §2.6; `pending` where an answer is missing. */
export type SpfResult =
  'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror' | 'pending';

export interface SpfVerdict {
  readonly result: SpfResult;
  readonly identity: 'mailfrom' | 'helo';
  readonly domain: string;
  readonly explanation: string | null;
  /** Terms that count toward the limit of 10. */
  readonly lookups: number;
  readonly voidLookups: number;
  readonly matched: SpfTerm | null;
  readonly reason: { readonly code: string; readonly domain: string } | null;
  readonly trace: readonly SpfStep[];
}

export interface SpfTerm {
  readonly domain: string;
  readonly term: string;
  readonly path?: string;
  readonly range?: Range;
}

export interface SpfStep extends SpfTerm {
  /** 0 in the first record; one more in each include. */
  readonly depth: number;
  readonly target: string | null;
  readonly outcome: 'enter' | 'match' | 'no-match' | 'error' | 'pending';
  readonly lookups: number;
  readonly voidLookups: number;
}

export interface SignatureVerdict {
  readonly domain: string;
  readonly selector: string | null;
  readonly key: 'published' | 'missing' | 'revoked' | 'broken' | 'unknown' | 'not-asked';
}

export interface DmarcVerdict {
  readonly result: 'pass' | 'fail' | 'none' | 'temperror' | 'pending';
  readonly policy: 'none' | 'quarantine' | 'reject' | null;
  readonly percentage: number | null;
  readonly alignment: { readonly spf: Alignment; readonly dkim: readonly Alignment[] };
  readonly record: DmarcRecord | null;
}

export interface DmarcRecord {
  readonly domain: string;
  readonly text: string;
  readonly path?: string;
  readonly range?: Range;
}

/** `null` where it is unknown. */
export interface Alignment {
  readonly domain: string;
  readonly passes: boolean | null;
  readonly aligned: boolean | null;
  readonly mode: string | null;
}

/** What `mailtxt explain --format json` writes. */
export interface ExplanationReport {
  readonly bounces: readonly ExplainedBounce[];
  readonly summary: ExplanationSummary;
}

export interface ExplainedBounce {
  /** The id of the kind of reply. */
  readonly id: string;
  /** False where only the code is understood. */
  readonly known: boolean;
  readonly smtp: string | null;
  readonly enhanced: string | null;
  /** The reply or header that is explained. */
  readonly text: string;
  readonly software: string | null;
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  /** Where the server reports another DMARC policy than the files have. */
  readonly otherPolicy: OtherPolicy | null;
  /** The most likely first. */
  readonly causes: readonly Cause[];
  readonly sender: {
    readonly ip: string | null;
    readonly envelopeFrom: string | null;
    readonly headerFrom: string | null;
  };
  readonly addresses: readonly { readonly address: string; readonly role: string }[];
  readonly recipient: string | null;
  readonly remoteMta: string | null;
  readonly queueId: string | null;
  readonly messageId: string | null;
  readonly reportingMta: string | null;
  readonly time: string | null;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** What to do, step by step. */
  readonly action: readonly string[];
  /** The same mail, evaluated with the records of the files. */
  readonly tried: {
    readonly spf: SpfResult;
    readonly dmarc: string | null;
    readonly verdict: MailVerdict;
  } | null;
  /** Texts to send on. */
  readonly reports: { readonly ownIt: string; readonly postmaster: string };
  readonly range: Range;
}

export interface OtherPolicy {
  readonly domain: string;
  readonly published: string;
  readonly written: string;
  readonly path: string;
  readonly range: Range;
}

export interface Cause {
  readonly text: string;
  readonly records: readonly RecordOfCause[];
  /** Rules about it. */
  readonly rules: readonly string[];
  readonly ownerIsCertain: boolean;
  /** The name that has no record and should have one. */
  readonly missingAt: string | null;
  readonly trial: { readonly speaks: 'confirms' | 'refutes'; readonly text: string } | null;
  readonly fix: Fix | null;
}

export interface RecordOfCause {
  readonly owner: string;
  readonly type: string;
  readonly path: string;
  readonly range?: Range;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly message: string;
  }[];
}

/** How many there are of each. */
export interface ExplanationSummary {
  readonly bounces: number;
  readonly known: number;
  readonly ids: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, number>>;
  readonly senders: Readonly<Record<string, number>>;
  readonly senderDomains: Readonly<Record<string, number>>;
  readonly recipientDomains: Readonly<Record<string, number>>;
}

/** What `mailtxt senders --format json` writes. */
export interface SendersReport {
  readonly domains: readonly DomainSenders[];
  /** Domains with senders, whose zones are not in the files that were named. */
  readonly elsewhere: readonly string[];
  /** The day of the networks of providers: `2026-11-29`. */
  readonly providerData: string;
  readonly holes: readonly string[];
  /** With `--policy`, as are `preview` and `plans`. */
  readonly policy?: 'none' | 'quarantine' | 'reject';
  readonly preview?: readonly DomainPreview[];
  readonly plans?: readonly PolicyPlan[];
}

export interface DomainSenders {
  readonly domain: string;
  readonly senders: readonly Sender[];
  /** Inferred from records and resources, not declared. */
  readonly implied: readonly Sender[];
  readonly hints: readonly SenderHint[];
  /** Addresses that reports and bounces show, and that belong to no known sender. */
  readonly others: readonly OtherSource[];
}

/** `one-leg`: the mail passes on SPF only or on DKIM only. */
export type SenderVerdict = 'accepted' | 'one-leg' | 'doubtful' | 'quarantined' | 'rejected' | 'unknown';

export interface Sender {
  readonly name: string;
  /** The id of the service in the catalog. */
  readonly service: string | null;
  /** The id of the provider whose networks have its addresses. */
  readonly provider: string | null;
  readonly ip: readonly string[];
  readonly host: string | null;
  readonly envelope: string | null;
  /** Messages that DMARC reports count; `null` where no report shows the sender. */
  readonly mails: number | null;
  /** Those of them that failed DMARC. */
  readonly failed: number | null;
  readonly verdict: SenderVerdict;
  readonly verdictRfc7489: SenderVerdict;
  readonly spf: SenderCell;
  readonly dkim: SenderCell;
  readonly dmarc: SenderCell;
  readonly spfAlignment: SenderCell;
  readonly dkimAlignment: SenderCell;
  readonly dmarcRfc7489: SenderCell;
  readonly evidence: readonly SenderEvidence[];
}

export interface SenderCell {
  /** `pass`, `fail`, `published`, `aligned`, … */
  readonly result: string;
  readonly leg: string;
  readonly why: string;
  /** The name of the record that decides. */
  readonly record: string | null;
  readonly path?: string;
  readonly range?: Range;
}

export interface SenderEvidence {
  readonly kind: string;
  readonly text: string | null;
  readonly path: string;
  readonly range?: Range;
}

export interface SenderHint {
  readonly kind: string;
  readonly service: string | null;
  readonly host: string | null;
  readonly by: string | null;
  readonly path: string;
  readonly range?: Range;
}

export interface OtherSource {
  readonly kind: string;
  readonly ip: string;
  readonly host?: string;
  readonly service: string | null;
  readonly provider: string | null;
  readonly mails: number;
  readonly text: string;
  readonly path: string;
  readonly range?: Range;
}

export interface DomainPreview {
  readonly domain: string;
  readonly policyDomain: string;
  readonly senders: readonly PreviewedSender[];
  readonly undeclared: readonly UndeclaredSource[];
}

export interface PreviewedSender {
  readonly name: string;
  readonly service: string | null;
  readonly provider: string | null;
  readonly group: string;
  readonly verdict: SenderVerdict;
  readonly mails: number | null;
  readonly failed: number | null;
  readonly spf: { readonly result: string; readonly why: string };
  readonly dkim: { readonly result: string; readonly why: string };
  readonly fixes: readonly Fix[];
  readonly advice: readonly string[];
}

export interface UndeclaredSource {
  readonly kind: string;
  readonly ip: string;
  readonly host: string | null;
  readonly service: string | null;
  readonly group: string;
  readonly verdict: string;
  readonly mails: number;
  readonly failed: number | null;
}

export interface PolicyPlan {
  readonly domain: string;
  readonly target: string;
  /** The DMARC record as it is published. */
  readonly published: string | null;
  readonly publishedState: string;
  readonly stages: readonly PlanStage[];
}

export interface PlanStage {
  readonly stage: string;
  /** `2026-12-14`, or `null` where it depends on the stage before it. */
  readonly date: string | null;
  readonly published: boolean;
  readonly record: { readonly owner: string; readonly type: string; readonly value: string };
  readonly fix: Fix | null;
}
