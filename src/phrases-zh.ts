/** What is said in Chinese: by the English words, as `phrase.ts` names them. */
import type { Translations } from './phrase.ts'

const sentences: Translations = {
  // files
  'Unexpected missing file `{0}`, expected it in the report folder{1}':
    '缺少文件 `{0}`，它应在报告文件夹内{1}',
  'Unexpected unreadable file `{0}` ({1}), expected a file that can be read':
    '文件 `{0}` 无法读取（{1}），应为可读取的文件',
  'Unexpected path `{0}` that leaves the report folder, expected a path inside it':
    '路径 `{0}` 越出报告文件夹，应在文件夹之内',
  'Unexpected bytes that are not UTF-8 in line {0}, expected a file saved as UTF-8':
    '第 {0} 行含有非 UTF-8 的字节，文件应以 UTF-8 保存',
  'Unexpected report without chapters, expected at least one file `chapters/*.md`':
    '报告没有任何一章，至少应有一个 `chapters/*.md` 文件',
  'Unexpected edition `{0}` without chapters, expected at least one that it has a part of':
    '版本 `{0}` 没有任何一章，至少应有一章有它的内容',
  'Unexpected empty chapter, expected a heading and text': '本章为空，应有标题与正文',
  'Unexpected {0}, expected {1}': '不应为{0}，应为{1}',
  'Unexpected edition `{0}`, expected one of `editions` in report.yaml: {1}{2}':
    '没有版本 `{0}`，应为 report.yaml 中 `editions` 所列之一：{1}{2}',
  'Unexpected variable `{0}`, expected one of `variables` in report.yaml: {1}{2}':
    '没有变量 `{0}`，应为 report.yaml 中 `variables` 所列之一：{1}{2}',
  'Unexpected `{0}` without an edition, expected `{1}{edition=…}`, all of it in one line, with no space before the brace':
    '`{0}` 没有写明版本，应写作 `{1}{edition=…}`，写在同一行内，花括号前不留空格',
  'Unexpected text for edition {0} inside one for {1}, expected an edition that both have: no edition would print it':
    '版本 {1} 的内容里套着版本 {0} 的内容，两者应有共同的版本：否则哪个版本都不会印它',
  'Unexpected `::include` without a piece, expected `::include{piece=…}`, the name of a file in pieces':
    '`::include` 没有写明片段，应写作 `::include{piece=…}`，即 pieces 中一个文件的名称',
  'Unexpected piece `{0}`, expected one of the files in pieces{1}':
    '没有片段 `{0}`，应为 pieces 中的文件之一{1}',
  'Unexpected piece that includes itself ({0}), expected each piece to end':
    '片段引用了自己（{0}），这样永远没有尽头',
  'Unexpected `#{0}` in the piece `{1}`, which is included more than once, expected each id once: include the piece once, or move what has the id out of it':
    '片段 `{1}` 被多次引用，其中的 `#{0}` 因而重复，每个 id 只应出现一次：请只引用一次，或把带 id 的内容移出片段',
  'Unexpected reference `{0}` in edition `{1}`, expected it in `only` too: what it stands for is in edition {2} alone':
    '版本 `{1}` 中引用了 `{0}`，而它只在版本 {2} 中：应把这处引用也放进 `only`',
  // YAML
  'Unexpected YAML: {0}': 'YAML 有误：{0}',
  'Unexpected key `{0}`, expected {1}{2}': '未知的键 `{0}`，应为 {1}{2}',
  'Unexpected missing key `{0}`, expected {1}': '缺少键 `{0}`，应为{1}',
  'Unexpected `{0}` as `{1}`, expected {2}{3}': '`{1}` 不能是 `{0}`，应为 {2}{3}',
  'Unexpected value of `{0}`: {1}': '`{0}` 的值有误：{1}',
  'Unexpected language `{0}`, expected one the template has words for: {1}':
    '版式没有语言 `{0}` 的用词，应为 {1}',
  // datasets
  'Unexpected second file `{0}` of the dataset `{1}`, expected this one alone':
    '数据集 `{1}` 另有一个文件 `{0}`，只应有这一个',
  'Unexpected column `{0}`, expected {1}{2}': '未知的列 `{0}`，应为 {1}{2}',
  'Unexpected {0} in column `{1}`, expected {2}': '列 `{1}` 中出现{0}，应为{2}',
  'Unexpected second row for `{0}`, expected each key once; the first is in line {1}':
    '`{0}` 重复成行，每个键只应出现一次；首次在第 {1} 行',
  'Unexpected key `{0}` in `{1}`, expected the key of a row{2}': '`{1}` 中的 `{0}` 不是任何一行的键{2}',
  'Unexpected row without `{0}`, expected a key in every row: it tells the row from the others':
    '有一行缺少 `{0}`，每行都应有键，以便区分各行',
  'Unexpected `{0}` beside `{1}` in column `{2}`, expected periods of one kind':
    '列 `{2}` 中 `{0}` 与 `{1}` 并存，期间应为同一种',
  'Unexpected label `{0}` of column `{1}`, expected another one: column `{2}` has it':
    '列 `{1}` 的名称 `{0}` 与列 `{2}` 相同，应另取名称',
  'Unexpected `{0}`, expected the name of a value that the dataset declares: {1}{2}':
    '未知的 `{0}`，应为数据集声明的数值名：{1}{2}',
  'Unexpected `{0}` computed from the number of `{1}`, expected `stated`: that number was computed back from it':
    '`{0}` 由 `{1}` 的数字算出，而该数字正是由它反推的，应改写为 `stated`',
  'Unexpected derivation of `{0}` from itself, expected one from typed columns':
    '`{0}` 由自身推算，应由录入的列推算',
  'Unexpected derivation from `{0}`: {1}': '不能由 `{0}` 推算：{1}',
  // workbooks
  'Unexpected {0}, expected at most {1}': '{0}过大，至多 {1}',
  'Unexpected `{0}` without a table, expected a row of column names with rows under it':
    '`{0}` 中没有表格，应有一行列名，其下为数据行',
  'Unexpected columns {0}, expected the key and others of the dataset: {1}':
    '出现列 {0}，应有键列与数据集的其他列：{1}',
  'Unexpected second column for `{0}` in {1}, expected one; the first is {2}':
    '{1} 是 `{0}` 的第二列，只应有一列；首列为 {2}',
  'Unexpected unit `{0}` of column `{1}` in {2}, expected {3}': '{2} 中列 `{1}` 的单位为 `{0}`，应为{3}',
  'one that converts to `{0}`': '可换算为 `{0}` 的单位',
  none: '无',
  'Unexpected numbers of column `{0}` that move by a factor of {1}: {2}, expected {3}; --accept-scale takes them as they are':
    '列 `{0}` 的数字变动达 {1} 倍：{2}，应为{3}；若确实如此，加 --accept-scale',
  'them in {0}': '以{0}计的数字',
  'numbers of the same size': '数量级相同的数字',
  'Unexpected formula without a value in {0}, expected a computed one; open the workbook in Excel or WPS and save it':
    '{0} 中的公式没有计算结果，请用 Excel 或 WPS 打开并保存后再导入',
  'Unexpected {0} for column `{1}` in {2}, expected {3}': '{2} 中列 `{1}` 为{0}，应为{3}',
  'Unexpected merged cell for column `{0}` in {1}, expected a number of its own in every row':
    '{1} 中列 `{0}` 为合并单元格，每行应有各自的数字',
  'Unexpected {0} in {1}, expected {2}': '{1} 中为{0}，应为{2}',
  'Unexpected second row for `{0}` in {1}, expected each key once; the first is {2}':
    '{1} 处 `{0}` 重复成行，每个键只应出现一次；首次在 {2}',
  'Unexpected dataset with {0}, expected one whose rows can be told apart and edited':
    '数据集含有{0}，各行应能区分并可编辑',
  // chapters
  'Unexpected directive `{0}`, expected {1}{2}': '未知的指令 `{0}`，应为 {1}（只是冒号的，写作 `\\:`）{2}',
  'Unexpected `{0}` at the end of a bare address, expected a space before it: an address is printed as it is written':
    '网址末尾紧接着 `{0}`，两者之间应有空格：网址照原样印出，其中不能用指令',
  'Unexpected `{0}` that closes nothing, expected an outer block to have more colons than those inside it':
    '`{0}` 没有可关闭的块，外层块的冒号应多于内层',
  'Unexpected `{0}`, expected `{1}{…}`: half-width, no space before the brace, all of it in one line, and quotes around values alone':
    '不应为 `{0}`，应为 `{1}{…}`：用半角，花括号前不留空格，写在一行之内，引号只加在值上',
  'Unexpected second `{0}`, expected each attribute once: the last one alone would count':
    '属性 `{0}` 重复，每个属性只应出现一次：否则只有最后一个生效',
  'Unexpected {0} that is never closed, expected the marks of its first line on a line of their own where it ends':
    '{0}没有结束，结束处应单独一行写上与首行相同的记号',
  'Unexpected HTML in a chapter, expected Markdown (or `raw_html: true` in report.yaml, which keeps harmless HTML)':
    '章节中出现 HTML，应为 Markdown（或在 report.yaml 写 `raw_html: true`，保留无害的 HTML）',
  'Unexpected `<img>` in HTML, expected a Markdown image, whose file is read and checked':
    'HTML 中出现 `<img>`，应使用 Markdown 图片，其文件会被读取并检查',
  'Unexpected `{0}` after a heading, expected `{#id}`, or `\\{` for a plain brace':
    '标题后出现 `{0}`，应为 `{#id}`；若只是花括号，写作 `\\{`',
  'Unexpected {0} in a formula, expected {1}{2}': '公式中不应有{0}，应为{1}{2}',
  'Unexpected `{0}` after a formula, expected `{#id}` alone, as in `$$ {#eq-npv}`':
    '公式后有 `{0}`，只应有 `{#id}`，如 `$$ {#eq-npv}`',
  'Unexpected reference `[^{0}]`, expected a note of this chapter{1}':
    '引用 `[^{0}]` 在本章没有对应的脚注{1}',
  'Unexpected note `[^{0}]` that nothing refers to, expected `[^{1}]` in a text: it would not be printed':
    '脚注 `[^{0}]` 无处引用，正文中应有 `[^{1}]`，否则不会印出',
  'Unexpected second note `[^{0}]`, expected each name once; the first is in line {1}':
    '脚注 `[^{0}]` 重复，每个名称只应出现一次；首次在第 {1} 行',
  'Unexpected definition of `[{0}]` that nothing refers to, expected `[…][{1}]` in a text: it would not be printed':
    '`[{0}]` 的定义无处引用，正文中应有 `[…][{1}]`，否则不会印出',
  'Unexpected second definition of `[{0}]`, expected each name once; the first is in line {1}':
    '`[{0}]` 重复定义，每个名称只应出现一次；首次在第 {1} 行',
  'Unexpected `{0}` in the line that opens code, expected the name of a language at most: it would not be printed':
    '代码块首行出现 `{0}`，至多应有语言名，其余不会印出',
  'Unexpected cell `{0}` beyond the head of its table, expected at most {1} in a row: it would not be printed':
    '单元格 `{0}` 超出表头，每行至多 {1} 格，多出的不会印出',
  'Unexpected link address `{0}`, expected https:, http:, mailto: or the #id of something in this report':
    '链接地址 `{0}` 不可用，应为 https:、http:、mailto: 或本报告中的 #id',
  'Unexpected image address `{0}`, expected a file inside the report folder':
    '图片地址 `{0}` 不可用，应为报告文件夹内的文件；网上的图片请先存到其中',
  'Unexpected picture `{0}`, expected a .png, .jpg, .webp or .svg file':
    '图片 `{0}` 的格式不可用，应为 .png、.jpg、.webp 或 .svg 文件',
  'Unexpected {0} in line {1} of the picture `{2}`, expected shapes, text and styles alone: a picture runs nothing, and reaches nothing outside its file':
    '图片 `{2}` 第 {1} 行出现{0}，只应有图形、文字与样式：图片不得运行代码，也不得访问文件之外',
  'Unexpected damaged picture `{0}` ({1}), expected one that can be shown':
    '图片 `{0}` 已损坏（{1}），应为可显示的图片',
  'Unexpected {0} in a row, expected two figures side by side': '一行中出现{0}，应为并排的两幅图',
  'Unexpected rail outside the cover, expected it in a chapter with `part: cover`':
    '侧栏不在封面，应写在 `part: cover` 的一章中',
  'Unexpected second chapter with `part: {0}`, expected one; the first is {1}':
    '`part: {0}` 的章节重复，只应有一章；首章为 {1}',
  'Unexpected heading without text, expected a title': '标题为空，应有文字',
  'Unexpected heading `{0}`, expected at most `{1}`, one level below the heading before it':
    '标题级别为 `{0}`，至多应为 `{1}`，即比上一标题低一级',
  // figures and tables
  'Unexpected {0} without a caption, expected its title as the first paragraph': '{0} 没有题名，首段应为题名',
  'Unexpected {0} without an id, expected one to refer to it, as in `{#fig-sales}`':
    '{0} 没有 id，应写明以便引用，如 `{#fig-sales}`',
  'Unexpected id `{0}`, expected at most 200 bytes of letters, digits, `-`, `_` and `.`, beginning with a letter or digit':
    'id `{0}` 不可用，应为至多 200 字节的字母、数字、`-`、`_`、`.`，以字母或数字开头',
  'Unexpected second `#{0}`, expected each id once; the first is at {1}':
    '`#{0}` 重复，每个 id 只应出现一次；首次在 {1}',
  'Unexpected {0} in a figure, expected a caption, a block of parameters, an image or a table, and notes':
    '图中出现{0}，应为题名、参数块、图片或表格，以及注',
  'Unexpected figure without a picture, expected `kind=…` ({0}), a `vega-lite` block or an image':
    '图中没有画面，应有 `kind=…`（{0}）、`vega-lite` 块或图片',
  'Unexpected figure kind `{0}`, expected {1}{2}': '未知的图类型 `{0}`，应为 {1}{2}',
  'Unexpected parameter `{0}` of `{1}`, expected {2}{3}': '`{1}` 没有参数 `{0}`，应为 {2}{3}',
  'Unexpected `{0}` without `{1}`, expected that parameter': '`{0}` 缺少参数 `{1}`',
  'Unexpected {0} for parameter `{1}`, expected {2}': '参数 `{1}` 为{0}，应为{2}',
  'Unexpected `{0}` without data, expected `data=…`': '`{0}` 没有数据，应有 `data=…`',
  'Unexpected dataset `{0}`, expected one of the files in datasets{1}':
    '未知的数据集 `{0}`，应为 datasets 中的文件之一{1}',
  'Unexpected column `{0}` of dataset `{1}`, expected {2}{3}': '数据集 `{1}` 没有列 `{0}`，应为 {2}{3}',
  'Unexpected `{0}` for parameter `{1}`, expected the text of a cell of dataset `{2}`{3}':
    '参数 `{1}` 为 `{0}`，应为数据集 `{2}` 中某个单元格的文字{3}',
  'Unexpected {0} `{1}` in Vega-Lite, expected one that it knows{2}': 'Vega-Lite 中的 {0} `{1}` 未知{2}',
  'Unexpected second `{0}` in column `{1}` ({2}, lines {3}), expected each once: a row has one place in this figure; several rows for one place are drawn by a kind like `panels`, or brought into columns':
    '列 `{1}` 中 `{0}` 重复（{2}，第 {3} 行），此图一行占一个位置，每个值只应出现一次；一个位置有多行的，改用 `panels` 之类的图，或把各行改为列',
  'Unexpected {0} rows by column `{1}` in one figure, expected at most {2}, so that their names can be read; bring the smaller ones into one row, or print them as a table':
    '一图按列 `{1}` 画出 {0} 行，至多 {2} 行才看得清名称；可把较小的并为一行，或改用表格',
  'Unexpected Vega-Lite: {0}': 'Vega-Lite 有误：{0}',
  // values in prose
  'Unexpected value address `{0}`, expected `dataset.column key`, as in `market.size 2024`, `market.size 2024 yoy` or `market.size 2024..2027 cagr`':
    '数值地址 `{0}` 有误，应为“数据集.列 键”，如 `market.size 2024`、`market.size 2024 yoy`、`market.size 2024..2027 cagr`',
  'Unexpected key `{0}`, expected a row of `{1}`{2}': '`{1}` 中没有键为 `{0}` 的行{2}',
  'Unexpected `{0}`, which can mean {1} of {2}, expected one meaning: name a row by all of its keys, and put a name that is also an operation in quotes':
    '`{0}` 可指 {2} 中的{1}，含义应唯一：用全部的键指明一行；与运算同名的名称加引号',
  'Unexpected {0} in `{1}` (character {2}), expected {3}{4}': '`{1}` 第 {2} 个字符处为{0}，应为{3}{4}',
  'Unexpected missing value at `{0}`: {1}': '`{0}` 没有数值：{1}',
  'Unexpected unit `{0}`, expected one that `{1}` converts to': '单位 `{0}` 有误，应为 `{1}` 可换算的单位',
  'Unexpected claim, expected `of="dataset.column from..to"` and one of {0}, with a number in a unit that fits':
    '断言的写法有误，应有 `of="数据集.列 起..止"`，并写明 {0} 之一，数字的单位应相符',
  'Unexpected claim `{0}`, which the data cannot decide: {1}': '断言“{0}”无法由数据判定：{1}',
  'Unexpected claim `{0}`, which the data do not support: {1}': '断言“{0}”与数据不符：{1}',
  'Unexpected reference `#{0}`, expected the id of a heading, figure, table or equation{1}':
    '引用 `#{0}` 没有对应的标题、图、表或公式{1}',
  // templates and print
  'Unexpected template `{0}`, expected {1}{2}': '未知的版式 `{0}`，应为 {1}{2}',
  'Unexpected template: {0}': '版式有误：{0}',
  'Unexpected character `{0}` ({1}), expected one that {2} can print':
    '字符 `{0}`（{1}）印不出来，{2} 没有此字形',
  'Unexpected cover of {0} pages, expected one: there is too much on it': '封面占 {0} 页，应为一页：内容过多',
  'Unexpected width beyond the page, a landscape one too, expected a table with fewer columns or shorter heads, a narrower picture, or a formula in several lines':
    '宽度超出页面，横页也放不下；应减少表格的列或缩短表头，改窄图片，或把公式分成几行',
  'Unexpected height beyond the page, expected a figure that is lower or divided, a table with shorter cells, or a lower picture':
    '高度超出页面；应降低或拆分图，缩短表格的单元格，或改低图片',
  'Unexpected index: {0}': '目录与页码不符：{0}',
  'Unexpected {0} pages, expected at most {1}; `limits` in report.yaml and --most-pages say how many':
    '共 {0} 页，至多 {1} 页；上限见 report.yaml 的 `limits` 与 --most-pages',
  // deliveries
  'Unexpected delivery without a manifest, expected `manifest.json`, which a build writes last':
    '交付中没有清单，应有编译最后写入的 `manifest.json`',
  'Unexpected manifest: {0}; build the report again': '清单有误：{0}；请重新编译报告',
  'Unexpected manifest that its own `sha256` does not fit, expected it as the build wrote it':
    '清单与自身的 `sha256` 不符，应为编译写入的原样',
  'Unexpected missing file `{0}`, expected it as the build wrote it{1}':
    '缺少文件 `{0}`，应为编译写入的原样{1}',
  '; `{0}` has its bytes': '；`{0}` 的内容与它相同',
  'Unexpected {0}, expected the bytes that the build wrote': '{0}，应为编译写入的内容',
  'Unexpected {0}, expected files and folders alone in a delivery': '{0}，交付中只应有文件与文件夹',
  'Unexpected file beside the delivery, expected those alone that its manifest names':
    '交付中多出一个文件，只应有清单所列的文件',
  'Unexpected bytes that a build of the report does not write, expected those that it writes now':
    '内容与重新编译所得不同，应与之相同',
  'Unexpected missing file, expected it as the delivery was made from it': '文件不见，应为交付所依据的原样',
  'Unexpected change since the delivery was made, expected the bytes it was made from':
    '交付之后有改动，应为交付所依据的内容',
  'Unexpected file that a build reads now, expected those alone that the delivery was made from':
    '现在编译会多读一个文件，只应有交付所依据的文件',
  // findings
  '{0} of {1}': '{1} 的 {0}',
  'Unexpected unbound `{0}`, expected `{1}`: it resembles {2}':
    '数字 `{0}` 未与数据绑定，可写为 `{1}`：与 {2} 相近',
  'Unexpected unbound `{0}`, expected `:value[…]`, or `:lit[{1}]` where no dataset holds it':
    '数字 `{0}` 未与数据绑定，应为 `:value[…]`；数据集中没有的写作 `:lit[{1}]`',
  'Unexpected `{0}` before `{1}`, expected a word for {2}, and printed without its sign':
    '`{1}` 前用了“{0}”，应用表示{2}的词，且数字不带正负号',
  'less: the number is below 0': '减少（数字小于 0）',
  'more: the number is above 0': '增加（数字大于 0）',
  'Unexpected `stated: {0}` of `{1}`, expected {2}: what follows from `{3}` with rounded rows':
    '`{1}` 的 `stated: {0}` 不符，由 `{3}` 的各行（含舍入）应得 {2}',
  '{0} to {1}': '{0} 至 {1}',
  'Unexpected `stated` of `{0}` that cannot be held against `{1}`: {2}':
    '`{0}` 的 `stated` 无法与 `{1}` 核对：{2}',
  'Unexpected `stated` of `{0}` that its own rows repeat: the number of {1} was computed back from it, and is no evidence for it':
    '`{0}` 的 `stated` 无从验证：{1} 的数字即由它反推，不能作为依据',
  'Unexpected `#{0}` without a source, expected one in its dataset or as `source="…"`':
    '`#{0}` 没有资料来源，应写在数据集中或用 `source="…"`',
  'Unexpected `#{0}` that no text refers to, expected `[](#{1})` in a sentence':
    '`#{0}` 在正文中无处提及，应有一句写上 `[](#{1})`',
  'Unexpected second title `{0}`, expected each title once; the first is at {1}':
    '题名“{0}”重复，每个题名只应出现一次；首次在 {1}',
  'Unexpected span `{0}` in a title, expected `{1}`, the rows that are shown':
    '题名中的区间为 `{0}`，所示各行为 `{1}`',
  'Unexpected units {0} on one axis (`{1}`), expected columns of one unit':
    '同一坐标轴（`{1}`）上有单位 {0}，各列单位应相同',
  'Unexpected dataset `{0}` that nothing shows, expected a figure, a table or a value of it':
    '数据集 `{0}` 无处使用，应有取自它的图、表或数值',
  'Unexpected piece `{0}` that nothing includes, expected `::include{piece=…}` in a chapter':
    '片段 `{0}` 无处引用，应在某一章中写有 `::include{piece=…}`',
  '{0} (edition {1})': '{0}（版本 {1}）',
  'edition `{0}`': '版本 `{0}`',
  'Unexpected row `{0}` whose numbers are the sum of {1}, expected it in `totals`: shares, means and ranks take it for one of the parts':
    '行 `{0}` 的数字是 {1} 之和，应列入 `totals`，否则占比、均值与排名会把它当作一个分项',
  'Unexpected row `{0}` that is called a total, expected it in `totals`: shares, means and ranks take it for one of the parts':
    '行 `{0}` 名为合计，应列入 `totals`，否则占比、均值与排名会把它当作一个分项',
  'Unexpected row `{0}` that is called what is left of a whole, expected it in `remainders`: ranks take it for one of the others':
    '行 `{0}` 名为其余，应列入 `remainders`，否则排名会把它当作一个分项',
  'Unexpected total {0} of `{1}` in row `{2}`, expected {3}, the sum of {4}; where they are not all its parts, add what is left as a row':
    '行 `{2}` 中 `{1}` 的合计为 {0}，{4} 之和应为 {3}；若分项不全，请把其余部分补为一行',
  'Unexpected `as_of: {0}`, {1} months before the date of the report, expected at most {2}':
    '`as_of: {0}` 早于报告日期 {1} 个月，至多 {2} 个月',
  'Unexpected `{0}` at the beginning of a line, expected a space after it, which makes it a heading, or `\\#`':
    '行首的 `{0}` 后应有空格才成标题；若非标题，写作 `\\#`',
  'Unexpected report without {0}, expected a heading or a bold lead of that name':
    '报告中没有 {0}，应有以此为名的标题或加粗的段首',
  'Unexpected spelling `{0}`, expected `{1}`': '写法 `{0}` 不规范，应为 `{1}`',
  'Unexpected half-width `{0}` in Chinese text, expected `{1}`': '中文中出现半角 `{0}`，应为 `{1}`',
  'Unexpected straight quote `{0}` in Chinese text, expected “ ” or ‘ ’':
    '中文中出现直引号 `{0}`，应为“ ”或‘ ’',
  'Unexpected `{0}` between Chinese characters, expected ——': '汉字之间出现 `{0}`，应为——',
  'Unexpected range `{0}`, expected `{1}`': '起止写法 `{0}` 不合本版式，应为 `{1}`',
  'Unexpected missing space in `{0}`, expected one between Chinese and Latin text':
    '`{0}` 中缺少空格，中西文之间应有一个',
  'Unexpected space in `{0}`, expected none between Chinese and Latin text':
    '`{0}` 中有空格，中西文之间不应有',
  'Unexpected second space in `{0}`, expected one': '`{0}` 中有两个空格，应为一个',
}

/** Parts of sentences. */
const parts: Translations = {
  '; did you mean `{0}`?': '；是否想写 `{0}`？',
  '{0} and {1} more': '{0} 等，另有 {1} 个',
  '{0}, {1}': '{0}、{1}',
  '{0} or {1}': '{0}或{1}',
  '{0}: {1}': '{0}：{1}',
  '{0} is {1}': '{0} 为 {1}',
  '{0}, expected {1}': '{0}，应为{1}',
  '`{0}`, expected {1}': '`{0}`，应为{1}',
  'text `{0}`, expected {1}': '文字 `{0}`，应为{1}',
  '`{0}` as `{1}`': '`{1}` 为 `{0}`',
  // formulas
  'TeX between the dollar signs': '美元符号之间写 TeX',
  '{0} characters': '{0} 个字符',
  'over {0} groups in one another': '超过 {0} 层的嵌套',
  'TeX that is read in less': '能更快读完的 TeX',
  'TeX that cannot be set': '无法排版的 TeX',
  'TeX that cannot be set ({0})': '无法排版的 TeX（{0}）',
  'a formula as LaTeX writes it': 'LaTeX 写法的公式',
  'a command that TeX has for formulas': 'TeX 公式中有的命令',
  'an environment for formulas, as `aligned`, `cases` or `pmatrix`':
    '公式用的环境，如 `aligned`、`cases`、`pmatrix`',
  'second `^` or `_` at one sign': '同一符号的第二个 `^` 或 `_`',
  'one, with braces around all of it: `x^{a^b}`': '只写一个，并用大括号括住全部：`x^{a^b}`',
  'signs alone: a formula leads nowhere and loads nothing': '只有符号的公式：公式不含链接，也不载入任何内容',
  'end of a row': '行的结尾',
  '`&`, `\\\\` or the end of the environment': '`&`、`\\\\` 或环境的结尾',
  'a sign or braces after it': '其后的符号或大括号',
  'signs of a text': '文字用的符号',
  'signs of a formula': '公式用的符号',
  'it in a formula on lines of its own': '只用在独立成行的公式里',
  '`{0}` has no `math_font`, expected one for the formulas of the report':
    '`{0}` 没有 `math_font`，报告含公式，应有一个公式字体',
  'signs of a font: what is drawn around others is not printed': '字体里的符号：画在符号四周的线印不出来',
  'formula with an id in a footnote': '脚注中带 id 的公式',
  'it in the text, or without an id': '放在正文里，或不写 id',
  'no sign': '空白',
  end: '结尾',
  'the end': '结尾',
  '`$$ {#eq-…}` at the end of a formula, which numbers it': '公式末尾写 `$$ {#eq-…}`，由此编号',
  '`[](#eq-…)` in the text': '正文中写 `[](#eq-…)`',
  'a formula in the colour of its text': '与正文同色的公式',
  'the formula itself: macros are not defined': '公式本身：不能定义宏',
  'formula in a heading': '标题中的公式',
  'words: contents and bookmarks are plain text': '文字：目录与书签是纯文本',
  'formula in a caption': '图题中的公式',
  'words: lists and links say it as plain text': '文字：图表目录与链接是纯文本',
  '`$$` beside a text': '与文字同行的 `$$`',
  '`$…$` in a line, or `$$` at the beginning and the end of lines of their own; `\\$` for a plain dollar sign':
    '行内写 `$…$`，独立公式自成一行或数行，首尾各写 `$$`；普通美元符号写 `\\$`',
  'no space inside of the dollar signs, and no letter or digit outside; `\\$` for a plain dollar sign':
    '美元符号内侧没有空格、外侧没有字母或数字；普通美元符号写 `\\$`',
  formula: '公式',
  math: '公式',
  // parts of a chapter
  figure: '图',
  table: '表',
  paragraph: '段落',
  heading: '标题',
  blockquote: '引用',
  code: '代码',
  html: 'HTML',
  image: '图片',
  definition: '链接定义',
  footnoteDefinition: '脚注',
  thematicBreak: '分隔线',
  containerDirective: '块指令',
  leafDirective: '单行指令',
  textDirective: '行内指令',
  row: '并排的图',
  rail: '侧栏',
  float: '图表',
  // words of Vega-Lite
  key: '键',
  mark: '图元',
  data: '数据',
  field: '字段',
  type: '类型',
  // files
  'not a file': '不是文件',
  '{0} MB, at most {1} are read': '{0} MB，至多读取 {1} MB',
  // kinds of values
  text: '文字',
  number: '数字',
  boolean: '真假值',
  list: '列表',
  mapping: '键值表',
  nothing: '空值',
  'a text': '文字',
  'a name': '名称',
  'a number': '数字',
  'a list': '列表',
  'a mapping': '键值表',
  'a list of texts': '文字的列表',
  'a list of columns': '列名的列表',
  'a text or a list of texts': '文字或文字的列表',
  'true or false': 'true 或 false',
  'the document': '文件整体',
  'the block': '参数块',
  'typed value': '录入的值',
  'none, for the column is derived': '空，此列由推算得出',
  'text `{0}`': '文字 `{0}`',
  'number `{0}`': '数字 `{0}`',
  '{0} `{1}`': '{0} `{1}`',
  '{0} {1}': '{0} {1}',
  '{0} values, expected {1}': '有 {0} 个值，应为 {1} 个',
  '{0}, expected true or false': '{0}，应为 true 或 false',
  'expected text': '应为文字',
  'expected a mapping': '应为键值表',
  'expected a mapping or a list': '应为键值表或列表',
  'expected one of {0}': '应为 {0} 之一',
  'one of {0}': '{0} 之一',
  'a number above 0': '大于 0 的数字',
  'a number from 0 to 9': '0 到 9 的数字',
  'a number of at least {0}': '不小于 {0} 的数字',
  'a number of at most 15 digits: more are not kept': '至多 15 位的数字，更多位数无法保存',
  'a number, or null where it is not known': '数字，未知时为 null',
  'a name of letters, digits, `-`, `_` and `.`, as that of an id':
    '由文字、数字、`-`、`_`、`.` 组成的名称，与 id 的写法相同',
  'expected a name of letters, digits, `-`, `_` and `.`, as that of an id':
    '应为由文字、数字、`-`、`_`、`.` 组成的名称，与 id 的写法相同',
  'each edition once': '各不相同的版本',
  'a text, or a text for each edition': '一段文字，或为每个版本各写一段文字',
  'the name of an edition': '版本的名称',
  'a number of months': '月数',
  'a number of pages': '页数',
  'a number of minutes': '分钟数',
  'the text of a cell': '单元格的文字',
  'the name of a column': '列名',
  'a column of type {0}': '类型为 {0} 的列',
  'column `{0}`': '列 `{0}`',
  'column `{0}` of type {1}': '类型为 {1} 的列 `{0}`',
  'a column of numbers': '数字列',
  'each column once, and `{0}` is there twice': '每列一次，而 `{0}` 出现了两次',
  'the key of a row or a list of them': '行的键或键的列表',
  'a weight of a mean only': '只用于均值的权重',
  'another name': '其他名称',
  'one of yoy, qoq, share, difference, cumulative, index, sum, mean, formula with the column it is computed from':
    'yoy、qoq、share、difference、cumulative、index、sum、mean、formula 之一，及其所依据的列',
  'at most 1000 columns': '至多 1000 列',
  'the name of a folder in templates': 'templates 中文件夹的名称',
  'a date as YYYY-MM or YYYY-MM-DD': '形如 YYYY-MM 或 YYYY-MM-DD 的日期',
  'a day that the month has': '该月存在的日期',
  'a language tag, as in zh-CN or en': '语言标签，如 zh-CN 或 en',
  'the number of a colour in the palette, from 1': '色板中颜色的序号，从 1 起',
  'a colour as #rrggbb': '形如 #rrggbb 的颜色',
  'a .ttf of an installed @expo-google-fonts package': '已安装的 @expo-google-fonts 包中的 .ttf',
  'at most 60 letters, digits, spaces, `-` and `_`': '至多 60 个字母、数字、空格、`-`、`_`',
  'another name, a recipe has one of that name': '其他名称，配方已有此名',
  'expected a name of letters, digits, `-` and `_` that begins with a letter':
    '应为以字母开头的名称，由字母、数字、`-`、`_` 组成',
  'a name of letters, digits, `-` and `_` that begins with a letter':
    '以字母开头的名称，由字母、数字、`-`、`_` 组成',
  // YAML
  'a key that is already in this mapping, expected each key once': '此处的键已经出现，每个键只应出现一次',
  'key `__proto__`, expected another name': '键 `__proto__` 不可用，应另取名称',
  'a tab used for indentation, expected spaces': '缩进用了制表符，应为空格',
  'wrong indentation, expected what belongs together to begin in one column':
    '缩进有误，同级的内容应从同一列开始',
  'a second `: ` in one line, expected the text in quotes': '一行中有第二个 `: `，文字应加引号',
  'lines that begin with a key or a dash inside of brackets, expected commas':
    '括号内出现以键或短横开头的行，应以逗号分隔',
  'a line without `: `, expected `key: value`': '一行中没有 `: `，应为 `键: 值`',
  'a text that begins with a mark of YAML, expected it in quotes': '文字以 YAML 的记号开头，应加引号',
  'a backslash in double quotes that means nothing, expected it twice, or single quotes':
    '双引号中的反斜杠没有含义，应写两个，或改用单引号',
  'a quote that is never closed': '引号没有闭合',
  'a bracket that is never closed, or a line in it that is not indented':
    '括号没有闭合，或其中有一行没有缩进',
  'a comma that is missing': '缺少逗号',
  'a quote, a bracket or a colon that is missing': '缺少引号、括号或冒号',
  'a mark that has no meaning there, expected the text in quotes': '此处的记号没有含义，文字应加引号',
  'a second document after `---`, expected one': '`---` 之后另有一份文档，只应有一份',
  'a key of more than 1024 characters, expected a shorter one': '键超过 1024 个字符，应更短',
  'something that is not understood ({0})': '无法理解的内容（{0}）',
  'full-width `：` after a key, expected `: `': '键后用了全角 `：`，应为 `: `',
  '`{0}`, expected a space after the colon': '`{0}`，冒号后应有空格',
  'full-width `，` or `：` inside of brackets, expected `, ` and `: `':
    '括号内用了全角 `，` 或 `：`，应为 `, ` 与 `: `',
  'full-width quotes, expected `"`': '用了全角引号，应为 `"`',
  'more than {0} levels of lists and mappings, expected fewer': '列表与键值表超过 {0} 层，应更少',
  'aliases that make too much of a small text, expected fewer': '别名使小段文字膨胀过大，应更少',
  'a key that is no single text, expected a name': '键不是单个文字，应为名称',
  'alias `*{0}` inside of what it stands for, expected it after that': '别名 `*{0}` 位于其所指之内，应在其后',
  'alias `*{0}` that stands for nothing, expected `&{1}` before it': '别名 `*{0}` 没有所指，其前应有 `&{1}`',
  // deliveries
  link: '链接',
  'entry that is no file': '不是文件的条目',
  'file of {0} bytes in place of {1}': '文件为 {0} 字节，原为 {1} 字节',
  'change in the file': '文件有改动',
  'more than {0} MB': '超过 {0} MB',
  'no JSON': '不是 JSON',
  // limits
  'over {0} levels': '超过 {0} 层',
  'at most {0}': '至多 {0}',
  'at most {0} characters': '至多 {0} 个字符',
  'a text that is read in less': '读取更快的文字',
  '{0} levels of quotations and lists': '{0} 层引用与列表',
  'over {0} levels beyond the {1}th in a chapter': '一章中第 {1} 层以下的层数合计超过 {0}',
  '{0} blocks in one another': '{0} 层嵌套的块',
  'over {0} pieces in one another': '片段嵌套超过 {0} 层',
  'over {0} pieces in a chapter': '一章引用片段超过 {0} 次',
  'over {0} million characters of pieces in a chapter': '一章所引用的片段超过 {0} 百万字符',
  'over {0} footnotes in a chapter': '一章超过 {0} 个脚注',
  'fewer, or more chapters': '更少，或分为多章',
  'over {0} beginnings of comments in a paragraph': '一段超过 {0} 个注释的开头',
  'over {0} marks of emphasis in a paragraph': '一段超过 {0} 个强调记号',
  fewer: '更少',
  'over {0} levels of HTML': '超过 {0} 层的 HTML',
  'HTML that is read in less': '读取更快的 HTML',
  'over {0} s of work': '耗时超过 {0} 秒',
  'too many levels': '层数过多',
  // times
  'YYYY, YYYY-MM or YYYY-MM-DD': 'YYYY、YYYY-MM 或 YYYY-MM-DD',
  'a column of years, quarters, periods or dates to begin in': '可作起点的年份、季度、期间或日期列',
  'a time, as in 2024, 2024Q3 or 2024-03-31': '时间，如 2024、2024Q3、2024-03-31',
  'a year, as in 2024 or 2024E': '年份，如 2024、2024E',
  'a quarter, as in 2024Q3': '季度，如 2024Q3',
  'a year or a part of one, as in 2024 or 2024Q1-Q3': '年份或其一部分，如 2024、2024Q1-Q3',
  'a date, as in 2024-03 or 2024-03-31': '日期，如 2024-03、2024-03-31',
  'a date, as in 2024-03 or 2024-03-31, as exact as those of the dataset':
    '日期，如 2024-03、2024-03-31，精度与数据集一致',
  '{0} (`{1}` is {2})': '{0}（`{1}` 是{2}）',
  '{0} of the fiscal calendar': '财年的{0}',
  'a year': '年份',
  'a half of a year': '半年',
  'a quarter': '季度',
  'a span of quarters': '若干季度',
  'a month': '月份',
  'a day': '日期',
  'a half, H1 or H2': '半年，H1 或 H2',
  'a quarter from Q1 to Q4': '季度，Q1 至 Q4',
  '`{0}{1}Q{2}` for one quarter': '单个季度，写作 `{0}{1}Q{2}`',
  'quarters in their order, as in 2024Q1-Q3': '先后有序的季度，如 2024Q1-Q3',
  '`{0}{1}` for all its quarters': '全年，写作 `{0}{1}`',
  'a month from 01 to 12': '01 至 12 的月份',
  'a day that {0} has': '{0} 这个月里有的日期',
  'a year from 1000 to 9999': '1000 至 9999 的年份',
  // formats
  'a d3-format specifier, as in ,.1f': 'd3-format 格式，如 ,.1f',
  'a width of at most {0}': '至多 {0} 的宽度',
  'at most {0} digits, as in ,.1f': '至多 {0} 位小数，如 ,.1f',
  'a format with either $ or %, as in .1%': '只带 $ 或只带 % 的格式，如 .1%',
  'a format without {0}, which prints a hundredfold, beside the unit {1}':
    '不带 {0} 的格式：它会乘以一百，而单位已是 {1}',
  'a format without $, which prints dollars, beside the unit {0}':
    '不带 $ 的格式：它会印出美元，而单位已是 {0}',
  'a format without s, which prints a prefix of its own, beside the unit {0}':
    '不带 s 的格式：它会另印前缀，而单位已是 {0}',
  'none with the format `{0}`': '无：已有格式 `{0}`',
  'format `{0}`, expected {1}': '格式 `{0}`，应为{1}',
  // formulas
  'a number, a name or one of + - × ÷ ( )': '数字、名称或 + - × ÷ ( ) 之一',
  'one of + - × ÷ or the end': '+ - × ÷ 之一或结尾',
  'fewer parentheses inside one another': '较少的括号嵌套',
  'end of the formula': '公式的结尾',
  'a number, a column, an address in brackets or a parenthesis': '数字、列、方括号中的地址或括号',
  'a number without commas, or a space after each comma': '不带逗号的数字；参数之间的逗号后加空格',
  'a smaller number': '较小的数字',
  'function `{0}`': '函数 `{0}`',
  '{0} arguments of `{1}`': '`{1}` 有 {0} 个参数',
  'number without a unit beside one in `%`': '无单位的数字与以 `%` 计的数字并用',
  'its unit, as in 0.25%': '写明单位，如 0.25%',
  'number in {0} beside one in {1}': '单位为{0}的数字与单位为{1}的数字并用',
  'numbers that measure the same': '度量相同的数字',
  'result without a usual unit': '结果没有通用的单位',
  'its unit to be said with `unit`': '用 `unit` 写明单位',
  'unit `{0}` of a result in {1}': '结果以{1}计，而单位为 `{0}`',
  'a unit that the result converts to': '结果可换算的单位',
  'no unit': '无单位',
  '`by: {0}`': '`by: {0}`',
  'a column to group by': '用于分组的列',
  'address in brackets': '方括号中的地址',
  'columns of this dataset': '本数据集的列',
  'rows that have a time': '有时间的行',
  'a column that is not computed from this one': '不由本列推算的列',
  'an address in brackets, as in [market.size 2024]': '方括号中的地址，如 [market.size 2024]',
  'it in derived columns only: here an address says what it is computed of':
    '只用于推算列：此处由地址写明所算的对象',
  // derivations
  'there is no such column': '没有此列',
  'it is not a column of numbers': '它不是数字列',
  'there is no column `{0}` to group by': '没有用于分组的列 `{0}`',
  'there is no column of numbers `{0}` to weigh by': '没有用作权重的数字列 `{0}`',
  '`{0}` is computed from it': '`{0}` 由它推算',
  'an index needs `base`, the key of one of the rows': '指数需要 `base`，即某一行的键',
  'the rows have no time to compare': '各行没有可比的时间',
  'it gives `{0}`, which is no `{1}`': '结果为 `{0}`，不是 `{1}`',
  // operations
  'a total has no share of itself': '合计没有占自身的份额',
  'a share needs every number of the column': '计算占比需要该列的全部数字',
  'the cell holds no number': '单元格中没有数字',
  'the cell holds no value': '单元格为空',
  'a compound rate needs two periods of the same length, as in 2024..2027':
    '复合增速需要两个等长的期间，如 2024..2027',
  'a compound rate needs two positive numbers': '复合增速需要两个正数',
  'a change needs two numbers, as in 2020..2024': '变动需要两个数字，如 2020..2024',
  'a change needs two periods of the same length': '变动需要两个等长的期间',
  'it is asked of one row, and there are several': '只能针对一行，而此处有多行',
  'it leads from one time to another, of rows that have all other keys in common':
    '应由一个时间到另一个时间，且其余的键相同',
  'there is no base to compare with': '没有可比的基期',
  'totals are not added up': '合计不再相加',
  'what is left over is several, and has no place in a mean': '其余项含有多个，不能计入均值',
  'the weights make up nothing': '权重之和为零',
  'there is no number in these rows': '这些行中没有数字',
  '{0} and {1} have the same number': '{0} 与 {1} 的数字相同',
  'the number of {0} in `{1}` is not known': '`{1}` 中 {0} 的数字未知',
  'the periods of the rows differ in length or overlap': '各行的期间长度不一或相互重叠',
  'there is no row for {0}': '没有 {0} 这一行',
  'a total has no rank': '合计没有名次',
  'a remainder has no rank': '其余项没有名次',
  'a hidden row has no rank': '隐藏的行没有名次',
  // addresses
  'row {0}, {1}': '第 {0} 行（{1}）',
  'row {0}, "{1}"': '第 {0} 行（“{1}”）',
  '{0} rows': '{0} 行',
  '`{0}` of {1}': '{1} 的 `{0}`',
  'there is no dataset `{0}`': '没有数据集 `{0}`',
  'there is no column `{0}`': '没有列 `{0}`',
  'there is no row `{0}`': '没有行 `{0}`',
  'it can mean {0}': '可指{0}',
  '{0} where {1} is expected': '应为{1}之处为{0}',
  'it is no address': '它不是地址',
  'its dataset has mistakes': '所在数据集有误',
  'it is in `{0}`, which is no `{1}`': '其单位为 `{0}`，不是 `{1}`',
  'there are no rows from the first key to the last': '由首键到末键之间没有行',
  'it is too large for a number': '数值过大',
  'a range of rows needs to be told what to compute, as in `2020..2024 cagr`':
    '一段行应写明计算什么，如 `2020..2024 cagr`',
  '`{0}` is no number but “{1}”': '`{0}` 不是数字，而是“{1}”',
  'it is divided by zero': '除数为零',
  'the address of a rate that a dataset holds, as in fx.usd 2024': '数据集中汇率的地址，如 fx.usd 2024',
  '`rate` without `unit`': '有 `rate` 而无 `unit`',
  '`unit`, the unit to print in': '`unit`，即印出的单位',
  'rate that is no number': '汇率不是数字',
  'a rate above 0': '大于 0 的汇率',
  'rate in `{0}`': '以 `{0}` 计的汇率',
  'one that leads from `{0}` to `{1}`': '由 `{0}` 换算为 `{1}` 的汇率',
  // claims
  '“{0}” is no number': '“{0}”不是数字',
  'is not known': '未知',
  '{0}: is not known': '{0}：未知',
  'the rows have no time': '各行没有时间',
  'the rows differ in more than their time': '各行除时间外还有不同',
  'it is said of one row, and needs several': '只涉及一行，而需要多行',
  'there are not {0} steps before it': '其前不足 {0} 期',
  'it is said of one row, and there are several': '只能针对一行，而此处有多行',
  'it is not among the rows of `within`': '它不在 `within` 的各行之中',
  'it has to say among which rows, as in {0} or {1}': '应写明在哪些行之中比较，如 {0} 或 {1}',
  'there is nothing to compare it with': '没有可比的行',
  'there is nothing before it': '其前没有数字',
  'there is nothing after it': '其后没有数字',
  'rank {0}': '第 {0} 位',
  // figures and charts
  '{0} and {1}': '{0} 与 {1}',
  'column {0}': '列 {0}',
  'columns {0}': '列 {0}',
  'single figure': '单独一幅图',
  '{0} figures': '{0} 幅图',
  'second picture ({0})': '第二幅画面（{0}）',
  '{0} without a number in any row that is drawn': '在所画的行中全无数字的{0}',
  'numbers to draw': '可画的数字',
  '`{0}` in column `{1}` ({2}, line {3})': '列 `{1}` 中的 `{0}`（{2}，第 {3} 行）',
  '{0} on a log axis': '对数轴上的{0}',
  'numbers above 0 alone: a log axis has no place for others': '大于 0 的数字：对数轴上没有其他数字的位置',
  '{0} as a share of 100 %': '占 100% 份额的{0}',
  'parts of a whole, none of them below 0': '整体的各部分，均不小于 0',
  '{0} without a row that has all of them': '没有一行齐全的{0}',
  'a whole to show the shares of': '可分出份额的整体',
  'over {0} MB of memory, expected a chart that is drawn with less': '占用内存超过 {0} MB，应为更省内存的图',
  '{0}, expected a chart that is drawn sooner': '{0}，应为更快画完的图',
  '{0} {1}, expected at most {2}': '{0} 个{1}，至多 {2} 个',
  characters: '字符',
  values: '值',
  marks: '图元',
  rows: '行',
  steps: '步',
  powers: '次幂',
  colours: '颜色',
  bins: '分箱',
  times: '时点',
  ticks: '刻度',
  'a graticule, expected data from a dataset of the report': '出现经纬网，数据应取自报告的数据集',
  'nothing to draw, expected `mark`, `layer`, `facet`, `hconcat`, `vconcat`, `concat` or `repeat`':
    '没有要画的内容，应有 `mark`、`layer`、`facet`、`hconcat`、`vconcat`、`concat` 或 `repeat`',
  'an expression that ends too early, expected a whole one': '表达式不完整，应写完',
  'a character that no expression has, expected one that can be read': '表达式里有不认识的字符',
  '`{0}` in an expression, where it cannot stand': '表达式里的 `{0}` 放错了位置',
  'the expression `{0}`, expected one that can be read': '表达式 `{0}` 有语法错误',
  'the function `{0}`, expected one of Vega': '没有函数 `{0}`，应使用 Vega 的函数',
  '`{0}` in an expression, expected `datum.{1}` or the name of a parameter':
    '表达式里的 `{0}` 不知所指，应写 `datum.{1}` 或参数名',
  '`{0}` as the type of a scale, expected one of Vega-Lite': '没有 `{0}` 这种比例尺，应使用 Vega-Lite 的类型',
  'no data `{0}`, expected some of that name': '没有名为 `{0}` 的数据',
  'two things of the name `{0}`, expected one': '有两处同名 `{0}`，名称应唯一',
  '`{0}`: data must come from a dataset of the report, nothing is loaded':
    '`{0}`：数据应取自报告的数据集，不从别处加载',
  'a chart can neither link to nor show `{0}`': '图里不能有链接 `{0}`，也不能显示它',
  'no number in `{0}`, expected one at least': '`{0}` 里没有数字，至少应有一个',
  '`{0}` as the type of a field, expected `quantitative`, `temporal`, `ordinal` or `nominal`':
    '没有 `{0}` 这种字段类型，应为 `quantitative`、`temporal`、`ordinal` 或 `nominal`',
  'what Vega-Lite does not draw, in its words “{0}”': 'Vega-Lite 画不出来，原话是“{0}”',
  'the filter `{0}`, expected one of Liquid': '没有过滤器 `{0}`，应使用 Liquid 的过滤器',
  '`{0}`, expected a name that the file is given': '没有 `{0}`，应使用模板得到的名称',
  'the tag `{0}`, expected one of Liquid': '没有标签 `{0}`，应使用 Liquid 的标签',
  '`{0}` without an end, expected one that is closed': '`{0}` 没有结束，应闭合',
  '`{0}` where it cannot stand, expected a value': '`{0}` 放错了位置，此处应为值',
  'what Liquid does not take, in its words “{0}”': 'Liquid 读不了，原话是“{0}”',
  '{0}; {1}': '{0}；{1}',
  'data must come from a dataset of the report, nothing is loaded': '数据应取自报告的数据集，不从别处加载',
  // templates
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an `$` before the place of a part
  '`${0}`, expected a parameter or a name of the house': '`${0}`，应为参数或版式中的名称',
  'a figure kind without parameters, expected YAML between two lines `---` at its top':
    '图类型没有参数，其开头两行 `---` 之间应为 YAML',
  '`{0}` in its head, expected the name of a parameter': '开头的 `{0}`，应为参数名',
  '`{0}` has no fonts, expected a template that has': '`{0}` 没有字体，应为有字体的版式',
  'no font `{0}`, expected a file of an installed package': '没有字体 `{0}`，应为已安装的包中的文件',
  '`$color.{0}` in `chart`, expected one of its colours': '`chart` 中的 `$color.{0}`，应为版式的颜色之一',
  // pictures
  'a page that leads elsewhere by itself (`refresh`), expected one that stays':
    '页面会自行跳转（`refresh`），应为不跳转的页面',
  'no file {0}.liquid, expected one': '没有文件 {0}.liquid，应有此文件',
  'no PNG': '不是 PNG',
  'no JPEG': '不是 JPEG',
  'no WebP': '不是 WebP',
  'a wrong checksum': '校验和不符',
  'without pixels': '没有像素',
  'cut off': '文件不完整',
  'bytes that are not UTF-8': '非 UTF-8 的字节',
  'document type with declarations': '带声明的文档类型',
  'encoding `{0}`': '编码 `{0}`',
  'damaged XML ({0})': '损坏的 XML（{0}）',
  'root `<{0}>`': '根元素 `<{0}>`',
  'style that loads something': '会加载外部内容的样式',
  // the check
  '(and {0} more of `{1}`)': '（另有 {0} 处 `{1}`）',
  '{0} mistake': '{0} 个错误',
  '{0} mistakes': '{0} 个错误',
  numerals: '数字',
  bound: '已绑定',
  unbound: '未绑定',
  share: '比例',
  'No mistakes, no findings.': '没有错误，没有检查结果。',
  '{0}, {1}, {2}': '{0}，{1}，{2}',
  error: '个错误',
  errors: '个错误',
  warning: '个警告',
  warnings: '个警告',
  info: '条提示',
  infos: '条提示',
  // workbooks
  'empty cell': '空单元格',
  'date {0}': '日期 {0}',
  'time of day {0}': '时刻 {0}',
  '{0}, whose number format shows another number,': '{0}（其数字格式显示为另一个数）',
  'percentage {0}': '百分数 {0}',
  'a value, or #N/A where it is not known': '数值，未知时为 #N/A',
  'a text, a number or a date': '文字、数字或日期',
  'a number that can be read in one way only and is neither too large nor too small':
    '读法唯一且不过大过小的数字',
  'a number, or an empty cell or a dash where it is not known': '数字，未知时留空或用短横',
  'a percentage, as in the cells around it': '百分数，与周围的单元格一致',
  'a number with its unit ({0}), as in the cells around it': '带单位（{0}）的数字，与周围的单元格一致',
  '{0} characters in {1}': '{1} 中有 {0} 个字符',
  '{0} in a cell': '每格 {0} 个',
  'value in {0}': '{0} 中的值',
  '{0} columns': '{0} 列',
  'a period or a name in every row': '每行一个期间或名称',
  'file that is neither UTF-8 nor GBK text': '既非 UTF-8 也非 GBK 的文件',
  'a CSV file or an .xlsx workbook': 'CSV 文件或 .xlsx 工作簿',
  'quote in {0} that is never closed': '{0} 处未闭合的引号',
  'text after a quote in {0}': '{0} 处引号之后的文字',
  'quotes around whole cells, and doubled inside them': '引号括住整个单元格，内部的引号写两次',
  'workbook of that size': '工作簿',
  '{0} MB unpacked': '解压后 {0} MB',
  '{0} is not UTF-8': '{0} 不是 UTF-8',
  'a document type in its XML': '其 XML 中有文档类型',
  'a part that ends too early': '有一部分不完整',
  'damaged workbook ({0})': '损坏的工作簿（{0}）',
  'one that Excel or WPS opens; save it again there': 'Excel 或 WPS 能打开的工作簿；请用它们另存一次',
  'OpenDocument sheet': 'OpenDocument 表格',
  'binary workbook (.xlsb)': '二进制工作簿（.xlsb）',
  'zip file that holds no workbook': '不含工作簿的压缩文件',
  'sheet {0} is missing': '缺少工作表 {0}',
  'an .xlsx workbook; open it in Excel or WPS and save it as .xlsx':
    '.xlsx 工作簿；请用 Excel 或 WPS 打开后另存为 .xlsx',
  'old .xls workbook or one with a password': '旧式 .xls 或带密码的工作簿',
  'web page or XML file that is only called a workbook': '只是名为工作簿的网页或 XML 文件',
  'file that is no workbook': '不是工作簿的文件',
  '`{0}` as a part': '部分名 `{0}`',
  'a text that is missing': '缺少一段文字',
  '`{0}` as a number': '数字 `{0}`',
  '`{0}` as a row': '行号 `{0}`',
  '`{0}` as a cell': '单元格 `{0}`',
  'merged area {0}': '合并区域 {0}',
  '{0} merged cells': '{0} 个合并单元格',
  'dataset of {0}': '{0} 的数据集',
  'sheet `{0}`': '工作表 `{0}`',
  'workbook without a visible sheet that holds anything': '没有含内容的可见工作表的工作簿',
}

/** What commands say beside messages, and what is wrong with the machine or the print. */
const commands: Translations = {
  'The embedded browser cannot be unpacked to {0} ({1}); XDG_CACHE_HOME names another place':
    '内置浏览器无法解压到 {0}（{1}）；可用环境变量 XDG_CACHE_HOME 另指一处',
  'The browser at {0} does not start: {1}': '位于 {0} 的浏览器启动不了：{1}',
  'The browser at {0} did not answer for {1} s and was ended: try again, or name another one with --browser':
    '位于 {0} 的浏览器 {1} 秒没有响应，已被结束：请重试，或用 --browser 指定另一个浏览器',
  'The browser has no folder to work in: neither {0} nor {1} can be written to; TMPDIR names another one':
    '浏览器没有可用的临时文件夹：{0} 与 {1} 都不能写入；可用环境变量 TMPDIR 另指一处',
  'There is no browser at {0}': '{0} 处没有浏览器',
  'No browser was found to print with. Looked at:\n{0}\nInstall Chrome, Chromium or Edge, or run `npx puppeteer browsers install chrome-headless-shell`, or name one with --browser PATH.':
    '没有找到可用来打印的浏览器。找过：\n{0}\n请安装 Chrome、Chromium 或 Edge，或运行 `npx puppeteer browsers install chrome-headless-shell`，或用 --browser 指明浏览器的路径。',
  'The machine refused something that yanbao needs ({0}); what was there before is unchanged. See to that, and run the command again.':
    '本机拒绝了 yanbao 需要的操作（{0}）；原有文件没有改动。请排除后重新运行。',
  'There is no home folder to keep the browser and the cache in: XDG_CACHE_HOME names a folder for them':
    '没有用户主目录可存放浏览器与缓存：请用环境变量 XDG_CACHE_HOME 指定一个文件夹',
  'This is a fault of yanbao {0}, not of the report: {1}{2}. What was there before is unchanged. Please report it, with what shows it; YANBAO_TRACE=1 says more of where it happened.':
    '这是 yanbao {0} 自身的故障，不是报告的问题：{1}{2}。原有文件没有改动。请把它连同能重现的报告反馈给我们；设 YANBAO_TRACE=1 再运行，会显示出错的位置。',
  'A delivery has begun that could not be completed': '写入产物时中断，没有写完',
  'The new report could not be delivered, and what was there before is unchanged':
    '新的报告没能写入，原有文件没有改动',
  '{0} ({1}). {2}, and build again.': '{0}（{1}）。{2}，再重新编译。',
  'Make room on the disk that holds {0}': '请在 {0} 所在的磁盘上腾出空间',
  'Close what has files in {0} open, or let yanbao write there':
    '请关闭正打开 {0} 中文件的程序，或允许 yanbao 写入该处',
  'Let yanbao write to {0}': '请允许 yanbao 写入 {0}',
  'Move away what is in the place of the folder {0}': '请移走占用文件夹 {0} 位置的东西',
  'See to the disk that holds {0}': '请检查 {0} 所在的磁盘',
  'Cannot listen at {0}:{1}: {2}': '无法在 {0}:{1} 启动预览：{2}',
  'Ports {0} to {1} are taken; name another one with --port':
    '端口 {0} 至 {1} 都已被占用；请用 --port 另指一个',
  'The browser did not answer any more, or did not come to an end of printing in {0}, and was ended; nothing was delivered. Build again; where that does not help, leave out chapters to find the one that it hangs at, or give a report that is so long more time: `limits` in report.yaml, --most-minutes.':
    '浏览器不再响应，或在 {0} 内没有印完，已被结束；没有写入任何产物。请重新编译；仍然如此，可逐章去掉，找出卡住的那一章；报告确实很长的，用 report.yaml 的 `limits` 与 --most-minutes 放宽时间。',
  '{0} minute': '{0} 分钟',
  '{0} minutes': '{0} 分钟',
  'The browser ended twice before it had printed the report, which was not delivered: it may want more memory than there is. Close other programs, and build again.':
    '浏览器两次在印完之前退出，报告没有写入：可能是内存不够。请关闭其他程序，再重新编译。',
  'Cannot write {0} ({1}): name a place that can be written to with --to':
    '无法写入 {0}（{1}）：请用 --to 指定可以写入的位置',
  'the page numbers still move after {0} prints': '印了 {0} 遍，页码仍在变动',
  'the file has no tags, which say what its texts are': 'PDF 中没有说明各段文字是什么的标签',
  'page {0} is another one again': '第 {0} 页与另一页重复',
  'the text of page {0} is nowhere in the structure of the file': '第 {0} 页的文字不在 PDF 的结构之中',
  'the caption “{0}” on page {1} is of none of its figures and tables':
    '第 {1} 页的图题“{0}”不属于报告中的任何图表',
  'the file has {0} destinations of its name': 'PDF 中有 {0} 个与它同名的跳转位置',
  'its destination is on page {0}, it was printed on page {1}': '跳转位置在第 {0} 页，它却印在第 {1} 页',
  'its caption is not on page {0}{1}': '第 {0} 页上没有它的标题{1}',
  'its caption is printed {0} times': '它的标题印了 {0} 次',
  'its line in the index says {0}, it is on page {1}': '目录中写的是第 {0} 页，它在第 {1} 页',
  'its line in the index is not where its link is': '目录中它的文字与链接不在同一处',
  ', it stands on page {0}': '，标题印在第 {0} 页',
  ': no `<figcaption>` reads so': '：没有内容与之相同的 `<figcaption>`',
  ', where one reads “{0}”': '，那里印的是“{0}”',
  'its line in the index leads to #{0}': '目录中它的链接指向 #{0}',
  'its line in the index reads “{0}”': '目录中它的文字是“{0}”',
  'it stands before {0}, which comes before it in the report': '它印在{0}之前，次序与报告相反',
  'its destination is at another place of page {0} than its caption':
    '在第 {0} 页上，跳转位置与标题不在同一处',
  'it did not reach the paper': '它没有印出来',
  'it is missing from the index: no link to it ends in its page (`data-page`)':
    '目录中没有它：没有指向它而末尾带页码（`data-page`）的链接',
  'it is continued on page {0}, and is no table': '它在第 {0} 页续排，却不是表格',
  'it is continued on page {0}, not on page {1}': '它续排在第 {0} 页，而不是第 {1} 页',
  'it is continued on page {0}, after something else': '它在第 {0} 页续排时，中间隔了别的内容',
  'its line in the index has no page': '目录中它没有页码',
  '{0} of {1}, {2} a second, about {3} left': '{0}/{1}，每秒 {2} 份，约剩 {3}',
  '{0} page': '{0} 页',
  '{0} pages': '{0} 页',
  '{0}  {1}  {2} s': '{0}  {1}  {2} 秒',
  built: '已编译',
  unchanged: '未变',
  'with mistakes': '有错误',
  mistakes: '有错误',
  failed: '失败',
  'not done': '未完成',
  'no reports': '没有报告',
  '  {0}: {1}': '  {0}：{1}',
  'Interrupted after {0} of {1} reports: every other one holds what it held before, or the new delivery where it was just made':
    '已中断，完成 {0}/{1} 份；其余各份保持原样，正好写完的一份已是新的',
  '{0} in {1} s, {2} a second': '{0}；用时 {1} 秒，每秒 {2} 份',
  'Unexpected `{0}`, expected a file of records that exists': '没有文件 `{0}`，应为已有的记录文件',
  'Unexpected content of `{0}`, expected what `build --record` has written':
    '`{0}` 的内容无法识别，应为 `build --record` 写出的记录',
  'Unexpected end, expected the records of at least one part': '没有写明记录文件，至少应有一份',
  'Unexpected parts of {0}, expected those of one run':
    '这些记录不属于同一次编译（总份数为 {0}），应出自同一次',
  '  part {0} of {1}: no records': '  第 {0}/{1} 份：没有记录',
  'Interrupted after the delivery: {0} are new': '已中断，但产物已经写完：{0}',
  'Interrupted: nothing was delivered, {0} holds what it held before':
    '已中断：没有写入任何产物，{0} 保持原样',
  'Nothing has changed since the last build of {0} pages: {1}': '自上次编译以来没有变动（{0} 页）：{1}',
  'Built in {0} s: {1}': '编译完成，用时 {0} 秒：{1}',
  chapter: '章',
  chapters: '章',
  dataset: '个数据集',
  datasets: '个数据集',
  'figure or table': '个图表',
  'figures and tables': '个图表',
  target: '个引用目标',
  targets: '个引用目标',
  chart: '张图',
  charts: '张图',
  character: '个不同的字符',
  characters: '个不同的字符',
  page: '页',
  pages: '页',
  pass: '遍',
  passes: '遍',
  file: '个文件',
  files: '个文件',
  'Usage: yanbao COMMAND …': '用法：yanbao 命令 …',
  'Usage: yanbao {0} {1}': '用法：yanbao {0} {1}',
  '{0}.': '{0}。',
  '`yanbao COMMAND --help` lists what a command takes; `yanbao --version` says which one this is.':
    '`yanbao 命令 --help` 列出该命令的选项；`yanbao --version` 显示版本。',
  'Exit codes: 0 done, 1 the report has mistakes, 2 wrong usage, 3 the machine lacks something, 4 yanbao broke':
    '退出码：0 完成，1 报告有错误，2 命令写错，3 本机缺少条件，4 yanbao 自身故障',
  '[report folder]': '[报告文件夹]',
  '[report folder, or folder of report folders] ...': '[报告文件夹，或装有多份报告的文件夹] ...',
  '[build folder]': '[产物文件夹]',
  'RECORDS ...': '记录文件 ...',
  FOLDER: '文件夹',
  '<图8 | id | chapters/NAME.md:LINE> [report folder]': '<图8 | id | chapters/文件名.md:行号> [报告文件夹]',
  'FILE.xlsx|FILE.csv --to datasets/NAME.yaml': '文件.xlsx|文件.csv --to datasets/名称.yaml',
  'print the PDF and write the HTML edition to build/ in each report folder':
    '编译报告：PDF、网页版和工作簿写入各报告文件夹的 build/',
  'list the mistakes of a report and what an editor should look at; print nothing':
    '检查报告：列出错误和值得编辑留意之处，不打印',
  'say which cells, sources and provenance stand behind a figure or a line of text':
    '查出处：一张图表或一行文字背后的单元格、来源与数据性质',
  'say what a workbook or CSV file changes in a dataset, ask, and write; or create the dataset':
    '导入工作簿或 CSV：先列出数据集的变动，询问后写入；没有数据集则新建',
  'sum up what the parts of a build of many reports have recorded, and exit as the worst of them did':
    '汇总分批编译的记录，以其中最坏的结果作为退出码',
  'write a small report to begin with: cover, two chapters, two datasets, a look of its own':
    '新建一份起步的小报告：首页、两章、两个数据集、自己的版式',
  'show the report in a browser, and every change to it as it is saved, until Ctrl-C':
    '在浏览器中预览报告，每次保存即更新，按 Ctrl-C 结束',
  'write JSON Schemas to build/schema/, with which an editor completes and checks the YAML files':
    '把 JSON Schema 写入 build/schema/，供编辑器补全和检查 YAML 文件',
  'say whether a delivery is whole, unchanged, and made from its report as it is now':
    '核对产物：是否完整、未被改动，是否由现在的报告编译而来',
  'PATH of a Chrome, Chromium or Edge to print with': '路径：用来打印的 Chrome、Chromium 或 Edge',
  'NAME of an edition, written to build/editions/NAME (default: the first one, to build)':
    '版本名：编译该版本，写入 build/editions/版本名（默认为第一个，写入 build）',
  'NAME of an edition, which alone is looked at (default: all of them)':
    '版本名：只检查该版本（默认检查全部）',
  'NAME of the edition, one of `editions` in report.yaml (default: the first)':
    '版本名：report.yaml 的 `editions` 之一（默认为第一个）',
  'NAME of an edition that was built by name: build/editions/NAME': '版本名：核对 build/editions/版本名',
  'NUMBER of pages that no report exceeds (default {0})': '数字：每份报告至多多少页（默认 {0}）',
  'NUMBER of minutes that no print exceeds (default {0})': '数字：打印至多多少分钟（默认 {0}）',
  'make everything anew, and keep nothing for the next build': '全部重做，也不为下次编译留缓存',
  'FILE to write down what became of each report (JSON Lines)': '文件：记下每份报告的结果（JSON Lines）',
  'FILE to write the records of all parts to': '文件：写入各部分的全部记录',
  'PART/PARTS of the reports, as 2/8, for several machines': '第几份/共几份，如 2/8：把报告分给几台机器',
  'FILE of former records: they balance the parts': '文件：上次的记录，据此均分各部分',
  '{0} (default text); github: as its runners show it beside the lines':
    '{0}（默认 text）；github 供其流水线在相应行旁显示',
  '{0}: exit with 1 from there on (default error)': '{0}：达到该级别即以 1 退出（默认 error）',
  '{0}: the language of messages (default: that of the report)': '{0}：提示所用的语言（默认为报告的语言）',
  '{0} (default: that of the terminal)': '{0}（默认为终端的语言）',
  'PATH of the dataset': '路径：数据集',
  'NAME of the sheet; needed where more than one holds something': '名称：工作表；不止一张有内容时须写明',
  'write without asking; without it and without a terminal nothing is written':
    '不询问，直接写入；不在终端中运行又不加它，则不写入',
  'list every change, however many there are': '列出全部变动，无论多少',
  'take numbers that move by a factor of 100 or more, which are refused otherwise':
    '接受变动达 100 倍以上的数字，否则拒绝',
  'of a new dataset: {0}': '新数据集的数据性质：{0}',
  'TEXT, the source of a new dataset': '文字：新数据集的资料来源',
  'NUMBER of the port (default {0}; where it is taken, the next one)':
    '数字：端口（默认 {0}；被占用则用下一个）',
  'NAME or address to listen at (default {0}: this machine alone)':
    '主机名或地址：预览在何处可以访问（默认 {0}，即只在本机）',
  'do not open the browser': '不打开浏览器',
  'FOLDER of the report (default: the folder that build/ is in)':
    '文件夹：报告（默认为 build/ 所在的文件夹）',
  'build the report once more, elsewhere, and compare every byte': '在别处重新编译一遍，逐字节比较',
  'Unexpected command `{0}`, expected one of {1}{2}': '没有命令 `{0}`，应为 {1} 之一{2}',
  'Unexpected option `{0}` of `{1}`, expected {2}{3}': '`{1}` 没有选项 `{0}`，应为 {2}{3}',
  'Unexpected `{0}` without a value, expected {1}': '`{0}` 没有写值，应写{1}',
  'Unexpected value of `{0}`, expected `{1}` alone': '`{0}` 不带值，只写 `{1}`',
  'Unexpected argument `{0}`, expected one report folder': '多出 `{0}`，只应有一个报告文件夹',
  'Unexpected argument `{0}`, expected one build folder': '多出 `{0}`，只应有一个产物文件夹',
  'Unexpected argument `{0}`, expected one folder': '多出 `{0}`，只应有一个文件夹',
  'Unexpected report folder `{0}`, expected a folder that exists': '没有报告文件夹 `{0}`，应为已有的文件夹',
  'Unexpected build folder `{0}`, expected a folder that exists': '没有产物文件夹 `{0}`，应为已有的文件夹',
  'Unexpected `--edition {0}`, expected the name of an edition': '`--edition {0}` 有误，应为版本名',
  'Unexpected `--lang {0}`, expected {1}': '`--lang {0}` 有误，应为 {1}',
  'Unexpected `--shard {0}`, expected a part of parts, as 2/8':
    '`--shard {0}` 有误，应为第几份/共几份，如 2/8',
  'Unexpected `--{0} {1}`, expected a number above 0': '`--{0} {1}` 有误，应为大于 0 的数字',
  'Unexpected `--{0} {1}`, expected {2}': '`--{0} {1}` 有误，应为 {2}',
  'Unexpected `--port {0}`, expected a number from 0 to 65535': '`--port {0}` 有误，应为 0 至 65535 的数字',
  'Unexpected `new` without a folder, expected its name': '`new` 后没有写文件夹，应写明名称',
  'Unexpected `{0}` that is there already, expected a new folder or an empty one':
    '`{0}` 已经存在，应为新的或空的文件夹',
  'Unexpected end of arguments, expected what to explain': '没有写明要查什么，应为图号、id，或文件名与行号',
  'Unexpected operands, expected one .xlsx or .csv file': '应写明一个 .xlsx 或 .csv 文件',
  'Unexpected file `{0}`, expected one that exists': '没有文件 `{0}`，应为已有的文件',
  'Unexpected import without a dataset, expected `--to datasets/NAME.yaml`':
    '没有写明导入到哪个数据集，应有 `--to datasets/名称.yaml`',
  'Unexpected provenance `{0}`, expected {1}': '数据性质 `{0}` 有误，应为 {1}',
  'Unexpected new dataset `{0}` without an origin, expected `--provenance {1}` and `--source TEXT`':
    '新数据集 `{0}` 没有写明出处，应有 `--provenance {1}` 与 `--source 资料来源`',
  'Unexpected --rebuild without a report, expected `--report FOLDER`':
    '--rebuild 需要报告，应有 `--report 文件夹`',
  'Written to {0}: {1}': '已写入 {0}：{1}',
  'Next: {0} preview {1}, then {2} build {3}': '接下来：{0} preview {1}，然后 {2} build {3}',
  'Port {0} is taken; took {1}': '端口 {0} 已被占用，改用 {1}',
  '{0} follows the report. Ctrl-C ends it.': '预览在 {0} ，随报告更新。按 Ctrl-C 结束。',
  'The report has a mistake: the page says which.': '报告有 1 个错误，见页面。',
  'The report has {0} mistakes: the page says which.': '报告有 {0} 个错误，见页面。',
  'rebuild   the same bytes': '重新编译  逐字节相同',
  'delivery  {0} files compared; not part of it: {1}': '产物      核对了 {0} 个文件；不属于产物：{1}',
  'delivery  {0} files compared': '产物      核对了 {0} 个文件',
  'report    not compared: no file of it is beside the build folder; --report names its folder':
    '报告      没有核对：产物文件夹旁没有报告的文件；请用 --report 指明报告文件夹',
  'report    {0} files compared': '报告      核对了 {0} 个文件',
  'yanbao    not compared: the delivery is of yanbao {0}, this is {1}':
    'yanbao    没有核对：产物出自 yanbao {0}，本机是 {1}',
  'yanbao    {0} templates and fonts of {1} compared': 'yanbao    核对了 {1} 的 {0} 个版式与字体文件',
  'Nothing is called `{0}`{1}': '没有名为 `{0}` 的图表或章节{1}',
  '  holds no data': '  没有数据',
  '{0} shows {1}': '{0} 所示数据集：{1}',
  'Nothing in {0}:{1} comes from a dataset': '{0}:{1} 中没有取自数据集的内容',
  'as of {0}': '截至 {0}',
  hidden: '隐藏',
  'no number': '没有数',
  forecast: '预测',
  '{0} (stated {1})': '{0}（公布值 {1}）',
  'from numbers computed back from {0}': '由反推自 {0} 的数字算出',
  'computed back from {0}': '反推自 {0}',
  'by {0}': '按 {0}',
  'base {0}': '基数 {0}',
  'weight {0}': '权重 {0}',
  public: '公开文件',
  illustrative: '示意',
  recalled: '凭记忆，未核对',
  original: '原始来源',
  total: '合计',
  remainder: '余项',
  '{0} from {1}, {2}': '{0} ← {1}，{2}',
  '{0} is new, from {1}, {2}': '{0}（新建）← {1}，{2}',
  'Nothing changes.': '没有变动。',
  'Nothing changes. {0}': '没有变动。{0}',
  'row is added': '行新增',
  'rows are added': '行新增',
  'row is not in the file, and kept': '行不在文件中，予以保留',
  'rows are not in the file, and kept': '行不在文件中，予以保留',
  'cell changes': '格变动',
  'cells change': '格变动',
  column: '列',
  columns: '列',
  '  {0} {1}: {2} → {3}': '  {0} {1}：{2} → {3}',
  '  {0} (forecast) added: {1}': '  新增 {0}（预测）：{1}',
  '  {0} added: {1}': '  新增 {0}：{1}',
  '  {0} is not in the file, and kept': '  {0} 不在文件中，予以保留',
  'Note: {0}': '注意：{0}',
  '{0} (largest: {1} {2} → {3})': '{0}（最大：{1} {2} → {3}）',
  '  … and {0} more: --all shows them': '  …… 另有 {0} 条，加 --all 全部列出',
  missing: '未知',
  'Nothing written.': '没有写入。',
  'Written: {0}': '已写入：{0}',
  'Nothing written: {0} was changed in the meantime.': '没有写入：{0} 在此期间被改动。',
  'No terminal to ask at: add --yes to write.': '不在终端中，无法询问：要写入请加 --yes。',
  'Write {0}? [y/N]': '写入 {0}？[y/N]',
  'column {0} has no name and was not read': '第 {0} 列没有列名，没有读取',
  'not read: {0}': '没有读取：{0}',
  'periods run across the sheet: its rows were read as columns': '期间横排在工作表中：已把行读作列',
  'more than one unit above the table, or an unknown one, was not read: {0}':
    '表上方的单位不止一个或无法识别，没有采用：{0}',
  'the row `{0}` in {1} is the sum of periods and was not read': '{1} 的 `{0}` 是各期之和，没有读取',
  '{0}: taken for the {1} of other rows (`{2}`)': '{0}：视为其他行的{1}（`{2}`）',
  'the rows of the file do not run from old to new: they are written oldest first':
    '文件中的行不是由早到晚：写入时已按时间先后排列',
  'rows are told apart by {0}': '以 {0} 区分各行',
  'a second column `{0}`, in {1}, is called `{2}`': '{1} 的第二个 `{0}` 列改名为 `{2}`',
  '`{0}` is a {1}, for {2} is no period: {3}': '`{0}` 按{1}处理，因为 {2} 不是期间：{3}',
  '`{0}` is a {1}, for {2} is no number: {3}': '`{0}` 按{1}处理，因为 {2} 不是数字：{3}',
  text: '文字',
  category: '类别',
  'cells of `{0}` in {1} were converted to {2}': '`{0}` 中以 {1} 计的单元格已换算为 {2}',
  'the unit above the table, {0}, was not given to `{1}`: write its own unit into the dataset':
    '表上方的单位 {0} 没有用于 `{1}`：请在数据集中写明它自己的单位',
  "`{0}` names no unit: write `unit: '%'` into the dataset where it is in percent":
    "`{0}` 没有写明单位：若是百分数，请在数据集中写 `unit: '%'`",
  'the numbers of `{0}` are at most 1, though in %: a hundredth of what is meant?':
    '`{0}` 以 % 计，数字却都不超过 1：是否小了 100 倍？',
  'the file is not UTF-8: it was read as GBK': '文件不是 UTF-8，已按 GBK 读取',
  'column `{0}` is computed, not imported': '列 `{0}` 由推算得出，没有导入',
  'column {0} is not in the dataset and was not read': '数据集没有列 {0}，没有读取',
  'columns {0} are not in the dataset and were not read': '数据集没有列 {0}，没有读取',
  'the file names no unit for `{0}`: taken to be {1}': '文件没有写明 `{0}` 的单位：视为 {1}',
  '`{0}` was converted from {1} to {2}': '`{0}` 已由 {1} 换算为 {2}',
  ones: '个',
  '`{0}` of {1} changes: rows are told apart by {2} alone': '{1} 的 `{0}` 变了：各行只以 {2} 区分',
  'note “{0}”': '注“{0}”',
  '{0} changes and keeps its mark: {1}': '{0} 的数字变了，标记不变：{1}',
  'no report reads this dataset: reports read those in their folder `datasets`':
    '没有报告会读取这个数据集：报告只读自己 `datasets` 文件夹中的',
  'the file names its source: {0}': '文件写明的来源：{0}',
  'the file was updated: {0}': '文件的更新日期：{0}',
  'as_of stays {0}; the file was updated: {1}': 'as_of 仍为 {0}；文件的更新日期：{1}',
  'as_of stays {0}': 'as_of 仍为 {0}',
  '`{0}` looks like the {1} of other rows: `{2}: {3}` says so to the dataset':
    '`{0}` 像是其他行的{1}：请在数据集中写 `{2}: {3}`',
  'a row for `{0}` that would differ': '`{0}` 一行写入后会与文件不同',
  'rows that cannot be written ({0})': '无法写入的行（{0}）',
  'hidden rows or columns were read like the others': '隐藏的行、列也照常读取',
  'the workbook has macros: they were not run': '工作簿含有宏，没有运行',
  'hidden sheets were not read: {0}': '隐藏的工作表没有读取：{0}',
  one: '一张',
  '{0} sheets': '{0} 张工作表',
  'one of them named with --sheet: {0}': '用 --sheet 指明其中一张：{0}',
}

export const phrases: Translations = { ...sentences, ...parts, ...commands }
