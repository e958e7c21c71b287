/** A view of a name server such as BIND. Clients that match it see its zones. */
export interface ServerView {
  readonly name: string;
  /** Whether public clients see it. */
  readonly audience: 'public' | 'private' | 'unknown';
}
