package jp.yoyo.id.app.files;

import java.util.List;

/**
 * What a table has to look like.
 *
 * @param sheet the sheet of a workbook that is read; its first one if none has this name
 * @param form name and version of our form, such as {@code facilities-1}; a workbook that says it
 *     is another one is refused, one that says nothing is not
 * @param columns in the order of the form; files may have them in any order
 */
public record TableLayout(String sheet, String form, List<TableColumn> columns) {}
