import { textsFrom } from '../text/texts.ts';

/**
 * The texts of this layer that are messages of their own: why a rename is refused, what generated records need, and what is wrong
 * with the description of a message. Refusals and faults of a description have no full stop. What hovers and reports say is next to
 * their data, in modules that only have texts, such as `record-types.ts` and `spf-words.ts`.
 */
export const FEATURE_TEXTS = {
  // Why a name cannot be renamed
  nameUnknown: 'a part of the name is unknown',
  labelAssembled: 'the label is assembled from several texts',
  zoneName: '{zone} is the name of a zone, and name servers and other files refer to it',
  registeredDomain: '{name} is a registered domain',
  hasRecords: '{name} already has records',
  notYours: 'no file in the workspace has records of {name}, so it is not yours to rename',
  editsOverlap: 'the edits overlap',
  notSeparate: 'the name is not a separate text there',
  outsideWorkspace: 'the name is also in a file outside the workspace',
  tooManyNames: 'more than {most} names would change',
  wildcard: '"*" is a wildcard, not a name',
  fixedLabel: 'programs look for "{label}", so it cannot be renamed',
  serviceLabel: '"{label}" is a service label, and programs look for it',
  reverseName: 'a name below in-addr.arpa or ip6.arpa represents an address',
  labelNotHost: 'the label has characters that are not allowed in host names',
  macro: "a macro builds the name from the sender's domain",
  notPlainText: 'the name is not plain text there',
  appended: 'the name is appended to other names and cannot be renamed there',
  recordFixed: 'the {type} record of {owner} cannot be renamed there',
  recordChanged: 'the {type} record of {owner} would also change',

  // Why a new name is invalid
  staysBelow: 'the name stays below {parent}, so type only the labels before it',
  isBelow: '{name} is below {other}',
  emptyLabel: 'a name cannot have an empty label',
  labelTooLong: 'a label can have at most 63 characters',
  nameTooLong: 'a name can have at most 253 characters',
  labelCharacters: '"{label}" has characters other than letters, digits and hyphens (RFC 1035 §2.3.1)',
  labelHyphen: '"{label}" begins or ends with a hyphen (RFC 1035 §2.3.1)',
  labelUnderscore: '"{label}" has an underscore, which host names cannot have (RFC 1123 §2.1)',
  underscoreMissing: '"{label}" must begin with an underscore, as "{old}" does',

  // Generated records
  notAMailDomain: '"{domain}" is not a domain that can have mail.',
  notAService: '"{id}" is not a service in the catalog.',
  noCommonInclude: '{service} has no include that all its customers use. Its instructions show what to add.',
  chooseServices:
    'Choose the services that send mail. For a domain that sends no mail, choose "Parked domain".',
  tooManyLookups: 'This SPF record would use {usage}. Choose fewer services.',
  lookupsUsed: 'The SPF record uses {usage}.',
  notASelector: '"{selector}" is not a valid selector. Use letters, digits and hyphens, as in "mail2026".',
  shortKey: 'The key has {bits} bits. RFC 8301 recommends {recommended}.',
  notEditable: 'The DMARC record of {domain} cannot be changed here. Publish "{record}" instead.',
  replacesInherited:
    'The DMARC record of {parent} currently applies to {domain}. The new record replaces it there.',
  replacesPolicy:
    'The DMARC record of {parent} currently applies to {domain}, with "p={policy}". The new record replaces it there.',
  weakerPolicy: '"p={policy}" is weaker.',
  notAnAddress: 'The address for reports is not an email address such as dmarc@example.com.',
  noMxForPolicy: '{domain} has no MX record. An MTA-STS policy lists the hosts that accept its mail.',
  mxNotListed: 'The policy must list every MX host, but one of {domain} is unknown or is not a host name.',
  notAHost: '"{host}" is not a host name such as www.example.com.',
  publishPolicy: 'Publish the policy at {url} with a certificate for {host}.',
  addPolicyHost: 'Add an address record or a CNAME for {host}, the host that serves the policy.',
  policyIsTesting:
    'The policy is in "testing" mode. When the reports show no failures, change the mode to "enforce" and change the id in the record.',
  noReportMailbox: '{domain} does not accept mail. Enter an address for the reports.',
  acceptsMail: '{domain} has an MX record, so it accepts mail. Remove that record first.',
  allowsSenders: 'The SPF record of {domain} allows senders. Change it to "v=spf1 -all" first.',

  // The description of a message
  notAnIp: '"{typed}" is not an IP address',
  heloMissing: 'for the null sender, SPF checks the HELO name',
  notASignature: '"{typed}" is neither a domain nor DOMAIN:SELECTOR',
  notADomain: '"{typed}" is not a domain',
} as const;

export const featureText = textsFrom(FEATURE_TEXTS);
