import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HOST, ROOT } from '../child-process.ts'

type Options = {
  /** What the server writes once it takes requests. */
  readonly sign?: string
  /** Another checkout of this repository. */
  readonly root?: string
  readonly parameters?: readonly string[]
}

/** What starts the app: the built host, or its source in a checkout that builds none. */
export function hostOf(root = ROOT): string {
  return existsSync(join(root, HOST)) ? HOST : 'server.ts'
}

/** Starts a server of this repository, and answers once it says that it takes requests. BENCH_NODE adds options of Node. */
export function startServer(
  file: string,
  env: Readonly<Record<string, string>>,
  { sign = 'answers at', root = ROOT, parameters = [] }: Options = {},
): Promise<ChildProcess> {
  const options = (process.env.BENCH_NODE ?? '').split(' ').filter((option) => option !== '')
  const child = spawn(
    process.execPath,
    [...options, ...(file.endsWith('.ts') ? ['--import', 'tsx'] : []), join(root, file), ...parameters],
    {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes(sign)) resolve(child)
    })
  })
}
