import type { Kind } from './kind.ts';
import {
  ACCOUNT_BLOCKED,
  FOREIGN_SENDER,
  NO_LOGIN,
  SENDING_QUOTA,
  SUPPRESSED,
  UNVERIFIED_DOMAIN,
  WRONG_PASSWORD,
} from './refusals/own-side.ts';

/** Words about message authentication, as opposed to a login. */
export const MESSAGE_AUTHENTICATION = /\b(?:SPF|DKIM|DMARC|ARC|domainkeys)\b/i;

/** Rejections by the sender's own server or service, about the account, the login or limits. */
export const OWN_SIDE_KINDS: readonly Kind[] = [
  {
    ...ACCOUNT_BLOCKED,
    id: 'kind-account',
    words: [
      /\b(?:your|sender'?s?|sending|the sending|user'?s?) (?:\w{1,12} ){0,2}account\b.{0,60}\b(?:suspend|block|disabl|lock|restrict|deactivat|hold|paus|terminat|limited|compromis|review|closed)/i,
      /"(?:error|message|code)" ?: ?"[^"]{0,40}account[^"]{0,20}(?:suspend|disabled|blocked|review|locked)/i,
      /\baccount\b.{0,40}\b(?:blocked|suspended|disabled|locked)\b.{0,20}\b(?:for|from) sending\b/i,
      /\b(?:outgoing|outbound|sending)(?: \w{1,12}){0,2} (?:is |has been |was |are )?(?:blocked|disabled|suspended|paused|deactivated|turned off)\b/i,
    ],
    meaning: "the sender's account is blocked.",
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
    meaning: "the sender's account reached a limit.",
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
      /\bauth(?:entication|orization|enticate)?\b.{0,30}\b(?:fail|error|unsuccessful|denied|incorrect|invalid|not accepted|rejected|aborted|cancell?ed|unsupported)/i,
      /\b(?:fail\w{0,4}|unable|could not|cannot|invalid|bad|error)\b.{0,20}\b(?:authenticat\w{1,5}|log ?in|sign ?in|logon|auth)\b/i,
      /\b(?:invalid|incorrect|bad|wrong|unknown|missing) (?:\w{1,12} ){0,2}(?:user ?name|login|password|credentials?|API ?key|key|token)\b/i,
      /\b(?:password|credentials?|user ?name|login|logon|sign-?in|API ?key|token)\b.{0,30}\b(?:expired|incorrect|invalid|wrong|not accepted|mismatch|reject|fail|denied|disabled|revoked|cancell?ed|not correct|too (?:simple|weak|short))/i,
      /\b(?:not (?:allowed|permitted|authori[sz]ed)|permission|lacks?)\b.{0,30}\bAPI ?key\b|\baccess denied for user\b/i,
      /\bSASL\b/,
      /\btoo (?:many|much) (?:\w{1,12} ){0,2}(?:log-?ins?|auth\w{0,14})\b/i,
    ],
    unless: MESSAGE_AUTHENTICATION,
    ownCode: /^53[45]$/,
    meaning: 'the server rejected the login.',
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
      /\bonly\b.{0,30}\b(?:with|after) (?:\w{1,12} )?(?:authentication|login|logging in)\b/i,
      /\bPOP(?:3)?[- ]before[- ]SMTP\b|\b(?:check|receive|collect|retrieve|fetch) (?:your )?(?:e-?)?mail (?:first|before)\b/i,
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
      /\bnot (?:align|match|agree)\w{0,2} with (?:the |your )?authenticated\b/i,
    ],
    unless: MESSAGE_AUTHENTICATION,
    meaning: 'the account may not send with this sender address.',
  },
];
