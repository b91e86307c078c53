import ts from 'typescript'

/** One broken rule: `path:line what is wrong`. */
export type Fault = string
export type Source = { readonly path: string; readonly text: string }

const isStore = (path: string) => path.endsWith('-store.server.ts')
const isTest = (path: string) => /\.test\.tsx?$/.test(path)

function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
}

function fault(file: ts.SourceFile, node: ts.Node, said: string): Fault {
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${said}`
}

function collect(file: ts.SourceFile, look: (node: ts.Node) => string | null): Fault[] {
  const faults: Fault[] = []
  const visit = (node: ts.Node) => {
    const said = look(node)
    if (said !== null) faults.push(fault(file, node, said))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return faults
}

const isExported = (node: ts.Node) =>
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)

type FunctionNode = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression

/** The exported functions of a file with their names, whichever way they are written. */
function exportedFunctions(file: ts.SourceFile): { name: string; node: FunctionNode }[] {
  const named = new Set(
    file.statements
      .filter(ts.isExportDeclaration)
      .flatMap(({ exportClause }) => (exportClause && ts.isNamedExports(exportClause) ? [...exportClause.elements] : []))
      .map((element) => (element.propertyName ?? element.name).text),
  )
  return file.statements.flatMap((statement): { name: string; node: FunctionNode }[] => {
    if (ts.isFunctionDeclaration(statement)) {
      const name = statement.name?.text ?? 'default'
      return isExported(statement) || named.has(name) ? [{ name, node: statement }] : []
    }
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
      const text = name.getText()
      if (initializer === undefined || !(ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))) return []
      return isExported(statement) || named.has(text) ? [{ name: text, node: initializer }] : []
    })
  })
}

/** Every exported function of a use-case takes `actor: Actor` first (`_actor` where it makes no difference who asks). */
export function actorFaults(source: Source): Fault[] {
  if (!source.path.startsWith('app/use-cases/') || isStore(source.path) || isTest(source.path)) return []
  const file = parse(source)
  return exportedFunctions(file)
    .filter(({ node }) => {
      const [first] = node.parameters
      return !(first !== undefined && /^_?actor$/.test(first.name.getText()) && first.type?.getText() === 'Actor')
    })
    .map(({ name, node }) => fault(file, node, `${name} does not take actor: Actor first`))
}

const TRANSACTION_GIVERS = new Set(['inTransaction', 'reading'])

/** The names by which a file knows a database handle: parameters of that type, and what inTransaction and reading give. */
function handleNames(file: ts.SourceFile): Set<string> {
  const names = new Set(['transaction'])
  const visit = (node: ts.Node) => {
    if (ts.isParameter(node) && ts.isIdentifier(node.name) && node.type?.getText() === 'Transaction') names.add(node.name.text)
    if (ts.isCallExpression(node) && TRANSACTION_GIVERS.has(node.expression.getText())) {
      const [work] = node.arguments
      const first = work && (ts.isArrowFunction(work) || ts.isFunctionExpression(work)) ? work.parameters[0] : undefined
      if (first && ts.isIdentifier(first.name)) names.add(first.name.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

/** Only stores (and the platform, which makes the handle) talk to the database; everyone else hands the handle on as an argument. */
export function databaseFaults(source: Source): Fault[] {
  if (!source.path.startsWith('app/') || source.path.startsWith('app/platform/') || isStore(source.path) || isTest(source.path)) return []
  const file = parse(source)
  const names = handleNames(file)
  return collect(file, (node) => {
    if (!ts.isIdentifier(node) || !names.has(node.text)) return null
    const { parent } = node
    if (ts.isCallExpression(parent) && parent.arguments.some((argument) => argument === node)) return null
    if (ts.isParameter(parent) && parent.name === node) return null
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return null
    if (ts.isPropertyAssignment(parent) && parent.name === node) return null
    return 'uses the database handle outside a store'
  })
}

const MAY_READ_ENVIRONMENT = /^(app\/platform\/environment\.server\.ts|scripts\/|tests\/|(?!server\.ts)[^/]+$)/

/** Settings come from platform/environment. */
export function environmentFaults(source: Source): Fault[] {
  if (MAY_READ_ENVIRONMENT.test(source.path) || isTest(source.path)) return []
  return collect(parse(source), (node) => {
    const reads = ts.isPropertyAccessExpression(node) && node.name.text === 'env' && node.expression.getText() === 'process'
    const imports =
      ts.isImportSpecifier(node) && node.name.text === 'env' && /process/.test(node.parent.parent.parent.moduleSpecifier.getText())
    return reads || imports ? 'reads process.env' : null
  })
}

/** A file that only passes on what others export hides where things are. */
export function barrelFaults(source: Source): Fault[] {
  if (!source.path.startsWith('app/') || isTest(source.path)) return []
  const file = parse(source)
  const passesOn = (statement: ts.Statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined
  const barrel = file.statements.some(passesOn) && file.statements.every((each) => passesOn(each) || ts.isImportDeclaration(each))
  return barrel ? [fault(file, file, 'is a barrel: it only re-exports')] : []
}

const UNSAFE = new Set(['$queryRawUnsafe', '$executeRawUnsafe', 'dangerouslySetInnerHTML'])

/** Text never becomes SQL or HTML. */
export function unsafeFaults(source: Source): Fault[] {
  if (!source.path.startsWith('app/') && source.path !== 'server.ts') return []
  return collect(parse(source), (node) => (ts.isIdentifier(node) && UNSAFE.has(node.text) ? `uses ${node.text}` : null))
}

/** What comes from outside is parsed, never asserted. */
export function assertionFaults(source: Source): Fault[] {
  return collect(parse(source), (node) => {
    if (ts.isTypeAssertionExpression(node)) return 'asserts a type'
    return ts.isAsExpression(node) && node.type.getText() !== 'const' ? 'asserts a type with as' : null
  })
}

export const SOURCE_RULES = {
  'every exported use-case takes the actor first': actorFaults,
  'only stores talk to the database': databaseFaults,
  'only platform/environment reads process.env': environmentFaults,
  'no file only re-exports': barrelFaults,
  'text never becomes SQL or HTML': unsafeFaults,
  'types are parsed, not asserted': assertionFaults,
} as const
