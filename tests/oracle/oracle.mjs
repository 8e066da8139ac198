// Asks the published WebAssembly builds of Prisma's engine.
//
// One request a line on standard input, one answer a line on standard output, both JSON:
//
//   {"command": "lint", "version": 7, "files": [["schema.prisma", "…"]]}
//   {"ok": …}   the answer
//   {"error": "…"}   the engine refused, with its text
//   {"panic": "…"}   the engine crashed; the next request meets a fresh instance
//
// command   answer
// validate  null, or an error with the engine's rendered text
// lint      [{file, start, end, line, last, text, warning}]: offsets are UTF-16 code units as the engine gives them, lines
//           count from 1 and are those of the first and of the last character of the span
// format    [[path, text]]
// dmmf      the DMMF document
// config    datasources and generators
// ddl       SQL text that makes the schema in an empty database (PostgreSQL, CockroachDB and SQLite; version 7)
// diff      SQL text that leads from the schema in `from`, a list of files, to `files`
// compare   SQL text that leads from a live database to `files`. Queries are asked back before the answer comes:
//           {"query": "…", "arguments": […]} on standard output, then a line on standard input, either
//           {"columnNames": […], "columnTypes": […], "rows": [[…]]} or {"error": "…"}. Column types are the numbers of
//           Prisma's driver adapters. A script has "script": true and takes any answer without an error.

import fs from 'node:fs'
import { createRequire } from 'node:module'
import readline from 'node:readline'

const require = createRequire(import.meta.url)
const PACKAGES = { 6: 'prisma-schema-wasm-6', 7: '@prisma/prisma-schema-wasm' }
const ENGINE = new URL('./node_modules/@prisma/schema-engine-wasm/', import.meta.url)

const lines = readline.createInterface({ input: process.stdin, crlfDelay: Infinity })[Symbol.asyncIterator]()
const read = async () => {
  const { value, done } = await lines.next()
  return done ? undefined : JSON.parse(value)
}
const write = value => process.stdout.write(JSON.stringify(value) + '\n')

let panic
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: message => { panic = message } }

/** The loaded builds of the schema engine's front half, by version. */
const loaded = {}

function load(version) {
  if (!PACKAGES[version]) throw new Error(`there is no version ${version}`)
  loaded[version] ??= require(PACKAGES[version])
  return loaded[version]
}

/** Forgets the instances that a crash may have left in any state. */
function unload() {
  for (const version of Object.keys(loaded)) {
    delete require.cache[require.resolve(PACKAGES[version])]
    delete loaded[version]
  }
  engine = undefined
}

/** The compiled module of the schema engine's other half, and the instance in use. */
let engineModule
let engine
let instances = 0

async function loadEngine() {
  if (engine) return engine
  engineModule ??= await WebAssembly.compile(fs.readFileSync(new URL('schema_engine_bg.wasm', ENGINE)))
  // A query makes the module anew: it keeps views of the memory of the instance before.
  const bindings = await import(new URL(`schema_engine_bg.js?${instances++}`, ENGINE))
  const { exports } = await WebAssembly.instantiate(engineModule, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
  engine = bindings
  return engine
}

/** The value a driver adapter hands to the engine. */
const ok = value => ({ ok: true, value, map: change => ok(change(value)), flatMap: change => change(value) })
const err = error => ({ ok: false, error, map: () => err(error), flatMap: () => err(error) })

/** A connection without a database, or one whose queries are asked back. */
function connection(provider, live) {
  const ask = async question => {
    if (!live) return ok({ columnNames: [], columnTypes: [], rows: [] })
    write(question)
    const answer = await read()
    return answer.error === undefined ? ok(answer) : err({ kind: 'GenericJs', id: 0, originalMessage: answer.error })
  }
  return {
    provider,
    adapterName: 'oracle',
    errorRegistry: { consumeError() {} },
    queryRaw: query => ask({ query: query.sql, arguments: query.args }),
    executeRaw: async query => (await ask({ query: query.sql, arguments: query.args })).map(() => 0),
    executeScript: async sql => (await ask({ query: sql, arguments: [], script: true })).map(() => undefined),
    dispose: async () => ok(undefined),
    startTransaction: async () => { throw new Error('transactions are not asked for') },
    getConnectionInfo: () =>
      ok({ schemaName: provider === 'postgres' ? 'public' : undefined, maxBindValues: 999, supportsRelationJoins: false }),
  }
}

function config(version, files) {
  const request = { prismaSchema: files, datasourceOverrides: {}, ignoreEnvVarErrors: true, env: {} }
  const answer = JSON.parse(load(version).get_config(JSON.stringify(request)))
  return answer.config ?? answer
}

async function diff(files, from, live) {
  const active = config(7, files).datasources[0]?.activeProvider
  const provider = active === 'sqlite' ? 'sqlite' : 'postgres'
  const container = list => ({ files: list.map(([path, content]) => ({ path, content })) })
  const bindings = await loadEngine()
  const adapter = connection(provider, live)
  const factory = { ...adapter, connect: async () => ok(adapter), connectToShadowDb: async () => ok(adapter) }
  const session = await bindings.SchemaEngine.new({ datamodels: files }, () => {}, factory)
  const start = live
    ? { tag: 'schemaDatasource', ...container(files), configDir: '/' }
    : from ? { tag: 'schemaDatamodel', ...container(from) } : { tag: 'empty' }
  const to = { tag: 'schemaDatamodel', ...container(files) }
  const filters = { externalTables: [], externalEnums: [] }
  const result = await session.diff({ from: start, to, script: true, exitCode: null, filters })
  session.free?.()
  return result.stdout
}

/** Lines end with a line feed, a carriage return or both. */
function lineOf(text, offset) {
  return (text.slice(0, offset).match(/\r\n?|\n/g)?.length ?? 0) + 1
}

function lint(version, files) {
  const texts = new Map(files)
  return JSON.parse(load(version).lint(JSON.stringify(files))).map(found => {
    const text = texts.get(found.file_name) ?? ''
    const { file_name: file, start, end, is_warning: warning } = found
    return { file, start, end, line: lineOf(text, start), last: lineOf(text, Math.max(start, end - 1)), text: found.text, warning }
  })
}

const COMMANDS = {
  validate: ({ version, files }) => {
    load(version).validate(JSON.stringify({ prismaSchema: files, noColor: true }))
    return null
  },
  lint: ({ version, files }) => lint(version, files),
  format: ({ version, files }) => {
    const parameters = { textDocument: { uri: 'file:/schema.prisma' }, options: { tabSize: 2, insertSpaces: true } }
    return JSON.parse(load(version).format(JSON.stringify(files), JSON.stringify(parameters)))
  },
  dmmf: ({ version, files }) => JSON.parse(load(version).get_dmmf(JSON.stringify({ prismaSchema: files, noColor: true }))),
  config: ({ version, files }) => config(version, files),
  ddl: ({ files }) => diff(files),
  diff: ({ files, from }) => diff(files, from),
  compare: ({ files }) => diff(files, undefined, true),
}

/** The engine's text: its errors are JSON in the message of an exception. */
function message(error) {
  const text = String(error?.message ?? error)
  try {
    return JSON.parse(text).message ?? text
  } catch {
    return text
  }
}

for (let request = await read(); request !== undefined; request = await read()) {
  panic = undefined
  try {
    const command = COMMANDS[request.command]
    if (!command) throw new Error(`there is no command ${request.command}`)
    write({ ok: await command({ version: 7, ...request }) })
  } catch (error) {
    if (panic !== undefined || error instanceof WebAssembly.RuntimeError) {
      unload()
      write({ panic: panic ?? message(error) })
    } else {
      write({ error: message(error) })
    }
  }
}
