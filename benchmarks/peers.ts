import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const FOLDER = join(__dirname, 'peers');

/** The folder a peer is installed in; installs the peers when this is the first benchmark that needs one. */
export function peerFolder(name: string): string {
  const folder = join(FOLDER, 'node_modules', name);
  if (!existsSync(folder)) {
    console.error(`Installing the peers of the benchmarks (once) …`);
    execFileSync('npm', ['ci', '--prefix', FOLDER, '--silent', '--ignore-scripts'], { stdio: 'inherit' });
  }
  return folder;
}

/** Loads a peer by its package name. */
export function loadPeer(name: string): unknown {
  peerFolder(name);
  return createRequire(join(FOLDER, 'package.json'))(name) as unknown;
}
