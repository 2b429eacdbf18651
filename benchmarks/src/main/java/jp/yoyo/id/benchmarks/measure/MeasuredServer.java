package jp.yoyo.id.benchmarks.measure;

import java.nio.file.Path;
import java.util.function.Consumer;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.DevStackOptions;

/** The stack as it is loaded and measured: Keycloak's default caches, a heap as in production. */
public final class MeasuredServer {

  private MeasuredServer() {}

  /**
   * Starts it on free ports.
   *
   * @param fresh forget what was loaded before
   */
  public static DevStack start(Path directory, boolean fresh, Consumer<String> progress) {
    return DevStack.start(options(directory, progress).withFresh(fresh));
  }

  /** The same with the companion app, and nothing that was loaded before. */
  public static DevStack startWithApp(Path directory, Consumer<String> progress) {
    return DevStack.start(options(directory, progress).withFresh(true).withCompanionApp(true));
  }

  private static DevStackOptions options(Path directory, Consumer<String> progress) {
    return DevStackOptions.in(directory)
        .withFreePorts()
        .withHeap("2g")
        .withPostgresSettings(Statements.SERVER_SETTINGS)
        .withProgress(progress);
  }
}
