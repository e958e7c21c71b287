/** The source of DNS answers, as the server reports it. */
export interface ServerDnsStatus {
  readonly mode: 'off' | 'file' | 'live';
  readonly trusted: boolean;
  readonly failed: readonly string[];
  readonly notAsked?: readonly string[];
  readonly problem?: string;
}

/** What the status item shows. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
  /** What a click does; absent where nothing can be changed. */
  readonly action?: { readonly title: string; readonly does: 'toggle' | 'refresh' };
  readonly isWarning: boolean;
}

/** The number of failed names that are listed. */
const SHOWN_FAILURES = 10;

/** The words for a status: whether mailtxt sends DNS queries, and which of them failed. */
export function textOfStatus(status: ServerDnsStatus): StatusText {
  const { mode, trusted, failed, notAsked = [], problem } = status;
  if (problem !== undefined) {
    const does = mode === 'live' ? 'refresh' : 'toggle';
    return { text: 'DNS', detail: problem, action: actions[does], isWarning: true };
  }
  if (!trusted) {
    return {
      text: 'DNS off',
      detail: 'mailtxt sends no DNS queries in a workspace that you do not trust.',
      isWarning: false,
    };
  }
  switch (mode) {
    case 'off':
      return { text: 'DNS off', detail: 'No DNS queries are sent.', action: turnOn, isWarning: false };
    case 'file':
      return {
        text: 'DNS file',
        detail: 'DNS answers are read from a file.',
        action: actions.toggle,
        isWarning: false,
      };
    case 'live':
      return textOfLive(failed, notAsked);
  }
}

const actions = {
  toggle: { title: 'Turn Off', does: 'toggle' },
  refresh: { title: 'Try Again', does: 'refresh' },
} as const;
const turnOn = { title: 'Turn On', does: 'toggle' } as const;

function textOfLive(failed: readonly string[], notAsked: readonly string[]): StatusText {
  if (failed.length === 0 && notAsked.length === 0) {
    return { text: 'DNS live', detail: 'DNS queries are sent.', action: actions.toggle, isWarning: false };
  }
  const shown = failed.slice(0, SHOWN_FAILURES).join(', ');
  const more = failed.length > SHOWN_FAILURES ? ` and ${failed.length - SHOWN_FAILURES} more` : '';
  const lines =
    failed.length === 0 ? ['Some DNS queries were not sent.'] : [`No answer for: ${shown}${more}`];
  return {
    text: failed.length === 0 ? 'DNS live, limited' : `DNS live, ${failed.length} failed`,
    detail: [...lines, ...notAsked].join('\n'),
    action: actions.refresh,
    isWarning: failed.length > 0,
  };
}
