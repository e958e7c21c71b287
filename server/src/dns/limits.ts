/** Octets in one label. RFC 1035 §2.3.4. */
export const MAX_LABEL = 63;
/** Octets in a name on the wire, including length octets and root label. RFC 1035 §2.3.4. */
export const MAX_NAME = 255;
/** Characters of a typed name: each of its octets can be written as `\DDD`. RFC 1035 §5.1. */
export const MAX_NAME_TEXT = 4 * MAX_NAME;
/** Octets in one character-string, without its length octet. RFC 1035 §3.3. */
export const MAX_CHARACTER_STRING = 255;
/** Octets in the RDATA of one record. RFC 1035 §3.2.1 (RDLENGTH is 16 bits). */
export const MAX_RDATA = 65535;
/** Octets in a UDP answer without EDNS. RFC 1035 §2.3.4. */
export const MAX_UDP_ANSWER = 512;
/** Aliases (CNAME) in a chain to follow. Unbound stops after 11, BIND after 16, and mail servers rely on such resolvers. */
export const MAX_ALIASES = 16;
/** Seconds. RFC 2181 §8. */
export const MAX_TTL = 2147483647;
