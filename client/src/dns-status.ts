import type * as vscode from 'vscode';

/** Translates texts. Tests have one of their own. */
type Localizer = Pick<typeof vscode.l10n, 't'>;

/** The source of DNS answers, as the server reports it. */
export interface ServerDnsStatus {
  readonly mode: 'off' | 'file' | 'live';
  readonly trusted: boolean;
  readonly failed: readonly string[];
  readonly notAsked?: readonly string[];
  readonly problem?: string;
}

/** The content of the status item. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
  /** The action of a click; absent if nothing can be changed. */
  readonly action?: { readonly title: string; readonly does: 'toggle' | 'refresh' };
  readonly isWarning: boolean;
}

/** The number of failed names to list. */
const SHOWN_FAILURES = 10;

/** Describes a status: whether mailtxt sends DNS queries, and which of them failed. */
export function textOfStatus(status: ServerDnsStatus, l10n: Localizer): StatusText {
  const { mode, trusted, failed, notAsked = [], problem } = status;
  if (problem !== undefined) {
    const does = mode === 'live' ? 'refresh' : 'toggle';
    return { text: l10n.t('DNS'), detail: problem, action: actionFor(does, l10n), isWarning: true };
  }
  if (!trusted) {
    return {
      text: l10n.t('DNS off'),
      detail: l10n.t('mailtxt does not send DNS queries in an untrusted workspace.'),
      isWarning: false,
    };
  }
  switch (mode) {
    case 'off':
      return {
        text: l10n.t('DNS off'),
        detail: l10n.t('mailtxt does not send DNS queries.'),
        action: { title: l10n.t('Turn On'), does: 'toggle' },
        isWarning: false,
      };
    case 'file':
      return {
        text: l10n.t('DNS file'),
        detail: l10n.t('mailtxt reads DNS answers from a file.'),
        action: actionFor('toggle', l10n),
        isWarning: false,
      };
    case 'live':
      return textOfLive(failed, notAsked, l10n);
  }
}

function actionFor(does: 'toggle' | 'refresh', l10n: Localizer): NonNullable<StatusText['action']> {
  return { title: does === 'toggle' ? l10n.t('Turn Off') : l10n.t('Try Again'), does };
}

function textOfLive(failed: readonly string[], notAsked: readonly string[], l10n: Localizer): StatusText {
  if (failed.length === 0 && notAsked.length === 0) {
    return {
      text: l10n.t('DNS live'),
      detail: l10n.t('mailtxt sends DNS queries.'),
      action: actionFor('toggle', l10n),
      isWarning: false,
    };
  }
  const shown = failed.slice(0, SHOWN_FAILURES).join(', ');
  const more = failed.length - SHOWN_FAILURES;
  const listed =
    more > 0 ? l10n.t('No answer for: {0} and {1} more', shown, more) : l10n.t('No answer for: {0}', shown);
  return {
    text: failed.length === 0 ? l10n.t('DNS live, limited') : l10n.t('DNS live, {0} failed', failed.length),
    detail: [failed.length === 0 ? l10n.t('Some DNS queries were not sent.') : listed, ...notAsked].join(
      '\n',
    ),
    action: actionFor('refresh', l10n),
    isWarning: failed.length > 0,
  };
}
