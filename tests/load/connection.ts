import { connect, type Socket } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'

export type Answer = { readonly status: number; readonly head: string; readonly body: string }

/** The request left, or may have left, and no whole answer came back. */
export class ConnectionLost extends Error {}

export type Connection = {
  /** One request at a time; connects when it has to. @param cutAfterSending the connection is dropped as soon as the request is out */
  readonly send: (request: string, options?: { readonly cutAfterSending?: boolean }) => Promise<Answer>
  readonly close: () => void
}

const ANSWER_WITHIN = 30_000
/** Shorter than the server keeps a silent connection (65 s): a request that meets its closing would have no answer. */
const IDLE_FOR = 55_000
const END_OF_HEAD = Buffer.from('\r\n\r\n')

/** A phone's connection: kept alive, read as HTTP/1.1 sends it, and no more work than that. */
export function openConnection(port: number, { answerWithin = ANSWER_WITHIN }: { answerWithin?: number } = {}): Connection {
  let socket: Socket | null = null
  let usedAt = 0
  const connected = () =>
    new Promise<Socket>((resolve, reject) => {
      if (socket !== null && !socket.destroyed && socket.writable) {
        resolve(socket)
        return
      }
      const made = connect(port, '127.0.0.1', () => resolve(made))
      made.setNoDelay(true)
      made.on('error', () => reject(new ConnectionLost('no connection')))
      made.on('close', () => {
        if (socket === made) socket = null
      })
      socket = made
    })
  const close = () => {
    socket?.destroy()
    socket = null
  }
  const send: Connection['send'] = async (request, { cutAfterSending = false } = {}) => {
    if (performance.now() - usedAt > IDLE_FOR) close()
    const open = await connected()
    usedAt = performance.now()
    if (!cutAfterSending)
      return exchange(open, request, answerWithin).catch((error: unknown) => {
        close()
        throw error
      })
    await new Promise((resolve) => open.write(request, resolve))
    close()
    throw new ConnectionLost('cut after sending')
  }
  return { send, close }
}

function exchange(socket: Socket, request: string, answerWithin: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const done = () => {
      clearTimeout(timer)
      socket.off('data', onData)
      socket.off('close', onClose)
    }
    const onData = (chunk: Buffer) => {
      chunks.push(chunk)
      const answer = readAnswer(chunks.length === 1 ? chunk : Buffer.concat(chunks))
      if (answer === null) return
      done()
      resolve(answer)
    }
    const onClose = () => {
      done()
      reject(new ConnectionLost('the connection ended before the answer'))
    }
    const timer = setTimeout(() => {
      done()
      reject(new ConnectionLost('no answer in time'))
    }, answerWithin)
    socket.on('data', onData)
    socket.once('close', onClose)
    socket.write(request)
  })
}

function readAnswer(received: Buffer): Answer | null {
  const end = received.indexOf(END_OF_HEAD)
  if (end === -1) return null
  const head = received.toString('latin1', 0, end)
  const status = Number(head.slice(9, 12))
  const raw = received.subarray(end + 4)
  if (status === 204 || status === 304) return { status, head, body: '' }
  const length = headerOf(head, 'content-length')
  const bytes = length === null ? unchunked(raw) : raw.length >= Number(length) ? raw.subarray(0, Number(length)) : null
  if (bytes === null) return null
  return { status, head, body: (headerOf(head, 'content-encoding') === 'br' ? brotliDecompressSync(bytes) : bytes).toString('utf8') }
}

function unchunked(raw: Buffer): Buffer | null {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const line = raw.indexOf('\r\n', at)
    if (line === -1) return null
    const size = Number.parseInt(raw.toString('latin1', at, line), 16)
    if (raw.length < line + 2 + size + 2) return null
    if (size === 0) return Buffer.concat(parts)
    parts.push(raw.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}

export function headerOf(head: string, name: string): string | null {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim() ?? null
}

/** `name=value` of every cookie that an answer sets. */
export function cookiesOf(head: string): string[] {
  return [...head.matchAll(/^set-cookie: *([^;\r\n]+)/gim)].map((match) => match[1] ?? '')
}

/** As a browser on the app's own page asks. */
export function asked(method: 'GET' | 'POST', path: string, cookie: string, body = '', type = 'application/x-www-form-urlencoded'): string {
  const content = method === 'POST' ? `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` : 'Accept-Encoding: br\r\n'
  return `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nUser-Agent: Mozilla/5.0 (Linux; Android 9)\r\nAccept: text/html\r\nCookie: ${cookie}\r\n${content}\r\n${body}`
}
