import { Circle, Ellipse, G, Image, Line, Path, Polygon, Polyline, Rect, Svg, Text } from '@react-pdf/renderer'
import type { ReactNode } from 'react'
import { type DrawingNode, readDrawing } from '#app/domain/question-bank/drawing.ts'
import type { PictureType } from '#app/domain/question-bank/picture.ts'
import { SANS } from './pdf-base.server.tsx'

export type PrintedPicture = { readonly hash: string; readonly contentType: PictureType; readonly bytes: Uint8Array }

/** What an element hands down to those inside it. */
type Inherited = {
  readonly fill: string
  readonly stroke: string
  readonly strokeWidth: number
  readonly fontSize: number
  readonly isBold: boolean
  readonly textAnchor: 'start' | 'middle' | 'end'
}

const FIRST: Inherited = { fill: '#000000', stroke: 'none', strokeWidth: 1, fontSize: 16, isBold: false, textAnchor: 'start' }
/** What tells something about a drawing and is not drawn. */
const UNSEEN: ReadonlySet<string> = new Set(['title', 'desc', 'defs'])
const DRAWN: ReadonlySet<string> = new Set([
  'svg',
  'g',
  'path',
  'polygon',
  'polyline',
  'line',
  'rect',
  'circle',
  'ellipse',
  'text',
  'tspan',
])

/** A question's picture no wider than `width` points; null where it holds what this printer does not draw (gradients, clips, markers). */
export function pictureOf({ contentType, bytes }: PrintedPicture, width: number, height: number): ReactNode {
  if (contentType === 'image/svg+xml') return drawingOf(readDrawing(new TextDecoder().decode(bytes)), width, height)
  const format = contentType === 'image/png' ? 'png' : 'jpg'
  return (
    <Image
      src={{ data: Buffer.from(bytes), format }}
      style={{ maxWidth: width, maxHeight: height, objectFit: 'contain', objectPosition: 'left' }}
    />
  )
}

function drawingOf(root: DrawingNode | null, width: number, height: number): ReactNode {
  if (root === null || !isDrawable(root)) return null
  const [left = 0, top = 0, wide = number(root, 'width', 300), high = number(root, 'height', 150)] = (root.attributes.viewBox ?? '')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number)
  const scale = Math.min(width / wide, height / high, 1)
  return (
    <Svg width={wide * scale} height={high * scale} viewBox={`${left} ${top} ${wide} ${high}`}>
      {children(root, handedDown(root, FIRST))}
    </Svg>
  )
}

function isDrawable({ name, attributes, children: inside }: DrawingNode): boolean {
  if (UNSEEN.has(name)) return inside.every((each) => typeof each === 'string')
  if (!DRAWN.has(name) || Object.values(attributes).some((value) => value.startsWith('url('))) return false
  return inside.every((each) => typeof each === 'string' || isDrawable(each))
}

function children(node: DrawingNode, inherited: Inherited): ReactNode[] {
  return node.children.map((each, at) => (typeof each === 'string' ? null : draw(each, inherited, String(at))))
}

function draw(node: DrawingNode, above: Inherited, key: string): ReactNode {
  const { name, attributes } = node
  if (UNSEEN.has(name)) return null
  const inherited = handedDown(node, above)
  const drawn = shape(node, inherited, key)
  return attributes.transform === undefined || name === 'g' ? (
    drawn
  ) : (
    <G key={key} transform={attributes.transform}>
      {drawn}
    </G>
  )
}

function shape(node: DrawingNode, inherited: Inherited, key: string): ReactNode {
  const { name, attributes } = node
  const look = {
    fill: inherited.fill,
    stroke: inherited.stroke,
    strokeWidth: inherited.strokeWidth,
    ...(attributes.opacity === undefined ? {} : { opacity: Number(attributes.opacity) }),
    ...(attributes['stroke-dasharray'] === undefined ? {} : { strokeDasharray: attributes['stroke-dasharray'] }),
  }
  const at = (attribute: string) => number(node, attribute, 0)
  switch (name) {
    case 'g':
    case 'svg':
      return (
        <G key={key} {...(attributes.transform === undefined ? {} : { transform: attributes.transform })}>
          {children(node, inherited)}
        </G>
      )
    case 'path':
      return <Path key={key} d={attributes.d ?? ''} {...look} />
    case 'polygon':
      return <Polygon key={key} points={attributes.points ?? ''} {...look} />
    case 'polyline':
      return <Polyline key={key} points={attributes.points ?? ''} {...look} />
    case 'line':
      return <Line key={key} x1={at('x1')} y1={at('y1')} x2={at('x2')} y2={at('y2')} {...look} />
    case 'rect':
      return <Rect key={key} x={at('x')} y={at('y')} width={at('width')} height={at('height')} rx={at('rx')} ry={at('ry')} {...look} />
    case 'circle':
      return <Circle key={key} cx={at('cx')} cy={at('cy')} r={at('r')} {...look} />
    case 'ellipse':
      return <Ellipse key={key} cx={at('cx')} cy={at('cy')} rx={at('rx')} ry={at('ry')} {...look} />
    case 'text':
      return (
        <Text
          key={key}
          x={at('x')}
          y={at('y')}
          fill={inherited.fill}
          textAnchor={inherited.textAnchor}
          style={{ fontFamily: SANS, fontSize: inherited.fontSize, fontWeight: inherited.isBold ? 700 : 400 }}
        >
          {textIn(node)}
        </Text>
      )
    default:
      return null
  }
}

function handedDown({ attributes }: DrawingNode, above: Inherited): Inherited {
  const anchor = attributes['text-anchor']
  const weight = attributes['font-weight']
  return {
    fill: attributes.fill ?? above.fill,
    stroke: attributes.stroke ?? above.stroke,
    strokeWidth: Number(attributes['stroke-width'] ?? above.strokeWidth),
    fontSize: Number.parseFloat(attributes['font-size'] ?? String(above.fontSize)),
    isBold: weight === undefined ? above.isBold : weight === 'bold' || Number(weight) >= 600,
    textAnchor: anchor === 'middle' || anchor === 'end' || anchor === 'start' ? anchor : above.textAnchor,
  }
}

function textIn(node: DrawingNode): string {
  return node.children.map((each) => (typeof each === 'string' ? each : textIn(each))).join('')
}

function number({ attributes }: DrawingNode, name: string, otherwise: number): number {
  const value = Number.parseFloat(attributes[name] ?? '')
  return Number.isNaN(value) ? otherwise : value
}
