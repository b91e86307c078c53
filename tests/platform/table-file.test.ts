import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTableFile } from '#app/platform/table-file.server.ts'

const text = (content: string) => new TextEncoder().encode(content)
const kindOf = async (bytes: Uint8Array) => {
  const file = await readTableFile(bytes)
  return file.ok ? file.value.format : file.refusal.kind
}

/** A ZIP of deflated entries; what an entry claims to be long when unpacked may differ from what it is. */
function zip(entries: readonly { name: string; content: Buffer; claimed?: number }[]): Uint8Array {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claimed = content.length } of entries) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(claimed, 22)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(claimed, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    bodies.push(local, Buffer.from(name), packed)
    directory.push(central, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...bodies, ...directory, end]))
}

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('Satu'))
  return new Uint8Array(await book.xlsx.writeBuffer())
}

describe('CSV', () => {
  test.each([
    ['semicolons', 'a;b,c;d\n'],
    ['commas', 'a,"b;x",d\n'],
    ['tabs', 'a\tb;c\td\n'],
  ])('with %s has three cells', async (_name, content) => {
    const file = await readTableFile(text(content))
    expect(file.ok && file.value.sheets[0]?.[0]?.cells.length).toBe(3)
  })

  test('keeps the numbers of its lines over empty ones and drops the mark of UTF-8', async () => {
    const file = await readTableFile(text('\ufeffnik;nama\r\n\r\n1;"dua\nbaris"\r\n'))
    expect(file.ok && file.value.sheets[0]).toEqual([
      { number: 1, cells: ['nik', 'nama'] },
      { number: 2, cells: [null] },
      { number: 3, cells: ['1', 'dua\nbaris'] },
    ])
  })

  test('in UTF-16 is read, in another encoding refused', async () => {
    expect(await kindOf(new Uint8Array(Buffer.from('\ufeffnik;nama\n', 'utf16le')))).toBe('csv')
    expect(await kindOf(new Uint8Array(Buffer.from('nik;nam\u00e9\n', 'latin1')))).toBe('not-utf-8')
  })
})

describe('what is no table', () => {
  test.each([
    ['a web page', text('<!doctype html><p>x'), 'not-a-table'],
    ['a PDF', text('%PDF-1.4'), 'not-a-table'],
    ['binary data', new Uint8Array([65, 0, 66]), 'not-a-table'],
    ['another ZIP', zip([{ name: 'mimetype', content: Buffer.from('application/vnd.oasis') }]), 'not-a-table'],
    ['an old Excel file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'old-excel'],
    ['a ZIP without an end', text('PK\u0003\u0004'), 'broken-file'],
    ['a workbook whose parts are no XML', zip([{ name: 'xl/workbook.xml', content: Buffer.from('tidak') }]), 'broken-file'],
  ])('%s is refused', async (_what, bytes, kind) => {
    expect(await kindOf(bytes)).toBe(kind)
  })
})

describe('a ZIP bomb', () => {
  const big = Buffer.alloc(50 * 1024 * 1024)

  test('that says how large it is, is refused before it is unpacked', async () => {
    expect(await kindOf(zip([{ name: 'xl/workbook.xml', content: big }]))).toBe('too-big-inside')
  })

  test('that claims to be small is unpacked only as far as it claims', async () => {
    const bomb = zip([{ name: 'xl/workbook.xml', content: big, claimed: 1_000 }])
    const before = process.memoryUsage().arrayBuffers
    expect(await kindOf(bomb)).toBe('broken-file')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1024 * 1024)
  })

  test('of many entries that together are too large is refused', async () => {
    const part = Buffer.alloc(7 * 1024 * 1024)
    expect(await kindOf(zip(Array.from({ length: 10 }, (_, index) => ({ name: `xl/${index}.xml`, content: part }))))).toBe('too-big-inside')
  })
})

describe('a workbook', () => {
  test('tells text, numbers, dates, formulas and errors apart, each in its column', async () => {
    const file = await readTableFile(
      await workbook((sheet) => {
        sheet.addRow([
          'teks',
          12.5,
          new Date('1980-05-12T00:00:00Z'),
          { formula: '1+1', result: 2 },
          { error: '#REF!' },
          { text: 'tautan', hyperlink: 'http://x' },
        ])
        sheet.getCell('C4').value = 'jauh'
      }),
    )
    expect(file.ok && file.value.sheets).toEqual([
      [
        {
          number: 1,
          cells: ['teks', 12.5, { kind: 'date', day: '1980-05-12' }, { kind: 'formula' }, { kind: 'error', text: '#REF!' }, 'tautan'],
        },
        { number: 4, cells: [null, null, 'jauh'] },
      ],
    ])
  })

  /** The parts of a workbook with this text inside its sheet. */
  const sheetOf = (inner: string) => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
    const packages = 'http://schemas.openxmlformats.org/package/2006/relationships'
    return zip(
      [
        [
          '_rels/.rels',
          `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
        ],
        [
          'xl/workbook.xml',
          `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Satu" sheetId="1" r:id="r1"/></sheets></workbook>`,
        ],
        [
          'xl/_rels/workbook.xml.rels',
          `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
        ],
        ['xl/worksheets/sheet1.xml', `<worksheet xmlns="${main}">${inner}</worksheet>`],
      ].map(([name = '', content = '']) => ({ name, content: Buffer.from(content) })),
    )
  }

  test('with a merged range and a rule over every cell is read at once', async () => {
    const bytes = sheetOf(
      '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>nik</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells><dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"P,L"</formula1></dataValidation></dataValidations>',
    )
    const startedAt = performance.now()
    const file = await readTableFile(bytes)
    expect(file.ok && file.value.sheets).toEqual([[{ number: 1, cells: ['nik'] }]])
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })

  test('with more cells than a roster can have is refused before it is read', async () => {
    expect(await kindOf(sheetOf(`<sheetData><row r="1">${'<c/>'.repeat(500_001)}</row></sheetData>`))).toBe('too-big-inside')
  })

  test('with an entity of its own is not unfolded', async () => {
    const bytes = sheetOf(
      '<!DOCTYPE x [<!ENTITY b "bbbb">]><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a&b;</t></is></c></row></sheetData>',
    )
    const file = await readTableFile(bytes)
    expect(file.ok ? JSON.stringify(file.value.sheets) : '').not.toContain('bbbb')
  })

  test('600 damaged copies never crash and never become a file with other cells', async () => {
    const bytes = await workbook((sheet) => sheet.addRow(['nik', 'nama']))
    const whole = await readTableFile(bytes)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, mask, cut) => {
        const damaged = cut ? bytes.slice(0, at) : bytes.map((byte, index) => (index === at ? byte ^ mask : byte))
        const file = await readTableFile(damaged)
        return !file.ok || JSON.stringify(file.value.sheets).length <= JSON.stringify(whole.ok && whole.value.sheets).length + 50
      }),
      { numRuns: 600 },
    )
  })
})
