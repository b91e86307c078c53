/** An element of a drawing that was checked when it came in (picture.ts): plain elements, attributes and text. */
export type DrawingNode = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (DrawingNode | string)[]
}

const MARKUP = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y
const ATTRIBUTE = /([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

type OpenNode = { readonly name: string; readonly attributes: Record<string, string>; readonly children: (DrawingNode | string)[] }

/** The tree of a checked SVG drawing, for printers that draw it themselves; null when it is none. */
export function readDrawing(svg: string): DrawingNode | null {
  const root: OpenNode = { name: '', attributes: {}, children: [] }
  const open: OpenNode[] = [root]
  MARKUP.lastIndex = Math.max(0, svg.indexOf('<svg'))
  while (MARKUP.lastIndex < svg.length) {
    const match = MARKUP.exec(svg)
    if (match === null) return null
    const [, closing, name = '', attributes = '', empty, content] = match
    const parent = open.at(-1)
    if (parent === undefined) return null
    if (content !== undefined) {
      if (content.trim() !== '') parent.children.push(decoded(content))
    } else if (closing === '/') {
      if (open.length < 2 || open.pop()?.name !== name) return null
    } else {
      const node: OpenNode = { name, attributes: attributesOf(attributes), children: [] }
      parent.children.push(node)
      if (empty !== '/') open.push(node)
    }
  }
  const [first] = root.children
  return open.length === 1 && typeof first === 'object' && first.name === 'svg' ? first : null
}

function attributesOf(written: string): Record<string, string> {
  return Object.fromEntries(
    [...written.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [name, decoded(double ?? single ?? '')]),
  )
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9A-Fa-f]+|#\d+|[a-z]+);/g, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole
    const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
