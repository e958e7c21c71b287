/** gdnsd's types for records whose address or alias a plugin chooses for each query. */
export const GDNSD_TYPES: ReadonlySet<string> = new Set(['DYNA', 'DYNC']);

/** Types without a number that providers and some name servers support and BIND does not. They are not a fault of the file. */
export const PSEUDO_TYPES: ReadonlySet<string> = new Set([
  ...GDNSD_TYPES,
  'ALIAS',
  'ANAME',
  'APEXALIAS',
  'CNAME_FLATTEN',
  'FLATTEN',
  'LUA',
]);
