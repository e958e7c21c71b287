import dmarcAdkimAspfInvalid from './dmarc/adkim-aspf-invalid.ts';
import dmarcDuplicateTag from './dmarc/duplicate-tag.ts';
import dmarcFoInvalid from './dmarc/fo-invalid.ts';
import dmarcFoWithoutRuf from './dmarc/fo-without-ruf.ts';
import dmarcMissingSemicolonAfterVersion from './dmarc/missing-semicolon-after-version.ts';
import dmarcMultipleRecords from './dmarc/multiple-records.ts';
import dmarcNpSuggest from './dmarc/np-suggest.ts';
import dmarcPInvalid from './dmarc/p-invalid.ts';
import dmarcPMissing from './dmarc/p-missing.ts';
import dmarcPNone from './dmarc/p-none.ts';
import dmarcPNoneNoRua from './dmarc/p-none-no-rua.ts';
import dmarcPNotSecond from './dmarc/p-not-second.ts';
import dmarcPctRemoved from './dmarc/pct-removed.ts';
import dmarcPctZero from './dmarc/pct-zero.ts';
import dmarcPsdMisuse from './dmarc/psd-misuse.ts';
import dmarcPsdN from './dmarc/psd-n.ts';
import dmarcReportRecordExtra from './dmarc/report-record-extra.ts';
import dmarcRfRemoved from './dmarc/rf-removed.ts';
import dmarcRiRemoved from './dmarc/ri-removed.ts';
import dmarcRuaInvalid from './dmarc/rua-invalid.ts';
import dmarcRuaMany from './dmarc/rua-many.ts';
import dmarcRuaMissing from './dmarc/rua-missing.ts';
import dmarcRuaNotMailto from './dmarc/rua-not-mailto.ts';
import dmarcRuaSizeLimit from './dmarc/rua-size-limit.ts';
import dmarcRufPresent from './dmarc/ruf-present.ts';
import dmarcSpOnSubdomain from './dmarc/sp-on-subdomain.ts';
import dmarcSpWeakerThanP from './dmarc/sp-weaker-than-p.ts';
import dmarcStrictAlignment from './dmarc/strict-alignment.ts';
import dmarcTLegacySurprise from './dmarc/t-legacy-surprise.ts';
import dmarcTPsdInvalid from './dmarc/t-psd-invalid.ts';
import dmarcTTesting from './dmarc/t-testing.ts';
import dmarcTWithNone from './dmarc/t-with-none.ts';
import dmarcTagSyntax from './dmarc/tag-syntax.ts';
import dmarcTrailingGarbage from './dmarc/trailing-garbage.ts';
import dmarcUnknownTag from './dmarc/unknown-tag.ts';
import dmarcVersionInvalid from './dmarc/version-invalid.ts';
import dmarcVersionNotFirst from './dmarc/version-not-first.ts';
import dmarcWrongOwner from './dmarc/wrong-owner.ts';
import type { AnyRule } from './rule.ts';

export const rules: readonly AnyRule[] = [
  dmarcAdkimAspfInvalid,
  dmarcDuplicateTag,
  dmarcFoInvalid,
  dmarcFoWithoutRuf,
  dmarcMissingSemicolonAfterVersion,
  dmarcMultipleRecords,
  dmarcNpSuggest,
  dmarcPInvalid,
  dmarcPMissing,
  dmarcPNone,
  dmarcPNoneNoRua,
  dmarcPNotSecond,
  dmarcPctRemoved,
  dmarcPctZero,
  dmarcPsdMisuse,
  dmarcPsdN,
  dmarcReportRecordExtra,
  dmarcRfRemoved,
  dmarcRiRemoved,
  dmarcRuaInvalid,
  dmarcRuaMany,
  dmarcRuaMissing,
  dmarcRuaNotMailto,
  dmarcRuaSizeLimit,
  dmarcRufPresent,
  dmarcSpOnSubdomain,
  dmarcSpWeakerThanP,
  dmarcStrictAlignment,
  dmarcTLegacySurprise,
  dmarcTPsdInvalid,
  dmarcTTesting,
  dmarcTWithNone,
  dmarcTagSyntax,
  dmarcTrailingGarbage,
  dmarcUnknownTag,
  dmarcVersionInvalid,
  dmarcVersionNotFirst,
  dmarcWrongOwner,
];
