import type { ReplyExplanation, ReplyText } from './model.ts';
import type { Cause } from './model.ts';
import { refusedBy, stageOf } from './refused-by.ts';
import type { RefusingSide } from './refused-by.ts';
import { impliedStatus, isTemporary, meaningOfReplyCode, meaningOfStatus } from './status.ts';
import type { StatusMeaning } from './status.ts';

/** A reply whose words are unknown is explained by its codes, and by no more than they say. */
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
      meaning: 'mailtxt does not know this reply, and it has no code that shows what it means.',
      dnsFixable: 'sometimes',
      causes: [],
      action: ['Look for the whole reply: a code such as "550 5.7.1" and the words after it.', ASK_RECIPIENT],
    };
  }
  const isRetried = isTemporary(enhanced ?? smtp ?? '');
  const stage = stageOf(text);
  const meaning = [
    `${/\p{L}/u.test(text) ? 'mailtxt does not know these words.' : 'The reply has no words.'} The code says: ${said.meaning}`,
    ...(stage === undefined ? [] : [`It was refused ${stage}.`]),
    ...(isRetried ? ['It is temporary: the server will usually retry.'] : []),
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
  'Send the whole reply, with the time and the account, to your own provider or administrator: the message did not reach the recipient.';
const FIND_SIDE =
  'Find out which server replied: your own (ask your provider or administrator), or that of the recipient (ask its postmaster).';

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

/** Only what the code itself names: "5.7.1" names no record, so it leads to none. */
function causesOf({ fault }: StatusMeaning): readonly Cause[] {
  switch (fault) {
    case 'policy':
      return [{ text: 'A rule of the server that refused, which the code does not name.' }];
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
      return [{ text: 'The address that sent the mail has no valid PTR record.', about: 'reverse-dns' }];
    case 'recipient-domain':
      return [{ text: "The recipient domain's MX, or the host that it names.", about: 'recipient-mx' }];
    case 'sender-domain':
      return [{ text: 'The domain in MAIL FROM has neither MX nor an address record.', about: 'sender-mx' }];
    default:
      return [];
  }
}
