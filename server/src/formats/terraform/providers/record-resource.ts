import type { TextRules } from '../../../records/text-forms.ts';

/**
 * A resource type that makes DNS records, with the meaning of its arguments. If a resource makes several records with blocks or
 * objects of their own (`items`), arguments are looked up there first.
 */
export interface RecordResource extends TextRules {
  /** The providers that have it, as in `required_providers`: `hashicorp/aws`. */
  readonly providers: readonly string[];
  readonly resource: string;
  /** The arguments with the zone; the first one that is set wins. None: the owner includes the zone. */
  readonly zone: readonly string[];
  /** The arguments with the owner; the first one that is set wins. */
  readonly owner: readonly string[];
  /**
   * Whether the owner is relative to the zone: always, never, or if it does not end with the zone's name and has no trailing dot.
   * `suffixed`: whenever it does not end with the zone's name.
   */
  readonly form: 'relative' | 'absolute' | 'either' | 'suffixed';
  /** Whether `@` means the zone apex; otherwise it is an ordinary label. */
  readonly hasApexSign: boolean;
  readonly type: { readonly argument: string } | { readonly is: string };
  /** Nested blocks, or a list of objects. */
  readonly items: string | undefined;
  /** Paths to nested blocks or objects, of which one is chosen for an answer: by weight, by location, by health. */
  readonly choices: readonly (readonly string[])[];
  /** A string or a list of strings; the first one that is set wins. */
  readonly values: readonly string[];
  /** The first of those is a list, if the resource is for one type only. */
  readonly hasList: boolean;
  /** The value is a zone file (RFC 1035 §5): its records are the resource's. */
  readonly isZoneFile: boolean;
  /** A list of the strings or the fields of one record, as an alternative to the text. */
  readonly parts: string | undefined;
  /** The priority of MX records; if there is none, it is in the value. */
  readonly priority: string | undefined;
  readonly ttl: string | undefined;
  /** A TTL of 1 means that the provider chooses. */
  readonly hasAutomaticTtl: boolean;
  /** At the zone apex, the addresses of a CNAME's target are published instead of the CNAME. */
  readonly flattens: boolean;
  /** The usual name of the service that publishes the records. */
  readonly service: string;
  /** A resource has all records of its name and type; two such resources overwrite or block each other. */
  readonly isWholeSet: boolean;
  /** What names in values are relative to if they have no trailing dot. */
  readonly targets: 'root' | 'zone';
}
