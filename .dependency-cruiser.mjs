/**
 * Who may import whom inside a room's folder of app/. A room may always import itself; "(types)" allows `import type` only.
 * The five files beside the rooms are listed like rooms of their own.
 * @type {Record<string, readonly string[]>}
 */
export const ROOMS = {
  domain: [],
  text: ['domain (types)'],
  components: ['domain', 'text'],
  documents: ['domain', 'text'],
  platform: ['domain (types)'],
  'use-cases': ['domain', 'text', 'documents', 'platform'],
  web: ['domain', 'text', 'use-cases', 'platform'],
  routes: ['domain', 'text', 'components', 'use-cases', 'web', 'root.tsx (types)'],
  'routes.ts': [],
  'jobs.server.ts': ['domain', 'platform', 'use-cases'],
  'root.tsx': ['domain', 'text', 'components', 'use-cases', 'web'],
  'entry.client.tsx': ['domain', 'text', 'components'],
  'entry.server.tsx': ['domain', 'text', 'components', 'use-cases', 'platform', 'web', 'jobs.server.ts'],
}

/**
 * The packages each room may import. `node:` stands for Node's own modules, a name that ends in a slash for a whole scope.
 * @type {Record<string, readonly string[] | 'free'>}
 */
export const PACKAGES = {
  domain: ['zod', '@noble/hashes', '@noble/curves', 'pure-rand', 'saxes'],
  text: [],
  components: ['react', 'react-dom', '@remix-run/react', '@conform-to/', 'recharts', 'idb'],
  documents: ['react', '@react-pdf/renderer', 'exceljs', 'csv-stringify', 'dejavu-fonts-ttf', 'uqr', 'node:'],
  platform: 'free',
  'use-cases': ['zod'],
  web: ['@remix-run/node', '@conform-to/', 'zod'],
  routes: ['react', '@remix-run/'],
  'routes.ts': ['@remix-run/route-config'],
  'jobs.server.ts': [],
  'root.tsx': ['react', '@remix-run/'],
  'entry.client.tsx': ['react', 'react-dom', '@remix-run/react'],
  'entry.server.tsx': ['react', 'react-dom', '@remix-run/', 'isbot', 'node:'],
}

/**
 * The subjects, in order: a context imports only contexts that stand before it, in every room that has context folders.
 * @type {readonly string[]}
 */
export const CONTEXTS = [
  'shared',
  'access',
  'audit',
  'roster',
  'period',
  'question-bank',
  'assembly',
  'delivery',
  'scoring',
  'grading',
  'proctoring',
  'psychometrics',
  'verification',
  'selection',
  'determination',
  'certificates',
  'analytics',
]

/** Every use-case records what it did, so all contexts may import this one store. */
const AUDIT_STORE = '^app/use-cases/audit/audit-store\\.server\\.ts$'

const SERVER_ROOMS = ['use-cases', 'platform', 'web', 'documents']
const SHARED_ROOMS = ['domain', 'text', 'components']
const GENERATED = '^app/platform/database/generated/'
const STYLES = '\\.css$'

/** @param {string} text */
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
/** @param {string} room */
const inside = (room) => (/\.tsx?$/.test(room) ? `^app/${literal(room)}$` : `^app/${literal(room)}/`)
const outsideRooms = `^app/(?!(?:${Object.keys(ROOMS)
  .map((room) => (/\.tsx?$/.test(room) ? `${literal(room)}$` : `${literal(room)}/`))
  .join('|')}))`

/** A rule about the name of a file alone: a file that nobody or few import yet has fewer dependents than this. */
const everyModule = { numberOfDependentsLessThan: 100 }

const roomRules = Object.entries(ROOMS).flatMap(([room, allowed]) => {
  const whole = allowed.filter((name) => !name.endsWith(' (types)'))
  const types = allowed.filter((name) => name.endsWith(' (types)')).map((name) => name.replace(' (types)', ''))
  return [
    {
      name: `room-${room}`,
      comment: `${room} may import only: ${['itself', ...allowed].join(', ')}.`,
      severity: 'error',
      from: { path: inside(room) },
      to: { path: '^app/', pathNot: [room, ...whole, ...types].map(inside).concat(STYLES) },
    },
    ...types.map((name) => ({
      name: `room-${room}-types`,
      comment: `${room} may import types from ${name}, and no values.`,
      severity: 'error',
      from: { path: inside(room) },
      to: { path: inside(name), dependencyTypesNot: ['type-only'] },
    })),
  ]
})

const packageRules = Object.entries(PACKAGES).flatMap(([room, allowed]) => {
  if (allowed === 'free') return []
  const packages = allowed
    .filter((name) => name !== 'node:')
    .map((name) => `^node_modules/(?:@types/)?${literal(name)}${name.endsWith('/') ? '' : '/'}`)
  const core = allowed.includes('node:') ? [] : ['core']
  return [
    {
      name: `packages-${room}`,
      comment: `${room} may import only these packages: ${allowed.join(', ') || 'none'}.`,
      severity: 'error',
      from: { path: inside(room) },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', ...core], pathNot: packages },
    },
  ]
})

const contextRules = CONTEXTS.slice(0, -1).map((context, place) => ({
  name: `context-${context}`,
  comment: `${context} may import only contexts that stand before it.`,
  severity: 'error',
  from: { path: `^app/[^/]+/${context}/` },
  to: { path: `^app/[^/]+/(?:${CONTEXTS.slice(place + 1).join('|')})/`, pathNot: [AUDIT_STORE] },
}))

export default {
  forbidden: [
    ...roomRules,
    ...packageRules,
    ...contextRules,
    {
      name: 'ui-has-no-subject',
      comment: 'components/ui knows no context.',
      severity: 'error',
      from: { path: '^app/components/ui/' },
      to: { path: `^app/components/(?:${CONTEXTS.join('|')})/` },
    },
    {
      name: 'only-stores-open-the-database',
      comment: 'Only *-store.server.ts, the platform and the server entry import platform/database.',
      severity: 'error',
      from: { path: '^app/', pathNot: ['-store\\.server\\.ts$', '^app/platform/', '^app/entry\\.server\\.tsx$'] },
      to: { path: '^app/platform/database/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: { path: '^app/' }, to: { couldNotResolve: true, pathNot: '^(?:virtual:|node:)' } },
    {
      name: 'no-barrels',
      comment: 'No index files: import the file that holds the thing.',
      severity: 'error',
      module: { path: '^app/(?:.*/)?index\\.[jt]sx?$', pathNot: GENERATED, ...everyModule },
      from: {},
    },
    {
      name: 'no-drawers',
      comment: 'No utils, helpers, lib, service, manager: a name says what the thing is or does.',
      severity: 'error',
      module: {
        path: '^app/(?:.*[/-])?(?:utils?|helpers?|libs?|services?|managers?)(?:/|(?:\\.server)?\\.tsx?$)',
        pathNot: GENERATED,
        ...everyModule,
      },
      from: {},
    },
    {
      name: 'server-rooms-say-server',
      comment: 'What runs only on the server ends in .server.ts(x).',
      severity: 'error',
      module: { path: `^app/(?:${SERVER_ROOMS.join('|')})/`, pathNot: [GENERATED, '\\.server\\.tsx?$', STYLES], ...everyModule },
      from: {},
    },
    {
      name: 'shared-rooms-have-no-server-files',
      severity: 'error',
      module: { path: `^app/(?:${SHARED_ROOMS.join('|')})/.*\\.server\\.tsx?$`, ...everyModule },
      from: {},
    },
    {
      name: 'files-live-in-rooms',
      comment: 'Every file of app/ lives in a room of the table, or is in the table itself.',
      severity: 'error',
      module: { path: outsideRooms, pathNot: ['^app/[^/]+\\.css$', '^app/[^/]+\\.d\\.ts$'], ...everyModule },
      from: {},
    },
    {
      name: 'app-imports-nothing-around-it',
      comment: 'scripts, tests, seeds and configurations import the app, never the other way.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^(?!app/|node_modules/)', dependencyTypesNot: ['core', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'host-imports-types-only',
      comment: 'server.ts reaches the app through the built entry.server, so that one module graph owns the database.',
      severity: 'error',
      from: { path: '^server\\.ts$' },
      to: { path: '^app/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    exclude: { path: '\\.test\\.tsx?$' },
    doNotFollow: { path: ['node_modules', GENERATED] },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts', '.css', '.json'],
    },
  },
}
