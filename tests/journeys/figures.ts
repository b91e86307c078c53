import ExcelJS from 'exceljs'
import { expect, type Page } from 'playwright/test'

type Line = readonly (string | number)[]
/** A figure as it stands on a page: its value, and how many places it is shown with. */
type Shown = { readonly value: number; readonly places: number; readonly text: string }

/**
 * Every figure of the page stands in the workbook: those of a table in a line that names the same subject as the table's line,
 * those of a card anywhere. Scores are compared as the page shows them, rounded.
 */
export async function expectFiguresIn(page: Page, workbook: Buffer): Promise<void> {
  const lines = await workbookLines(workbook)
  const { rows, cards } = await shownOn(page)
  expect(rows.length + cards.length, `${page.url()} shows figures`).toBeGreaterThan(0)
  const missing = [
    ...rows.flatMap(({ label, cells }) => {
      // A line without a name, such as a class of a histogram, is known by its figures.
      if (!/\p{L}/u.test(label)) {
        const whole = [label, ...cells].flatMap(figuresIn)
        return lines.some((line) => whole.every((figure) => holds(line, figure))) ? [] : [`${label}: no such line`]
      }
      const named = lines.filter((line) => line.some((cell) => cell === label))
      if (named.length === 0) return [`${label}: no line`]
      return cells.flatMap(figuresIn).flatMap((figure) => (named.some((line) => holds(line, figure)) ? [] : [`${label}: ${figure.text}`]))
    }),
    ...cards.flatMap(figuresIn).flatMap((figure) => (lines.some((line) => holds(line, figure)) ? [] : [`card: ${figure.text}`])),
  ]
  expect(missing, `figures of ${page.url()} that its workbook lacks`).toEqual([])
}

/** The numbers of a text in Indonesian notation: dots between thousands, a decimal comma. */
function figuresIn(text: string): Shown[] {
  return [...text.matchAll(/(?<![\d.,-])-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\d-])/g)].map((match) => ({
    text: match[0],
    value: Number(match[0].replaceAll('.', '').replace(',', '.')),
    places: match[1]?.length ?? 0,
  }))
}

function holds(line: Line, figure: Shown): boolean {
  const step = 10 ** figure.places
  return line.some((cell) =>
    typeof cell === 'number'
      ? Math.round(cell * step) === Math.round(figure.value * step)
      : figuresIn(cell).some(({ value }) => value === figure.value),
  )
}

/** The lines of every sheet, as texts and numbers. */
export async function workbookLines(bytes: Buffer): Promise<Line[]> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  return book.worksheets.flatMap((sheet) => {
    const lines: Line[] = []
    sheet.eachRow((row) => {
      const cells: (string | number)[] = []
      row.eachCell(({ value }) => {
        if (typeof value === 'number') cells.push(value)
        else if (typeof value === 'string') cells.push(value.trim())
      })
      lines.push(cells)
    })
    return lines
  })
}

/** Right-aligned cells hold a table's figures; the first other cell of a line names its subject. */
function shownOn(page: Page): Promise<{ rows: { label: string; cells: string[] }[]; cards: string[] }> {
  return page.locator('main').evaluate((main) => {
    const isFigure = (cell: Element) => getComputedStyle(cell).textAlign === 'right'
    const firstText = (cell: Element | undefined): string => {
      for (const node of cell?.childNodes ?? []) {
        const text = node instanceof Element ? firstText(node) : (node.textContent ?? '').trim()
        if (text !== '') return text
      }
      return ''
    }
    const rows = [...main.querySelectorAll('tbody tr')].map((row) => {
      const cells = [...row.querySelectorAll('th, td')]
      return {
        label: firstText(cells.find((cell) => !isFigure(cell))),
        cells: cells.filter(isFigure).map((cell) => cell.textContent ?? ''),
      }
    })
    const cards = [...main.querySelectorAll('[data-figure]')].map((card) => card.textContent ?? '')
    return { rows: rows.filter(({ cells }) => cells.length > 0), cards }
  })
}
