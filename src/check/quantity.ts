/** What is written around digits to say of what they are so many: `US$`3.2`bn`, 500`多款`, 12`个百分点`. */

/** Quantities of one kind may mean the same number; `bare` has no unit, `word` one that nobody knows. */
export type Kind =
  | 'bare'
  | 'word'
  | 'scale'
  | 'ratio'
  | 'points'
  | 'multiple'
  | 'money'
  | 'measure'
  | 'counter'
  | 'time'

export interface Quantity {
  kind: Kind
  /** Right before the digits: a currency. */
  before: string
  /** Right after them, with the space between. */
  after: string
  /** How the data may call the unit; the first one is as written. */
  names: string[]
}

/** Words that stand before a power of ten or a counter and make it vague. */
const VAGUE = '[多余几来]'

/** Powers of ten, the longest first. */
const HAN_SCALE = '(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百|十)'
const SHORT_SCALES: Record<string, [han: string, english: string]> = {
  trillion: ['万亿', 'trillion'],
  billion: ['十亿', 'billion'],
  million: ['百万', 'million'],
  thousand: ['千', 'thousand'],
  tn: ['万亿', 'trillion'],
  trn: ['万亿', 'trillion'],
  bn: ['十亿', 'billion'],
  bln: ['十亿', 'billion'],
  mn: ['百万', 'million'],
  mln: ['百万', 'million'],
}
/** Only beside a currency: `3m` alone is a length, `3T` a name. */
const MONEY_SCALES: Record<string, [han: string, english: string]> = {
  ...SHORT_SCALES,
  t: ['万亿', 'trillion'],
  b: ['十亿', 'billion'],
  mm: ['百万', 'million'],
  m: ['百万', 'million'],
  k: ['千', 'thousand'],
}

/** Names of a currency; the first Chinese and the first English one stand for it in units. */
interface Currency {
  signs: string[]
  han: string[]
  english: string[]
}
const CURRENCIES: Currency[] = [
  { signs: ['HK$', 'HKD'], han: ['港元', '港币'], english: ['Hong Kong dollars'] },
  { signs: ['NT$', 'TWD'], han: ['新台币', '台币'], english: ['Taiwan dollars'] },
  { signs: ['A$', 'AUD'], han: ['澳元'], english: ['Australian dollars'] },
  { signs: ['C$', 'CAD'], han: ['加元'], english: ['Canadian dollars'] },
  { signs: ['S$', 'SGD'], han: ['新元', '新加坡元'], english: ['Singapore dollars'] },
  { signs: ['US$', 'USD', '$'], han: ['美元', '美金'], english: ['dollars', 'US dollars'] },
  { signs: ['€', 'EUR'], han: ['欧元'], english: ['euros', 'euro'] },
  { signs: ['£', 'GBP'], han: ['英镑'], english: ['pounds sterling', 'pounds'] },
  { signs: ['JPY'], han: ['日元', '日圆'], english: ['yen'] },
  { signs: ['₩', 'KRW'], han: ['韩元'], english: ['won'] },
  { signs: ['₹', 'INR'], han: ['卢比'], english: ['rupees'] },
  { signs: ['CHF'], han: ['瑞郎', '瑞士法郎'], english: ['Swiss francs'] },
  { signs: ['RUB'], han: ['卢布'], english: ['rubles'] },
  { signs: ['RMB', 'CNY', '¥', '￥'], han: ['元', '人民币', '元人民币'], english: ['yuan', 'RMB'] },
]

const PERCENT = ['%', '‰', '‱', 'percent', 'per cent']
const POINTS = [
  ...[
    '个百分点',
    '百分点',
    'percentage points',
    'percentage point',
    'pcts',
    'pct',
    'ppts',
    'ppt',
    'pps',
    'pp',
  ],
]
const BASIS_POINTS = ['个基点', '基点', 'basis points', 'basis point', 'bps', 'bp']
const MULTIPLES = ['倍', 'x', 'fold', 'times']

/** Units of measure in Latin letters that read as one in any case: KW, kWh, Mw. */
const LATIN_LOOSE = [
  ...[
    'kW',
    'MW',
    'GW',
    'TW',
    'Wh',
    'kWh',
    'MWh',
    'GWh',
    'TWh',
    'mAh',
    'kWp',
    'MWp',
    'GWp',
    'Wp',
    'kVA',
    'MVA',
    'GVA',
  ],
  ...[
    'mm',
    'cm',
    'km',
    'sqm',
    'mg',
    'kg',
    'kt',
    'mt',
    'ml',
    'oz',
    'lb',
    'lbs',
    'bbl',
    'bbls',
    'boe',
    'bpd',
    'mbpd',
    'kbd',
  ],
  ...[
    'mtpa',
    'mmbtu',
    'btu',
    'mcf',
    'bcf',
    'tcf',
    'bcm',
    'TEU',
    'TEUs',
    'FEU',
    'DWT',
    'CGT',
    'kcal',
    'MPa',
    'GPa',
    'rpm',
  ],
  ...[
    'GB',
    'TB',
    'PB',
    'EB',
    'ZB',
    'MB',
    'Mbps',
    'Gbps',
    'Tbps',
    'TOPS',
    'FLOPS',
    'TFLOPS',
    'PFLOPS',
    'EFLOPS',
    'MFLOPS',
  ],
  ...['hrs', 'hr', 'min', 'mins', 'ms', 'ppm', 'ppb', 'dB', 'kJ', 'MJ', 'GJ', 'EJ', 'mu', 'ha', 'sqft'],
]
/** Those that are something else in another case: 3t and 3T, 5m and 5M. */
const LATIN_STRICT = [
  'W',
  'm',
  'g',
  't',
  'h',
  'L',
  'm2',
  'm3',
  'km2',
  'Nm',
  'Pa',
  'J',
  'GtCO2',
  'tCO2',
  'tCO2e',
  'tce',
]

const HAN_MEASURES = [
  ...'吨标准煤 吨油当量 吨 千克 公斤 毫克 微克 市斤 克拉 盎司 磅 蒲式耳 标准箱 标箱 载重吨 桶 加仑'.split(
    ' ',
  ),
  ...'千瓦时 兆瓦时 吉瓦时 太瓦时 瓦时 千瓦 兆瓦 吉瓦 太瓦 伏 安时 焦耳 大卡 千卡 摄氏度 ℃ °C °F'.split(' '),
  ...'平方公里 平方千米 平方米 平米 立方米 标方 公里 千米 海里 英里 英尺 英寸 厘米 毫米 微米 纳米 公顷'.split(
    ' ',
  ),
  ...'个月 个季度 个交易日 交易日 个小时 小时 分钟 毫秒 秒 比特'.split(' '),
]
/** What may not follow a word of one character, for with it it begins another word: 3元素, 2024家电. */
const NOT_BEFORE: Record<string, string> = Object.fromEntries(
  `元年素器件宇老旦旬 人工均民类才机形口力 位于居列置移 天津猫孚然气 股份价票权 成本为立功长都员分品熟果交型绩效 只有是要能需
  克服制拉罗 米其兰哈德尔 周期边转报 方面式案向法针便程阵 度假过小 分析布别红拆类化期支工之销 层面级次 点击位评
  年级轻龄内 日常均本益 部分门位署 单位一价独月季 口径岸腔服 手机术段续游 条件例款 场景所均 户均外籍 台湾积 名义称 项目前
  件均 个股人体别性 家电居庭用族具 倍增 套利餐现 张家江 款项 种植子业 卡车位 座位谈 所有以在得示 份额 支持付出撑 头部条
  尾盘部 箱体 瓶颈 站点稳 店铺 例如 轮动 集团中合成采运 本次轮年周月报身 首届次发个家日席 间接 处于理置 根据 架构 折旧叠射价
  员工 列车为入 门店户槛 村镇 县域 省级内份区 包括含装 双向碳方 把握关 节能点约假 课程题 季报节 次新高年日要 枚举`
    .split(/\s+/)
    .map(([word = '', ...next]) => [word, `[${next.join('')}]`]),
)
const HAN_COUNTERS = [
  ...'台套 台次 人次 人天 间夜 架次 车次 块钱 条线 口井 字节'.split(' '),
  ...'元 人 位 天 股 成 只 克 米 周 方 亩 斤 瓦 度 分 层 点 部 单 口 手 条 场 户 台 名 项 件 个 家 倍 套 张 款 种'.split(
    ' ',
  ),
  ...'颗 片 块 卡 次 辆 座 所 岁 份 支 艘 头 羽 尾 箱 瓶 盒 站 店 笔 例 轮 集 本 册 页 首 间 处 根 枚 粒 架 折 员 列 门 村 县 省 袋 包 双 把 栋 幢 节 课 尺 寸'.split(
    ' ',
  ),
]

/** Behind a stroke: 元/吨, 万片/月, kWh/kg. */
const PER = [
  ...'吨公里 平方米 千瓦时 立方米 公斤 千克 平米 人次 盎司 瓦时 千瓦 兆瓦 吉瓦 分钟 间夜 小时 公里 周 吨 股 桶 斤 平 片 月 年 日 天 台 辆 瓦 度 份 人 件 单 头 羽 套 张 方 户 季 次 克 箱 瓶 米 亩 只 颗 秒 家 店'.split(
    ' ',
  ),
  ...[
    'TEU',
    'FEU',
    'kWh',
    'MWh',
    'Wh',
    'kW',
    'MW',
    'GW',
    'W',
    'kg',
    'GB',
    'mmbtu',
    'MMBtu',
    'bbl',
    'boe',
    'share',
    'day',
  ],
  ...['month', 'year', 'ton', 'tonne', 'hour', 'lb', 'oz', 'mt', 't', 'd', 'h', 's', 'L', 'm2', 'm²'],
]

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const anyOf = (words: string[]) =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => {
      const next = NOT_BEFORE[word]
      return next ? `${escaped(word)}(?!${next})` : escaped(word)
    })
    .join('|')
const isLatin = (word: string) => /^[A-Za-z]/.test(word)
/** Letters in any case. */
const anyCase = (word: string) =>
  word.replaceAll(/[A-Za-z]/g, (c) => `[${c.toLowerCase()}${c.toUpperCase()}]`)
const latin = (words: string[], exact: string[] = []) =>
  [...words.map(anyCase), ...exact.map(escaped)].toSorted((a, b) => b.length - a.length).join('|')

const HAN_MONEY = CURRENCIES.flatMap(({ han }) => han)
const ENGLISH_MONEY = CURRENCIES.flatMap(({ english }) => english)
const LATIN_PER = `(?:\\/(?:${anyOf(PER)})(?![A-Za-z]))?`

/** Each kind of unit as it stands after digits; the first that fits is it. */
const AFTER: Array<[kind: Kind, pattern: string]> = [
  ['ratio', `[%‰‱]|(?:${latin(PERCENT.filter(isLatin))})(?![A-Za-z])`],
  ['points', `${anyOf([...POINTS, ...BASIS_POINTS].filter((word) => !isLatin(word)))}`],
  ['points', `(?:${latin([...POINTS, ...BASIS_POINTS].filter(isLatin))})(?![A-Za-z])`],
  ['multiple', `倍|-?(?:${latin(MULTIPLES.filter(isLatin))})(?![A-Za-z\\d])`],
  ['money', `(?:${HAN_SCALE}${VAGUE}?)?(?:${anyOf(HAN_MONEY)})${LATIN_PER}`],
  [
    'money',
    `(?:(?:${latin(Object.keys(SHORT_SCALES))})[ \\u00a0]{0,2})?(?:${latin(ENGLISH_MONEY)}|USD|RMB|CNY|HKD|EUR|JPY)(?![A-Za-z])${LATIN_PER}`,
  ],
  ['money', `(?:${latin(Object.keys(SHORT_SCALES))})(?:${anyOf(HAN_MONEY)})`],
  ['measure', `(?:${HAN_SCALE}${VAGUE}?)?(?:${anyOf(HAN_MEASURES)})${LATIN_PER}`],
  [
    'measure',
    `(?:${HAN_SCALE}|(?:${latin(Object.keys(SHORT_SCALES))})[ \\u00a0]{1,2}|-)?(?:${latin(LATIN_LOOSE, LATIN_STRICT)}|m²|m³|km²)(?![A-Za-z\\d])${LATIN_PER}`,
  ],
  ['counter', `(?:${HAN_SCALE}${VAGUE}?)?(?:${anyOf(HAN_COUNTERS)})${LATIN_PER}`],
  ['time', anyOf(['年', '日', '季', '季度'])],
  ['scale', `${HAN_SCALE}|(?:${latin(Object.keys(SHORT_SCALES))})(?![A-Za-z])`],
]

/** What makes digits before it a quantity and no year or name, as the source of a regular expression that looks ahead. */
export const COUNTED = `(?:${VAGUE}?(?:${AFTER.filter(([kind]) => kind !== 'time')
  .map(([, pattern]) => `(?:${pattern})`)
  .join('|')}))`

/** A unit in Latin letters that stands at the end of a word: 17kW, 25bp, 3.2bn. */
const LATIN_UNIT = new RegExp(
  `^(?:${latin(
    [
      ...[...PERCENT, ...POINTS, ...BASIS_POINTS, ...MULTIPLES].filter(isLatin),
      ...LATIN_LOOSE,
      ...Object.keys(SHORT_SCALES),
    ],
    LATIN_STRICT,
  )}|USD|RMB|CNY|HKD|EUR)$`,
)
const MONEY_UNIT = new RegExp(`^(?:${latin(Object.keys(MONEY_SCALES))})$`)

const SIGN = `(?:${anyOf(CURRENCIES.flatMap(({ signs }) => signs))})[ \\u00a0]?`
const BEFORE = new RegExp(`(?:(?<![A-Za-z])(?=[A-Za-z])|(?<![A-Za-z$])(?=[^A-Za-z]))${SIGN}$`)

const PATTERNS = AFTER.map(([kind, pattern]) => ({ kind, pattern: new RegExp(`^(?:${pattern})`) }))
const SPACE = /^[ \u00a0]{0,2}/
const SPAN = /^(?:\s{0,2}[-–—~～至到/、]\s{0,2}[+-]?\d[\d.,]{0,20})+/
const MONEY_SCALE = new RegExp(
  `^[ \\u00a0]?(?:${latin(Object.keys(MONEY_SCALES))})(?![A-Za-z])|^[ \\u00a0]?${HAN_SCALE}${VAGUE}?(?:${anyOf(HAN_MONEY)})?`,
)

/** Whether a currency stands right before a place in a text. */
export function endsInMoney(text: string, at: number): boolean {
  return BEFORE.test(text.slice(Math.max(0, at - 12), at))
}

/** Whether letters that follow digits without a space are a unit of theirs. */
export function isLatinUnit(letters: string, isMoney: boolean): boolean {
  return LATIN_UNIT.test(letters) || (isMoney && MONEY_UNIT.test(letters))
}

/**
 * Reads the unit of a numeral.
 *
 * @param before The text before its digits, or the last of it.
 * @param rest The text after its digits.
 */
export function quantityOf(before: string, rest: string): Quantity {
  const [sign = ''] = BEFORE.exec(before.slice(-12)) ?? []
  if (sign) return moneyWith(sign, rest)
  const own = unitAt(rest)
  if (own.kind !== 'bare' && own.kind !== 'word') return own
  // The first of several numerals, as in 30–50% or 1.2/1.5元, has the unit of the last.
  const [others = ''] = SPAN.exec(rest) ?? []
  if (others === '') return own
  const { kind, names } = unitAt(rest.slice(others.length))
  return kind === 'bare' || kind === 'word' ? own : { kind, names, before: '', after: '' }
}

function moneyWith(before: string, rest: string): Quantity {
  const { han, english } = CURRENCIES.find(({ signs }) => signs.includes(before.trim()))!
  const [after = ''] = MONEY_SCALE.exec(rest) ?? []
  const written = after.trim()
  const scale = MONEY_SCALES[written.toLowerCase()]
  const [hanScale = ''] = new RegExp(`^${HAN_SCALE}`).exec(written) ?? []
  const [short, long] = scale ?? [hanScale, '']
  const names = [...han.map((name) => short + name), ...english.map((name) => `${long} ${name}`.trim())]
  return { kind: 'money', before, after, names: ['', ...names] }
}

/** The unit that a text begins with. */
function unitAt(rest: string): Quantity {
  const [space = ''] = SPACE.exec(rest) ?? []
  const [vague = ''] = new RegExp(`^${VAGUE}`).exec(rest.slice(space.length)) ?? []
  const text = rest.slice(space.length + vague.length)
  for (const { kind, pattern } of PATTERNS) {
    const [written] = pattern.exec(text) ?? []
    if (written === undefined) continue
    const names =
      vague || new RegExp(VAGUE).test(written) ? ['', ...namesOf(kind, written)] : namesOf(kind, written)
    return { kind, before: '', after: space + vague + written, names }
  }
  const kind = /^\p{L}/u.test(text) ? 'word' : 'bare'
  return { kind, before: '', after: '', names: [''] }
}

/** The unit as written, and what else it is called. */
function namesOf(kind: Kind, written: string): string[] {
  const small = written.replace(/^-/, '').toLowerCase()
  if (kind === 'ratio') return isLatin(written) ? [written, '%'] : [written]
  if (kind === 'multiple') return [written.replace(/^-/, ''), ...MULTIPLES]
  if (kind === 'points') {
    const names = BASIS_POINTS.includes(small) ? BASIS_POINTS : POINTS
    return [written, ...names]
  }
  return [written.replace(/^-/, '')]
}

/** The kind of a unit of the data; `word` for one that nobody knows, `bare` for none. */
export function kindOfUnit(unit: string): Kind {
  if (unit === '') return 'bare'
  if (CURRENCIES.some(({ signs }) => signs.some((sign) => unit.startsWith(sign)))) return 'money'
  const { kind, after } = unitAt(unit)
  return after.length === unit.length ? kind : 'word'
}
