/** Lines and columns are counted from 1, and columns in UTF-16 code units. The end is after the last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** The output of `mailtxt check --format json`. */
export interface CheckReport {
  readonly tool: { readonly name: 'mailtxt'; readonly version: string };
  readonly files: readonly CheckedFile[];
  readonly findings: readonly Finding[];
  /** The meaning of the bounces that the settings name. */
  readonly bounces: readonly BounceFinding[];
  readonly problems: readonly FileProblem[];
  readonly unread: readonly Unread[];
  /** Present with `--baseline`. */
  readonly baseline?: {
    readonly path: string;
    /** The number of findings that the baseline accepts. */
    readonly known: number;
    /** Expired entries, whose findings are reported. */
    readonly expired: readonly BaselineEntry[];
    /** Entries for files of this run that do not match any finding. */
    readonly obsolete: readonly BaselineEntry[];
  };
  /** Present with `--changed`. */
  readonly changed?: {
    readonly ref: string;
    /** The commit that the change is based on. */
    readonly commit: string;
    /** The number of findings that are not related to the change. */
    readonly unrelated: number;
  };
  /** Present with `--fix` and `--fix-rule`: the fixed findings. */
  readonly fixed?: readonly FixedFinding[];
  /** Present with `--statistics`. `findings` is empty then. */
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
  /** The number of records that affect mail: MX, SPF, DKIM, DMARC and similar records. */
  readonly emailRecords: number;
}

export interface Finding {
  /** The id of the rule: `spf-all-pass`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The fault, in one sentence. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** The URL of the rule's page. */
  readonly url: string;
  readonly path: string;
  readonly range?: Range;
  /** The owner name of the record, lowercase, without the trailing dot. `null` if there is no record, or if the name is unknown. */
  readonly owner: string | null;
  readonly type: string | null;
  /** Stays the same from run to run, even if lines move or a file is renamed. */
  readonly fingerprint: string;
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
}

export interface Fix {
  readonly title: string;
  /** `safe` preserves the meaning of the record. `review` changes which senders may send, or what receivers do with mail. */
  readonly safety: 'safe' | 'review';
  readonly edits: readonly FileEdit[];
  /** The whole record after the fix, if the document is a bare record. */
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

/** Whether a DNS change can fix what a bounce reports. */
export type DnsFixable = 'yes' | 'partly' | 'sometimes' | 'no';

export interface BounceFinding {
  readonly id: string;
  readonly dnsFixable: DnsFixable;
  readonly message: string;
  readonly path: string;
  readonly range?: Range;
  readonly related: readonly RelatedPlace[];
}

/** Something that could not be read or used. `message` is the predicate of a sentence whose subject is the path. */
export interface FileProblem {
  readonly path: string;
  readonly message: string;
  readonly range?: Range;
  /** Whether the problem causes exit status 2. */
  readonly fatal: boolean;
}

/** Something that may contain mail records, or affects them, and was not checked. */
export interface Unread {
  readonly kind: 'format' | 'module' | 'variables' | 'name' | 'include' | 'duplicate-zone' | 'limit' | 'dns';
  readonly path: string;
  readonly range?: Range;
  readonly message: string;
  /** The number of records, files or names. */
  readonly count: number;
}

/** The number of findings. */
export interface Statistics {
  /** The most severe first. A rule whose findings differ in severity has several entries. */
  readonly rules: readonly {
    readonly rule: string;
    readonly severity: Severity;
    readonly findings: number;
    /** The number of findings with a safe fix. */
    readonly fixable: number;
    /** The number of zones with findings. */
    readonly zones: number;
  }[];
  /** Zones with findings, the most severe first. */
  readonly zones: readonly {
    /** The name of the zone. `null` for a file whose zone is unknown. */
    readonly zone: string | null;
    /** The first file of the zone. */
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
  /** The last day on which the findings are accepted, such as `2027-01-31`. */
  readonly expires?: string;
}

export interface FixedFinding {
  readonly path: string;
  readonly rule: string;
  readonly title: string;
}

/** The output of `mailtxt records --format json`. */
export interface RecordsReport {
  readonly records: readonly DnsRecord[];
  readonly unread: readonly Unread[];
  readonly problems: readonly FileProblem[];
}

export interface DnsRecord {
  /** The owner name, lowercase, without the trailing dot. `null` if the zone name is unknown. */
  readonly owner: string | null;
  /** The known part of the owner name if `owner` is `null`: `@` for the zone itself. */
  readonly relativeOwner?: string;
  readonly type: string;
  readonly ttl: number | null;
  /** For text records: the character-strings, with one code unit per octet. Unresolved values are `${…}`. */
  readonly strings?: readonly string[];
  /** The RDATA in presentation format, with absolute names. */
  readonly data: string;
  /** False if the record has unresolved values. */
  readonly complete: boolean;
  /** False if the record may not exist. */
  readonly certain: boolean;
  readonly path: string;
  readonly range?: Range;
}

/** The output of `mailtxt simulate --format json`. */
export interface SimulationReport {
  /** The SPF result for MAIL FROM, or for HELO with the null sender. */
  readonly spf: SpfVerdict;
  /** The SPF result for the HELO name, if MAIL FROM was checked first. */
  readonly helo: SpfVerdict | null;
  readonly dkim: readonly SignatureVerdict[];
  readonly dmarc: DmarcVerdict | null;
  /** The result of a receiver that still follows RFC 7489, if it differs. */
  readonly dmarcRfc7489: DmarcVerdict | null;
  readonly verdict: MailVerdict;
  /** Unanswered DNS queries that the verdict may depend on: `_spf.example.net TXT`. */
  readonly holes: readonly string[];
}

/** `doubtful`: no DMARC policy requests anything, but SPF does not pass, and some receivers reject mail for that alone. */
export type MailVerdict = 'accepted' | 'rejected' | 'quarantined' | 'doubtful' | 'unknown';

/** RFC 7208 §2.6. `pending` if an answer is missing. */
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
  /** 0 in the first record, and 1 more in each include. */
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

/** Members are `null` if unknown. */
export interface Alignment {
  readonly domain: string;
  readonly passes: boolean | null;
  readonly aligned: boolean | null;
  readonly mode: string | null;
}

/** The output of `mailtxt explain --format json`. */
export interface ExplanationReport {
  readonly bounces: readonly ExplainedBounce[];
  readonly summary: ExplanationSummary;
}

export interface ExplainedBounce {
  /** The id of the kind of reply. */
  readonly id: string;
  /** False if only the code was recognized. */
  readonly known: boolean;
  readonly smtp: string | null;
  readonly enhanced: string | null;
  /** The explained reply or header. */
  readonly text: string;
  readonly software: string | null;
  readonly meaning: string;
  readonly dnsFixable: DnsFixable;
  /** Set if the server reports another DMARC policy than the one in the files. */
  readonly otherPolicy: OtherPolicy | null;
  /** The most likely cause first. */
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
  /** The same message, evaluated with the records in the files. */
  readonly tried: {
    readonly spf: SpfResult;
    readonly dmarc: string | null;
    readonly verdict: MailVerdict;
  } | null;
  /** Reports to forward. */
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
  /** The ids of related rules. */
  readonly rules: readonly string[];
  readonly ownerIsCertain: boolean;
  /** The name that should have a record but has none. */
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

/** Counts over all bounces. */
export interface ExplanationSummary {
  readonly bounces: number;
  readonly known: number;
  readonly ids: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, number>>;
  readonly senders: Readonly<Record<string, number>>;
  readonly senderDomains: Readonly<Record<string, number>>;
  readonly recipientDomains: Readonly<Record<string, number>>;
}

/** The output of `mailtxt senders --format json`. */
export interface SendersReport {
  readonly domains: readonly DomainSenders[];
  /** Domains with senders whose zones are not in the given files. */
  readonly elsewhere: readonly string[];
  /** The date of the provider network data: `2026-11-29`. */
  readonly providerData: string;
  readonly holes: readonly string[];
  /** Present with `--policy`, like `preview` and `plans`. */
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
  /** Addresses in reports and bounces that do not belong to a known sender. */
  readonly others: readonly OtherSource[];
}

/** `one-leg`: the mail passes on SPF only or on DKIM only. */
export type SenderVerdict = 'accepted' | 'one-leg' | 'doubtful' | 'quarantined' | 'rejected' | 'unknown';

export interface Sender {
  readonly name: string;
  /** The id of the service in the catalog. */
  readonly service: string | null;
  /** The id of the provider whose networks contain its addresses. */
  readonly provider: string | null;
  readonly ip: readonly string[];
  readonly host: string | null;
  readonly envelope: string | null;
  /** The number of messages in DMARC reports. `null` if no report shows the sender. */
  readonly mails: number | null;
  /** The number of these messages that failed DMARC. */
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
  /** The owner name of the record that determines the result. */
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
  /** The published DMARC record. */
  readonly published: string | null;
  readonly publishedState: string;
  readonly stages: readonly PlanStage[];
}

export interface PlanStage {
  readonly stage: string;
  /** `2026-12-14`, or `null` if the date depends on the previous stage. */
  readonly date: string | null;
  readonly published: boolean;
  readonly record: { readonly owner: string; readonly type: string; readonly value: string };
  readonly fix: Fix | null;
}
