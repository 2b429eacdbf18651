package jp.yoyo.id.acceptance;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import jp.yoyo.id.devstack.DevStack;
import jp.yoyo.id.devstack.DevStackOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The one running stack of a JVM with tests: started when the first class asks for it, stopped
 * after the last one.
 *
 * <p>Constructors and methods of the test class may ask for {@link DevStack}, {@link
 * TestOrganizations}, {@link Actors}, {@link Api} or {@link RealmAdmin}.
 *
 * <pre>{@code
 * @ExtendWith(SharedStack.class)
 * final class SomethingIT {
 *   @Test
 *   void doThisWhenThatThenSo(TestOrganizations organizations, Api api) {
 *     Actor a1 = organizations.a1();
 *     Reply reply = api.get(organizations.a().members(), a1.token());
 *   }
 * }
 * }</pre>
 */
public class SharedStack implements BeforeAllCallback, ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedStack.class);

  private static final Set<Class<?>> OFFERED =
      Set.of(DevStack.class, TestOrganizations.class, Actors.class, Api.class, RealmAdmin.class);

  private final String name;
  private final UnaryOperator<DevStackOptions> settings;

  /** The stack that all classes share which do it no harm. */
  public SharedStack() {
    this("shared", options -> options.withCompanionApp(true));
  }

  /**
   * Another stack, which runs beside the first one.
   *
   * @param name of its directory
   * @param settings what is different about it
   */
  protected SharedStack(String name, UnaryOperator<DevStackOptions> settings) {
    this.name = name;
    this.settings = settings;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return OFFERED.contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    DevStack stack = running(context).stack();
    if (type == DevStack.class) {
      return stack;
    }
    Fixtures fixtures = fixturesOf(context, stack);
    if (type == Actors.class) {
      return fixtures.actors();
    }
    if (type == Api.class) {
      return fixtures.api();
    }
    return type == RealmAdmin.class ? fixtures.admin() : fixtures.organizations();
  }

  /** A fresh stack on free ports in a directory of its own below the build's target directory. */
  public static DevStackOptions options(String name) {
    return DevStackOptions.in(installations().resolve(name))
        .withInstallations(installations())
        .withFreePorts()
        .withFresh(true)
        .withProgress(line -> System.out.println("[" + name + "] " + line));
  }

  /** Where the one Keycloak is built that all stacks of this JVM run. */
  public static Path installations() {
    return Path.of(System.getProperty("acceptance.stacks", "target/stacks/1"));
  }

  /** Where build output goes. */
  public static Path target() {
    return Path.of(System.getProperty("acceptance.target", "target"));
  }

  private Running running(ExtensionContext context) {
    return context
        .getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(name, key -> Running.start(settings.apply(options(name))), Running.class);
  }

  /** Each test class has organisations of its own. */
  private static Fixtures fixturesOf(ExtensionContext context, DevStack stack) {
    Class<?> testClass = context.getRequiredTestClass();
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(testClass, key -> Fixtures.on(stack), Fixtures.class);
  }

  /** The stack, or why there is none: the second class need not wait for the same failure. */
  private record Running(@Nullable DevStack started, Map<String, RuntimeException> failure)
      implements AutoCloseable {

    static Running start(DevStackOptions options) {
      try {
        return new Running(DevStack.start(options), Map.of());
      } catch (RuntimeException e) {
        return new Running(null, Map.of("start", e));
      }
    }

    DevStack stack() {
      if (started == null) {
        throw new IllegalStateException("The stack did not start", failure.get("start"));
      }
      return started;
    }

    @Override
    public void close() {
      if (started != null) {
        started.close();
      }
    }
  }
}
