/** The style sheet of the HTML report: light, dark, and for print. It loads no other files. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --fg: #1f2328; --soft: #59636e; --bg: #ffffff; --panel: #f6f8fa; --line: #d1d9e0;
  --error: #b3261e; --warning: #8a5a00; --info: #0b5cad; --hint: #4f5b66; --good: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --fg: #e6edf3; --soft: #9aa4af; --bg: #0d1117; --panel: #161b22;
  --line: #30363d; --error: #ff8f85; --warning: #e3b341; --info: #79b8ff; --hint: #a8b3bd; --good: #56d364; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: var(--bg); color: var(--fg);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.2rem; }
h3 { margin: 0; font-size: 1rem; line-height: 1.4; overflow-wrap: anywhere; }
p { margin: .5rem 0; }
a { color: var(--info); }
.soft { color: var(--soft); }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; padding: 0; list-style: none; }
.tiles li { flex: 1 1 7rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { color: var(--soft); font-size: .875rem; font-weight: 600; overflow-wrap: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.finding { margin: 0 0 1rem; padding: 1rem; border: 1px solid var(--line); border-left: 4px solid; border-radius: 8px; }
.finding.error { border-left-color: var(--error); } .finding.warning { border-left-color: var(--warning); }
.finding.info { border-left-color: var(--info); } .finding.hint { border-left-color: var(--hint); }
b.error, span.error { color: var(--error); } b.warning, span.warning { color: var(--warning); }
b.info, span.info { color: var(--info); } b.hint, span.hint { color: var(--hint); } b.good, span.good { color: var(--good); }
.finding .place { margin: .15rem 0 .5rem; color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
code, pre { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: .5rem 0; padding: .6rem .75rem; border-radius: 6px; background: var(--panel); overflow-x: auto; }
ul { margin: .5rem 0; padding-left: 1.25rem; }
li { overflow-wrap: anywhere; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } .finding { break-inside: avoid; }
  pre { white-space: pre-wrap; overflow: visible; overflow-wrap: anywhere; } h2 { break-after: avoid; }
  a { color: inherit; } }
`;
