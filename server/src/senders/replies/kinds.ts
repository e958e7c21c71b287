import type { Kind } from './kind.ts';
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
  ACCOUNT_BLOCKED,
  FOREIGN_SENDER,
  NO_LOGIN,
  SENDING_QUOTA,
  SUPPRESSED,
  UNVERIFIED_DOMAIN,
  WRONG_PASSWORD,
} from './refusals/own-side.ts';
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

/** Words about authentication of the message, which a login is not. */
const MESSAGE_AUTHENTICATION = /\b(?:SPF|DKIM|DMARC|ARC|domainkeys)\b/i;

/** The first that fits counts: a reply that names a cause and a general reason is of the cause's kind. */
export const KINDS: readonly Kind[] = [
  {
    ...BLOCKED_BY_RECIPIENT,
    id: 'kind-recipient-block',
    words: [
      /\b(?:rejected|blocked|refused|denied) by (?:this|the) (?:user|recipient|addressee)\b/i,
      /\b(?:user|recipient|addressee) (?:has )?(?:blocked|rejects?|does not want)\b/i,
    ],
    meaning: 'the recipient blocks the sender.',
  },
  {
    ...ACCOUNT_BLOCKED,
    id: 'kind-account',
    words: [
      /\b(?:your|sender'?s?|sending|the sending|user'?s?) (?:\w{1,12} ){0,2}account\b.{0,60}\b(?:suspend|block|disabl|lock|restrict|deactivat|hold|paus|terminat|limited|compromis|review|closed)/i,
      /"(?:error|message|code)" ?: ?"[^"]{0,40}account[^"]{0,20}(?:suspend|disabled|blocked|review|locked)/i,
      /\baccount\b.{0,40}\b(?:blocked|suspended|disabled|locked)\b.{0,20}\b(?:for|from) sending\b/i,
      /\b(?:outgoing|outbound|sending)(?: \w{1,12}){0,2} (?:is |has been |was |are )?(?:blocked|disabled|suspended|paused|deactivated|turned off)\b/i,
    ],
    meaning: 'the account of the sender is blocked.',
  },
  {
    ...SENDING_QUOTA,
    id: 'kind-sending-quota',
    words: [
      /\b(?:sending|outgoing|outbound|daily|hourly|monthly|submission|account|sender|plan)\b.{0,40}\b(?:quota|limit|limits|credits?|allowance)\b.{0,40}\b(?:exceed|reach|used|exhaust|over\b)/i,
      /\b(?:exceed\w{0,3}|reached|over|out of|used up|not enough|insufficient)\b.{0,40}\b(?:sending|outgoing|outbound|daily|hourly|monthly|submission|account)\b.{0,40}\b(?:quota|limit|limits|credits?|allowance)\b/i,
      /\b(?:no|not enough|insufficient|out of) (?:\w{1,12} )?credits?\b/i,
    ],
    unless: /\b(?:recipient|mailbox)'?s? (?:\w{1,12} )?(?:quota|is full)\b|\bthreads?\b|\bconcurrent\b/i,
    meaning: 'the account of the sender reached a limit.',
  },
  {
    ...SUPPRESSED,
    id: 'kind-suppressed',
    words: [
      /\bsuppress(?:ed|ion)?\b/i,
      /\b(?:previously|already|earlier) (?:\w{1,12} )?(?:bounced|unsubscribed|complained)\b/i,
      /\bhas unsubscribed\b|\bunsubscribed (?:recipient|contact|address)\b/i,
    ],
    meaning: 'the sending service did not send the message, because of an earlier bounce or complaint.',
  },
  {
    ...UNVERIFIED_DOMAIN,
    id: 'kind-unverified-domain',
    words: [
      /\b(?:domain|sender|from|identity|address|signature)\b.{0,60}\b(?:not|n't|never)(?: \w{1,12}){0,2} (?:verified|validated|confirmed|configured|registered|activated)\b/i,
      /\bdomain(?: \w{1,12}){0,2} (?:not|n't)(?: yet)? authenticated\b/i,
      /\b(?:unverified|unconfirmed|unregistered|unconfigured|unvalidated) (?:\w{1,12} )?(?:domain|sender|address|identity|from)\b/i,
      /\bno sending domain\b/i,
      /\bverify (?:your|the|a) (?:\w{1,12} )?(?:domain|sender|identity)\b/i,
    ],
    unless: /\bcannot be verified\b|\bcould not be verified\b/i,
    meaning: 'the sending service does not accept the sender, because it is not verified.',
  },
  {
    ...WRONG_PASSWORD,
    id: 'kind-login-failed',
    words: [
      /\bauth(?:entication|orization|enticate)?\b.{0,30}\b(?:fail|error|unsuccessful|denied|incorrect|invalid|not accepted|rejected|aborted)/i,
      /\b(?:fail\w{0,4}|unable|could not|cannot|invalid|bad|error)\b.{0,20}\b(?:authenticat\w{1,5}|log ?in|sign ?in|logon|auth)\b/i,
      /\b(?:invalid|incorrect|bad|wrong|unknown|missing) (?:\w{1,12} ){0,2}(?:user ?name|login|password|credentials?|API ?key|key|token)\b/i,
      /\b(?:password|credentials?|user ?name|login|logon|sign-?in|API ?key|token)\b.{0,30}\b(?:expired|incorrect|invalid|wrong|not accepted|mismatch|reject|fail|denied|disabled|revoked|not correct)/i,
      /\b(?:not (?:allowed|permitted|authori[sz]ed)|permission|lacks?)\b.{0,30}\bAPI ?key\b|\baccess denied for user\b/i,
      /\bSASL\b/,
    ],
    unless: MESSAGE_AUTHENTICATION,
    ownCode: /^53[45]$/,
    meaning: 'the server refused the login.',
  },
  {
    ...NO_LOGIN,
    id: 'kind-login-required',
    words: [
      /\bauth(?:entication|orization)? (?:is |was )?(?:required|needed|mandatory|necessary|expected)\b/i,
      /\b(?:requires?|needs?|without|no|enable|use|missing|lacks?) (?:\w{1,12} )?(?:SMTP[- ]?)?(?:auth|authentication|log ?in|logon)\b/i,
      /\b(?:must|need to|have to|please|should|did not|didn't) (?:\w{1,12} ){0,2}(?:authenticate|log ?in|log ?on|sign ?in|check mail|pop)\b/i,
      /\bnot (?:yet )?(?:logged[- ]?in|authenticated|signed in)\b/i,
      /\bunauthenticated (?:\w{1,12} ){0,2}(?:users?|senders?|clients?|connections?|access|relay|SMTP|session)\b/i,
      /\binsufficient authori[sz]ation\b/i,
      /\bAUTH (?:first|command first)\b/,
      /\bPOP(?:3)?[- ]before[- ]SMTP\b|\bcheck (?:your )?mail (?:first|before)\b/i,
    ],
    unless: /\b(?:SPF|DKIM|DMARC|ARC|domain is not authenticated|TLS|STARTTLS|SSL)\b/i,
    meaning: 'the server requires a login before it accepts mail.',
  },
  {
    ...FOREIGN_SENDER,
    id: 'kind-foreign-sender',
    words: [
      /\bsender\b.{0,30}\bnot (?:authori[sz]ed|allowed|permitted) (?:for|by|on|in) (?:this|the|your) (?:\w{1,12} )?account\b/i,
      /\b(?:from|sender|envelope|return[- ]path)(?: \w{1,12}){0,3} (?:does not|doesn'?t|must|should|has to|is not|not)(?: \w{1,12}){0,2} (?:match|belong|equal|same|owned|allowed for)\b/i,
      /\bnot (?:allowed|authori[sz]ed|permitted) to (?:send|use)\b.{0,30}\b(?:as|this (?:sender|address|from|identity)|from this|on behalf)\b/i,
      /\b(?:sender|from)(?: address)? (?:mismatch|is not yours|not one of)\b/i,
    ],
    unless: MESSAGE_AUTHENTICATION,
    meaning: 'the account may not send with this sender address.',
  },
  {
    ...NO_REVERSE_DNS,
    id: 'kind-reverse-dns',
    words: [
      /\bPTR\b|\br-?DNS\b|\bFCrDNS\b/i,
      /\breverse[- ]?(?:DNS|lookup|look-up|mapping|host|hostname|name|record|resolution|IP|resolve|path lookup|delegation)/i,
      /\bforward[- ]confirmed\b/i,
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
      /\b(?:IPs?|address|hosts?|networks?|clients?|servers?|ranges?|domain|subnet|ISP|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\]?\)?)(?: \w{1,12}){0,4} (?:blocked|banned|listed|barred|blacklisted|not welcome)\b/i,
      /\b(?:blocked|banned|listed|barred|refus\w{1,3})\b.{0,40}\b(?:IPs?|networks?|hosts?|servers?|range|subnet|ISP)\b/i,
      /\b(?:spammers?|spam (?:source|sender|host|network)s?|source of (?:spam|abuse)|abusive|open proxy|botnet|zombie)\b/i,
      /\b(?:is|be|appears|have|has)(?: \w{1,12}){0,3} open relay\b|\blisted (?:by|in|on|at)\b/i,
    ],
    unless: /\b(?:not whitelisted|by the recipient|user has blocked|may be blacklisted|URLs? in)\b/i,
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
      /\b(?:message|mail|attachment|content|size|file|body|data)\b.{0,40}\b(?:too (?:large|big)|oversized|exceeds?|larger|bigger)\b/i,
      /\b(?:maximum|max|allowed) (?:\w{1,12} ){0,2}size\b|\bsize limit\b/i,
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
      /\b(?:recipient|destination|receiving|target|remote)(?:'s)? (?:\w{1,12} )?(?:domain|host|MX)\b.{0,60}\b(?:not (?:exist|found|resolv|valid)|unknown|invalid|no MX|expired|fail|does not|doesn'?t)/i,
      /\b(?:NXDOMAIN|no MX|MX (?:record|lookup|host)s?)\b/i,
      /(?:^|\s)(?:[\w-]{1,63}\.){1,5}[a-z]{2,20} does not exist\b/i,
      /\b(?:domain|host ?name)\b.{0,30}\b(?:not (?:exist|found|registered)|unknown|no longer)\b/i,
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
    ],
    unless: MESSAGE_AUTHENTICATION,
    meaning: "the receiver does not accept the sender's domain, or cannot find it in the DNS.",
  },
  {
    ...NO_SUCH_RECIPIENT,
    id: 'kind-unknown-recipient',
    words: [
      /\b(?:user|recipient|mailbox|account|address|alias|addressee|mail ?box|customer|person|employee)s?\b.{0,60}\b(?:unknown|not (?:\w{1,12} )?(?:exist|found|known|valid|here|recogni[sz]ed|active|available|match|list)|no longer|invalid|doesn'?t exist|undeliverable|unavailable|moved|left|inactive|disabled|expired)/i,
      /\bno mailbox\b|\bno such ID\b|\bmailbox name not allowed\b|\bun-?recogni[sz]ed (?:recipient|user|mailbox)\b/i,
      /\b(?:recipient|user|account|mailbox)(?: \S{1,100})? (?:is )?(?:not allowed|denied|un-?recogni[sz]ed|not activated)\b/i,
      /\bunknown local[- ]part\b|\bunrouteable (?:user|mailbox|recipient)\b|\b(?:not|no longer) work(?:s|ing)? here\b/i,
      /\bhas left (?:the |our )?(?:company|organi[sz]ation|school|university)\b|\bno longer (?:with|works|employed)\b/i,
      /\b(?:no such|unknown|invalid|no valid|non-?existent|no matching) (?:\w{1,12} ){0,2}(?:user|recipient|mailbox|account|address|person|alias|name)s?\b/i,
    ],
    unless: /\b(?:sender|from|IP|your|client|reply-to) address\b/i,
    meaning: 'the receiver does not know, or no longer has, the recipient.',
  },
  {
    ...RATE_LIMITED,
    id: 'kind-rate-limit',
    words: [
      /\b(?:too (?:many|much|fast|often|quickly|frequent)|throttl\w{1,5}|slow down|flood\w{0,3}|frequency|back off)\b/i,
      /\b(?:rate|connections?|concurren\w{2,4}|messages?|recipients?|hour|minute|sessions?|volume)\b.{0,40}\b(?:limit|limits|limited|exceed|exceeded|maximum)\b/i,
      /\b(?:limit|limits|limited|exceed\w{0,3}|maximum)\b.{0,40}\b(?:rate|connections?|concurren\w{2,4}|messages?|recipients?|hour|minute|sessions?|volume)\b/i,
    ],
    meaning: 'more messages, recipients or connections came than the server accepts.',
    bySender: { action: ['Send more slowly, or ask your service for a higher limit.'] },
  },
  {
    ...BAD_HEADERS,
    id: 'kind-headers',
    words: [
      /\bNUL (?:characters?|bytes?)\b/i,
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
      /\bURLs?\b.{0,60}\blisted\b/i,
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
    words: [
      /\b(?:try(?:ing)? (?:again|later)|retry|temporar\w{2,4}|later|busy|overload\w{0,2}|local (?:error|problem)|maintenance|system (?:error|resources|storage)|load average|resources|unavailable|defer\w{0,3}|delayed)\b/i,
    ],
    codes: /^4/,
    meaning: 'the server does not accept the message at the moment.',
  },
  {
    ...SERVER_TROUBLE,
    id: 'kind-server-fault',
    words: [
      /\bout of (?:memory|resources)\b/i,
      /\binternal (?:\w{1,12} )?error\b/i,
      /\b(?:system|server|configuration|disk) (?:error|failure|problem)\b/i,
    ],
    action: ['Try again later. If it lasts, tell the administrator of the server that replied.'],
    meaning: 'the server has a fault.',
  },
  {
    ...RECIPIENT_RULES,
    dnsFixable: 'sometimes',
    id: 'kind-policy',
    words: [/\bpolic(?:y|ies)\b/i, /\badministrative(?:ly)? prohibit/i],
    causes: [{ text: 'A rule of the server that refused, which the reply does not name.' }],
    meaning: 'a rule of the receiver, which the reply does not name, refuses the message.',
    bySender: {
      meaning: 'a rule of your own server or service refuses the message.',
      action: [ASK_OWN_PROVIDER],
    },
  },
];
