/** Stubs for what a browser lacks: programs, sockets and a writable disk. Without git and sockets, nothing calls them. */

function missing(): never {
  throw new Error('This is not available in a browser');
}

export const spawn = missing;
export const spawnSync = missing;
export const createHash = missing;
export const randomInt = missing;
export const createSocket = missing;
export const connect = missing;
export const once = missing;
export const isIPv6 = (address: string): boolean => address.includes(':');
export const homedir = (): string => '';
export const tmpdir = (): string => '/tmp';
export const hostname = (): string => 'browser';
export class Resolver {
  getServers(): readonly string[] {
    return [];
  }
}
