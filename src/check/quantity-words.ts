/** Words that stand around digits and make them a quantity. Lists are parted by spaces, `_` is a space inside a word. */

/** The words of a list. */
function words(list: string): string[] {
  return list
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', ' '))
}

/** Names of a currency; the first Chinese and the first English one stand for it in units. */
export interface Currency {
  signs: string[]
  han: string[]
  english: string[]
}

const currency = (signs: string, han: string, english: string): Currency => ({
  signs: words(signs),
  han: words(han),
  english: words(english),
})

export const CURRENCIES: Currency[] = [
  currency('HK$ HKD', '港元 港币', 'Hong_Kong_dollars'),
  currency('NT$ TWD', '新台币 台币', 'Taiwan_dollars'),
  currency('A$ AUD', '澳元', 'Australian_dollars'),
  currency('C$ CAD', '加元', 'Canadian_dollars'),
  currency('S$ SGD', '新元 新加坡元', 'Singapore_dollars'),
  currency('US$ USD $', '美元 美金', 'dollars US_dollars'),
  currency('€ EUR', '欧元', 'euros euro'),
  currency('£ GBP', '英镑', 'pounds_sterling pounds'),
  currency('JPY', '日元 日圆', 'yen'),
  currency('₩ KRW', '韩元', 'won'),
  currency('₹ INR', '卢比', 'rupees'),
  currency('CHF', '瑞郎 瑞士法郎', 'Swiss_francs'),
  currency('RUB', '卢布', 'rubles'),
  currency('RMB CNY ¥ ￥', '元 人民币 元人民币', 'yuan RMB'),
]
/** Codes that stand after an amount too. */
export const CODES = words('USD RMB CNY HKD EUR JPY GBP')

/** Powers of ten in English, and what they are called before units of either language. */
export const SHORT_SCALES: Record<string, [han: string, english: string]> = {
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
export const MONEY_SCALES: Record<string, [han: string, english: string]> = {
  ...SHORT_SCALES,
  t: ['万亿', 'trillion'],
  b: ['十亿', 'billion'],
  mm: ['百万', 'million'],
  m: ['百万', 'million'],
  k: ['千', 'thousand'],
}

export const PERCENT = words('% ‰ ‱ percent per_cent')
export const POINTS = words('个百分点 百分点 percentage_points percentage_point pcts pct ppts ppt pps pp')
export const BASIS_POINTS = words('个基点 基点 个bp basis_points basis_point bps bp')
export const MULTIPLES = words('倍 x fold times')

/** Units in Latin letters that are the same in any case: KW, kWh, Mw. */
export const LATIN_LOOSE = words(`
  kW MW GW TW Wh kWh MWh GWh TWh mAh Wp kWp MWp GWp kVA MVA GVA kJ MJ GJ EJ kcal MPa GPa rpm dB ppm ppb
  mm cm km sqm sqft mu ha mg kg kt mt ml oz lb lbs bbl bbls boe bpd mbpd kbd mtpa mmbtu btu mcf bcf tcf bcm
  TEU TEUs FEU DWT CGT MB GB TB PB EB ZB Mbps Gbps Tbps TOPS FLOPS TFLOPS PFLOPS EFLOPS hr hrs min mins ms`)
/** Those that are something else in another case: 3t and 3T, 5m and 5M. */
export const LATIN_STRICT = words('W m g t h L m2 m3 km2 m² m³ km² Nm Pa J tce tCO2 tCO2e GtCO2')
/** What is counted in English. */
export const ENGLISH_MEASURES = words('barrels tonnes tons ounces units shares square_meters square_feet')

export const HAN_MEASURES = words(`
  吨标准煤 吨油当量 吨 千克 公斤 毫克 微克 市斤 克拉 盎司 磅 蒲式耳 标准箱 标箱 载重吨 桶 加仑
  千瓦时 兆瓦时 吉瓦时 太瓦时 瓦时 千瓦 兆瓦 吉瓦 太瓦 伏 安时 焦耳 大卡 千卡 摄氏度 ℃ °C °F
  平方公里 平方千米 平方米 平米 立方米 标方 公里 千米 海里 英里 英尺 英寸 厘米 毫米 微米 纳米 公顷
  个月 个季度 个交易日 交易日 个小时 小时 分钟 毫秒 秒 比特`)

export const HAN_COUNTERS = words(`
  台套 台次 人次 人天 间夜 架次 车次 块钱 条线 口井 字节 元 人 位 天 股 成 只 克 米 周 方 亩 斤 瓦 度 分 层 点 部 单 口 手 条
  场 户 台 名 项 件 个 家 倍 套 张 款 种 颗 片 块 卡 次 辆 座 所 岁 份 支 艘 头 羽 尾 箱 瓶 盒 站 店 笔 例 轮 集 本 册 页 首
  间 处 根 枚 粒 架 折 员 列 门 村 县 省 城 袋 包 双 把 栋 幢 节 课 尺 寸`)

/** What counts time; after four digits it makes them a date. */
export const TIMES = words('年 日 季 季度')

/** Behind a stroke: 元/吨, 万片/月, kWh/kg. */
export const PER = words(`
  吨公里 平方米 千瓦时 立方米 公斤 千克 平米 人次 盎司 瓦时 千瓦 兆瓦 吉瓦 分钟 间夜 小时 公里 周 吨 股 桶 斤 平 片 月 年 日 天
  台 辆 瓦 度 份 人 件 单 头 羽 套 张 方 户 季 次 克 箱 瓶 米 亩 只 颗 秒 家 店 针 支 盒 票 吨钢
  TEU FEU kWh MWh Wh kW MW GW W kg GB mmbtu MMBtu bbl boe share day month year ton tonne hour lb oz mt t d h s L m2 m²`)

/** A word, and the characters that may not follow it, for with them it begins another word: 3元素, 2024家电. */
export const NOT_BEFORE: Record<string, string> = Object.fromEntries([
  ['字节', '跳'],
  ...words(`
    元年素器件宇老旦旬 人工均民类才机形口力 位于居列置移 天津猫孚然气 股份价票权指 成本为立功长都员分品熟果交型绩效
    只有是要能需 克服制拉罗 米其兰哈德尔 周期边转报 方面式案向法针便程阵 度假过小 分析布别红拆类化期支工之销 层面级次
    点击位评 年级轻龄内 日常均本益 部分门位署 单位一价独月季 口径岸腔服 手机术段续游 条件例款 场景所均 户均外籍 台湾积
    名义称 项目前 件均 个股人体别性 家电居庭用族具 倍增 套利餐现 张家江 款项 种植子业 卡车位 座位谈 所有以在得示 份额
    支持付出撑 头部条 尾盘部 箱体 瓶颈 站点稳 店铺 例如 轮动 集团中合成采运 本次轮年周月报身 首届次发个家日席 间接
    处于理置 根据 架构 折旧叠射价 员工 列车为入 门店户槛 村镇 县域 城市镇区乡投 省级内份区 包括含装 双向碳方 把握关
    节能点约假 课程题 季报节 次新高年日要 枚举 片区 辆均 岁月`).map(([word = '', ...next]) => [
    word,
    next.join(''),
  ]),
])
