import { existsSync } from 'node:fs'
import { show } from './child-process.ts'

const isDebianAsRoot = () => existsSync('/etc/debian_version') && process.getuid?.() === 0

/** Installs Debian packages where that is possible; elsewhere says which one command does it. */
export async function installDebianPackages(packages: readonly string[]): Promise<void> {
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (!isDebianAsRoot()) throw new Error(`Missing: ${packages.join(', ')}. Install it with: sudo ${command}`)
  console.log(`Installing ${packages.join(', ')} from Debian …`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const updated = await show('apt-get', ['update', '-qq'], { env })
  const installed = updated === 0 ? await show('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env }) : 1
  if (installed !== 0) throw new Error(`Installing failed. Try: ${command}`)
}
