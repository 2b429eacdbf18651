package jp.yoyo.id.benchmarks.load;

import java.util.List;

/** A name that is nobody's, made of words of the trade. */
record Person(String lastName, String firstName, String lastNameKana, String firstNameKana) {

  /** Whom the measured search finds: no other loaded name, user ID or address holds this name. */
  static final Person SEARCHED = new Person("探索", "花子", "タンサク", "ハナコ");

  private static final List<String[]> LAST =
      List.of(
          new String[] {"予防", "ヨボウ"},
          new String[] {"接種", "セッシュ"},
          new String[] {"請求", "セイキュウ"},
          new String[] {"医療", "イリョウ"},
          new String[] {"保険", "ホケン"},
          new String[] {"健康", "ケンコウ"},
          new String[] {"窓口", "マドグチ"},
          new String[] {"受付", "ウケツケ"},
          new String[] {"診療", "シンリョウ"},
          new String[] {"問診", "モンシン"},
          new String[] {"薬局", "ヤッキョク"},
          new String[] {"検査", "ケンサ"},
          new String[] {"外来", "ガイライ"});

  private static final List<String[]> FIRST =
      List.of(
          new String[] {"花子", "ハナコ"},
          new String[] {"太郎", "タロウ"},
          new String[] {"一郎", "イチロウ"},
          new String[] {"二郎", "ジロウ"},
          new String[] {"三郎", "サブロウ"},
          new String[] {"春子", "ハルコ"},
          new String[] {"夏子", "ナツコ"},
          new String[] {"秋子", "アキコ"},
          new String[] {"冬子", "フユコ"},
          new String[] {"桜", "サクラ"});

  /** One of 130, the same for the same number. */
  static Person number(int number) {
    String[] last = LAST.get(number % LAST.size());
    String[] first = FIRST.get(number / LAST.size() % FIRST.size());
    return new Person(last[0], first[0], last[1], first[1]);
  }
}
