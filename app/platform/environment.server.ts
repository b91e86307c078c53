import { randomBytes, X509Certificate } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const Secret = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits (openssl rand -hex 32)')

const Secrets = z.object({
  /** Encrypts NIK at rest. */
  NIK_KEY: Secret,
  /** Keys the look-up hash of NIK. */
  NIK_LOOKUP_KEY: Secret,
  /** Seeds the drawing of each attempt. */
  EXAM_SECRET: Secret,
  /** Signs receipts for saved answers. */
  RECEIPT_KEY: Secret,
  /** Signs short-lived tokens of the web layer. */
  SESSION_SECRET: Secret,
})
type Secrets = z.infer<typeof Secrets>

const Settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_DIRECT_URL: z.string().min(1).optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  DEMO: z.enum(['0', '1']).optional(),
  DATA_FOLDER: z.string().default('data'),
  APP_ORIGIN: z.url().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  LOG_LEVEL: z.enum(['silent', 'error', 'info']).default('info'),
  /** Whoever brings it reads /metrics from another machine. */
  METRICS_TOKEN: z.string().min(20, 'must be 20 characters or more').optional(),
  /** The Esign client of BSrE in the office's network; without it, that provider cannot be chosen. */
  BSRE_URL: z.url().optional(),
  BSRE_USERNAME: z.string().default(''),
  BSRE_PASSWORD: z.string().default(''),
  /** A file with the root certificates under which that provider's signatures count, as PEM. */
  BSRE_ROOTS: z.string().min(1).optional(),
})

export type Environment = {
  readonly databaseUrl: string | null
  readonly databaseDirectUrl: string | null
  readonly databasePool: number
  readonly dataFolder: string
  readonly demo: boolean
  readonly origin: string
  readonly host: string
  readonly port: number
  readonly secureCookies: boolean
  readonly logLevel: 'silent' | 'error' | 'info'
  readonly metricsToken: string | null
  readonly secrets: Secrets
  readonly bsre: Bsre | null
}

type Bsre = {
  readonly url: string
  readonly username: string
  readonly password: string
  /** What vouches for the certificates of its signers; one at least. */
  readonly roots: readonly X509Certificate[]
}

/** Thrown at start, with a message for whoever runs the server. */
export class EnvironmentError extends Error {}

let parsed: Environment | null = null

/** Everything the process is told from outside, parsed once. Nobody else reads process.env. */
export function environment(): Environment {
  parsed ??= parseEnvironment(process.env)
  return parsed
}

export function parseEnvironment(source: NodeJS.ProcessEnv): Environment {
  const settings = Settings.safeParse(source)
  if (!settings.success) {
    throw new EnvironmentError(
      `The environment is not usable:\n${settings.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
    )
  }
  const { DATABASE_URL, DEMO, PORT, HOST } = settings.data
  const demo = DEMO === undefined ? DATABASE_URL === undefined : DEMO === '1'
  const dataFolder = resolve(settings.data.DATA_FOLDER)
  const origin = (settings.data.APP_ORIGIN ?? `http://localhost:${PORT}`).replace(/\/$/, '')
  const local = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)
  if (!local && !origin.startsWith('https://')) {
    throw new EnvironmentError(
      `APP_ORIGIN is ${origin}: plain http works on localhost only, because browsers drop secure cookies there. Put TLS before the app (docs/operations.md) and name its https address.`,
    )
  }
  return {
    databaseUrl: DATABASE_URL ?? null,
    databaseDirectUrl: settings.data.DATABASE_DIRECT_URL ?? DATABASE_URL ?? null,
    databasePool: settings.data.DATABASE_POOL,
    dataFolder,
    demo,
    origin,
    host: HOST,
    port: PORT,
    secureCookies: true,
    logLevel: settings.data.LOG_LEVEL,
    metricsToken: settings.data.METRICS_TOKEN ?? null,
    secrets: readSecrets(source, demo, dataFolder),
    bsre: readBsre(settings.data),
  }
}

function readBsre({ BSRE_URL, BSRE_USERNAME, BSRE_PASSWORD, BSRE_ROOTS }: z.infer<typeof Settings>): Bsre | null {
  if (BSRE_URL === undefined) return null
  if (BSRE_ROOTS === undefined)
    throw new EnvironmentError('BSRE_URL is set without BSRE_ROOTS: name a PEM file with the root certificates of the provider.')
  return { url: BSRE_URL.replace(/\/$/, ''), username: BSRE_USERNAME, password: BSRE_PASSWORD, roots: readCertificates(BSRE_ROOTS) }
}

function readCertificates(path: string): X509Certificate[] {
  try {
    const found = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
    if (found.length > 0) return found.map((pem) => new X509Certificate(pem))
  } catch (error) {
    throw new EnvironmentError(`BSRE_ROOTS cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
  throw new EnvironmentError(`BSRE_ROOTS names ${path}, which holds no certificate.`)
}

function readSecrets(source: NodeJS.ProcessEnv, demo: boolean, dataFolder: string): Secrets {
  const names = Object.keys(Secrets.shape)
  const given = Secrets.partial().safeParse(Object.fromEntries(names.map((name) => [name, source[name]])))
  if (!given.success) {
    throw new EnvironmentError(
      `These secrets are malformed:\n${given.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`).join('\n')}`,
    )
  }
  const missing = names.filter((name) => source[name] === undefined)
  if (missing.length === 0) return Secrets.parse(given.data)
  if (!demo) {
    throw new EnvironmentError(
      `These secrets are missing: ${missing.join(', ')}. Set each to 64 hexadecimal digits, for example from: openssl rand -hex 32`,
    )
  }
  return Secrets.parse({
    ...demoSecrets(dataFolder, names),
    ...Object.fromEntries(Object.entries(given.data).filter(([, value]) => value !== undefined)),
  })
}

/**
 * The demo's secrets are made once and kept, so that what was encrypted yesterday opens today. The file appears whole and
 * only once, however many processes start at the same moment.
 */
function demoSecrets(dataFolder: string, names: readonly string[]): Record<string, string> {
  const path = join(dataFolder, 'secrets.json')
  if (!existsSync(path)) {
    const made = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('hex')]))
    mkdirSync(dataFolder, { recursive: true })
    const fresh = `${path}.${process.pid}`
    writeFileSync(fresh, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
    try {
      linkSync(fresh, path)
    } catch (error) {
      if (!existsSync(path)) throw error
    } finally {
      rmSync(fresh, { force: true })
    }
  }
  return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))
}
