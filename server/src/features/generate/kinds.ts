/** A parameter of a generator, other than the domain. */
export type GenerateInput = 'services' | 'stage' | 'reportAddress' | 'policyHost' | 'selector' | 'key';

/** A kind of records that can be generated. */
export interface GenerateKind {
  readonly id: GenerateKindId;
  readonly title: string;
  readonly detail: string;
  readonly needs: readonly GenerateInput[];
  /** Optional parameters. */
  readonly takes: readonly GenerateInput[];
}

export type GenerateKindId = 'spf' | 'dmarc' | 'dkim' | 'mta-sts' | 'tls-rpt' | 'null-mx' | 'parked';

/** In the order in which a domain needs them. */
export const GENERATE_KINDS: readonly GenerateKind[] = [
  {
    id: 'spf',
    title: 'SPF',
    detail: 'The services that send mail, and the mail servers of the domain',
    needs: ['services'],
    takes: [],
  },
  {
    id: 'dkim',
    title: 'DKIM key',
    detail: 'A public key from a file or the clipboard',
    needs: ['selector', 'key'],
    takes: [],
  },
  {
    id: 'dmarc',
    title: 'DMARC',
    detail: 'Starts with a policy that only collects reports, then moves in stages to "p=reject"',
    needs: ['stage'],
    takes: ['reportAddress'],
  },
  {
    id: 'mta-sts',
    title: 'MTA-STS',
    detail: 'TLS for mail to the domain: records and policy file',
    needs: [],
    takes: ['policyHost', 'reportAddress'],
  },
  {
    id: 'tls-rpt',
    title: 'TLS-RPT',
    detail: 'Reports about TLS failures in mail to the domain',
    needs: [],
    takes: ['reportAddress'],
  },
  {
    id: 'null-mx',
    title: 'No incoming mail (null MX)',
    detail: 'Mail to the domain bounces immediately',
    needs: [],
    takes: [],
  },
  {
    id: 'parked',
    title: 'Parked domain',
    detail: 'For a domain without mail: "v=spf1 -all", "p=reject" and a null MX',
    needs: [],
    takes: ['reportAddress'],
  },
];

export function isGenerateKind(id: unknown): id is GenerateKindId {
  return GENERATE_KINDS.some((kind) => kind.id === id);
}
