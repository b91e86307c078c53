import { connect, type Socket } from 'node:net'

export type Answered = { readonly status: number; readonly body: string }

/**
 * One keep-alive connection that sends a request at a time and reads answers with a Content-Length or in chunks: the least
 * work that a measuring program can make of HTTP, because it shares the processor with what it measures.
 */
export function openConnection(port: number): Promise<{ send: (request: string) => Promise<Answered>; close: () => void }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      resolve({ send: (request) => exchange(socket, request), close: () => socket.destroy() }),
    )
    socket.setNoDelay(true)
    socket.once('error', reject)
  })
}

function exchange(socket: Socket, request: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let text = ''
    const onData = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const answered = readAnswer(text)
      if (answered === null) return
      done()
      resolve(answered)
    }
    const onEnd = () => {
      done()
      reject(new Error('the connection ended before the answer'))
    }
    const done = () => {
      socket.off('data', onData)
      socket.off('close', onEnd)
    }
    socket.on('data', onData)
    socket.once('close', onEnd)
    socket.write(request)
  })
}

function readAnswer(text: string): Answered | null {
  const end = text.indexOf('\r\n\r\n')
  if (end === -1) return null
  const status = Number(text.slice(9, 12))
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1]
  const body = text.slice(end + 4)
  if (length === undefined) return body.endsWith('0\r\n\r\n') || status === 304 ? { status, body } : null
  return body.length >= Number(length) ? { status, body } : null
}

export function post(path: string, headers: Readonly<Record<string, string>>, body: string, type = 'application/json'): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${lines.join('')}\r\n${body}`
}

/** Asks for a page as a browser does, compressed. */
export function get(path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br\r\n${lines.join('')}\r\n`
}
