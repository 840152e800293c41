#!/usr/bin/env node
// Feeds damaged C, assembly, ELF and archive files to kit's tools and holds them to four promises: no crash, no sanitizer
// report, an answer within 5 seconds and 1 GiB, and a message whenever the exit code is not 0.
//
// In: a kit that was built with `make -C compiler SANITIZE=1 OUT=DIR CC=clang`, seed programs from corpus/c.
// Out: a table; each input that broke a promise is kept in --keep; exit 1 when there is one. One seed gives one run.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, copyFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const usage = `usage: node scripts/mutated_inputs.mjs --kit DIR/kit [options]

  --kit FILE      the sanitized kit to test
  --count N       inputs in all (default 20000)
  --seed N        (default 1)
  --jobs N        processes at a time (default 2)
  --kinds LIST    of c, asm, elf, ar (default all)
  --keep DIR      where inputs that broke a promise go (default build/mutated)
`
const { values } = parseArgs({
  options: {
    kit: { type: 'string' },
    count: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
    kinds: { type: 'string', default: 'c,asm,elf,ar' },
    keep: { type: 'string', default: join(root, 'build/mutated') },
    help: { type: 'boolean', default: false },
  },
})
if (values.help || !values.kit || !existsSync(values.kit)) {
  process.stderr.write(values.help ? usage : `mutated_inputs: --kit must name a built kit\n\n${usage}`)
  process.exit(values.help ? 0 : 2)
}
const kit = resolve(values.kit)
const count = Number(values.count)
const kinds = values.kinds.split(',')
const work = mkdtempSync(join(tmpdir(), 'kit-mutated-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

/** A small, fast, seedable generator (splitmix32): the same numbers on every machine. */
function generator(seed) {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return ((z ^ (z >>> 15)) >>> 0) % below
  }
}

const filesBelow = (dir, ends) =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((e) => e.isFile() && e.name.endsWith(ends))
    .map((e) => join(e.parentPath ?? e.path, e.name))
    .sort()

/** Seeds by kind; assembly, objects and archives are made by the host's gcc and by kit, so that both dialects are damaged. */
function seeds() {
  const sources = filesBelow(join(root, 'corpus/c'), '.c')
  const made = { c: sources.map((f) => readFileSync(f)), asm: [], elf: [], ar: [] }
  const chosen = sources.filter((_, i) => i % 4 === 0)
  const tool = (program, args) => spawnSync(program, args, { stdio: 'ignore', timeout: 20000 }).status === 0
  chosen.forEach((file, i) => {
    for (const [name, cc] of [['gcc', ['gcc']], ['kit', [kit, 'cc']]]) {
      const s = join(work, `seed${i}.${name}.s`)
      const o = join(work, `seed${i}.${name}.o`)
      if (tool(cc[0], [...cc.slice(1), '-w', '-g', '-S', file, '-o', s])) made.asm.push(readFileSync(s))
      if (tool(cc[0], [...cc.slice(1), '-w', '-g', '-c', file, '-o', o])) made.elf.push(readFileSync(o))
    }
  })
  const objects = filesBelow(work, '.o')
  for (let i = 0; i + 3 < objects.length; i += 4) {
    const a = join(work, `seed${i}.a`)
    if (tool('ar', ['rcs', a, ...objects.slice(i, i + 4)])) made.ar.push(readFileSync(a))
  }
  for (const f of filesBelow(work, '')) rmSync(f)
  return made
}

const words = ['0', '-1', '1e999', '0x', '"', "'", '/*', '*/', '\\\n', '(', ')', '{', '}', '[', ']', ';', ',', '#', '##', '#if', '#define X(', '#include __FILE__\n',
  'int', 'struct', 'union', 'enum', 'typedef', 'static', 'goto', 'case', 'default:', 'sizeof', '_Generic(', '__attribute__((', 'asm(', '...', '->', '&&', '?', ':',
  '18446744073709551616', '0xffffffffffffffff', '.section', '.quad', '.rept 1000\n', '.macro m\n', '.set a, a', '%rax', '$', '(%rip)', '@PLT', '.org -1\n', '.fill 1<<40\n', '\0', '\xff']
const extremes = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn, 0x7fffffffffffffffn, 0x8000000000000000n, 0xffffffffffffffffn]

function mutateText(rand, text) {
  let s = text.toString('latin1')
  for (let n = 1 + rand(4); n > 0; n--) {
    const at = rand(s.length + 1)
    const length = rand(4) === 0 ? rand(400) : rand(12)
    switch (rand(7)) {
      case 0: s = s.slice(0, at) + s.slice(at + length); break
      case 1: s = s.slice(0, at) + words[rand(words.length)] + s.slice(at); break
      case 2: s = s.slice(0, at) + s.slice(at, at + length) + s.slice(at); break
      case 3: s = s.slice(0, at) + String.fromCharCode(rand(256)) + s.slice(at + 1); break
      case 4: { const from = rand(s.length + 1); s = s.slice(0, at) + s.slice(from, from + length) + s.slice(at); break }
      case 5: { const lines = s.split('\n'); const a = rand(lines.length), b = rand(lines.length); [lines[a], lines[b]] = [lines[b], lines[a]]; s = lines.join('\n'); break }
      default: if (rand(4) === 0) s = s.slice(0, at); else s = s.slice(0, at) + words[rand(words.length)].repeat(1 + rand(300)) + s.slice(at)
    }
  }
  return Buffer.from(s, 'latin1')
}

function mutateBinary(rand, bytes) {
  const b = Buffer.from(bytes)
  for (let n = 1 + rand(6); n > 0 && b.length > 8; n--) {
    // Headers and tables decide what is believed, so they are hit more often than code.
    const at = rand(3) === 0 ? rand(Math.min(b.length - 8, 64)) : rand(2) === 0 ? b.length - 8 - rand(Math.min(b.length - 8, 2048)) : rand(b.length - 8)
    const value = extremes[rand(extremes.length)]
    switch (rand(5)) {
      case 0: b[at] ^= 1 << rand(8); break
      case 1: b.writeUInt16LE(Number(value & 0xffffn), at); break
      case 2: b.writeUInt32LE(Number(value & 0xffffffffn), at); break
      case 3: b.writeBigUInt64LE(value, at); break
      default: b.copyWithin(at, rand(b.length), Math.min(b.length, at + rand(64)))
    }
  }
  return rand(8) === 0 ? b.subarray(0, rand(b.length)) : b
}

const commands = {
  c: (f, out) => [['cc', '-c', f, '-o', out], ['cc', '-E', f, '-o', out], ['cc', '-S', '-g', f, '-o', out]],
  asm: (f, out) => [['as', f, '-o', out], ['as', '-g', f, '-o', out]],
  elf: (f, out) => [['ld', '-o', out, f], ['ld', '--gc-sections', '-pie', '-o', out, f], ['objdump', '-d', '-r', f], ['nm', f], ['objdump', '-h', '-t', '-s', f], ['ld', '-r', '-o', out, f]],
  ar: (f, out) => [['ld', '--whole-archive', '-o', out, f], ['ar', 't', f], ['nm', f], ['ranlib', f]],
}
const extension = { c: '.c', asm: '.s', elf: '.o', ar: '.a' }

/** Runs kit once; says which promise was broken, or undefined. */
function run(args, slot) {
  return new Promise((done) => {
    const child = spawn(kit, args, {
      cwd: slot, stdio: ['ignore', 'ignore', 'pipe'], detached: true,
      env: { PATH: process.env.PATH, ASAN_OPTIONS: 'detect_leaks=0:exitcode=99:hard_rss_limit_mb=1024:allocator_may_return_null=1', UBSAN_OPTIONS: 'halt_on_error=1:exitcode=99:print_stacktrace=1' },
    })
    let message = ''
    let late = false
    const timer = setTimeout(() => { late = true; try { process.kill(-child.pid, 'SIGKILL') } catch { /* it ended in between */ } }, 5000)
    child.stderr.on('data', (d) => { if (message.length < 8192) message += d.toString('latin1') })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      if (late) done({ broken: 'hang', message })
      else if (signal) done({ broken: `signal ${signal}`, message })
      else if (code === 99) done({ broken: 'sanitizer', message })
      else if (code !== 0 && code !== 1) done({ broken: `exit ${code}`, message })
      else if (code === 1 && message.trim() === '') done({ broken: 'silent failure', message })
      else done({ code, message })
    })
  })
}

const material = seeds()
const active = kinds.filter((k) => material[k]?.length)
const result = Object.fromEntries(active.map((k) => [k, { inputs: 0, accepted: 0, refused: 0, broken: 0 }]))
let next = 0
const broken = []

async function worker(id) {
  const slot = join(work, `slot${id}`)
  mkdirSync(slot)
  while (next < count) {
    const index = next++
    const rand = generator(Number(values.seed) * 1000003 + index)
    const kind = active[index % active.length]
    const seed = material[kind][rand(material[kind].length)]
    const input = kind === 'c' || kind === 'asm' ? mutateText(rand, seed) : mutateBinary(rand, seed)
    const file = `input${extension[kind]}`
    writeFileSync(join(slot, file), input)
    const options = commands[kind](file, 'out')
    const args = options[rand(options.length)]
    const r = await run(args, slot)
    const row = result[kind]
    row.inputs++
    if (r.broken) {
      row.broken++
      mkdirSync(values.keep, { recursive: true })
      const kept = join(values.keep, `${index}${extension[kind]}`)
      copyFileSync(join(slot, file), kept)
      broken.push(`${r.broken}: kit ${args.join(' ').replace(file, kept)}\n    ${r.message.split('\n').filter((l) => /ERROR|runtime error|internal error|#[0-6] /.test(l)).slice(0, 6).join('\n    ')}`)
    } else if (r.code === 0) row.accepted++
    else row.refused++
  }
}
await Promise.all(Array.from({ length: Number(values.jobs) }, (_, i) => worker(i)))

for (const line of broken) console.log(`✗ ${line}`)
console.log('kind    inputs  accepted  refused  broken')
for (const [k, r] of Object.entries(result)) console.log(`${k.padEnd(6)}${String(r.inputs).padStart(8)}${String(r.accepted).padStart(10)}${String(r.refused).padStart(9)}${String(r.broken).padStart(8)}`)
if (next === 0 || active.length === 0) {
  console.log('nothing was checked')
  process.exitCode = 4
} else {
  process.exitCode = broken.length ? 1 : 0
}
