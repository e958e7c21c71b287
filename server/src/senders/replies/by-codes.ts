import type { ReplyExplanation, ReplyText } from './model.ts';
import type { Cause } from './model.ts';
import { refusedBy, stageOf } from './refused-by.ts';
import type { RefusingSide } from './refused-by.ts';
import { impliedStatus, isTemporary, meaningOfReplyCode, meaningOfStatus } from './status.ts';
import type { StatusMeaning } from './status.ts';

/** Explains a reply with unknown wording by its codes, and claims no more than the codes do. */
export function explainByCodes(reply: ReplyText, text: string): ReplyExplanation {
  const { smtp } = reply;
  const enhanced = reply.enhanced ?? impliedStatus(smtp);
  const status = enhanced === undefined ? undefined : meaningOfStatus(enhanced);
  const code = smtp === undefined ? undefined : meaningOfReplyCode(smtp);
  const said = status ?? code;
  if (said === undefined) {
    return {
      id: 'unknown',
      known: false,
      fault: 'unknown',
      software: undefined,
      meaning: 'mailtxt does not recognize this reply, and it has no code that shows what it means.',
      dnsFixable: 'sometimes',
      causes: [],
      action: [
        'Find the whole reply, which is a code such as "550 5.7.1" and the text after it.',
        ASK_RECIPIENT,
      ],
    };
  }
  const isRetried = isTemporary(enhanced ?? smtp ?? '');
  const stage = stageOf(text);
  const meaning = [
    `${/\p{L}/u.test(text) ? 'mailtxt does not recognize this wording.' : 'The reply has no text.'} The code means: ${said.meaning}`,
    ...(stage === undefined ? [] : [`The server rejected it ${stage}.`]),
    ...(isRetried ? ['The error is temporary, and the sending server will usually retry.'] : []),
  ];
  return {
    id: status === undefined ? `status-${smtp ?? ''}` : `status-${enhanced ?? ''}`,
    known: false,
    fault: said.fault === 'unknown' && isRetried ? 'temporary' : said.fault,
    software: undefined,
    meaning: meaning.join(' '),
    dnsFixable: fixableBy(said),
    causes: causesOf(said),
    action: actionFor(said, refusedBy(reply, text)),
  };
}

const ASK_RECIPIENT =
  "Send the whole reply, with the time and the addresses, to the recipient's postmaster, who can look up the rule.";
const ASK_OWN =
  'The message did not reach the recipient. Send the whole reply, with the time and the account, to your own provider or administrator.';
const FIND_SIDE =
  'Find out which server replied. If it is yours, check its log and its rules. Otherwise, ask the provider or postmaster who runs it.';

function actionFor({ fault }: StatusMeaning, side: RefusingSide | undefined): readonly string[] {
  if (fault === 'login' || side === 'sender') return [ASK_OWN];
  return [side === 'recipient' ? ASK_RECIPIENT : FIND_SIDE];
}

function fixableBy({ fault }: StatusMeaning): ReplyExplanation['dnsFixable'] {
  switch (fault) {
    case 'spf':
    case 'dkim':
    case 'dmarc':
    case 'authentication':
    case 'sender-domain':
      return 'yes';
    case 'reverse-dns':
      return 'partly';
    case 'recipient':
    case 'content':
    case 'login':
    case 'temporary':
      return 'no';
    default:
      return 'sometimes';
  }
}

/** Only causes that the code itself names. "5.7.1" names no record, so it leads to none. */
function causesOf({ fault }: StatusMeaning): readonly Cause[] {
  switch (fault) {
    case 'policy':
      return [
        { text: 'A rule of the rejecting server, which the code does not name, applies to the message.' },
      ];
    case 'spf':
      return [{ text: 'SPF does not pass for the domain in MAIL FROM.', about: 'spf' }];
    case 'dkim':
      return [{ text: 'No DKIM signature passes.', about: 'dkim' }];
    case 'authentication':
      return [
        { text: 'SPF does not pass for the domain in MAIL FROM.', about: 'spf' },
        { text: 'No DKIM signature passes.', about: 'dkim' },
        { text: 'DMARC does not pass for the domain in From.', about: 'dmarc' },
      ];
    case 'reverse-dns':
      return [{ text: 'The sending IP address has no valid PTR record.', about: 'reverse-dns' }];
    case 'recipient-domain':
      return [{ text: "The recipient domain's MX, or its MX host, does not work.", about: 'recipient-mx' }];
    case 'sender-domain':
      return [
        { text: 'The domain in MAIL FROM has neither an MX nor an address record.', about: 'sender-mx' },
      ];
    default:
      return [];
  }
}
