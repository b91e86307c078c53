import { environment } from './environment.server.ts'

type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

/** One JSON line per event. Fields carry ids, codes and durations; never names, NIK, phones or answers. */
export const log = {
  info(event: string, fields: LogFields = {}) {
    if (environment().logLevel === 'info') write('info', event, fields)
  },
  error(event: string, error: unknown, fields: LogFields = {}) {
    if (environment().logLevel === 'silent') return
    const known = error instanceof Error ? { error: error.name, message: error.message, stack: error.stack } : { message: String(error) }
    write('error', event, { ...fields, ...known })
  },
}

function write(level: string, event: string, fields: LogFields) {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
}
