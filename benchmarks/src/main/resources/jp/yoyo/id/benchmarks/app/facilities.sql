-- As many facilities as the country has, with names that repeat as they do there: half of them end in クリニック, a quarter in
-- 医院. The same every time. Each municipality supervises its share.
create function pg_temp.luhn(digits text) returns int language sql immutable
  return (select (10 - sum(product / 10 + product % 10) % 10) % 10 from (
    select substr(reverse(digits), i, 1)::int * (1 + i % 2) as product
    from generate_series(1, length(digits)) i) products);

create function pg_temp.search_pairs(texts text[]) returns text[] language sql immutable
  return array(
    select substr(t, i, 2) from unnest(texts) with ordinality u(t, n), generate_series(1, char_length(t) - 1) i
    group by 1 order by min(n * 1000 + i));

create temporary table named as
with parts as (
  select array['山川', '田原', '森野', '青木', '石橋', '川上', '中央', '駅前', '緑町', '桜台', '北', '南', '東', '西', '若葉'] as name,
    array['ヤマカワ', 'タハラ', 'モリノ', 'アオキ', 'イシバシ', 'カワカミ', 'チュウオウ', 'エキマエ', 'ミドリマチ', 'サクラダイ', 'キタ', 'ミナミ', 'ヒガシ', 'ニシ', 'ワカバ'] as kana,
    array['ﾔﾏｶﾜ', 'ﾀﾊﾗ', 'ﾓﾘﾉ', 'ｱｵｷ', 'ｲｼﾊﾞｼ', 'ｶﾜｶﾐ', 'ﾁﾕｳｵｳ', 'ｴｷﾏｴ', 'ﾐﾄﾞﾘﾏﾁ', 'ｻｸﾗﾀﾞｲ', 'ｷﾀ', 'ﾐﾅﾐ', 'ﾋｶﾞｼ', 'ﾆｼ', 'ﾜｶﾊﾞ'] as key,
    array['内科', '小児科', '耳鼻咽喉科', '眼科', '整形外科', '皮膚科', '歯科', '産婦人科'] as kind,
    array['ナイカ', 'ショウニカ', 'ジビインコウカ', 'ガンカ', 'セイケイゲカ', 'ヒフカ', 'シカ', 'サンフジンカ'] as kind_kana,
    array['ﾅｲｶ', 'ｼﾖｳﾆｶ', 'ｼﾞﾋﾞｲﾝｺｳｶ', 'ｶﾞﾝｶ', 'ｾｲｹｲｹﾞｶ', 'ﾋﾌｶ', 'ｼｶ', 'ｻﾝﾌｼﾞﾝｶ'] as kind_key,
    array['クリニック', 'クリニック', '医院', '病院'] as ending,
    array['クリニック', 'クリニック', 'イイン', 'ビョウイン'] as ending_kana,
    array['ｸﾘﾆﾂｸ', 'ｸﾘﾆﾂｸ', 'ｲｲﾝ', 'ﾋﾞﾖｳｲﾝ'] as ending_key),
combinations as (
  select name[a] || name[b] || kind[c] || ending[d] as name,
    kana[a] || kana[b] || kind_kana[c] || ending_kana[d] as kana,
    key[a] || key[b] || kind_key[c] || ending_key[d] as sort_kana,
    name[a] || name[b] || kind[c] || case when d <= 2 then 'ｸﾘﾆﾂｸ' else ending[d] end as name_key,
    ((a - 1) * 15 + b - 1) * 32 + (c - 1) * 4 + d - 1 as n
  from parts, generate_series(1, 15) a, generate_series(1, 15) b, generate_series(1, 8) c, generate_series(1, 4) d)
select *, pg_temp.search_pairs(array['^' || name_key, '^' || sort_kana]) as pairs from combinations;

create temporary table place as
select row_number() over (order by code) - 1 as n, count(*) over () as places, code
from municipality where ended_on is null;

create temporary table loaded as
select gen_random_uuid() as id, i, n.name, n.kana, n.sort_kana, n.name_key, n.pairs, p.code as municipality,
  substr(p.code, 1, 2) || '9' || lpad(i::text, 6, '0') as digits
from generate_series(1, current_setting('load.facilities')::int) i
join named n on n.n = abs(hashint4(i)) % 7200
join place p on p.n = i % p.places;

insert into facility (id, alias, kind, name, kana, postal_code, address, telephone, founder, representative, prefecture,
  municipality_code, supervisor_alias, created_at, changed_at, sort_kana, search_text, search_pairs)
select id, 'f-load' || i, 'facility', name, kana, '1000001', '千代田1-1', '03-1234-5678', '医療法人',
  case when i % 3 > 0 then '予防 花子' end, substr(municipality, 1, 2), municipality, 'm-' || municipality, now(), now(),
  sort_kana, name_key || chr(10) || sort_kana,
  pairs
from loaded;

insert into facility_code (facility_id, code, valid_from)
select id, digits || pg_temp.luhn(
    case when substr(digits, 1, 2) in ('11', '12', '13', '14') then substr(digits, 4) else digits end),
  date '2026-06-01'
from loaded;
