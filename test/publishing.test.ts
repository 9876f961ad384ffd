/** What .github holds does what it says: the steps of its workflow and of its Dockerfile are run here on a small report. */
import { execFile } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { writeReport } from './report-folder.ts'

const own = join(import.meta.dirname, '..')
const github = join(own, '.github')

interface Step {
  name?: string
  uses?: string
  run?: string
  env?: Record<string, string>
  with?: Record<string, unknown>
}
interface Workflow {
  permissions: object
  jobs: Record<string, { permissions?: Record<string, string>; steps: Step[]; env?: Record<string, string> }>
}

const workflows = readdirSync(join(github, 'workflows')).map((name) => ({
  name,
  text: readFileSync(join(github, 'workflows', name), 'utf8'),
  workflow: parse(readFileSync(join(github, 'workflows', name), 'utf8')) as Workflow,
}))
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)

describe.each(workflows)('the workflow $name', ({ text, workflow }) => {
  test('pins every action to a commit, and says which version that is', () => {
    for (const line of text.split('\n').filter((line) => line.includes('uses:')))
      expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('puts nothing from outside into a script, and leaves no key behind', () => {
    for (const { run, uses, with: given } of stepsOf(workflow)) {
      expect(run ?? '').not.toContain('${{')
      if (uses?.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false })
    }
  })
})

test('a job may only what it needs, and no job that may write runs what a report or a pull request brings', () => {
  const { permissions, jobs } = workflows.find(({ name }) => name === 'report.yaml')!.workflow
  expect(permissions).toEqual({})
  expect(
    Object.fromEntries(Object.entries(jobs).map(([name, { permissions }]) => [name, permissions])),
  ).toEqual({
    test: { contents: 'read' },
    build: { contents: 'read' },
    rebuild: { contents: 'read' },
    comment: { 'pull-requests': 'write' },
    pages: { pages: 'write', 'id-token': 'write' },
    release: { contents: 'write' },
  })
  for (const { steps } of [jobs.comment!, jobs.pages!, jobs.release!])
    expect(JSON.stringify(steps)).not.toMatch(/checkout|node |npm /)
})

const chapter = (more = '') => `# A {#a}

In 2024 it was :value[d.size 2024], see [](#fig-a) and [](#fig-b).

:::figure{#fig-a data=d kind=bar-growth x=year bar=size line=growth}
Sizes
:::

:::figure{#fig-b data=d kind=bar-growth x=year bar=size line=growth}
Sizes again
:::
${more}`
const dataset = (size: number) => `title: D
source: S
as_of: 2025-01
provenance: original
columns:
  year: { type: year, label: Year }
  size: { type: number, unit: GW, label: Size }
  growth: { label: Growth, derive: { yoy: size } }
rows: [[2023, 100], [2024, ${size}]]
`
const settings = 'title: T\ndate: 2025-01-01\nlanguage: en\n'

/** The working folder of a runner: a report with yanbao beside it, and the base of the pull request. */
async function checkout(now: Record<string, string>, base: Record<string, string>): Promise<string> {
  const based = Object.entries(base).map(([path, text]) => [`base/${path}`, text])
  const root = await writeReport({ ...now, ...Object.fromEntries(based) })
  mkdirSync(join(root, 'build'))
  symlinkSync(join(own, 'build/cli'), join(root, 'build/cli'))
  symlinkSync(github, join(root, '.github'))
  return root
}

/** Programs in place of those that reach the network, which write down how they were called. */
function pretend(root: string, scripts: Record<string, string>): string {
  const folder = join(root, '.bin')
  mkdirSync(folder)
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "\${0##*/} $*" >> ${root}/called\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return `${folder}:${process.env.PATH}`
}

function sh(script: string, cwd: string, env: Record<string, string | undefined> = {}) {
  return promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
    cwd,
    env: { ...process.env, ...env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) =>
      ({ code, stdout, stderr }) as { code: number; stdout: string; stderr: string },
  )
}

describe.skipIf(process.platform === 'win32')('the steps of report.yaml', () => {
  const { jobs } = workflows.find(({ name }) => name === 'report.yaml')!.workflow
  let root: string
  const run = (job: string, name: string, env: Record<string, string> = {}) => {
    const step = jobs[job]!.steps.find((step) => step.name === name)!
    return sh(step.run!, root, { ...jobs[job]!.env, GITHUB_STEP_SUMMARY: join(root, 'summary.md'), ...env })
  }

  beforeAll(async () => {
    const now = {
      'report.yaml': settings,
      'chapters/01.md': chapter(':::table{#tab-c data=d}\nAll of it\n:::\n'),
      'datasets/d.yaml': dataset(130),
    }
    const base = { 'report.yaml': settings, 'chapters/01.md': chapter(), 'datasets/d.yaml': dataset(120) }
    root = await checkout(now, base)
    for (const step of ['findings', 'build', 'verify', 'base', 'changes', 'check'])
      expect(await run('build', step), step).toMatchObject({ code: 0 })
  })

  test('are tried here, all but those of npm', () => {
    const names = stepsOf({ permissions: {}, jobs }).filter(({ run }) => run)
    const others = names.filter(({ name }) => name === undefined).map(({ run }) => run)
    expect([...new Set(others)].sort()).toEqual(['npm ci', 'npm run compile', 'npm test'])
    expect(names.flatMap(({ name }) => name ?? [])).toEqual([
      ...['findings', 'build', 'verify', 'base', 'changes', 'check'],
      ...['rebuild', 'comment', 'site', 'release'],
    ])
  })

  test('keep the delivery', () => {
    const kept = jobs.build!.steps.find((step) => step.with?.name === 'delivery')!.with!.path as string
    const delivered = readdirSync(join(root, 'build')).filter((name) => name !== 'cli')
    expect(kept.trim().split('\n').sort()).toEqual(delivered.map((name) => `build/${name}`).sort())
  })

  test('say what changes in numbers, and what is found', async () => {
    const comment = await readFile(join(root, 'comment.md'), 'utf8')
    expect(comment).toMatch(/^<!-- yanbao -->\n\n\*\*The report is built: \d pages/)
    expect(comment).toContain('+ Table 1 All of it')
    expect(comment).toMatch(
      /^Figure 1, Figure 2\n {2}2024 · Size \(GW\): 120 → 130\n {2}2024 · Growth.*: 20 → 30$/m,
    )
    expect(comment.match(/120 → 130/g)).toHaveLength(1)
    expect(comment).toMatch(/^ {2}d\.size 2024: 120\sGW → 130\sGW$/m)
    expect(comment).toMatch(/Findings: 0 error, \d+ warning/)
    expect(comment).toContain('warning chapters/01.md:13 figure-unmentioned')
    const summary = await readFile(join(root, 'summary.md'), 'utf8')
    expect(summary).toMatch(/^manifest {2}SHA-256/)
    expect(summary).toContain(comment)
  })

  test('show findings beside the lines', async () => {
    const { stdout } = await run('build', 'check')
    expect(stdout).toMatch(
      /^::warning file=chapters\/01\.md,line=13,endLine=13,col=1,endColumn=10,title=figure-unmentioned::Unexpected/m,
    )
  })

  test('build once more elsewhere', async () => {
    await promisify(execFile)('cp', ['-r', 'build', 'delivery'], { cwd: root })
    await rm(join(root, 'delivery/cli'))
    expect(await run('rebuild', 'rebuild')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('same bytes'),
    })
  })

  test.each([
    ['', /^gh api repos\/a\/b\/issues\/7\/comments --method POST --field body=@comment\.md --silent$/m],
    [
      '41\n42',
      /^gh api repos\/a\/b\/issues\/comments\/41 --method PATCH --field body=@comment\.md --silent$/m,
    ],
  ])('comment anew, or in place of the comment before (%j)', async (former, call) => {
    await rm(join(root, 'called'), { force: true })
    await rm(join(root, '.bin'), { recursive: true, force: true })
    const PATH = pretend(root, { gh: `case "$*" in *--paginate*) printf '${former}';; esac` })
    const { code } = await run('comment', 'comment', { PATH, GH_REPO: 'a/b', NUMBER: '7' })
    expect(code).toBe(0)
    expect(await readFile(join(root, 'called'), 'utf8')).toMatch(call)
  })

  test('publish the release and the site', async () => {
    await rm(join(root, 'called'), { force: true })
    await rm(join(root, '.bin'), { recursive: true, force: true })
    const PATH = pretend(root, { gh: 'for file; do case $file in delivery*) test -s "$file";; esac; done' })
    expect(await run('release', 'release', { PATH, GITHUB_REF_NAME: 'v1.0' })).toMatchObject({ code: 0 })
    expect(await readFile(join(root, 'called'), 'utf8')).toMatch(
      /^gh release create v1\.0 --verify-tag .*report\.pdf/,
    )
    expect(await readFile(join(root, 'notes.md'), 'utf8')).toMatch(/`[0-9a-f]{64}`\n$/)
    expect(await run('pages', 'site')).toMatchObject({ code: 0 })
    expect(readdirSync(join(root, 'site'))).toEqual(
      expect.arrayContaining([
        'data',
        'fonts',
        'index.html',
        'manifest.json',
        'report-data.xlsx',
        'report.pdf',
      ]),
    )
  })

  test('tell a report with mistakes, and fail', async () => {
    const broken = { 'report.yaml': settings, 'chapters/01.md': '# A\n\n[](#nowhere) ```@x``` <b>\n' }
    root = await checkout(broken, broken)
    expect(await run('build', 'findings')).toMatchObject({ code: 0 })
    expect(await run('build', 'build')).toMatchObject({ code: 1 })
    expect(await run('build', 'changes')).toMatchObject({ code: 0 })
    expect(await run('build', 'check')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        '::error file=chapters/01.md,line=3,endLine=3,col=1,endColumn=13,title=',
      ),
    })
    const comment = await readFile(join(root, 'comment.md'), 'utf8')
    expect(comment).toContain('cannot be built')
    expect(comment).toContain('error chapters/01.md:3 reference-unknown')
  })
})

test('what a report says stays text in the comment', async () => {
  const root = await writeReport({
    'findings.json': JSON.stringify({
      files: [
        {
          path: 'chapters/01.md',
          messages: [{ line: 1, severity: 'error', rule: 'x', message: 'a ````\n</details> @all' }],
        },
      ],
    }),
  })
  const { stdout } = await sh(`node ${github}/changes.mjs none none findings.json`, root)
  expect(stdout).toContain('\n\n`````text\nerror chapters/01.md:1 x: a ````\n</details> @all\n`````\n')
})

describe.skipIf(process.platform === 'win32')('the Dockerfile', () => {
  const text = readFileSync(join(github, 'Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', '')
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => /^(\w+) (.*)$/.exec(line)!)
  const told = (name: string) => lines.filter(([, word]) => word === name).map(([, , rest]) => rest!)

  test('makes what builds a report', async () => {
    const image = await mkdtemp(join(tmpdir(), 'yanbao-test-'))
    /** Both stages have one disk here: what the second takes from the first is there. */
    const inside = (text: string) =>
      text.replaceAll(/(^|[\s="])(\/(?:yanbao|cache|report)\b)/g, `$1${image}$2`)
    const env: Record<string, string> = {
      // A locale that every shell has.
      LC_ALL: 'C',
      PATH: pretend(image, {
        npm: `case "$*" in
          ci) ln -s ${own}/node_modules node_modules;;
          'run compile') node .bundle.mjs;;
          'prune --omit=dev') ;;
          *) exit 1;;
        esac`,
      }),
    }
    let folder = image
    for (const [, word, rest] of lines as unknown as Array<[string, string, string]>) {
      if (word === 'WORKDIR') {
        folder = inside(rest)
        mkdirSync(folder, { recursive: true })
      }
      if (word === 'ENV')
        for (const pair of inside(rest).split(' ')) env[pair.split('=')[0]!] = pair.split('=')[1]!
      if (word === 'RUN') expect(await sh(inside(rest), folder, env), rest).toMatchObject({ code: 0 })
      if (word === 'COPY' && !rest.startsWith('--from=')) {
        const names = rest.split(' ')
        const to = names.pop()!
        for (const name of names)
          await cp(join(own, name), join(folder, to, to.endsWith('/') ? name : ''), { recursive: true })
      }
    }
    await writeFile(join(image, 'report/report.yaml'), settings)
    mkdirSync(join(image, 'report/chapters'))
    await writeFile(join(image, 'report/chapters/01.md'), '# A\n\nText.\n')
    const command = [...told('ENTRYPOINT'), ...told('CMD')].flatMap(
      (list) => JSON.parse(inside(list)) as string[],
    )
    const { code, stderr } = await sh(command.join(' '), folder, env)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readdirSync(join(image, 'report/build')).sort()).toEqual([
      'html',
      'manifest.json',
      'report-data.xlsx',
      'report.pdf',
    ])
    expect(readdirSync(join(image, 'cache'))).toEqual(['yanbao'])
  })

  test('runs as nobody in particular, as the pods of kubernetes-job.yaml do', () => {
    const { spec } = parse(readFileSync(join(github, 'kubernetes-job.yaml'), 'utf8')).spec.template
    const { runAsUser, runAsGroup } = spec.securityContext
    expect(told('USER')).toEqual([`${runAsUser}:${runAsGroup}`])
    expect(runAsUser).toBeGreaterThan(0)
  })

  test('has a profile that leaves the sandbox its namespaces, and denies what takes over a machine', () => {
    const { defaultAction, syscalls } = JSON.parse(readFileSync(join(github, 'seccomp.json'), 'utf8'))
    expect(defaultAction).toBe('SCMP_ACT_ALLOW')
    const denied: string[] = syscalls.flatMap(({ names }: { names: string[] }) => names)
    for (const name of ['mount', 'ptrace', 'bpf', 'init_module', 'kexec_load', 'setns'])
      expect(denied).toContain(name)
    for (const name of ['clone', 'clone3', 'unshare', 'chroot']) expect(denied).not.toContain(name)
  })
})

test('paths that are named in .github are there', () => {
  const said = readFileSync(join(github, 'SECURITY.md'), 'utf8')
  for (const [, path] of said.matchAll(/\]\(([^)#]+)/g))
    expect(existsSync(join(dirname(join(github, 'x')), path!))).toBe(true)
})
