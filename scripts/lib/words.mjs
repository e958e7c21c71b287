// The phrases that no text of the project uses, and what is said instead. The table is the one place to change.
import { textsOf } from './texts.mjs';

/** Nouns for people: only after one of them is "who" a normal relative pronoun. */
const PEOPLE =
  'people|person|users?|attackers?|someone|anyone|everyone|those|readers?|administrators?|recipients?|customers?|authors?|others|developers?|contributors?|maintainers?|newcomers?|spammers?|engineers?|owners?|operators?|postmasters?';

/** What a message can be behind in the sense of a network. */
const SHIELDS =
  'prox(?:y|ies)|reverse|NAT|firewalls?|gateways?|load|CDN|filter(?:s|ing)?|VPN|Cloudflare|bounces?';

/** Words before "at once" with which it means "at the same time". */
const SEVERAL =
  'all|both|many|several|two|three|four|ten|hundred|thousand|\\d+|much|them|files|records|zones|edits|documents';

/**
 * `not`: what is looked for, as the words of a pattern. A space is any white space, and word boundaries are added at both
 * ends. Case does not matter unless `caseSensitive`. With `outsideComments`, comments may use the phrase.
 */
export const phrases = [
  // Verbs.
  { not: 'mend(?:s|ed|ing|able)?', but: 'fix' },
  { not: '(?:tells?|told|telling|speaks?|spoke|speaking) of', but: 'report, show, list, warn about' },
  { not: '(?:is|are|be|been|being|was|were) told(?! to)', but: 'report, show, list, warn about' },
  { not: 'says? so', but: 'report, show, state' },
  // "stands for" and "a stand-in" are normal English.
  { not: '(?:stands?|stood)(?! for|-)', but: 'is, is at, is published at' },
  { not: 'proves? nothing', but: 'does not show whether; is only a hint' },
  { not: 'no word (?:on|of|about)', but: 'does not show whether; is only a hint' },
  // Negate the verb. "There is no …" and "is no longer" are normal English.
  {
    not: "(?<!there )(?<!there's )(?:is|are|was|were) no(?! (?:longer|more|less|fewer|better|worse|different|later|earlier|matter))",
    but: 'is not a …',
  },
  // "you want" and "the user wants" are normal: people want things, servers require them.
  { not: '(?<!user )wants', but: 'requires' },
  // "takes" has too many normal uses (time, effect, precedence), so only takers of mail and records are matched.
  {
    not: '(?:servers?|receivers?|resolvers?|providers?|services?|hosts?) takes?(?! (?:effect|precedence|place|part|\\d|about|longer|less|up|over|on|it longer))',
    but: 'accepts',
  },
  // "lets every host pass" and "lets you" are normal English.
  { not: '(?:servers?|receivers?|resolvers?|providers?|services?) lets?', but: 'allows, makes' },
  // The title of a fix. "Let the server retry" is normal advice.
  { not: '^Let(?= (?:"|\\{|□))', but: 'Allow', caseSensitive: true },
  {
    not: '(?:has|have|had|having) (?:all |other |every |the |such )?(?:receivers?|servers?|resolvers?|editors?|readers?|it|them) (?:reject|accept|check|start|read|ignore|drop|treat|look|fail|pass|try|send|query|shown|checked|rejected)',
    but: 'makes receivers reject',
  },
  { not: 'admit(?:s|ted|ting)?', but: 'allow, allow-list' },
  { not: 'judg(?:e|es|ed|ing|ement|ment)s?', but: 'check, evaluate, lint' },
  { not: '(?:comes?|came) to(?! mind| an end| light)', but: 'evaluates to' },
  { not: '(?:goes|go|going|went|gone) past', but: 'exceeds' },
  { not: '(?:is|are|was|were) others? now', but: 'changed' },
  { not: 'go(?:es)? away by (?:itself|themselves)', but: 'temporary; the server will usually retry' },
  {
    not: '(?:refuse|refuses|refused|refusing) (?:the |such |all |its |your |their )?(?:mail|messages?)',
    but: 'reject',
  },
  // "costs" of CPU, memory and money are normal.
  { not: 'costs? (?:\\S+ ){0,4}(?:lookups?|quer(?:y|ies))', but: 'uses (3 of 10 lookups)' },
  {
    not: 'what (?:it|they|a record|the record|an include|each term|a term) costs?',
    but: 'uses (3 of 10 lookups)',
  },
  { not: 'costs? (?:nothing|none|no lookups?|twice|one|two)', but: 'uses (3 of 10 lookups)' },
  { not: 'written wrongly|wrongly written', but: 'is invalid, is malformed' },
  // "leads to" stays out: a fault that leads to a bounce is normal, a name that leads to an address is not, and only a
  // reader sees which is meant.
  // Actors.
  {
    not: 'nobody|somebody|anybody|everybody|whoever|whomever',
    but: 'receivers, resolvers, senders, mailtxt',
  },
  {
    not: `(?<!(?:${PEOPLE})(?: of(?: [^\\s,]+){1,4})?,? )who`,
    but: 'senders, receivers, the field’s noun',
  },
  // Nouns.
  { not: 'legs?', but: 'SPF or DKIM; passes on SPF only, passes on DKIM only' },
  { not: '(?:SPF|DKIM) alone', but: 'SPF only, DKIM only' },
  {
    not: '(?:mail|messages?) (?:that )?(?:came|comes|come) back|came back with',
    but: 'a bounce; a rejected message',
  },
  // DNS servers answer (RFC 1034 has an answer section); mail servers reply.
  {
    not: "(?<!DNS |name |master )(?:servers?|receivers?|Gmail|Google|Outlook|Microsoft|Yahoo|hosts?|SMTP)(?:'s)? (?:answers?|answered|answering) (?:with|[245]\\d\\d|\\{)",
    but: 'reply',
  },
  { not: '(?:answers?|answered|answering) (?:with )?"?[245]\\d\\d', but: 'reply' },
  { not: 'answers? of (?:a |the |its |their |your )?(?:mail|SMTP|receiving)', but: 'reply' },
  // An editor sees what is typed, and so does a command line: "while it is typed", "the path as typed".
  {
    not: '(?<!(?:while|when) \\S+ |characters? |keys? )(?:is|are|was|were|been|being) typed',
    but: 'source text; as written',
  },
  { not: 'elsewhere', but: 'in another file', outsideComments: true },
  { not: 'not known(?! yet)', but: 'unknown; not resolved; not recognized' },
  { not: 'senders of spam', but: 'blocklist' },
  // "twice as much mail as" compares.
  { not: '(?<!(?:how|so|too) )much mail(?! as)', but: 'bulk senders' },
  { not: 'left in peace', but: 'unsubscribe' },
  { not: 'slips? of the pen', but: 'typo' },
  // {spaces} is a placeholder.
  { not: '(?<!\\{)blanks?(?! lines?| pages?)', but: 'space' },
  { not: '(?:final|closing|ending) dots?', but: 'trailing dot' },
  // "The table below" is normal, and so are "names below a zone": RFC 1034 and RFC 4592 say it like that.
  { not: 'domains? (?:above|below)|(?:names?|zones?|owners?) above', but: 'the parent domain, a subdomain' },
  // Only of records: the text of a file, a message or a document is one, and so is the source text of a record.
  {
    not: '(?<!source )texts? of (?:a |an |the |its |this |each |every |that |another |one |all )?(?:TXT |SPF |DKIM |DMARC )?records?',
    but: 'value; TXT value',
  },
  { not: "(?:TXT|record|record's|records') texts?", but: 'value; TXT value' },
  { not: 'hints? asks?', but: 'hint' },
  { not: '[Hh]oles?', but: 'an unresolved value; `${…}`', caseSensitive: true },
  { not: 'quotation marks?', but: 'quotes' },
  { not: 'mail hosts?', but: 'MX host, mail server' },
  { not: 'e-mails?', but: 'email' },
  { not: 'web sites?', but: 'website' },
  { not: 'filenames?', but: 'file name' },
  { not: '(?:lower|upper) case', but: 'lowercase, uppercase' },
  { not: 'non-existent', but: 'nonexistent' },
  { not: 'case insensitive(?:ly)?', but: 'case-insensitive' },
  // Adverbs and the like.
  {
    not:
      '(?<!(?:leave|leaves|left) (?:\\S+ ){0,2})behind(?! (?:a |an |the |its |their |your |this |such )?(?:' +
      SHIELDS +
      '))',
    but: 'after',
  },
  { not: 'mostly', but: 'usually' },
  { not: `(?<!(?:${SEVERAL}) )at once`, but: 'immediately' },
  { not: 'in place of', but: 'instead of' },
  { not: 'as of', but: '(provider data from DATE)' },
  { not: 'that is to say', but: 'a second sentence' },
  { not: 'on two ways', but: 'twice' },
  {
    not: '(?:more|fewer|less) than (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)',
    but: 'digits',
  },
];

/**
 * Where a phrase is right: `path` begins the file's path, `phrase` is what was found, `in` is a part of the line or of the
 * text, where given.
 */
export const exceptions = [
  {
    path: 'server/src/formats/terraform/syntax/',
    phrase: 'elsewhere',
    why: 'These are the messages of Terraform, word for word.',
  },
];

const searches = phrases.map(({ not, but, caseSensitive, outsideComments }) => ({
  but,
  outsideComments,
  pattern: new RegExp(`(?<![\\w-])(?:${not.replaceAll(' ', '\\s+')})(?!\\w)`, caseSensitive ? 'g' : 'gi'),
}));

/** The phrases to replace in a file, or in this content of it. */
export function phrasesOf(path, content) {
  const found = textsOf(path, content).flatMap((piece) => [...phrasesIn(piece)]);
  return found.sort((a, b) => a.line - b.line);
}

function* phrasesIn({ path, line, text, kind }) {
  for (const { but, pattern, outsideComments } of searches) {
    if (outsideComments === true && kind === 'comment') continue;
    for (const match of text.matchAll(pattern)) {
      const phrase = match[0].trim().replaceAll(/\s+/g, ' ');
      const at = line + text.slice(0, match.index).split('\n').length - 1;
      const from = text.lastIndexOf('\n', match.index) + 1;
      const to = text.indexOf('\n', match.index + match[0].length);
      const shown = text.slice(from, to < 0 ? undefined : to).trim();
      if (isException(path, phrase, shown)) continue;
      yield { path, line: at, phrase, but, shown };
    }
  }
}

function isException(path, phrase, shown) {
  return exceptions.some(
    (one) =>
      path.startsWith(one.path ?? '') &&
      (one.phrase === undefined || one.phrase.toLowerCase() === phrase.toLowerCase()) &&
      (one.in === undefined || shown.includes(one.in)),
  );
}
