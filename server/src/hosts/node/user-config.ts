import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

export interface UserEnvironment {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * The path of the user's own settings: `~/.config/mailtxt/config.json`, or in the folder that XDG_CONFIG_HOME names. On
 * Windows, `%APPDATA%\mailtxt\config.json`. Relative paths are ignored, as the XDG Base Directory Specification requires: they
 * would point into the workspace. `undefined`: no path is absolute.
 */
export function userConfigPath(user: UserEnvironment = thisUser()): string | undefined {
  const named = absolute(user.environment['XDG_CONFIG_HOME']) ?? defaultFolder(user);
  return named === undefined ? undefined : join(named, 'mailtxt', 'config.json');
}

function defaultFolder({ environment, platform, home }: UserEnvironment): string | undefined {
  const top = absolute(home);
  if (platform !== 'win32') return top === undefined ? undefined : join(top, '.config');
  return (
    absolute(environment['APPDATA']) ?? (top === undefined ? undefined : join(top, 'AppData', 'Roaming'))
  );
}

function absolute(named: string | undefined): string | undefined {
  return named !== undefined && isAbsolute(named) ? named : undefined;
}

function thisUser(): UserEnvironment {
  return { environment: process.env, platform: process.platform, home: homedir() };
}
