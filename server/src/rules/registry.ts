import bimiAMissing from './bimi/a-missing.ts';
import bimiAvpInvalid from './bimi/avp-invalid.ts';
import bimiDmarcNotEnforced from './bimi/dmarc-not-enforced.ts';
import bimiLMissing from './bimi/l-missing.ts';
import bimiLNotHttps from './bimi/l-not-https.ts';
import bimiLNotSvg from './bimi/l-not-svg.ts';
import bimiMultipleRecords from './bimi/multiple-records.ts';
import bimiTagSyntax from './bimi/tag-syntax.ts';
import bimiUnknownTag from './bimi/unknown-tag.ts';
import bimiVersionInvalid from './bimi/version-invalid.ts';
import bimiWrongOwner from './bimi/wrong-owner.ts';
import commentNotUnderstood from './comment/not-understood.ts';
import commentUnknownRule from './comment/unknown-rule.ts';
import commentUnused from './comment/unused.ts';
import crossIp6Unlisted from './cross/ip6-unlisted.ts';
import crossParkedDomainIncomplete from './cross/parked-domain-incomplete.ts';
import crossPtrMismatch from './cross/ptr-mismatch.ts';
import crossSpfNoneDmarcSpfOnly from './cross/spf-none-dmarc-spf-only.ts';
import crossStaleInclude from './cross/stale-include.ts';
import crossSubdomainDmarcNoRua from './cross/subdomain-dmarc-no-rua.ts';
import crossTerraformVsZoneConflict from './cross/terraform-vs-zone-conflict.ts';
import daneFieldInvalid from './dane/field-invalid.ts';
import daneMxUncovered from './dane/mx-uncovered.ts';
import daneOldKeyOnly from './dane/old-key-only.ts';
import daneSelectorCert from './dane/selector-cert.ts';
import daneUsagePkix from './dane/usage-pkix.ts';
import daneWrongOwner from './dane/wrong-owner.ts';
import dkimCnameDangling from './dkim/cname-dangling.ts';
import dkimCnameProxied from './dkim/cname-proxied.ts';
import dkimCnameTextAsTxt from './dkim/cname-text-as-txt.ts';
import dkimDuplicateTag from './dkim/duplicate-tag.ts';
import dkimEd25519Only from './dkim/ed25519-only.ts';
import dkimGTag from './dkim/g-tag.ts';
import dkimHSha1 from './dkim/h-sha1.ts';
import dkimHUnknown from './dkim/h-unknown.ts';
import dkimKMismatch from './dkim/k-mismatch.ts';
import dkimKUnknown from './dkim/k-unknown.ts';
import dkimKey1024 from './dkim/key-1024.ts';
import dkimKey4096 from './dkim/key-4096.ts';
import dkimKeyDerInvalid from './dkim/key-der-invalid.ts';
import dkimKeyExponentWeak from './dkim/key-exponent-weak.ts';
import dkimKeyTooShort1024 from './dkim/key-too-short-1024.ts';
import dkimMultipleRecords from './dkim/multiple-records.ts';
import dkimNoKeyFound from './dkim/no-key-found.ts';
import dkimPBase64Invalid from './dkim/p-base64-invalid.ts';
import dkimPEmpty from './dkim/p-empty.ts';
import dkimPMissing from './dkim/p-missing.ts';
import dkimPPemArmor from './dkim/p-pem-armor.ts';
import dkimPolicyRecordLegacy from './dkim/policy-record-legacy.ts';
import dkimPrivateKeyPublished from './dkim/private-key-published.ts';
import dkimRevokedOnly from './dkim/revoked-only.ts';
import dkimSNotEmail from './dkim/s-not-email.ts';
import dkimSelectorInvalid from './dkim/selector-invalid.ts';
import dkimTStrict from './dkim/t-strict.ts';
import dkimTTesting from './dkim/t-testing.ts';
import dkimTUnknown from './dkim/t-unknown.ts';
import dkimTagSyntax from './dkim/tag-syntax.ts';
import dkimUnknownTag from './dkim/unknown-tag.ts';
import dkimVersionMissing from './dkim/version-missing.ts';
import dkimVersionNotFirst from './dkim/version-not-first.ts';
import dkimWildcardDomainkey from './dkim/wildcard-domainkey.ts';
import dkimWrongName from './dkim/wrong-name.ts';
import dmarcAdkimAspfInvalid from './dmarc/adkim-aspf-invalid.ts';
import dmarcCname from './dmarc/cname.ts';
import dmarcCnameDangling from './dmarc/cname-dangling.ts';
import dmarcDuplicateTag from './dmarc/duplicate-tag.ts';
import dmarcFoInvalid from './dmarc/fo-invalid.ts';
import dmarcFoWithoutRuf from './dmarc/fo-without-ruf.ts';
import dmarcMissing from './dmarc/missing.ts';
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
import dmarcPolicyOnNonSending from './dmarc/policy-on-non-sending.ts';
import dmarcPsdMisuse from './dmarc/psd-misuse.ts';
import dmarcPsdN from './dmarc/psd-n.ts';
import dmarcRejectGeneralUsers from './dmarc/reject-general-users.ts';
import dmarcRejectWithoutDkim from './dmarc/reject-without-dkim.ts';
import dmarcRejectWithoutSpf from './dmarc/reject-without-spf.ts';
import dmarcRejectsSender from './dmarc/rejects-sender.ts';
import dmarcReportRecordExtra from './dmarc/report-record-extra.ts';
import dmarcRfRemoved from './dmarc/rf-removed.ts';
import dmarcRiRemoved from './dmarc/ri-removed.ts';
import dmarcRuaExternalUnauthorised from './dmarc/rua-external-unauthorised.ts';
import dmarcRuaInvalid from './dmarc/rua-invalid.ts';
import dmarcRuaMany from './dmarc/rua-many.ts';
import dmarcRuaMissing from './dmarc/rua-missing.ts';
import dmarcRuaNoMx from './dmarc/rua-no-mx.ts';
import dmarcRuaNotMailto from './dmarc/rua-not-mailto.ts';
import dmarcRuaSizeLimit from './dmarc/rua-size-limit.ts';
import dmarcRufPresent from './dmarc/ruf-present.ts';
import dmarcSpOnSubdomain from './dmarc/sp-on-subdomain.ts';
import dmarcSpRejectSubdomainSends from './dmarc/sp-reject-subdomain-sends.ts';
import dmarcSpWeakerThanP from './dmarc/sp-weaker-than-p.ts';
import dmarcStrictAlignment from './dmarc/strict-alignment.ts';
import dmarcStrictAlignmentSubdomain from './dmarc/strict-alignment-subdomain.ts';
import dmarcStrictFailsSender from './dmarc/strict-fails-sender.ts';
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
import mtaStsHostMissing from './mta-sts/host-missing.ts';
import mtaStsIdMissing from './mta-sts/id-missing.ts';
import mtaStsMultipleRecords from './mta-sts/multiple-records.ts';
import mtaStsPolicyMxMismatch from './mta-sts/policy-mx-mismatch.ts';
import mtaStsPolicySyntax from './mta-sts/policy-syntax.ts';
import mtaStsTagSyntax from './mta-sts/tag-syntax.ts';
import mtaStsTesting from './mta-sts/testing.ts';
import mtaStsVersion from './mta-sts/version.ts';
import mtaStsWithoutTlsrpt from './mta-sts/without-tlsrpt.ts';
import mtaStsWrongOwner from './mta-sts/wrong-owner.ts';
import mxCnameTarget from './mx/cname-target.ts';
import mxDuplicatePreferenceHost from './mx/duplicate-preference-host.ts';
import mxGatewayAndOrigin from './mx/gateway-and-origin.ts';
import mxGoogleLegacy from './mx/google-legacy.ts';
import mxIpLiteral from './mx/ip-literal.ts';
import mxM365TenantMismatch from './mx/m365-tenant-mismatch.ts';
import mxMissing from './mx/missing.ts';
import mxMixedProviders from './mx/mixed-providers.ts';
import mxNoAddress from './mx/no-address.ts';
import mxNullButSends from './mx/null-but-sends.ts';
import mxNullPreference from './mx/null-preference.ts';
import mxNullWithOthers from './mx/null-with-others.ts';
import mxPrivateAddress from './mx/private-address.ts';
import mxProviderTypo from './mx/provider-typo.ts';
import senderEnvelopeMissing from './sender/envelope-missing.ts';
import senderGatewayNotInSpf from './sender/gateway-not-in-spf.ts';
import senderIncludeWrongRegion from './sender/include-wrong-region.ts';
import senderM365OneSelector from './sender/m365-one-selector.ts';
import senderMailgunApexMx from './sender/mailgun-apex-mx.ts';
import senderMissingDkim from './sender/missing-dkim.ts';
import senderMissingSpf from './sender/missing-spf.ts';
import senderNeedlessInclude from './sender/needless-include.ts';
import senderPostmarkReturnpathMissing from './sender/postmark-returnpath-missing.ts';
import senderResourceNotInSpf from './sender/resource-not-in-spf.ts';
import senderSesMailfromIncomplete from './sender/ses-mailfrom-incomplete.ts';
import spfAIsWebServer from './spf/a-is-web-server.ts';
import spfAOrMxNoData from './spf/a-or-mx-no-data.ts';
import spfAOver10Addresses from './spf/a-over-10-addresses.ts';
import spfAllArgument from './spf/all-argument.ts';
import spfAllNeutral from './spf/all-neutral.ts';
import spfAllPass from './spf/all-pass.ts';
import spfCidrHostBits from './spf/cidr-host-bits.ts';
import spfCidrInvalid from './spf/cidr-invalid.ts';
import spfCidrTooWide from './spf/cidr-too-wide.ts';
import spfCidrZero from './spf/cidr-zero.ts';
import spfCommaOrSemicolonSeparator from './spf/comma-or-semicolon-separator.ts';
import spfCoveredByInclude from './spf/covered-by-include.ts';
import spfDomainInvalid from './spf/domain-invalid.ts';
import spfDualCidrSyntax from './spf/dual-cidr-syntax.ts';
import spfDuplicateAll from './spf/duplicate-all.ts';
import spfDuplicateRedirect from './spf/duplicate-redirect.ts';
import spfDuplicateTerm from './spf/duplicate-term.ts';
import spfExistsNoMacro from './spf/exists-no-macro.ts';
import spfExpMissingText from './spf/exp-missing-text.ts';
import spfHardfailBeforeDmarc from './spf/hardfail-before-dmarc.ts';
import spfHeloMissing from './spf/helo-missing.ts';
import spfIncludeEmpty from './spf/include-empty.ts';
import spfIncludeIsHostname from './spf/include-is-hostname.ts';
import spfIncludeIsIp from './spf/include-is-ip.ts';
import spfIncludeIsUrl from './spf/include-is-url.ts';
import spfIncludeLoop from './spf/include-loop.ts';
import spfIncludeNoRecord from './spf/include-no-record.ts';
import spfIncludeQualifier from './spf/include-qualifier.ts';
import spfIncludeRemovedProvider from './spf/include-removed-provider.ts';
import spfIncludeSelf from './spf/include-self.ts';
import spfIpFamilyMismatch from './spf/ip-family-mismatch.ts';
import spfIp4Invalid from './spf/ip4-invalid.ts';
import spfIp6Invalid from './spf/ip6-invalid.ts';
import spfLookupLimitExceeded from './spf/lookup-limit-exceeded.ts';
import spfLookupLimitLocal from './spf/lookup-limit-local.ts';
import spfLookupLimitNear from './spf/lookup-limit-near.ts';
import spfMacroExpOnly from './spf/macro-exp-only.ts';
import spfMacroLocalPart from './spf/macro-local-part.ts';
import spfMacroP from './spf/macro-p.ts';
import spfMacroSyntax from './spf/macro-syntax.ts';
import spfMissing from './spf/missing.ts';
import spfMissingColon from './spf/missing-colon.ts';
import spfMissingSendingIp from './spf/missing-sending-ip.ts';
import spfMissingSpace from './spf/missing-space.ts';
import spfModifierWithColon from './spf/modifier-with-colon.ts';
import spfMultipleRecords from './spf/multiple-records.ts';
import spfMxACnameTarget from './spf/mx-a-cname-target.ts';
import spfMxIsInboundOnly from './spf/mx-is-inbound-only.ts';
import spfMxOver10 from './spf/mx-over-10.ts';
import spfNoAllNoRedirect from './spf/no-all-no-redirect.ts';
import spfNoMailDomainUnprotected from './spf/no-mail-domain-unprotected.ts';
import spfNonSpaceSeparator from './spf/non-space-separator.ts';
import spfOverlappingNetworks from './spf/overlapping-networks.ts';
import spfPrivateAddress from './spf/private-address.ts';
import spfPtrMechanism from './spf/ptr-mechanism.ts';
import spfQualifierMisplaced from './spf/qualifier-misplaced.ts';
import spfRecordInNonapexOnly from './spf/record-in-nonapex-only.ts';
import spfRecordOrderAllFirst from './spf/record-order-all-first.ts';
import spfRecordTooLong from './spf/record-too-long.ts';
import spfRedirectEmpty from './spf/redirect-empty.ts';
import spfRedirectNoRecord from './spf/redirect-no-record.ts';
import spfRedirectWithAll from './spf/redirect-with-all.ts';
import spfSenderIdRecord from './spf/sender-id-record.ts';
import spfSpaceAfterColon from './spf/space-after-colon.ts';
import spfSubdomainMissing from './spf/subdomain-missing.ts';
import spfTermsAfterAll from './spf/terms-after-all.ts';
import spfType99Record from './spf/type99-record.ts';
import spfTypographicDash from './spf/typographic-dash.ts';
import spfUnknownMechanism from './spf/unknown-mechanism.ts';
import spfUnknownModifier from './spf/unknown-modifier.ts';
import spfUnreachableTerm from './spf/unreachable-term.ts';
import spfUppercase from './spf/uppercase.ts';
import spfVersionInvalid from './spf/version-invalid.ts';
import spfVoidLookup from './spf/void-lookup.ts';
import spfVoidLookups from './spf/void-lookups.ts';
import tfDataRefused from './tf/data-refused.ts';
import tfGcpTxtUnquoted from './tf/gcp-txt-unquoted.ts';
import tfMacroAsDirective from './tf/macro-as-directive.ts';
import tfNameAtSign from './tf/name-at-sign.ts';
import tfNameOutsideZone from './tf/name-outside-zone.ts';
import tfRoute53TxtLongUnsplit from './tf/route53-txt-long-unsplit.ts';
import tfSplitLosesCharacters from './tf/split-loses-characters.ts';
import tfTxtLongUnsplit from './tf/txt-long-unsplit.ts';
import tfTxtMultipleSetsSameName from './tf/txt-multiple-sets-same-name.ts';
import tfTxtQuoteOpen from './tf/txt-quote-open.ts';
import tfTxtQuotedTwice from './tf/txt-quoted-twice.ts';
import tfTxtUnquoted from './tf/txt-unquoted.ts';
import tfValueUnknown from './tf/value-unknown.ts';
import tlsRptMultipleRecords from './tls-rpt/multiple-records.ts';
import tlsRptRuaInvalid from './tls-rpt/rua-invalid.ts';
import tlsRptRuaMissing from './tls-rpt/rua-missing.ts';
import tlsRptTagSyntax from './tls-rpt/tag-syntax.ts';
import tlsRptVersion from './tls-rpt/version.ts';
import tlsRptWrongOwner from './tls-rpt/wrong-owner.ts';
import txtEscapedSemicolon from './txt/escaped-semicolon.ts';
import txtLeadingWhitespace from './txt/leading-whitespace.ts';
import txtLiteralQuotesInValue from './txt/literal-quotes-in-value.ts';
import txtManyVerificationTokens from './txt/many-verification-tokens.ts';
import txtNewlineInValue from './txt/newline-in-value.ts';
import txtPlaceholderLeftIn from './txt/placeholder-left-in.ts';
import txtPolicyAtWrongOwner from './txt/policy-at-wrong-owner.ts';
import txtRecordTooLarge from './txt/record-too-large.ts';
import txtSpfTextInDmarcRecord from './txt/spf-text-in-dmarc-record.ts';
import txtTrailingWhitespace from './txt/trailing-whitespace.ts';
import zoneBadDirective from './zone/bad-directive.ts';
import zoneBadName from './zone/bad-name.ts';
import zoneBadRdata from './zone/bad-rdata.ts';
import zoneByteOrderMark from './zone/byte-order-mark.ts';
import zoneCnameAndOtherData from './zone/cname-and-other-data.ts';
import zoneCnameAtApex from './zone/cname-at-apex.ts';
import zoneDelegatedSubdomainShadow from './zone/delegated-subdomain-shadow.ts';
import zoneDsAtApex from './zone/ds-at-apex.ts';
import zoneDuplicateRecord from './zone/duplicate-record.ts';
import zoneInvisibleCharacter from './zone/invisible-character.ts';
import zoneMissingTrailingDot from './zone/missing-trailing-dot.ts';
import zoneNameTooLong from './zone/name-too-long.ts';
import zoneNoNs from './zone/no-ns.ts';
import zoneNoOwner from './zone/no-owner.ts';
import zoneNsWithoutAddress from './zone/ns-without-address.ts';
import zoneOutOfZone from './zone/out-of-zone.ts';
import zoneOwnerRepeatsOrigin from './zone/owner-repeats-origin.ts';
import zoneRdataTargetRelative from './zone/rdata-target-relative.ts';
import zoneSemicolonTruncatesTxt from './zone/semicolon-truncates-txt.ts';
import zoneSingletonRepeated from './zone/singleton-repeated.ts';
import zoneSmartQuotes from './zone/smart-quotes.ts';
import zoneSoaMailboxAt from './zone/soa-mailbox-at.ts';
import zoneSoaNotAtApex from './zone/soa-not-at-apex.ts';
import zoneSplitStringExtraSpace from './zone/split-string-extra-space.ts';
import zoneSplitStringMissingSpace from './zone/split-string-missing-space.ts';
import zoneTtlMismatch from './zone/ttl-mismatch.ts';
import zoneTtlTooHigh from './zone/ttl-too-high.ts';
import zoneTtlTooLow from './zone/ttl-too-low.ts';
import zoneTxtStringOver255 from './zone/txt-string-over-255.ts';
import zoneUnbalancedParens from './zone/unbalanced-parens.ts';
import zoneUnderscoreMissing from './zone/underscore-missing.ts';
import zoneUnknownType from './zone/unknown-type.ts';
import zoneUnquotedTxtSpaces from './zone/unquoted-txt-spaces.ts';
import zoneUnresolvedOrigin from './zone/unresolved-origin.ts';
import zoneUnterminatedQuote from './zone/unterminated-quote.ts';
import zoneWildcardCoversAuthNames from './zone/wildcard-covers-auth-names.ts';
import zoneWildcardMxOrTxt from './zone/wildcard-mx-or-txt.ts';
import zoneWrongClassOrOrder from './zone/wrong-class-or-order.ts';
import type { AnyRule } from './rule.ts';

export const rules: readonly AnyRule[] = [
  bimiAMissing,
  bimiAvpInvalid,
  bimiDmarcNotEnforced,
  bimiLMissing,
  bimiLNotHttps,
  bimiLNotSvg,
  bimiMultipleRecords,
  bimiTagSyntax,
  bimiUnknownTag,
  bimiVersionInvalid,
  bimiWrongOwner,
  commentNotUnderstood,
  commentUnknownRule,
  commentUnused,
  crossIp6Unlisted,
  crossParkedDomainIncomplete,
  crossPtrMismatch,
  crossSpfNoneDmarcSpfOnly,
  crossStaleInclude,
  crossSubdomainDmarcNoRua,
  crossTerraformVsZoneConflict,
  daneFieldInvalid,
  daneMxUncovered,
  daneOldKeyOnly,
  daneSelectorCert,
  daneUsagePkix,
  daneWrongOwner,
  dkimCnameDangling,
  dkimCnameProxied,
  dkimCnameTextAsTxt,
  dkimDuplicateTag,
  dkimEd25519Only,
  dkimGTag,
  dkimHSha1,
  dkimHUnknown,
  dkimKMismatch,
  dkimKUnknown,
  dkimKey1024,
  dkimKey4096,
  dkimKeyDerInvalid,
  dkimKeyExponentWeak,
  dkimKeyTooShort1024,
  dkimMultipleRecords,
  dkimNoKeyFound,
  dkimPBase64Invalid,
  dkimPEmpty,
  dkimPMissing,
  dkimPPemArmor,
  dkimPolicyRecordLegacy,
  dkimPrivateKeyPublished,
  dkimRevokedOnly,
  dkimSNotEmail,
  dkimSelectorInvalid,
  dkimTStrict,
  dkimTTesting,
  dkimTUnknown,
  dkimTagSyntax,
  dkimUnknownTag,
  dkimVersionMissing,
  dkimVersionNotFirst,
  dkimWildcardDomainkey,
  dkimWrongName,
  dmarcAdkimAspfInvalid,
  dmarcCname,
  dmarcCnameDangling,
  dmarcDuplicateTag,
  dmarcFoInvalid,
  dmarcFoWithoutRuf,
  dmarcMissing,
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
  dmarcPolicyOnNonSending,
  dmarcPsdMisuse,
  dmarcPsdN,
  dmarcRejectGeneralUsers,
  dmarcRejectWithoutDkim,
  dmarcRejectWithoutSpf,
  dmarcRejectsSender,
  dmarcReportRecordExtra,
  dmarcRfRemoved,
  dmarcRiRemoved,
  dmarcRuaExternalUnauthorised,
  dmarcRuaInvalid,
  dmarcRuaMany,
  dmarcRuaMissing,
  dmarcRuaNoMx,
  dmarcRuaNotMailto,
  dmarcRuaSizeLimit,
  dmarcRufPresent,
  dmarcSpOnSubdomain,
  dmarcSpRejectSubdomainSends,
  dmarcSpWeakerThanP,
  dmarcStrictAlignment,
  dmarcStrictAlignmentSubdomain,
  dmarcStrictFailsSender,
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
  mtaStsHostMissing,
  mtaStsIdMissing,
  mtaStsMultipleRecords,
  mtaStsPolicyMxMismatch,
  mtaStsPolicySyntax,
  mtaStsTagSyntax,
  mtaStsTesting,
  mtaStsVersion,
  mtaStsWithoutTlsrpt,
  mtaStsWrongOwner,
  mxCnameTarget,
  mxDuplicatePreferenceHost,
  mxGatewayAndOrigin,
  mxGoogleLegacy,
  mxIpLiteral,
  mxM365TenantMismatch,
  mxMissing,
  mxMixedProviders,
  mxNoAddress,
  mxNullButSends,
  mxNullPreference,
  mxNullWithOthers,
  mxPrivateAddress,
  mxProviderTypo,
  senderEnvelopeMissing,
  senderGatewayNotInSpf,
  senderIncludeWrongRegion,
  senderM365OneSelector,
  senderMailgunApexMx,
  senderMissingDkim,
  senderMissingSpf,
  senderNeedlessInclude,
  senderPostmarkReturnpathMissing,
  senderResourceNotInSpf,
  senderSesMailfromIncomplete,
  spfAIsWebServer,
  spfAOrMxNoData,
  spfAOver10Addresses,
  spfAllArgument,
  spfAllNeutral,
  spfAllPass,
  spfCidrHostBits,
  spfCidrInvalid,
  spfCidrTooWide,
  spfCidrZero,
  spfCommaOrSemicolonSeparator,
  spfCoveredByInclude,
  spfDomainInvalid,
  spfDualCidrSyntax,
  spfDuplicateAll,
  spfDuplicateRedirect,
  spfDuplicateTerm,
  spfExistsNoMacro,
  spfExpMissingText,
  spfHardfailBeforeDmarc,
  spfHeloMissing,
  spfIncludeEmpty,
  spfIncludeIsHostname,
  spfIncludeIsIp,
  spfIncludeIsUrl,
  spfIncludeLoop,
  spfIncludeNoRecord,
  spfIncludeQualifier,
  spfIncludeRemovedProvider,
  spfIncludeSelf,
  spfIpFamilyMismatch,
  spfIp4Invalid,
  spfIp6Invalid,
  spfLookupLimitExceeded,
  spfLookupLimitLocal,
  spfLookupLimitNear,
  spfMacroExpOnly,
  spfMacroLocalPart,
  spfMacroP,
  spfMacroSyntax,
  spfMissing,
  spfMissingColon,
  spfMissingSendingIp,
  spfMissingSpace,
  spfModifierWithColon,
  spfMultipleRecords,
  spfMxACnameTarget,
  spfMxIsInboundOnly,
  spfMxOver10,
  spfNoAllNoRedirect,
  spfNoMailDomainUnprotected,
  spfNonSpaceSeparator,
  spfOverlappingNetworks,
  spfPrivateAddress,
  spfPtrMechanism,
  spfQualifierMisplaced,
  spfRecordInNonapexOnly,
  spfRecordOrderAllFirst,
  spfRecordTooLong,
  spfRedirectEmpty,
  spfRedirectNoRecord,
  spfRedirectWithAll,
  spfSenderIdRecord,
  spfSpaceAfterColon,
  spfSubdomainMissing,
  spfTermsAfterAll,
  spfType99Record,
  spfTypographicDash,
  spfUnknownMechanism,
  spfUnknownModifier,
  spfUnreachableTerm,
  spfUppercase,
  spfVersionInvalid,
  spfVoidLookup,
  spfVoidLookups,
  tfDataRefused,
  tfGcpTxtUnquoted,
  tfMacroAsDirective,
  tfNameAtSign,
  tfNameOutsideZone,
  tfRoute53TxtLongUnsplit,
  tfSplitLosesCharacters,
  tfTxtLongUnsplit,
  tfTxtMultipleSetsSameName,
  tfTxtQuoteOpen,
  tfTxtQuotedTwice,
  tfTxtUnquoted,
  tfValueUnknown,
  tlsRptMultipleRecords,
  tlsRptRuaInvalid,
  tlsRptRuaMissing,
  tlsRptTagSyntax,
  tlsRptVersion,
  tlsRptWrongOwner,
  txtEscapedSemicolon,
  txtLeadingWhitespace,
  txtLiteralQuotesInValue,
  txtManyVerificationTokens,
  txtNewlineInValue,
  txtPlaceholderLeftIn,
  txtPolicyAtWrongOwner,
  txtRecordTooLarge,
  txtSpfTextInDmarcRecord,
  txtTrailingWhitespace,
  zoneBadDirective,
  zoneBadName,
  zoneBadRdata,
  zoneByteOrderMark,
  zoneCnameAndOtherData,
  zoneCnameAtApex,
  zoneDelegatedSubdomainShadow,
  zoneDsAtApex,
  zoneDuplicateRecord,
  zoneInvisibleCharacter,
  zoneMissingTrailingDot,
  zoneNameTooLong,
  zoneNoNs,
  zoneNoOwner,
  zoneNsWithoutAddress,
  zoneOutOfZone,
  zoneOwnerRepeatsOrigin,
  zoneRdataTargetRelative,
  zoneSemicolonTruncatesTxt,
  zoneSingletonRepeated,
  zoneSmartQuotes,
  zoneSoaMailboxAt,
  zoneSoaNotAtApex,
  zoneSplitStringExtraSpace,
  zoneSplitStringMissingSpace,
  zoneTtlMismatch,
  zoneTtlTooHigh,
  zoneTtlTooLow,
  zoneTxtStringOver255,
  zoneUnbalancedParens,
  zoneUnderscoreMissing,
  zoneUnknownType,
  zoneUnquotedTxtSpaces,
  zoneUnresolvedOrigin,
  zoneUnterminatedQuote,
  zoneWildcardCoversAuthNames,
  zoneWildcardMxOrTxt,
  zoneWrongClassOrOrder,
];
