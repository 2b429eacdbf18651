package jp.yoyo.id.app.files;

import java.util.List;

/**
 * Something wrong with a file, to be said in the reader's language.
 *
 * @param cell where, such as {@code C7}; empty for the file as a whole
 * @param key in {@code messages/files_*.properties}
 */
public record TableProblem(String cell, String key, List<Object> arguments) {

  static TableProblem ofFile(String key, Object... arguments) {
    return new TableProblem("", key, List.of(arguments));
  }
}
