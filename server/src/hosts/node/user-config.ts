import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

export interface UserEnvironment {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * Where the user's own settings are: `~/.config/mailtxt/config.json`, or in the folder that XDG_CONFIG_HOME names; on
 * Windows `%APPDATA%\mailtxt\config.json`. Relative names are ignored, as the XDG Base Directory Specification asks: they
 * would lead into the workspace.
 */
export function userConfigPath(
  { environment: { XDG_CONFIG_HOME: named, APPDATA: roaming }, platform, home }: UserEnvironment = thisUser(),
): string {
  return join(folderOf(named) ?? defaultFolder(platform, roaming, home), 'mailtxt', 'config.json');
}

function folderOf(named: string | undefined): string | undefined {
  return named !== undefined && isAbsolute(named) ? named : undefined;
}

function defaultFolder(platform: NodeJS.Platform, roaming: string | undefined, home: string): string {
  if (platform !== 'win32') return join(home, '.config');
  return folderOf(roaming) ?? join(home, 'AppData', 'Roaming');
}

function thisUser(): UserEnvironment {
  return { environment: process.env, platform: process.platform, home: homedir() };
}
