import { workspace } from '../../harness/workspace.ts';
import { checkDocument, checkFeatures, placesIn } from '../checks.ts';
import type { FuzzEntry } from '../entry.ts';
import { characters } from '../mutate/characters.ts';
import { SCRIPT, SPF } from '../mutate/languages.ts';
import { several } from '../mutate/mutate.ts';
import { lines, tokens } from '../mutate/tokens.ts';

const PATH = '/dns/dnsconfig.js';

const SCRIPTS: readonly string[] = [
  'var REG = NewRegistrar("none");\nvar SPF = "v=spf1 include:_spf.example.net " + "+all";\nD("example.com", REG, DnsProvider(X),\n  TXT("@", SPF),\n  MX("@", 10, "mx.example.net."),\n  A("www.example.com", "192.0.2.1", CF_PROXY_ON, TTL("1h")),\nEND);\n',
  'D("example.com", R,\n  SPF_BUILDER({\n    label: "@",\n    overflow: "_spf%d",\n    txtMaxSize: 60,\n    parts: [\n      "v=spf1",\n      "include:a.example",\n      "ptr", // why\n      "ip4:192.0.2.0/24",\n      "+all"\n    ]\n  }),\n  DMARC_BUILDER({policy: "reject", percent: 30, rua: ["mailto:a@example.com"], alignmentSPF: "strict"}),\n  DKIM_BUILDER({selector: "s", keytype: "rsa", pubkey: "MIGf", note: "a b"}),\n  M365_BUILDER("example.com", {initialDomain: "x.example"})\n);\nD_EXTEND("a.example.com", TXT("@", ["v=spf1", "-all"].join(" ")));\n',
  'function mail(host, n = 10) {\n  return [MX("@", n, `${host}.example.net.`), TXT("_dmarc", "v=DMARC1; p=" + ["none", "reject"][0])];\n}\nvar list = [];\nfor (var i = 0; i < 3; i++) { list.push(TXT("s" + i, "v=spf1 +all")); }\nD("example.com!in", R, mail("a"), ...list);\nD("example.com!out", R, mail("b", 5), list.map(x => x));\nD(REV("192.0.2.0/24"), R, PTR("1", "a.example.com."));\n',
  'REVCOMPAT("rfc2317");\nfunction spf(kind) {\n  switch (kind) { case "none": return "v=spf1 -all"; default: return "v=spf1 IP +all".replace(/ip/i, "mx"); }\n}\ntry { D("example.com", R, TXT("@", spf("x")), TXT("a", "a;b".split(/;/g).join(" "))); } catch (e) { D("example.net", R); }\nD(REV("192.0.2.64/26"), R, PTR("192.0.2.66", "a.example.com."));\nfor (var i = 0; i < 3; i++) { if (/^[12]$/.test("" + i)) continue; }\n',
];

/** A script of DNSControl: rules, fixes and what is shown. */
export const dnscontrol: FuzzEntry = {
  name: 'dnscontrol',
  extension: 'js',
  shortRun: 30,
  seeds: () => SCRIPTS,
  mutate: several([5, tokens(SCRIPT)], [2, tokens(SPF)], [3, lines], [3, characters]),
  check: (text) => {
    const made = workspace();
    made.add(PATH, text, { format: 'dnscontrol' });
    checkDocument(made, PATH);
    checkFeatures(made, PATH, placesIn(text, 8));
  },
};
