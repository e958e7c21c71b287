/** Octets in one label. RFC 1035 §2.3.4. */
export const MAX_LABEL = 63;
/** Octets in a name on the wire, length octets and root label included. RFC 1035 §2.3.4. */
export const MAX_NAME = 255;
/** Characters in which a name can be typed: each of its octets may be written `\DDD`. RFC 1035 §5.1. */
export const MAX_NAME_TEXT = 4 * MAX_NAME;
/** Octets in one character-string, its length octet not counted. RFC 1035 §3.3. */
export const MAX_CHARACTER_STRING = 255;
/** Octets in the RDATA of one record. RFC 1035 §3.2.1 (RDLENGTH is 16 bits). */
export const MAX_RDATA = 65535;
/** Octets in a UDP answer without EDNS. RFC 1035 §2.3.4. */
export const MAX_UDP_ANSWER = 512;
/** Aliases (CNAME) in a row that are followed. Unbound stops after 11, BIND after 16; mail servers rely on such resolvers. */
export const MAX_ALIASES = 16;
/** Seconds. RFC 2181 §8. */
export const MAX_TTL = 2147483647;
