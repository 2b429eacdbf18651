package jp.yoyo.id.devstack;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What {@code ./start} runs. */
public final class Main {

  // Names in Japanese whatever the locale says.
  private static final PrintStream OUT =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  private static final long START = System.nanoTime();

  private Main() {}

  public static void main(String[] arguments) {
    int status;
    try {
      status = run(arguments, System.getenv());
    } catch (StartFailedException e) {
      OUT.println();
      OUT.println(e.getMessage());
      status = 1;
    }
    System.exit(status);
  }

  private static int run(String[] arguments, Map<String, String> environment) {
    CommandLineOptions chosen = CommandLineOptions.parse(arguments, environment);
    if (chosen.help()) {
      OUT.print(CommandLineOptions.USAGE);
      return 0;
    }
    DevStackOptions options = chosen.stackOptions(environment).withProgress(Main::step);
    try (DevStack stack = DevStack.start(options)) {
      OUT.println();
      OUT.print(Summary.of(stack));
      OUT.println();
      step("Ready. Ctrl-C stops everything.");
      StartFailedException failure = stack.failure().join();
      OUT.println();
      OUT.println(failure.getMessage());
      OUT.println("Stopping the other parts.");
      return 1;
    }
  }

  private static void step(String line) {
    OUT.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - START) / 1e9, line);
  }
}
