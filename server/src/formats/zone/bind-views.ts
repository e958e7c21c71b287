import type { ServerView } from '../../records/server-view.ts';

/** A `view` statement of BIND. */
export interface BindView {
  readonly name: string;
  /** The elements of `match-clients`, as in the source. Without it, the view is for all clients. */
  clients: readonly string[] | undefined;
  /** Whether it is for some of the server's own addresses only. */
  hasDestinations: boolean;
}

type Audience = ServerView['audience'];

/**
 * Which clients see each view. BIND shows a client the first view that it matches: the first one that matches any
 * address is what the public sees. One that matches only private or named addresses is private. If the lists do not
 * show it, the name of the view does: `external`, `internal`.
 */
export function audiencesOf(
  views: readonly BindView[],
  acls: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<BindView, Audience> {
  const lists = new AddressLists(acls);
  const audiences = new Map<BindView, Audience>();
  let isPublicSeen = false;
  for (const view of views) {
    let audience = audienceOf(view, lists);
    // Public clients never get to another view after it.
    if (audience === 'public' && isPublicSeen) audience = 'unknown';
    isPublicSeen ||= audience === 'public';
    audiences.set(view, audience);
  }
  return audiences;
}

function audienceOf(view: BindView, lists: AddressLists): Audience {
  const byClients = view.clients === undefined ? 'public' : lists.audienceOf(view.clients);
  const isDoubtful = byClients === 'unknown' || (byClients === 'public' && view.hasDestinations);
  return isDoubtful ? audienceByName(view.name) : byClients;
}

const PUBLIC_NAME =
  /(?:^|[-_.])(?:external|extern|ext|public|outside|world|internet|default|wan)(?:$|[-_.])/i;
const PRIVATE_NAME =
  /(?:^|[-_.])(?:internal|intern|int|private|inside|local|localhost|lan|trusted|vpn|office)(?:$|[-_.])/i;

function audienceByName(name: string): Audience {
  const [isPublic, isPrivate] = [PUBLIC_NAME.test(name), PRIVATE_NAME.test(name)];
  if (isPublic === isPrivate) return 'unknown';
  return isPublic ? 'public' : 'private';
}

const EVERYONE = new Set(['any', '0/0', '0.0.0.0/0', '::/0']);

/** Lists of addresses that name each other. Each is read only once, however often other lists name it. */
class AddressLists {
  private readonly acls: ReadonlyMap<string, readonly string[]>;
  private readonly known = new Map<string, Audience>();
  private depth = 0;

  constructor(acls: ReadonlyMap<string, readonly string[]>) {
    this.acls = acls;
  }

  /** Whether a list matches public clients anywhere on the Internet. The first element that matches them decides. */
  audienceOf(elements: readonly string[]): Audience {
    let isUnknown = false;
    for (const typed of elements) {
      const negated = typed.startsWith('!');
      const match = this.matchOf(typed.replace(/^!\s*/, ''));
      if (match === 'public') return negated ? (isUnknown ? 'unknown' : 'private') : 'public';
      isUnknown ||= match === 'unknown' && !negated;
    }
    return isUnknown ? 'unknown' : 'private';
  }

  private matchOf(element: string): Audience {
    const word = element.toLowerCase();
    if (EVERYONE.has(word)) return 'public';
    // Addresses and keys only match particular clients.
    const isCertain =
      /^(?:none|localhost|localnets)$|^key\s|^[\d.]+(?:\/\d+)?$|^[\da-f.]*:[\da-f:.]*(?:\/\d+)?$/.test(word);
    if (isCertain) return 'private';
    const known = this.known.get(element);
    if (known !== undefined) return known;
    const list = this.acls.get(element);
    if (list === undefined || this.depth >= MAX_ACL_DEPTH)
      return PRIVATE_NAME.test(element) ? 'private' : 'unknown';
    // A list that names itself is unknown.
    this.known.set(element, 'unknown');
    this.depth++;
    const found = this.audienceOf(list);
    this.depth--;
    this.known.set(element, found);
    return found;
  }
}

/** Nested lists of addresses. Each level is a nested call. */
export const MAX_ACL_DEPTH = 32;
