import { performance } from 'node:perf_hooks'
import { describe, expect, test } from 'vitest'
import { orderOf, press } from '#app/documents/press.server.ts'
import { pressAside } from '#app/platform/press-thread.server.ts'
import { hasPdfTools, readPdf } from './pdf-tools.ts'

const at = new Date('2026-12-12T03:00:00Z')
const session = {
  examTitle: 'Ujian kader 2026',
  label: 'Sesi 1',
  venueName: 'Aula Kota Cilegon',
  venueAddress: 'Jl. Jenderal Sudirman 2',
  opensAt: at,
  hardClose: new Date('2026-12-12T05:00:00Z'),
}
const attendanceOf = (people: number) =>
  orderOf('attendance-list', {
    session,
    candidates: Array.from({ length: people }, (_, index) => ({
      participantNumber: `26-${String(index + 1).padStart(6, '0')}`,
      cadreName: 'Siti Aminah',
      urbanVillageName: 'Kedaleman',
      posyandu: 'Melati 1',
      admittedAt: index === 0 ? at : null,
    })),
    demo: true,
    at,
  })

describe('a paper that grows with people', () => {
  test('is the same file from the thread, and meanwhile others are answered', async () => {
    const order = attendanceOf(40)
    await pressAside(order)
    // How long this thread's loop had something to do, and could not answer others.
    const busyDuring = async (work: () => Promise<Uint8Array>) => {
      const before = performance.eventLoopUtilization()
      const pressed = await work()
      return { pressed, busy: performance.eventLoopUtilization(before).active }
    }
    const aside = await busyDuring(() => pressAside(order))
    const here = await busyDuring(() => press(order))
    expect(Buffer.compare(aside.pressed, here.pressed)).toBe(0)
    console.info(`busy ${aside.busy.toFixed(0)} ms with the thread, ${here.busy.toFixed(0)} ms without`)
    expect(aside.busy).toBeLessThan(here.busy / 2)
  }, 180_000)

  test.runIf(hasPdfTools)(
    'of several sheets says on each which one it is',
    async () => {
      const { text, pages } = readPdf(await press(attendanceOf(60)))
      expect(pages).toBeGreaterThan(2)
      for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Halaman ${page} dari ${pages}`)
      expect(text).toContain('26-000060')
    },
    180_000,
  )
})
