/** The vocabulary of units. Names that mean the same stand in one line, parted by `|`; the first one names the base. */

/** Powers of ten before and after any unit; in Chinese they multiply, 万亿 = 万 × 亿. */
export const hanScales: Record<string, number> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 }
export const englishScales: Record<string, number> = {
  thousand: 3,
  million: 6,
  mn: 6,
  mln: 6,
  billion: 9,
  bn: 9,
  bln: 9,
  trillion: 12,
  trn: 12,
}
/** Short for a power of ten only beside a currency: bare `m` is the metre, bare `t` the tonne. */
export const currencyScales: Record<string, number> = { k: 3, m: 6, mm: 6, b: 9, t: 12, tn: 12 }

/** One word each for its currency, whatever the case. Two of them never convert. */
export const currencies = [
  '元|人民币|人民币元|元人民币|RMB|CNY|CNH|yuan|renminbi|¥|CN¥|RMB¥',
  '美元|美金|USD|US$|$|U.S.$|dollar|dollars|US dollar|US dollars|U.S. dollars',
  '欧元|EUR|€|euro|euros',
  '日元|日圆|JPY|yen|JP¥|円',
  '港元|港币|HKD|HK$|Hong Kong dollars',
  '英镑|GBP|£|pounds sterling|sterling',
  '韩元|韩圆|KRW|₩|won',
  '新台币|新台币元|台币|TWD|NTD|NT$',
  '新加坡元|新元|新币|SGD|S$',
  '澳元|澳大利亚元|AUD|A$|AU$',
  '加元|加拿大元|CAD|C$|CA$',
  '新西兰元|NZD|NZ$',
  '瑞士法郎|瑞郎|CHF',
  '瑞典克朗|SEK',
  '挪威克朗|NOK',
  '丹麦克朗|DKK',
  '卢布|俄罗斯卢布|RUB|₽|rubles',
  '印度卢比|卢比|INR|₹|rupees',
  '越南盾|VND|₫|dong',
  '泰铢|THB|฿|baht',
  '林吉特|马来西亚林吉特|令吉|MYR',
  '印尼盾|印尼卢比|IDR|rupiah',
  '菲律宾比索|PHP|₱',
  '墨西哥比索|MXN|MX$',
  '雷亚尔|巴西雷亚尔|BRL|R$',
  '里拉|土耳其里拉|TRY|₺',
  '迪拉姆|阿联酋迪拉姆|AED',
  '沙特里亚尔|里亚尔|SAR',
  '兰特|南非兰特|ZAR',
  '澳门元|澳门币|MOP',
]

/** Each its own base: 个 is not 台. */
export const counters = [
  '人|people|person|persons',
  '人次|person-times',
  ...'台 套 台套 家 次 个 件 张 款 架 艘 座 名 位 部 只 头 枚 颗 片 块 条 根 支 手 份 笔 单 项 种 篇 本 册 卷'.split(
    ' ',
  ),
  ...'箱 盒 袋 瓶 包 罐 双 副 间 栋 幢 层 所 场 届 轮 集 局 口 步 例 级 分 卡 核 班 列 节 组 对 间夜 车次 批 处 门'.split(
    ' ',
  ),
  '辆|vehicle|vehicles',
  '户|household|households',
  '用户|user|users',
  '股|share|shares',
  'token|tokens|词元',
  'unit|units',
  '点|point|points|pts',
  '标箱|标准箱|TEU|TEUs',
  '载重吨|DWT',
  '桶|bbl|bbls|barrel|barrels',
  '标准立方米|标方|Nm3',
  '吨标准煤|tce',
  '吨二氧化碳|吨CO2|tCO2|t CO2',
  '吨二氧化碳当量|吨CO2e|tCO2e|t CO2e',
  'Btu|英热|英热单位',
  '摄氏度|°C',
  '盎司|oz|ounce|ounces',
  '克拉|carat|carats',
  '加仑|gallon|gallons',
  'Wp',
  'VA',
]

/** Shares of a whole, as powers of ten of it. */
export const shares: Array<[exponent: number, names: string]> = [
  [0, '倍|x|×|times|fold'],
  [-1, '成'],
  [-2, '%|pct|percent|per cent|百分之'],
  [-3, '‰|per mille'],
  [-6, 'ppm'],
  [-9, 'ppb'],
]

/** Steps between shares, as powers of ten of a percentage point. */
export const points: Array<[exponent: number, names: string]> = [
  [0, '百分点|个百分点|pp|pps|ppt|ppts|p.p.|pcts|pct pt|pct pts|% pts|percentage point|percentage points'],
  [-2, '基点|个基点|bp|个bp|bps|bp.|basis point|basis points'],
]

/** Powers of ten that stand before the symbols of a family. */
export const prefixes: Record<string, number> = {
  n: -9,
  μ: -6,
  u: -6,
  m: -3,
  c: -2,
  k: 3,
  K: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
  Z: 21,
}
export const hanPrefixes: Record<string, number> = {
  纳: -9,
  微: -6,
  毫: -3,
  厘: -2,
  千: 3,
  兆: 6,
  吉: 9,
  太: 12,
  拍: 15,
  艾: 18,
  泽: 21,
}

export interface Family {
  /** Case matters in the first place. */
  symbols: string
  han?: string
  /** In terms of other units; without, it is a base. */
  is?: string
  /** How many of `is` it is, and the power of ten beside; 1 and 0 if left out. */
  factor?: number
  exponent?: number
  /** Letters of prefixes, of symbols and of Chinese names. */
  prefixes: string
  hanPrefixes?: string
  /** Prefixes whose spelling in another case can mean nothing else. */
  loose?: string
}

/** Units that take prefixes. */
export const families: Family[] = [
  { symbols: 'W|watt|watts', han: '瓦|瓦特', prefixes: 'μmkKMGT', hanPrefixes: '毫微兆吉太', loose: 'mkMGT' },
  { symbols: 's', han: '秒|秒钟', prefixes: 'nμum', hanPrefixes: '毫微纳' },
  { symbols: 'g|gram|grams', han: '克', prefixes: 'μmkK', hanPrefixes: '毫微', loose: 'k' },
  {
    symbols: 'm|meter|meters|metre|metres',
    han: '米',
    prefixes: 'nμumck',
    hanPrefixes: '毫微厘纳',
    loose: 'ck',
  },
  { symbols: 'bit|bits|b', han: '比特', prefixes: 'kKMGTPE', hanPrefixes: '千兆吉太', loose: 'kKMGTPE' },
  { symbols: 'V', han: '伏|伏特', prefixes: 'mkM', hanPrefixes: '毫兆', loose: 'k' },
  { symbols: 'A', han: '安|安培', prefixes: 'μmk', hanPrefixes: '毫微' },
  { symbols: 'Pa', han: '帕|帕斯卡', prefixes: 'kKMG', hanPrefixes: '兆吉', loose: 'kMG' },
  { symbols: 'FLOP|FLOPs', prefixes: 'MGTPEZ' },
  { symbols: 'cal', han: '卡路里', prefixes: 'k' },
  {
    symbols: 'Wh',
    han: '瓦时|瓦特小时|瓦小时',
    is: 'W·h',
    prefixes: 'mkKMGT',
    hanPrefixes: '毫兆吉太',
    loose: 'mkMGT',
  },
  { symbols: 'J|joule|joules', han: '焦|焦耳', is: 'W·s', prefixes: 'mkMGTPE', hanPrefixes: '兆吉太艾' },
  { symbols: 'Ah', han: '安时', is: 'A·h', prefixes: 'mk', hanPrefixes: '毫', loose: 'mk' },
  { symbols: 'Hz', han: '赫|赫兹', is: '1/s', prefixes: 'kKMGT', hanPrefixes: '兆吉太', loose: 'kMGT' },
  {
    symbols: 'B|Byte|Bytes',
    han: '字节',
    is: 'bit',
    factor: 8,
    prefixes: 'kKMGTPEZ',
    hanPrefixes: '兆吉太拍艾泽',
    loose: 'kKMGTPEZ',
  },
  { symbols: 'FLOPS', is: 'FLOP/s', prefixes: 'MGTPEZ', loose: 'MGTPEZ' },
  { symbols: 'OPS', is: 'OP/s', prefixes: 'GTPE' },
  {
    symbols: 't|ton|tons|tonne|tonnes|metric ton|metric tons',
    han: '吨|公吨',
    is: 'g',
    exponent: 6,
    prefixes: 'kMG',
  },
  {
    symbols: 'L|l|liter|liters|litre|litres',
    han: '升',
    is: 'm3',
    exponent: -3,
    prefixes: 'mμ',
    hanPrefixes: '毫微',
  },
]

/** Units in terms of others. */
export const derived: Array<[names: string, numerator: number, denominator: number, of: string]> = [
  ['kbps|Kbps', 1e3, 1, 'bit/s'],
  ['Mbps', 1e6, 1, 'bit/s'],
  ['Gbps', 1e9, 1, 'bit/s'],
  ['Tbps', 1e12, 1, 'bit/s'],
  ['min|mins|minute|minutes|分钟', 60, 1, 's'],
  ['h|hr|hrs|hour|hours|小时|钟头', 3600, 1, 's'],
  ['sec|secs|second|seconds', 1, 1, 's'],
  ['d|day|days|天|日', 86400, 1, 's'],
  ['week|weeks|周|星期', 604800, 1, 's'],
  ['quarter|quarters|季度|季', 3, 1, '月'],
  ['year|years|yr|yrs|年', 12, 1, '月'],
  ['kilowatt|kilowatts', 1e3, 1, 'W'],
  ['megawatt|megawatts', 1e6, 1, 'W'],
  ['gigawatt|gigawatts', 1e9, 1, 'W'],
  ['terawatt|terawatts', 1e12, 1, 'W'],
  ['kilometer|kilometers|kilometre|kilometres', 1e3, 1, 'm'],
  ['kilogram|kilograms', 1e3, 1, 'g'],
  ['公斤', 1e3, 1, 'g'],
  ['斤', 500, 1, 'g'],
  ['lb|lbs|磅', 45359237, 1e5, 'g'],
  ['公里', 1e3, 1, 'm'],
  ['inch|inches|英寸', 254, 1e4, 'm'],
  ['ft|foot|feet|英尺', 3048, 1e4, 'm'],
  ['mile|miles|英里', 1609344, 1e3, 'm'],
  ['海里', 1852, 1, 'm'],
  ['平米|sqm|square meters|square metres', 1, 1, 'm2'],
  ['square kilometers|square kilometres', 1e6, 1, 'm2'],
  ['sq ft|sqft|square feet', 9290304, 1e8, 'm2'],
  ['ha|hectare|hectares|公顷', 1e4, 1, 'm2'],
  ['亩|mu', 2000, 3, 'm2'],
  ['cubic meters|cubic metres|cbm|方|立方', 1, 1, 'm3'],
  ['bcm', 1e9, 1, 'm3'],
  ['度|度电|千瓦小时', 1e3, 1, 'Wh'],
  ['大卡', 1e3, 1, 'cal'],
  ['美分|US cent|US cents|US¢', 1, 100, '美元'],
  ['吨公里', 1, 1, 't·km'],
  ['人公里|客公里', 1, 1, '人·km'],
  ['人天|人日', 1, 1, '人·d'],
  ['人月', 1, 1, '人·月'],
  ['人年', 12, 1, '人·月'],
  ['GPU小时|GPU hour|GPU hours', 1, 1, 'GPU·h'],
  ['台/套|套/台', 1, 1, '台套'],
  ['kWp', 1e3, 1, 'Wp'],
  ['MWp', 1e6, 1, 'Wp'],
  ['GWp', 1e9, 1, 'Wp'],
  ['kVA', 1e3, 1, 'VA'],
  ['MVA', 1e6, 1, 'VA'],
  ['MMBtu', 1e6, 1, 'Btu'],
  ['Mtce', 1e6, 1, 'tce'],
  ['MtCO2|Mt CO2', 1e6, 1, 'tCO2'],
  ['GtCO2|Gt CO2', 1e9, 1, 'tCO2'],
  ['MtCO2e|Mt CO2e', 1e6, 1, 'tCO2e'],
  ['GtCO2e|Gt CO2e', 1e9, 1, 'tCO2e'],
  ['bpd|b/d', 1, 1, '桶/d'],
  ['kbpd|kb/d', 1e3, 1, '桶/d'],
  ['mbpd|mb/d', 1e6, 1, '桶/d'],
]

/** Bases that the lines above build upon. */
export const otherBases = ['月|month|months|个月', 'GPU|GPUs', 'OP']
