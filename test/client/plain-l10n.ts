import type * as vscode from 'vscode';

/** Translates nothing: fills in `{0}` as VS Code does. */
export const plainL10n = {
  t: (text: unknown, ...values: readonly unknown[]): string =>
    String(text).replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)])),
} as Pick<typeof vscode.l10n, 't'>;
