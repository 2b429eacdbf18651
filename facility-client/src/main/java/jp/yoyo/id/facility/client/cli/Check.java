package jp.yoyo.id.facility.client.cli;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jp.yoyo.id.facility.client.AccessToken;
import jp.yoyo.id.facility.client.FacilityClient;
import jp.yoyo.id.facility.client.FacilityClientException;
import jp.yoyo.id.facility.client.FacilityConnection;
import jp.yoyo.id.facility.client.Json;
import jp.yoyo.id.facility.client.Message;
import jp.yoyo.id.facility.client.ServiceProbe;
import jp.yoyo.id.facility.client.TokenFile;

/** Everything that has to work, one after the other, up to the first that does not. */
final class Check {

  private static final Duration TOLERATED_SKEW = Duration.ofSeconds(60);

  private final Arguments arguments;
  private final PrintStream out;

  Check(Arguments arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  ExitCode run() throws InterruptedException {
    try {
      return steps();
    } catch (FacilityClientException e) {
      failed(e.getMessage(arguments.locale()));
      return ExitCode.of(e);
    }
  }

  private ExitCode steps() throws FacilityClientException, InterruptedException {
    TokenFile file = TokenFile.read(arguments.file());
    file.requireComplete();
    passed("check.file", arguments.file());
    FacilityConnection connection = file.connection();
    passed("check.token", connection.facilityToken().id());
    for (URI address : new URI[] {connection.tokenEndpoint(), connection.api()}) {
      if (!reached(address)) {
        return ExitCode.UNAVAILABLE;
      }
    }
    FacilityClient.Builder builder = FacilityClient.builder(connection).withoutRetries();
    arguments.proxy().ifPresent(builder::proxy);
    try (FacilityClient client = builder.build()) {
      AccessToken token = client.accessToken();
      passed("check.exchange", token.life().toSeconds());
      return self(client);
    }
  }

  /** Name, connection, TLS, clock. */
  private boolean reached(URI address) throws FacilityClientException, InterruptedException {
    if (proxied(address)) {
      passed("check.proxy", address.getHost());
    } else {
      try {
        InetAddress found = InetAddress.getByName(address.getHost());
        passed("check.dns", address.getHost(), found.getHostAddress());
      } catch (UnknownHostException e) {
        failed(Message.of("unavailable.host", address.getHost()).in(arguments.locale()));
        return false;
      }
    }
    Optional<Duration> skew = ServiceProbe.reach(address, arguments.proxy());
    passed(
        address.getScheme().equalsIgnoreCase("https") ? "check.tls" : "check.connection",
        address.getHost());
    skew.ifPresent(this::clock);
    return true;
  }

  private boolean proxied(URI address) {
    return arguments.proxy().or(() -> Optional.ofNullable(ProxySelector.getDefault())).stream()
        .flatMap(selector -> selector.select(address).stream())
        .anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
  }

  private void clock(Duration ahead) {
    if (ahead.abs().compareTo(TOLERATED_SKEW) > 0) {
      print("check.mark.warning", Message.of("check.clock.wrong", ahead.toSeconds()));
    } else {
      passed("check.clock", ahead.toSeconds());
    }
  }

  private ExitCode self(FacilityClient client)
      throws FacilityClientException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            client.request(Arguments.SELF).header("Accept", "application/json").GET().build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    int status = response.statusCode();
    if (status != 200) {
      String key =
          status == 401
              ? "check.self.401"
              : status == 403 || status == 404 ? "check.self.403" : "check.self.other";
      failed(Message.of(key, status).in(arguments.locale()));
      return ExitCode.API;
    }
    try {
      Map<String, Object> self = Json.object(response.body());
      Optional<String> id = Json.text(self, "facilityId");
      if (id.isPresent()) {
        passed(
            "check.self",
            id.get(),
            Json.text(self, "facilityCode").orElse("-"),
            Json.text(self, "name").orElse("-"));
        out.println(Message.of("check.done").in(arguments.locale()));
        return ExitCode.OK;
      }
    } catch (Json.MalformedException e) {
      // told below
    }
    failed(Message.of("check.self.unexpected").in(arguments.locale()));
    return ExitCode.UNEXPECTED_ANSWER;
  }

  private void passed(String key, Object... values) {
    print("check.mark.passed", Message.of(key, values));
  }

  private void print(String mark, Message message) {
    out.println(Message.of(mark).in(arguments.locale()) + " " + message.in(arguments.locale()));
  }

  private void failed(String text) {
    out.println(Message.of("check.mark.failed").in(arguments.locale()) + " " + text);
  }
}
