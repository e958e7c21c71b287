import type { TextRules } from '../../../records/text-forms.ts';

/**
 * A type of resource that makes DNS records, and what its arguments mean. Where a resource makes several records with
 * blocks or objects of their own (`items`), an argument is looked for in those first.
 */
export interface RecordResource extends TextRules {
  /** The providers that have it, as `required_providers` names them: `hashicorp/aws`. */
  readonly providers: readonly string[];
  readonly resource: string;
  /** The arguments that tell the zone; the first one given counts. None: the owner tells it all. */
  readonly zone: readonly string[];
  /** The arguments that tell the owner; the first one given counts. */
  readonly owner: readonly string[];
  /**
   * Whether the owner is relative to the zone: always, never, or if it does not end with the zone's name and has no
   * dot that makes it absolute. `suffixed`: if it does not end with the zone's name, in any case.
   */
  readonly form: 'relative' | 'absolute' | 'either' | 'suffixed';
  /** Whether `@` means the zone itself; else it is a label like any other. */
  readonly hasApexSign: boolean;
  readonly type: { readonly argument: string } | { readonly is: string };
  /** Nested blocks, or a list of objects. */
  readonly items: string | undefined;
  /** Ways to blocks within blocks, or objects, of which one is answered with: by weight, by place, by health. */
  readonly choices: readonly (readonly string[])[];
  /** A text or a list of texts; the first one given counts. */
  readonly values: readonly string[];
  /** The first of those takes a list, where the resource is for one type only. */
  readonly hasList: boolean;
  /** The value is a zone file (RFC 1035 §5): its records are the resource's. */
  readonly isZoneFile: boolean;
  /** A list of the strings, or of the fields, of one record, where there is one instead of the text. */
  readonly parts: string | undefined;
  /** The preference of MX records; otherwise it is in the value. */
  readonly priority: string | undefined;
  readonly ttl: string | undefined;
  /** A TTL of 1 means that the provider chooses. */
  readonly hasAutomaticTtl: boolean;
  /** At the zone's own name the addresses of a CNAME's target are published, and not the CNAME. */
  readonly flattens: boolean;
  /** What people call the service that publishes the records. */
  readonly service: string;
  /** A resource has all records of its name and type; of two resources, one undoes or hinders the other. */
  readonly isWholeSet: boolean;
  /** What names in values are relative to when they do not end in a dot. */
  readonly targets: 'root' | 'zone';
}
