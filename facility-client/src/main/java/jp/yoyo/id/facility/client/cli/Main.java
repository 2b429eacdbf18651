package jp.yoyo.id.facility.client.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jp.yoyo.id.facility.client.FacilityClient;
import jp.yoyo.id.facility.client.FacilityClientException;
import jp.yoyo.id.facility.client.FacilityConnection;
import jp.yoyo.id.facility.client.Message;

/**
 * The command line.
 *
 * <pre>
 * check         tries everything step by step, and says what to do about what does not work
 * token         prints an access token
 * call [PATH]   prints the API's answer to a GET; without a path, the facility's own entry
 * </pre>
 */
public final class Main {

  /** Kept: the JDK forgets the level of a logger that nobody holds. */
  private static final Logger LOG = Logger.getLogger("jp.yoyo.id.facility.client");

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  public static void main(String[] words) throws InterruptedException {
    LOG.setLevel(Level.OFF); // what the library writes to the log stands in what it throws, too
    Charset terminal = terminal();
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), /* autoFlush= */ true, terminal);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), /* autoFlush= */ true, terminal);
    ExitCode end = new Main(out, err).run(List.of(words), System.getenv(), Locale.getDefault());
    System.exit(end.number());
  }

  /** Where the terminal's own cannot write Japanese, question marks would be all there is. */
  private static Charset terminal() {
    String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""));
    try {
      Charset own = Charset.forName(name);
      return own.newEncoder().canEncode("医療機関") ? own : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  ExitCode run(List<String> words, Map<String, String> environment, Locale usual)
      throws InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(words, environment, usual);
    } catch (Arguments.UsageException e) {
      err.println(Message.of("usage").in(usual));
      return ExitCode.USAGE;
    }
    try {
      return switch (arguments.command()) {
        case CHECK -> new Check(arguments, out).run();
        case TOKEN -> token(arguments);
        case CALL -> call(arguments);
      };
    } catch (FacilityClientException e) {
      err.println(e.getMessage(arguments.locale()));
      return ExitCode.of(e);
    }
  }

  private ExitCode token(Arguments arguments) throws FacilityClientException, InterruptedException {
    try (FacilityClient client = client(arguments)) {
      out.println(client.accessToken().value());
      return ExitCode.OK;
    }
  }

  private ExitCode call(Arguments arguments) throws FacilityClientException, InterruptedException {
    try (FacilityClient client = client(arguments)) {
      HttpResponse<String> response =
          client.send(
              client.request(arguments.path()).header("Accept", "application/json").GET().build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      out.println(response.body());
      if (response.statusCode() / 100 == 2) {
        return ExitCode.OK;
      }
      err.println(Message.of("call.status", response.statusCode()).in(arguments.locale()));
      return ExitCode.API;
    } catch (IllegalArgumentException e) {
      err.println(Message.of("usage").in(arguments.locale()));
      return ExitCode.USAGE;
    }
  }

  private static FacilityClient client(Arguments arguments) throws FacilityClientException {
    FacilityClient.Builder builder =
        FacilityClient.builder(FacilityConnection.read(arguments.file()));
    arguments.proxy().ifPresent(builder::proxy);
    return builder.build();
  }
}
