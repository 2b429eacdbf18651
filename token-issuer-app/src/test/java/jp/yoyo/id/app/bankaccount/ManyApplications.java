package jp.yoyo.id.app.bankaccount;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Applications by the hundred thousand, spread over the prefectures as facilities are. */
final class ManyApplications {

  private ManyApplications() {}

  /** Every tenth of them is in 東京; the other 46 prefectures share the rest. */
  static void generate(JdbcClient sql, int count) {
    sql.sql(
            """
            insert into bank_account_application (id, reference_number, facility_id,
              facility_alias, facility_code, facility_name, prefecture, municipality_code, purpose,
              from_known, bank, branch, kind, number, holder, holder_differs, applies_from, state,
              created_at, changed_at, submitted_by, submitted_by_name, submitted_at)
            select gen_random_uuid(), 'K' || lpad(i::text, 10, '0'), gen_random_uuid(),
              'clinic-' || i, p || '9' || lpad(i::text, 7, '0'), '接種クリニック第' || i, p,
              p || lpad((i % 60)::text, 4, '0'), 'vaccination', false, '9999', '001', '1',
              lpad((i % 9999999)::text, 7, '0'), 'ﾖﾎﾞｳ', false,
              date '2026-06-01' + ((i % 12) || ' months')::interval,
              (array['submitted', 'returned', 'approved', 'applied', 'applied', 'applied', 'ended',
                'rejected', 'withdrawn'])[1 + i % 9],
              t, t, 'user', '予防 花子', t
            from (select i, timestamptz '2026-04-01' + (i * interval '37 seconds') as t,
                case when i % 10 = 0 then '13'
                  else lpad((1 + i % 47)::text, 2, '0') end as p
              from generate_series(1, :count) i) g
            """)
        .param("count", count)
        .update();
    sql.sql("analyze bank_account_application").update();
  }
}
