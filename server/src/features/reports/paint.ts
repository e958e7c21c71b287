import type { Severity } from '../../records/report.ts';

export type Style = Severity | 'strong' | 'faint' | 'good';

/** Applies a style to a text, in the way of the host. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;
