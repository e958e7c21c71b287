/** A view of a name server, as of BIND: the zones that it has, the clients that match it see. */
export interface ServerView {
  readonly name: string;
  /** Whether the public sees it. */
  readonly audience: 'public' | 'private' | 'unknown';
}
