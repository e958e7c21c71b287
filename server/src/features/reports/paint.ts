import type { Severity } from '../../records/report.ts';

export type Style = Severity | 'strong' | 'faint' | 'good';

/** Text in a style, in whatever way the one who shows it has for that. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_style, text) => text;
