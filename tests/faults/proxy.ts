import { connect, createServer, type Socket } from 'node:net'
import { freePort } from '../../scripts/postgres.ts'

/**
 * What lies between a phone and the app. through: nothing happens. cut: every connection ends, none is made.
 * half-open: what is sent goes nowhere, and the connection stays. slow: each piece comes so much later. truncate: half of
 * an answer, then the end. swallow: the app gets the request and answers, and the phone hears nothing but the end. lossy:
 * one piece in twenty never comes, nor any after it.
 */
export type Weather = 'through' | 'cut' | 'half-open' | 'slow' | 'truncate' | 'swallow' | 'lossy'

export type Proxy = {
  readonly port: number
  readonly become: (weather: Weather) => void
  readonly swallowed: () => number
  readonly stop: () => Promise<void>
}

const SLOW = 300

/** A TCP proxy before the app on this machine. @param chance a number from 1 to 100 for each piece */
export async function startProxy(to: number, chance: () => number): Promise<Proxy> {
  let weather: Weather = 'through'
  let swallowed = 0
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((phone) => {
    keep(phone)
    if (weather === 'cut') {
      phone.resetAndDestroy()
      return
    }
    const app = connect(to, '127.0.0.1')
    keep(app)
    let isDead = false
    let last = Promise.resolve()
    const pass = (target: Socket, piece: Buffer) => {
      if (isDead || weather === 'half-open') return
      if (weather === 'lossy' && chance() <= 5) {
        isDead = true
        return
      }
      if (weather !== 'slow') {
        target.write(piece)
        return
      }
      const later = new Promise<void>((resolve) => setTimeout(resolve, SLOW))
      last = Promise.all([last, later]).then(() => void target.write(piece))
    }
    phone.on('data', (piece) => pass(app, piece))
    app.on('data', (piece) => {
      if (weather === 'swallow') {
        swallowed += 1
        phone.destroy()
        app.destroy()
      } else if (weather === 'truncate') {
        phone.write(piece.subarray(0, Math.floor(piece.length / 2)), () => phone.destroy())
        app.destroy()
      } else pass(phone, piece)
    })
    phone.on('close', () => app.destroy())
    app.on('close', () => phone.destroy())
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port,
    become: (next) => {
      weather = next
      if (next === 'cut') for (const socket of sockets) socket.destroy()
    },
    swallowed: () => swallowed,
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
