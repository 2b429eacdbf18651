package jp.yoyo.id.benchmarks.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    return start(directory, fresh, progress, List.of(), Map.of());
  }

  /** The same with the companion app, and nothing that was loaded before. */
  public static DevStack startWithApp(Path directory, Consumer<String> progress) {
    return DevStack.start(options(directory, progress).withFresh(true).withCompanionApp(true));
  }

  /**
   * Starts it on free ports.
   *
   * @param arguments more of Keycloak's
   * @param environment more of Keycloak's, such as another JAVA_HOME
   */
  public static DevStack start(
      Path directory,
      boolean fresh,
      Consumer<String> progress,
      List<String> arguments,
      Map<String, String> environment) {
    return DevStack.start(
        options(directory, progress)
            .withFresh(fresh)
            .withKeycloakArguments(arguments)
            .withKeycloakEnvironment(environment));
  }

  private static DevStackOptions options(Path directory, Consumer<String> progress) {
    return DevStackOptions.in(directory)
        .withFreePorts()
        .withHeap("2g")
        .withPostgresSettings(Statements.SERVER_SETTINGS)
        .withProgress(progress);
  }
}
