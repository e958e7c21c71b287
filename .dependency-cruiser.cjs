// Lowest layer first. A layer may import itself and the layers before it.
const layers = [
  'text',
  'data',
  'dns',
  'records',
  'record-sets',
  'formats',
  'email',
  'senders',
  'domain',
  'rules',
  'analysis',
  'features',
  'hosts',
];
const path = (names) => `^server/src/(${names.join('|')})/`;
const core = path(layers.slice(0, -1));

// Packages that only compute, without side effects.
const pureLibraries =
  '^node_modules/(acorn|acorn-loose|tldts|tldts-core|yaml|jsonc-parser|saxes|postal-mime|fflate|re2js|htmlparser2|@noble/hashes)/';

module.exports = {
  forbidden: [
    ...layers.slice(0, -1).map((layer, i) => ({
      name: `${layer}-looks-down-only`,
      severity: 'error',
      from: { path: path([layer]) },
      to: { path: path(layers.slice(i + 1)) },
    })),
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: core },
      to: { dependencyTypesNot: ['local'], pathNot: pureLibraries },
    },
    {
      name: 'formats-are-plugged-in',
      severity: 'error',
      from: { path: path(['email', 'domain', 'rules', 'features']) },
      to: { path: path(['formats']) },
    },
    {
      name: 'formats-do-not-meet',
      severity: 'error',
      from: { path: '^server/src/formats/([^/]+)/' },
      to: { path: '^server/src/formats/', pathNot: '^server/src/formats/$1/' },
    },
    {
      name: 'one-rule-knows-no-other',
      severity: 'error',
      from: { path: '^server/src/rules/[^/]+/' },
      to: { path: '^server/src/rules/[^/]+/' },
    },
    {
      name: 'protocol-stays-in-lsp-host',
      severity: 'error',
      from: { pathNot: '^(server/src/hosts/lsp|client|test)/' },
      to: { path: 'vscode-language' },
    },
    {
      name: 'client-knows-no-server',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/' },
    },
    {
      name: 'library-is-on-top',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/hosts/api/' },
      to: { path: '^server/src/hosts/api/' },
    },
    {
      name: 'library-serves-no-editor',
      severity: 'error',
      from: { path: '^server/src/hosts/api/' },
      to: { path: '^server/src/hosts/lsp/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};
