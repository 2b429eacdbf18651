package jp.yoyo.id.app.files;

import java.util.List;

/** A file that cannot be read as the table it should be. Nothing of it is to be used. */
public final class FileRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<TableProblem> problems;

  /**
   * For whoever reads the rows and finds something in them.
   *
   * @param problems at least one
   */
  public FileRefusedException(List<TableProblem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  FileRefusedException(String key, Object... arguments) {
    this(List.of(TableProblem.ofFile(key, arguments)));
  }

  /** At least one. */
  public List<TableProblem> problems() {
    return problems;
  }
}
