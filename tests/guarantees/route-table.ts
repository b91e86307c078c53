import type { RouteConfigEntry } from '@remix-run/route-config'
import { PERMISSIONS, type Permission } from '#app/domain/access/permission.ts'
import routes from '#app/routes.ts'

type Door = (given: {
  request: Request
  params: Record<string, string>
  context: { address: string; nonce: string; requestId: string }
}) => Promise<unknown>
export type Method = 'GET' | 'POST'
export type Handler = {
  readonly name: 'loader' | 'action'
  readonly method: Method
  readonly call: Door
  readonly permission: Permission | null
}
export type RouteModule = { readonly file: string; readonly path: string; readonly handlers: readonly Handler[] }

const MODULES = import.meta.glob<Record<string, unknown>>(['../../app/routes/**/*.{ts,tsx}', '../../app/root.tsx'])

/** The files under app/routes, as the route table names them. */
export const ROUTE_FILES = Object.keys(MODULES)
  .map((path) => path.replace('../../app/', ''))
  .filter((file) => file !== 'root.tsx')
  .sort()

type Placed = { readonly file: string; readonly path: string }

function placed(entries: readonly RouteConfigEntry[], parent: string): Placed[] {
  return entries.flatMap((entry) => {
    const path = [parent, entry.path ?? ''].filter((part) => part !== '').join('/')
    return [{ file: entry.file, path: `/${path}` }, ...placed(entry.children ?? [], path)]
  })
}

/** Every route of the table and the root, each with its path; layouts have the path of their parent. */
export const ROUTE_TABLE: readonly Placed[] = [{ file: 'root.tsx', path: '/' }, ...placed(await routes, '')]

function isDoor(value: unknown): value is Door {
  return typeof value === 'function'
}

function isPermission(value: unknown): value is Permission {
  return typeof value === 'string' && value in PERMISSIONS
}

/** Loads a route's module with the loader and the action it exports. */
export async function loadRoute({ file, path }: Placed): Promise<RouteModule> {
  const load = MODULES[`../../app/${file}`]
  if (!load) throw new Error(`the route table names ${file}, which does not exist`)
  return { file, path, handlers: handlersOf(await load()) }
}

/** What a route says of itself for the frame around it: its title. */
export async function handleOf({ file }: Placed): Promise<unknown> {
  return (await MODULES[`../../app/${file}`]?.())?.handle
}

/** What a route that shows errors sends with a page that is told to come again after 5 seconds; null where it shows none. */
export async function laterOf({ file }: Placed): Promise<string | null> {
  const exported = (await MODULES[`../../app/${file}`]?.()) ?? {}
  if (!('ErrorBoundary' in exported)) return null
  const { headers } = exported
  const none = new Headers()
  const errorHeaders = new Headers({ 'Retry-After': '5' })
  const sent: unknown =
    typeof headers === 'function' ? headers({ errorHeaders, actionHeaders: none, loaderHeaders: none, parentHeaders: none }) : {}
  return typeof sent === 'object' && sent !== null && 'Retry-After' in sent ? String(sent['Retry-After']) : ''
}

/** The loader and the action of a module; one without a permission of the matrix has null for it. */
export function handlersOf(exported: Record<string, unknown>): Handler[] {
  return (['loader', 'action'] as const).flatMap((name): Handler[] => {
    const call = exported[name]
    if (!isDoor(call)) return []
    const permission: unknown = Reflect.get(call, 'permission')
    return [{ name, method: name === 'loader' ? 'GET' : 'POST', call, permission: isPermission(permission) ? permission : null }]
  })
}

/** The params of a path with these values; the ones without a value get an id that nothing has. */
export function paramsFor(path: string, values: Record<string, string> = {}): Record<string, string> {
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  return Object.fromEntries(names.map((name) => [name, values[name] ?? '00000000-0000-4000-8000-00000000abcd']))
}

export function addressOf(path: string, params: Record<string, string>): string {
  return `http://localhost:3000${path.replace(/:(\w+)\??/g, (_whole, name: string) => params[name] ?? '')}`
}

export type Answer = { readonly status: number; readonly location: string | null; readonly text: string }

/** What a route answers, whether it returns or throws it; a bug goes on as what it is. */
export async function ask(
  handler: Handler,
  {
    path,
    cookie = null,
    params = paramsFor(path),
    body = '',
    contentType = 'application/x-www-form-urlencoded',
    search = '',
  }: { path: string; cookie?: string | null; params?: Record<string, string>; body?: string; contentType?: string; search?: string },
): Promise<Answer> {
  const headers = new Headers({
    ...(cookie === null ? {} : { Cookie: cookie }),
    ...(handler.method === 'POST' ? { 'Content-Type': contentType } : {}),
  })
  const request = new Request(`${addressOf(path, params)}${search}`, {
    method: handler.method,
    headers,
    ...(handler.method === 'POST' ? { body } : {}),
  })
  const answered = await handler
    .call({ request, params, context: { address: '127.0.0.1', nonce: 'nonce', requestId: 'request' } })
    .catch((thrown: unknown) => {
      if (thrown instanceof Error) throw thrown
      return thrown
    })
  if (answered instanceof Response)
    return { status: answered.status, location: answered.headers.get('Location'), text: await answered.text() }
  const wrapped = wrappedData(answered)
  return { status: wrapped?.status ?? 200, location: null, text: JSON.stringify(wrapped ? wrapped.data : answered, plain) ?? '' }
}

/** Remix's `data(value, { status })`. */
function wrappedData(value: unknown): { status: number; data: unknown } | null {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'type') !== 'DataWithResponseInit') return null
  const init: unknown = Reflect.get(value, 'init')
  const status: unknown = typeof init === 'object' && init !== null ? Reflect.get(init, 'status') : undefined
  return { status: typeof status === 'number' ? status : 200, data: Reflect.get(value, 'data') }
}

function plain(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Map || value instanceof Set) return [...value]
  return value
}
