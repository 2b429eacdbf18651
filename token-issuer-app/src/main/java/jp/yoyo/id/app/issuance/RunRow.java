package jp.yoyo.id.app.issuance;

import java.util.List;
import java.util.Map;

/**
 * A row of a file.
 *
 * @param state ready, wrong, held, taken or failed
 */
public record RunRow(
    int number, String state, String code, Map<String, String> cells, List<RowProblem> problems) {}
