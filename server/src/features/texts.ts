import { textsFrom } from '../text/texts.ts';

/**
 * The texts of this layer that are messages of their own: why a rename is refused, what generated records need, what receivers do with
 * the mail of a sender and what makes it pass, and what is wrong with the description of a message. Refusals and faults of a description have no full stop. What hovers and reports say is next to
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

  // Results of a sender
  ownEnvelope: 'The service uses its own domain in MAIL FROM, so SPF passes but is not aligned.',
  ownEnvelopeNotAligned: 'MAIL FROM has a domain of the service, which is not aligned with the From domain.',
  notSetUp: 'No name in the zone is set up as its MAIL FROM domain, and no SPF record in the zone lists it.',
  envelopeUnknown: 'Its MAIL FROM domain is unknown. Declare it with "envelope".',
  hostUnresolved: 'The addresses of the host are not resolved.',
  onlyPrivate: 'All its addresses are private. Declare the one that receivers see.',
  coverageUnknown: 'Whether the SPF record covers it is unknown.',
  passNotAligned: 'It is not aligned, because MAIL FROM has {domain}.',
  mailFromAndFrom: 'MAIL FROM has {domain} and From has {from}.',
  mailFromAndFromStrict:
    'MAIL FROM has {domain} and From has {from}, but the DMARC record requires the same domain.',
  signatureAndFrom: 'The signature has {domain} and From has {from}.',
  signatureAndFromStrict:
    'The signature has {domain} and From has {from}, but the DMARC record requires the same domain.',
  alignmentUnknown: 'Whether they are aligned is unknown.',
  signaturesUnknown: 'Its DKIM signatures are unknown.',
  noKeyKnown: 'None of its keys is known to be published, so no signature counts.',
  keyPublished: 'The key {key} is published.',
  keyNotAligned: 'The key {key} is published, but is not aligned.',
  doesNotSign: 'It does not sign.',
  seenUnsigned: 'Its mail was seen without a DKIM signature.',
  noKey: '{domain} has no DKIM key.',
  noKeyOfService: '{domain} has no DKIM key that could belong to {service}.',
  selectorsUnknown: 'Its DKIM selectors are unknown. Declare them with "dkim".',
  otherKeys: 'It may sign with other keys.',
  passes: 'The mail passes.',
  passesOnSpf: 'The mail passes on SPF only, so it fails when it is forwarded.',
  passesOnDkim: 'The mail passes on DKIM only, so it fails when it is changed in transit.',
  failsWithoutPolicy: 'Neither SPF nor DKIM passes, but no policy acts on that.',
  failsQuarantined: 'Neither SPF nor DKIM passes, so the mail is quarantined.',
  failsRejected: 'Neither SPF nor DKIM passes, so the mail is rejected.',
  outcomeUnknown: 'SPF, DKIM or the policy is unknown.',

  // What makes the mail of a sender pass
  relax: 'Use "{tag}=r" in the DMARC record of {domain}.',
  setUpReturnPath: 'Set up {name} for MAIL FROM (the return path) in {service}.',
  setUpAnyReturnPath: 'Set up a domain for MAIL FROM (the return path) in {service}.',
  fixSpf: 'Fix the SPF record of {domain}. "mailtxt check" lists its faults.',
  publishSpf: 'Publish "v=spf1 {terms} ~all" as the SPF record of {domain}.',
  addToSpf: 'Add "{terms}" to the SPF record of {domain}.',
  removeInclude:
    'Remove an include from the SPF record of {domain}. With "{terms}", it would use {lookups} of 10 lookups.',
  turnOnDkim: 'Turn on DKIM for {domain} in {service}, and publish the keys that it shows.',
  declareOrSign: 'If it signs, declare its selectors with "dkim". If it does not, set up signing.',
  publishKey: 'Publish the key {key}.',
  signAs: 'Set up {name} to sign with DKIM as {domain}, and publish its key.',
  signHereAs: 'Set up this server to sign with DKIM as {domain}, and publish its key.',

  // Verdicts on a message
  noReason: 'No DNS record gives receivers a reason to reject the mail.',
  dmarcPasses: 'The mail passes DMARC.',
  dmarcPassesHeloFails:
    'The mail passes DMARC. SPF fails for the HELO name, and some receivers reject mail for that alone.',
  asksToReject: 'The mail fails DMARC, and the policy of its From domain asks receivers to reject it.',
  asksToQuarantine:
    'The mail fails DMARC, and the policy of its From domain asks receivers to quarantine it.',
  spfBroken: 'The SPF record cannot be evaluated. Some receivers reject mail for that alone.',
  spfFailsForHelo:
    'SPF fails for the HELO name. No DMARC policy asks receivers to reject the mail, but some do so for that alone.',
  spfFailsForSender:
    'SPF fails for the sender. No DMARC policy asks receivers to reject the mail, but some do so for that alone.',
  verdictUnknown: 'The verdict depends on DNS data that is unknown here.',
  triedSpfPasses: 'With the records here, {ip} passes SPF: {why}.',
  triedSpfResult: 'With the records here, SPF returns "{result}" for {ip}: {why}.',
  publishedSpfDiffers:
    'When the receiver checked, {domain} had a different SPF record from the one in these files.',
  comparePublished: 'Compare the published record ("dig +short TXT {domain}") with the one in these files.',
  findForwarder:
    'If both are the same, find the server that delivered the message. A forwarder does not belong in your SPF record.',
  triedDmarcPasses: 'With the records here, mail from {ip} passes DMARC.',
  triedDmarcFails: 'With the records here, mail from {ip} fails DMARC, and the policy for it is "{policy}".',

  // The description of a message
  notAnIp: '"{typed}" is not an IP address',
  heloMissing: 'for the null sender, SPF checks the HELO name',
  notASignature: '"{typed}" is neither a domain nor DOMAIN:SELECTOR',
  notADomain: '"{typed}" is not a domain',
} as const;

export const featureText = textsFrom(FEATURE_TEXTS);
