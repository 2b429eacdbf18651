package jp.yoyo.id.devstack;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import jp.yoyo.id.devstack.demo.DemoData;
import jp.yoyo.id.devstack.demo.DemoDataException;
import jp.yoyo.id.devstack.inbox.MailNotReceivedException;
import jp.yoyo.id.devstack.login.UnexpectedPageException;

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
      boolean demo = chosen.demo() && loadDemo(stack);
      OUT.println();
      OUT.print(Summary.of(stack));
      if (demo) {
        OUT.println();
        OUT.print(DemoData.logins());
      }
      OUT.println();
      step("Ready. Ctrl-C stops everything.");
      StartFailedException failure = stack.failure().join();
      OUT.println();
      OUT.println(failure.getMessage());
      OUT.println("Stopping the other parts.");
      return 1;
    }
  }

  /** The stack is of use without them, too. */
  private static boolean loadDemo(DevStack stack) {
    try {
      new DemoData(stack, line -> step("Demo data   " + line)).load();
      return true;
    } catch (DemoDataException
        | UnexpectedPageException
        | MailNotReceivedException
        | IllegalStateException
        | UncheckedIOException e) {
      step("Demo data   stopped, and goes on at the next start: " + e.getMessage());
      return false;
    }
  }

  private static void step(String line) {
    OUT.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - START) / 1e9, line);
  }
}
