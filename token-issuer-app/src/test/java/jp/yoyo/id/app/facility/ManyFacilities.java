package jp.yoyo.id.app.facility;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Fills the register with as many facilities as the country has, with names that repeat as they do
 * there: half of them end in クリニック, a quarter in 医院. The same seed gives the same register.
 */
public final class ManyFacilities {

  private static final int BATCH = 1_000;

  private static final List<String> FAMILY_NAMES =
      List.of("山川", "田原", "森野", "青木", "石橋", "川上", "中央", "駅前", "緑町", "桜台", "北", "南", "東", "西", "若葉");
  private static final List<String> FAMILY_KANA =
      List.of(
          "ヤマカワ", "タハラ", "モリノ", "アオキ", "イシバシ", "カワカミ", "チュウオウ", "エキマエ", "ミドリマチ", "サクラダイ", "キタ",
          "ミナミ", "ヒガシ", "ニシ", "ワカバ");
  private static final List<String> KINDS =
      List.of("内科", "小児科", "耳鼻咽喉科", "眼科", "整形外科", "皮膚科", "歯科", "ファミリー");
  private static final List<String> KINDS_KANA =
      List.of("ナイカ", "ショウニカ", "ジビインコウカ", "ガンカ", "セイケイゲカ", "ヒフカ", "シカ", "ファミリー");
  private static final List<String> ENDS = List.of("クリニック", "クリニック", "医院", "病院");
  private static final List<String> ENDS_KANA = List.of("クリニック", "クリニック", "イイン", "ビョウイン");

  private ManyFacilities() {}

  /**
   * Fills.
   *
   * @param municipalities codes; each supervises its share, its organisation has the alias {@code
   *     m-<code>}
   */
  public static void fill(DataSource dataSource, int count, List<String> municipalities)
      throws SQLException {
    Random random = new Random(1);
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement facility =
              connection.prepareStatement(
                  """
                  insert into facility (id, alias, kind, name, kana, postal_code, address,
                    telephone, founder, representative, prefecture, municipality_code,
                    supervisor_alias, created_at, changed_at, sort_kana, search_text, search_pairs)
                  values (?, ?, 'facility', ?, ?, '1000001', ?, '03-1234-5678', '医療法人', ?, ?, ?, ?,
                    now(), now(), ?, ?, ?)
                  """);
          PreparedStatement code =
              connection.prepareStatement(
                  """
                  insert into facility_code (facility_id, code, valid_from)
                  values (?, ?, date '2026-06-01')
                  """)) {
        for (int i = 0; i < count; i++) {
          String municipality = municipalities.get(i % municipalities.size());
          int name = random.nextInt(FAMILY_NAMES.size());
          int second = random.nextInt(FAMILY_NAMES.size());
          int kind = random.nextInt(KINDS.size());
          int end = random.nextInt(ENDS.size());
          FacilityData data =
              TestFacilities.data(
                  FAMILY_NAMES.get(name)
                      + FAMILY_NAMES.get(second)
                      + KINDS.get(kind)
                      + ENDS.get(end),
                  FAMILY_KANA.get(name)
                      + FAMILY_KANA.get(second)
                      + KINDS_KANA.get(kind)
                      + ENDS_KANA.get(end));
          Facilities.Searchable searchable = Facilities.Searchable.of(data);
          UUID id = new UUID(random.nextLong(), random.nextLong());
          facility.setObject(1, id);
          facility.setString(2, "f-" + i);
          facility.setString(3, data.name());
          facility.setString(4, data.kana().value());
          facility.setString(5, data.address());
          facility.setString(6, i % 3 == 0 ? null : "予防 花子");
          facility.setString(7, municipality.substring(0, 2));
          facility.setString(8, municipality);
          facility.setString(9, "m-" + municipality);
          facility.setString(10, searchable.sortKana());
          facility.setString(11, searchable.text());
          facility.setArray(
              12, connection.createArrayOf("text", new ArrayList<>(searchable.pairs()).toArray()));
          facility.addBatch();
          code.setObject(1, id);
          code.setString(
              2,
              FacilityCode.complete(municipality.substring(0, 2) + "9" + "%06d".formatted(i))
                  .value());
          code.addBatch();
          if (i % BATCH == BATCH - 1) {
            facility.executeBatch();
            code.executeBatch();
            connection.commit();
          }
        }
        facility.executeBatch();
        code.executeBatch();
        connection.commit();
      }
      connection.setAutoCommit(true);
      connection.createStatement().execute("vacuum analyze facility, facility_code");
    }
  }
}
