import type { Kind } from './kind.ts';
import { MESSAGE_AUTHENTICATION, OWN_SIDE_KINDS } from './own-side-kinds.ts';
import {
  BAD_REPUTATION,
  BLOCKED_BY_RECIPIENT,
  DYNAMIC_ADDRESS,
  LISTED_ADDRESS,
  RATE_LIMITED,
  RECIPIENT_RULES,
} from './refusals/blocked.ts';
import { BAD_HEADERS, SPAM, TOO_LARGE } from './refusals/content.ts';
import {
  BAD_EHLO,
  CANNOT_CONNECT,
  DKIM_MISSING,
  DMARC_FAIL,
  MAILBOX_FULL,
  NO_REVERSE_DNS,
  NO_SUCH_RECIPIENT,
  RECIPIENT_DOMAIN,
  SENDER_DOMAIN_NO_MX,
  SERVER_TROUBLE,
  SPF_FAIL,
} from './refusals/receiving.ts';
import { NEEDS_TLS, RECIPIENT_TLS, RELAY_DENIED } from './refusals/transport.ts';

const ASK_OWN_PROVIDER = 'Ask your own provider or administrator: the message did not reach the recipient.';

/** The first that fits counts: a reply that names a cause and a general reason is of the cause's kind. */
export const KINDS: readonly Kind[] = [
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'kind-recipient-block',
    words: [
      /\b(?:rejected|blocked|refused|denied) by (?:this|the) (?:user|recipient|addressee)\b/i,
      /\b(?:user|recipient|addressee) (?:address )?(?:has )?(?:blocked|rejects?|rejected your|refused your|does(?: not|n'?t) want)\b/i,
    ],
    meaning: 'the recipient blocks the sender.',
  },
  ...OWN_SIDE_KINDS,
  {
    ...NO_REVERSE_DNS,
    id: 'kind-reverse-dns',
    words: [
      /\bPTR\b|\br-?DNS\b|\bFCrDNS\b/i,
      /\breverse[- ]?(?:DNS|lookup|look-up|mapping|host|hostname|name|record|resolution|IP|resolve|path lookup|delegation)/i,
      /\bforward[- ]confirmed\b/i,
      /\bfail(?:ure|ed)? (?:in|of) DNS look-?up\b/i,
      /\b(?:IP|address|host|client|server) (?:\w{1,12} )?without (?:a )?(?:valid )?(?:host ?name|PTR|reverse|name|DNS)\b/i,
      /\b(?:domain|host ?name)\b.{0,40}\bmismatch\w{0,2} (?:the )?client (?:IP|address)/i,
      /\b(?:IP|client|connecting|sending) (?:\w{1,12} ){0,2}(?:address|host|server|IP)\b.{0,40}\b(?:does not|doesn'?t|cannot be|could not be|must|has no|without)(?: \w{1,12}){0,2} (?:resolv|host ?name|DNS|name)/i,
    ],
    meaning: 'the address that sent the mail has no valid reverse DNS (PTR).',
  },
  {
    ...DYNAMIC_ADDRESS,
    id: 'kind-dynamic-address',
    words: [
      /\b(?:dynamic|dial-?up|residential|home|consumer|broadband|DSL|end[- ]user)\b.{0,30}\b(?:IPs?|address|addresses|hosts?|ranges?|networks?|space|clients?|connections?|pool)\b/i,
    ],
    meaning: 'the receiver accepts no mail directly from dynamic or home addresses.',
  },
  {
    ...RECIPIENT_TLS,
    id: 'kind-recipient-tls',
    words: [/\bDANE\b|\bTLSA\b|\bMTA-?STS\b/, /\bcertificate\b/i, /\bDNSSEC\b/],
    meaning: "the connection to the recipient's server is not as secure as its policy requires.",
  },
  {
    ...NEEDS_TLS,
    id: 'kind-tls',
    words: [/\b(?:START)?TLS(?:v?1)?\b/i, /\bSSL\b/, /\bencrypt(?:ed|ion)\b/i, /\bciphers?\b|\bhandshake\b/i],
    meaning: 'the two servers do not agree on encryption (TLS).',
  },
  {
    ...BAD_EHLO,
    id: 'kind-ehlo',
    words: [
      /\b(?:HELO|EHLO)\b.{0,60}\b(?:reject|invalid|not|bad|must|syntax|argument|name|mismatch|match|FQDN|resolv|required|fail|fully|domain|greeting|forged)/i,
      /\b(?:invalid|bad|missing|forged|wrong|no|illegal|polite|expected|first)\b.{0,30}\b(?:HELO|EHLO)\b/i,
      /\b(?:HELO|EHLO) ?host\b/i,
    ],
    unless: /\b(?:blocked|listed|blacklist|blocklist|RBL)\b/i,
    meaning: 'the server does not accept the name in EHLO.',
  },
  {
    ...SPF_FAIL,
    id: 'kind-spf',
    words: [
      /\bnot (?:in|listed in|covered by|part of)\b.{0,20}\bSPF\b/i,
      /\bSPF\b.{0,10}\b(?:none|neutral|softfail)\b/i,
      /\b(?:blocked|rejected|refused|denied) (?:by|due to|because of|per) (?:\w{1,12} ){0,2}SPF\b/i,
      /\b(?:no|missing|without|lacks?|requires?|invalid|bad|fail\w{0,3}|not pass|violat\w{1,4}|permitted by|broken)\b[^.;:]{0,30}\bSPF\b/i,
      /\bSPF\b[^.;:]{0,40}\b(?:invalid|missing|required|error|reject|denied|deny|mismatch|not (?:found|pass|valid|match)|violat|unauthori[sz]ed)/i,
    ],
    unless: /\b(?:DKIM|DMARC)\b/i,
    meaning: 'SPF does not pass for the domain in MAIL FROM.',
  },
  {
    ...DMARC_FAIL,
    id: 'kind-dmarc',
    words: [
      /\bDMARC\b[^.;:]{0,60}\b(?:not|reject|fail|invalid|missing|required|quarantine|align|unauthori[sz]ed)/i,
      /\b(?:fail\w{0,3}|not pass|violat\w{1,4}|reject\w{0,3}|due to|no|missing)\b[^.;:]{0,40}\bDMARC\b/i,
    ],
    meaning: 'the message does not pass DMARC.',
  },
  {
    ...DKIM_MISSING,
    id: 'kind-dkim',
    words: [
      /\b(?:no|missing|without|lacks?|requires?|invalid|bad|fail\w{0,3}|not pass)\b[^.;:]{0,30}\bDKIM\b/i,
      /\bDKIM\b[^.;:]{0,40}\b(?:invalid|missing|required|error|reject|mismatch|not (?:found|pass|valid|match|signed|verified)|fail)/i,
    ],
    unless: /\bSPF\b|\bDMARC\b|\bheader\b|\bduplicate/i,
    meaning: 'no DKIM signature of the message passes.',
  },
  {
    ...LISTED_ADDRESS,
    id: 'kind-blocklist',
    words: [
      /\b(?:black|block|deny|reject|bad|ban|black-?hole|spam)[- ]?list/i,
      /\b(?:RBL|DNSBL|DNSxL|RHSBL|SURBL|URIBL|dronebl)\b/i,
      /\b(?:SBL|XBL|PBL|DBL|CBL|BL)\b/,
      /\b(?:spamhaus|spamcop|barracuda(?:central)?|sorbs|uceprotect|senderbase|talos|abusix|spamrats|mailspike|nixspam|invaluement)\b/i,
      /\b(?:IPs?|address|hosts?|networks?|clients?|servers?|ranges?|domain|sender|subnet|ISP|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}[\])>]{0,2})(?: [\w.@:<>[\]-]{1,60}){0,4} (?:blocked|banned|listed|barred|black ?listed|not welcome)\b/i,
      /\b(?:IPs?|IP address|networks?|subnet)(?: [\w.:[\]-]{1,45}){0,2} (?:is|was|are|has been) (?:rejected|refused|denied|not accepted)\b/i,
      /\b(?:black|bad|invalid|illegal|untrusted) (?:client |remote )?(?:IPs?|hosts?)\b|\bblack (?:mail )?(?:senders?|address)/i,
      /\bno access (?:for|from) (?:this|your) (?:IP|host|network|domain|user|sender)\b/i,
      /\b(?:dictionary|harvest\w{0,3}|brute[- ]force) attack/i,
      /\bunauthori[sz]ed interface\b|\bopenrelay\b|\b(?:email|IP|web) reputation (?:database|service)\b/i,
      /\b(?:blocked|banned|listed|barred|refus\w{1,3})\b.{0,40}\b(?:IPs?|networks?|hosts?|servers?|range|subnet|ISP)\b/i,
      /\b(?:spammers?|spam (?:source|sender|host|network)s?|source of (?:spam|abuse)|abusive|open proxy|botnet|zombie)\b/i,
      /\b(?:is|be|appears|have|has)(?: \w{1,12}){0,3} open relay\b|\blisted (?:by|in|on|at)\b/i,
    ],
    unless:
      /\b(?:not whitelisted|by the recipient|user has blocked|may be blacklisted|URLs? in|attachments?|(?:file|risk) (?:types?|extensions?))\b/i,
    meaning: 'the receiver blocks the address or the domain of the sender.',
    bySender: {
      meaning: 'your own server or service blocks the address of the client.',
      action: ['Log in to the server, or send from another network.', ASK_OWN_PROVIDER],
    },
  },
  {
    ...BAD_REPUTATION,
    id: 'kind-reputation',
    words: [
      /\breputation\b|\b(?:bad|poor|low) (?:\w{1,12} )?(?:history|score|rating)\b/i,
      /\b(?:too many|high|excessive|user) (?:\w{1,12} ){0,2}(?:complaints|spam reports|abuse)\b/i,
    ],
    meaning: 'the reputation of the address or the domain is low at the receiver.',
  },
  {
    ...RELAY_DENIED,
    id: 'kind-relay',
    words: [
      /\brelay(?:ing|ed)?\b(?!=)/i,
      /\bnot allowed through (?:this|our) (?:server|host|gateway)\b/i,
      /\bnot (?:a |an )?local (?:\w{1,12} )?(?:domain|host|mailbox|recipient|address)\b/i,
      /\b(?:do|does|will)(?: not|n'?t) (?:handle|serve|host|accept|process|deliver)(?: \w{1,12}){0,2} (?:for|to) (?:this |that |the )?(?:domain|host|<|\S{1,60}\.\w{2,10})/i,
      /\b(?:domain|host)\b.{0,60}\bnot (?:hosted|served|handled|local|accepted) (?:here|on|by)\b/i,
      /\bnot one of (?:our|my)\b/i,
      /\brcpthosts\b|\blocal recipient domains?\b/i,
      /\blocal (?:users?|recipients?|mail|domains?) only\b|\bonly (?:for )?local (?:users?|recipients?|domains?)\b/i,
    ],
    meaning: 'the server does not accept mail for that domain from this client.',
    bySender: {
      action: ['Log in to the server (SMTP AUTH, port 587 or 465), or allow the client to relay.'],
    },
  },
  {
    ...TOO_LARGE,
    id: 'kind-size',
    words: [
      /\b(?:message|mail|attachment|content|size|file|body|data)\b.{0,40}\b(?:too (?:large|big|long)|oversized|exceeds?|larger|bigger)\b/i,
      /\b(?:maximum|max|allowed) (?:\w{1,12} ){0,2}size\b|\b(?:mail|message|file|attachment)? ?size limit\b/i,
      /\b(?:exceed\w{0,3}|over|above)\b.{0,20}\b(?:mail|message|attachment) ?size\b/i,
    ],
    unless: /\bquota\b|\bmailbox\b.{0,30}\bfull\b/i,
    meaning: 'the message is too large.',
  },
  {
    ...MAILBOX_FULL,
    id: 'kind-mailbox-full',
    words: [
      /\b(?:mailbox|inbox|mail ?box|mail ?drop|user|recipient|account|disk|folder)\b.{0,40}\b(?:full|over ?quota|quota|out of (?:space|storage)|no (?:space|room)|insufficient (?:space|storage))\b/i,
      /\bquota\b|\bnot enough (?:space|storage)\b|\bmailbox (?:\w{1,12} )?limit\b/i,
    ],
    unless: /\b(?:send(?:ing|er)?|outgoing|outbound|daily|hourly|system|server|connections?|rate)\b/i,
    meaning: "the recipient's mailbox is full.",
  },
  {
    ...RECIPIENT_DOMAIN,
    id: 'kind-recipient-domain',
    words: [
      /\b(?:recipient|destination|receiving|target|remote)(?:'s)? (?:\w{1,12} )?(?:domain|host|MX)\b.{0,60}\b(?:not (?:exist|found|be found|resolv|valid)|can(?:no|')t be found|unknown|invalid|no MX|expired|fail|does not|doesn'?t)/i,
      /\b(?:NXDOMAIN|no MX|MX (?:record|lookup|host)s?)\b/i,
      /\bDNS (?:query|lookup|resolution) (?:error|failure|failed)\b/i,
      /(?:^|\s)(?:[\w-]{1,63}\.){1,5}[a-z]{2,20} does not exist\b/i,
      /\b(?:domain|host ?name)\b.{0,30}\b(?:not (?:exist|found|registered|be found)|doesn'?t exist|can(?:no|')t be found|unknown|no longer)\b/i,
    ],
    unless: /\bsender\b|\b(?:mail from|envelope|your|from) (?:\w{1,12} ){0,2}(?:domain|host|MX)\b/i,
    meaning: "the recipient's domain, or the host that its MX names, cannot be reached.",
  },
  {
    ...SENDER_DOMAIN_NO_MX,
    id: 'kind-sender-domain',
    words: [
      /\b(?:sender|mail from|envelope|return[- ]path|your|from)(?:'s|:)? (?:\w{1,12} ){0,2}(?:domain|host|MX|DNS)\b.{0,60}\b(?:not (?:exist|found|resolv|valid|registered)|unknown|invalid|no (?:valid )?MX|unresolv|lookup|does not|doesn'?t|cannot|could not|must)/i,
      /\bsender\b.{0,80}\bhas no (?:valid )?(?:A|AAAA|MX|DNS)\b|\bsender domain\b.{0,20}\bfail/i,
      /\b(?:cannot|could not|can't|unable to) (?:find|resolve|look ?up|verify) (?:your|the sender'?s?|sender) (?:\w{1,12} )?(?:domain|MX|host)/i,
      /\b(?:invalid|unknown|unresolvable|nonexistent|unrout\w{1,6}) (?:\w{1,12} )?(?:sender|return[- ]path|envelope from|mail from)\b/i,
      /\b(?:mail from|return[- ]path|envelope from)\b.{0,20}\b(?:invalid|illegal|not valid)/i,
      /\b(?:fake|forged|bogus|spoofed) (?:sender|from|mail from|return[- ]path)\b/i,
      /\b(?:sender|from|valid)\b.{0,12}\bdomain (?:must|has to|needs to|is required|required|name required)\b|\bdomain name required\b/i,
      /\brequires? (?:a )?valid sender domain\b|\bsender (?:address )?is (?:unvalidated|unverifiable|not valid)\b/i,
    ],
    unless: MESSAGE_AUTHENTICATION,
    meaning: "the receiver does not accept the sender's domain, or cannot find it in the DNS.",
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'kind-unknown-recipient',
    isVague: true,
    words: [
      /\b(?:user|recipient|mailbox|account|address|alias|addressee|mail ?box|customer|person|employee)s?\b.{0,60}\b(?:unknown|not (?:\w{1,12} )?(?:exist|found|known|valid|here|recogni[sz]ed|active|available|match|list)|no longer|invalid|doesn'?t exist|undeliverable|unavailable|moved|left|inactive|disabled|expired)/i,
      /\bno mailbox\b|\bno such ID\b|\bmailbox name not allowed\b|\bun-?recogni[sz]ed (?:recipient|user|mailbox)\b/i,
      /\b(?:recipient|user|account|mailbox)(?: \S{1,100})? (?:is )?(?:not allowed|denied|un-?recogni[sz]ed|not activated)\b/i,
      /\bunknown local[- ]part\b|\bunrouteable (?:user|mailbox|recipient)\b|\b(?:not|no longer) work(?:s|ing)? here\b/i,
      /\bhas left (?:the |our )?(?:company|organi[sz]ation|school|university)\b|\bno longer (?:with|works|employed)\b/i,
      /\brecipient\b.{0,20}\b(?:verif\w{1,9} fail|not verif|not reachable|not deliver)/i,
      /\brecipients? (?:are|is|was|were) not reachable\b/i,
      /\b(?:restricted|illegal|forbidden|bad) characters? in (?:the )?(?:local part|address|recipient)/i,
      /\bmailbox\b.{0,20}\bsuspended\b|\brecipient (?:address )?(?:is |was )?(?:rejected|refused)\b(?!:)/i,
      /\b(?:can'?t|cannot|unable to) accept (?:this |the |that )?(?:user|recipient|address)\b/i,
      /\b(?:malformed|illegal|ill-formed)(?: \w{1,12}){0,2} (?:address|local[- ]part)\b/i,
      /\b(?:no such|unknown|invalid|no valid|non-?existent|no matching) (?:\w{1,12} ){0,2}(?:user|recipient|mailbox|account|address|person|alias|name)s?\b/i,
    ],
    unless: /\b(?:sender|from|IP|your|client|reply-to) address\b|\btemporarily\b/i,
    meaning: 'the receiver does not know, or no longer has, the recipient.',
  },
  {
    ...RATE_LIMITED,
    id: 'kind-rate-limit',
    words: [
      /\b(?:too (?:many|much|fast|often|quickly|frequent)|throttl\w{1,5}|slow down|flood\w{0,3}|frequency|back off)\b/i,
      /\b(?:rate|connections?|concurren\w{2,4}|messages?|recipients?|hour|minute|sessions?|volume)\b.{0,40}\b(?:limit|limits|limited|exceed|exceeded|max|maximum)\b/i,
      /\b(?:limit|limits|limited|exceed\w{0,3}|max|maximum)\b.{0,40}\b(?:rate|connections?|concurren\w{2,4}|messages?|recipients?|hour|minute|sessions?|volume)\b/i,
    ],
    meaning: 'more messages, recipients or connections came than the server accepts.',
    bySender: { action: ['Send more slowly, or ask your service for a higher limit.'] },
  },
  {
    ...BAD_HEADERS,
    id: 'kind-headers',
    words: [
      /\bNUL (?:characters?|bytes?)\b/i,
      /\bexactly one (?:From|Date|To|Subject|Message-ID|Sender)\b|\bheader error\b|\bbad[ _-]header/i,
      /\b(?:RFC ?-?(?:2822|5322|822)|MIME|malformed|syntax of (?:the )?message)\b/i,
      /\b(?:header|headers|Message-ID|Subject|Date)\b.{0,40}\b(?:missing|invalid|multiple|duplicate|malformed|not (?:valid|present|compliant)|error|bad|illegal|8-?bit|more than)/i,
      /\b(?:missing|invalid|multiple|duplicate|malformed|bad|illegal|no) (?:\w{1,12} )?(?:header|headers|Message-ID|Subject|Date|From)\b/i,
    ],
    meaning: 'the headers of the message are not correct.',
  },
  {
    ...SPAM,
    id: 'kind-content',
    words: [
      /\b(?:spam\w{0,10}|junk|virus|viruses|malware|phish\w{0,4}|unsolicited|UBE|UCE|trojan|infected|suspicious|malicious|fraud\w{0,4}|scam)\b/i,
      /\bBANNED: ?\.?\w/,
      /\bURLs?\b.{0,60}\blisted\b|\bhigh[- ]risk (?:file|attachment|extension)|\bfile extension\b/i,
      /\b(?:content|attachment|attachments|URLs?|links?|executable|file ?type|macro|keyword)\b.{0,60}\b(?:reject|block|not (?:allowed|accepted|permitted)|prohibit|refus|denied|banned|filter|forbidden|restrict|disallow)/i,
      /\b(?:reject\w{0,3}|block\w{0,3}|prohibited|refused|denied|banned|forbidden|filtered|disallowed)\b.{0,60}\b(?:content|attachment|attachments|URLs?|links?|executable|file ?type)\b/i,
    ],
    meaning: 'a filter refuses the content of the message.',
    bySender: { action: [...SPAM.action.slice(0, 1), ASK_OWN_PROVIDER] },
  },
  {
    ...CANNOT_CONNECT,
    id: 'kind-connection',
    words: [
      /\b(?:connect\w{0,4}|host|server|route|network|socket)\b.{0,40}\b(?:timed? ?out|refused|reset|unreachable|lost|closed|failed|no response|not respond|did not respond|dropped|aborted|not available)/i,
      /\b(?:network error|unable to (?:contact|connect|reach)|timed? ?out|timeout|ECONN(?:REFUSED|RESET|ABORTED)|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)\b/i,
    ],
    meaning: 'the server could not be reached, or the connection broke.',
  },
  {
    ...SERVER_TROUBLE,
    id: 'kind-temporary',
    isVague: true,
    words: [
      /\b(?:try(?:ing)? (?:again|later)|retry|temporar\w{1,4}|later|busy|overload\w{0,2}|local (?:error|problem)|maintenance|system (?:error|resources|storage)|load average|resources|unavailable|defer\w{0,3}|delayed)\b/i,
    ],
    codes: /^4/,
    meaning: 'the server does not accept the message at the moment.',
  },
  {
    ...SERVER_TROUBLE,
    id: 'kind-server-fault',
    isVague: true,
    words: [
      /\bout of (?:memory|resources)\b|\bcan(?:'t|not) (?:create|open|write)\b/i,
      /\binternal (?:\w{1,12} )?error\b/i,
      /\b(?:system|server|configuration|disk) (?:error|failure|problem)\b/i,
    ],
    action: ['Try again later. If it lasts, tell the administrator of the server that replied.'],
    meaning: 'the server has a fault.',
  },
  {
    ...RECIPIENT_RULES,
    id: 'kind-null-sender',
    words: [
      /\b(?:null|empty|blank) (?:\w{1,12} )?(?:sender|return[- ]path|mail from)\b/i,
      /\bbounces?\b.{0,30}\b(?:never|not (?:accepted|allowed|wanted)|refused|only for)\b|\breserved for delivery[- ]status\b/i,
    ],
    causes: [
      {
        text: 'The message was sent with the null sender, as reports are, and the server accepts none here.',
      },
    ],
    action: ['Send mail that is not a delivery report with an address in MAIL FROM.'],
    meaning: 'the server does not accept mail from the null sender.',
  },
  {
    ...RECIPIENT_RULES,
    dnsFixable: 'sometimes',
    id: 'kind-policy',
    isVague: true,
    words: [
      /\bpolic(?:y|ies)\b/i,
      /\badministrative(?:ly)? prohibit/i,
      /\b(?:access|permission) (?:is |was )?denied\b/i,
      /\b(?:denies|refuses|rejects) (?:the|this|your) (?:sender|mail|message|host)\b/i,
      /\bsender (?:is |was )?(?:reject|rejected|refused|denied|not accepted)\b/i,
    ],
    causes: [{ text: 'A rule of the server that refused, which the reply does not name.' }],
    meaning: 'a rule of the receiver, which the reply does not name, refuses the message.',
    bySender: {
      meaning: 'a rule of your own server or service refuses the message.',
      action: [ASK_OWN_PROVIDER],
    },
  },
];
