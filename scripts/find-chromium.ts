import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { installDebianPackages } from './debian.ts'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'
/** Programs that the checks of printed pages call, and the Debian packages that hold them. */
const PRINT_TOOLS = { pdftotext: 'poppler-utils', zbarimg: 'zbar-tools', qpdf: 'qpdf' } as const

/** The browser for the journeys: CHROMIUM_PATH, then Debian's, then Playwright's own. Null when there is none. */
export function chromiumPath(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named !== undefined && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`)
  return [named, DEBIAN_CHROMIUM, chromium.executablePath()].find((path) => path !== undefined && existsSync(path)) ?? null
}

/** Finds the browser and the tools that read PDF files; installs what is missing where that is possible. */
export async function makeBrowserReady(): Promise<string> {
  const tools = Object.entries(PRINT_TOOLS).filter(([program]) => !isOnPath(program))
  const packages = [...(chromiumPath() === null ? ['chromium'] : []), ...tools.map(([, name]) => name)]
  if (packages.length > 0) await installOrExplain(packages)
  const path = chromiumPath()
  if (path === null) throw new Error('There is no browser for the journeys. Install one with: npx playwright install chromium')
  return path
}

async function installOrExplain(packages: readonly string[]) {
  try {
    await installDebianPackages(packages)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    if (packages.includes('chromium')) console.error('Without Debian packages: npx playwright install chromium')
  }
}

export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  makeBrowserReady().then(console.log, (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
