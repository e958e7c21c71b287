/** How the properties of a set hold records of one type. */
export interface AzureType {
  readonly type: string;
  /** The property that holds them. Azure ignores its case. */
  readonly property: string;
  /** Whether it holds one record instead of a list. */
  readonly isSingle: boolean;
  /** Names of the fields, in RDATA order. */
  readonly fields: readonly string[];
}

/** https://learn.microsoft.com/azure/templates/microsoft.network/dnszones/txt and related pages. */
const TYPES: readonly AzureType[] = [
  // The field is a list of character-strings.
  { type: 'TXT', property: 'TXTRecords', isSingle: false, fields: ['value'] },
  { type: 'MX', property: 'MXRecords', isSingle: false, fields: ['preference', 'exchange'] },
  { type: 'A', property: 'ARecords', isSingle: false, fields: ['ipv4Address'] },
  { type: 'AAAA', property: 'AAAARecords', isSingle: false, fields: ['ipv6Address'] },
  { type: 'CNAME', property: 'CNAMERecord', isSingle: true, fields: ['cname'] },
  { type: 'NS', property: 'NSRecords', isSingle: false, fields: ['nsdname'] },
  { type: 'PTR', property: 'PTRRecords', isSingle: false, fields: ['ptrdname'] },
  {
    type: 'SRV',
    property: 'SRVRecords',
    isSingle: false,
    fields: ['priority', 'weight', 'port', 'target'],
  },
  { type: 'CAA', property: 'caaRecords', isSingle: false, fields: ['flags', 'tag', 'value'] },
  {
    type: 'TLSA',
    property: 'TLSARecords',
    isSingle: false,
    fields: ['usage', 'selector', 'matchingType', 'certAssociationData'],
  },
  {
    type: 'SOA',
    property: 'SOARecord',
    isSingle: true,
    fields: ['host', 'email', 'serialNumber', 'refreshTime', 'retryTime', 'expireTime', 'minimumTTL'],
  },
];

const BY_TYPE = new Map(TYPES.map((one) => [one.type, one]));

/** The resource type of public zones, in lowercase. */
export const ZONE_TYPE = 'microsoft.network/dnszones';

/** The record type of a resource type; `undefined` if it is not a record set. */
export function azureTypeOf(resourceType: string): AzureType | undefined {
  const lower = resourceType.toLowerCase();
  return lower.startsWith(`${ZONE_TYPE}/`)
    ? BY_TYPE.get(lower.slice(ZONE_TYPE.length + 1).toUpperCase())
    : undefined;
}

/** The type of the records in a property of the module for zones: `txt` has the sets of TXT records. */
export function azureTypeNamed(name: string): AzureType | undefined {
  return BY_TYPE.get(name.toUpperCase());
}
