import type { FaultOf } from '../policy-record.ts';
import type { DmarcTag } from './model.ts';
import type { ReportUriFault } from './report-uris.ts';
import type { Policy, TagName } from './tags.ts';

/** What can be wrong with the value of `fo`. `replacement` is for the value, `undefined` where no option is left. */
export type FailureOptionFault =
  | FaultOf<'fo-value', { value: string; word: string; replacement?: string }>
  | FaultOf<'fo-separator' | 'fo-exclusive' | 'fo-repeated', { value: string; replacement: string }>
  | FaultOf<'fo-empty'>;

/** What can be wrong with the version. */
export type VersionFault =
  | FaultOf<'version-missing', { replacement: string }>
  /** `before`: what is in front of it. */
  | FaultOf<'version-not-first', { before: string }>
  | FaultOf<'version-invalid', { value: string }>;

/** Slips of syntax behind which the tags were found all the same. */
export type SlipFault =
  /** `reason`: whether there is another sign, `found`, in place of the ";". */
  | FaultOf<
      'missing-semicolon' | 'missing-semicolon-after-version',
      { reason: 'nothing' | 'other-sign'; found: string; before: TagName; after: string; replacement: string }
    >
  | FaultOf<'colon-for-equals', { tag: TagName; replacement: string }>
  | FaultOf<'missing-equals', { tag: TagName; value: string; replacement: string }>
  | FaultOf<'empty-tag', { replacement: string }>
  | UriFault;

/** `tag`: which list of addresses. */
export type UriFault = ReportUriFault & { readonly tag: 'rua' | 'ruf' };

/** What can be wrong with the name of a tag, or with a value that is a word. Names and values are as typed. */
export type WordFault =
  | FaultOf<'stray'>
  /** `name`: the tag's own, as the standard writes it where it is in the standard. */
  | FaultOf<'duplicate-tag', { name: string; tag: DmarcTag; first: DmarcTag }>
  | FaultOf<'unknown-tag', { name: string; nearest: TagName | undefined }>
  | FaultOf<'policy-invalid', { name: 'p' | 'sp' | 'np'; value: string; nearest: Policy | undefined }>
  | FaultOf<'alignment-invalid', { name: 'adkim' | 'aspf'; value: string; nearest: string | undefined }>
  | FaultOf<'flag-invalid', { name: 't' | 'psd'; value: string; nearest: string | undefined }>;

export type DmarcFault = SlipFault | VersionFault | WordFault | FailureOptionFault;
